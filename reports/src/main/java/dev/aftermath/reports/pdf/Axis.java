package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.Unit;
import java.util.ArrayList;
import java.util.List;

/**
 * A value axis from 0 with at most five round steps.
 *
 * @param unit unit of the values
 * @param step distance between two ticks
 * @param end value of the last tick
 */
record Axis(Unit unit, double step, double end) {
  private static final int MOST_STEPS = 4;
  private static final double[] SECOND_STEPS = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400,
    172800, 432000, 864000
  };

  /** The axis that shows values from 0 to the given maximum. */
  static Axis upTo(Unit unit, double maximum) {
    double top = unit == Unit.RATIO ? 1 : Math.max(maximum, unit == Unit.COUNT ? MOST_STEPS : 1);
    double step = unit == Unit.RATIO ? 0.25 : step(unit, top / MOST_STEPS);
    return new Axis(unit, step, Math.ceil(top / step - 1e-9) * step);
  }

  private static double step(Unit unit, double atLeast) {
    if (unit == Unit.SECONDS) {
      for (double step : SECOND_STEPS) {
        if (step >= atLeast) {
          return step;
        }
      }
    }
    double base = unit == Unit.SECONDS ? 86400 : 1;
    double power = base * Math.pow(10, Math.floor(Math.log10(atLeast / base)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= atLeast) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * step <= end + step / 2; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** The tick's figure in the unit that {@link #label()} names. */
  String tick(double value) {
    double shown = value / divisor();
    return shown == Math.rint(shown) ? Figures.count((long) shown) : Double.toString(shown);
  }

  /** The unit of the tick figures. */
  String label() {
    return switch (unit) {
      case COUNT -> "count";
      case RATIO -> "%";
      case SECONDS ->
          step < 60 ? "seconds" : step < 3600 ? "minutes" : step < 86400 ? "hours" : "days";
    };
  }

  private double divisor() {
    return switch (unit) {
      case COUNT -> 1;
      case RATIO -> 0.01;
      case SECONDS -> step < 60 ? 1 : step < 3600 ? 60 : step < 86400 ? 3600 : 86400;
    };
  }
}
