package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a window adds up to, exactly, and what it would be with its holes filled.
 *
 * @param undecided what may be good and is not among the good
 * @param budget what may be bad
 * @param allowedRatio what may be bad of one event
 * @param known slices that were measured
 * @param holes slices that have ended and were not measured
 */
public record WindowSums(
    BigDecimal good,
    BigDecimal total,
    BigDecimal undecided,
    BigDecimal budget,
    BigDecimal allowedRatio,
    long known,
    long holes,
    BudgetingMethod method) {
  private static final double Z95 = 1.959963984540054;

  /** What was not good, or not surely. */
  public BigDecimal bad() {
    return total.subtract(good);
  }

  @Nullable Double sli() {
    return Ratio.of(good, total);
  }

  @Nullable Double consumed() {
    return Ratio.of(bad(), budget);
  }

  Verdict verdict() {
    if (total.signum() == 0) {
      return Verdict.NOT_EVALUABLE;
    }
    return bad().compareTo(budget) <= 0 ? Verdict.MET : Verdict.MISSED;
  }

  /** The window if all that was not measured or not decided was bad. */
  WindowSums worst() {
    return filled(BigDecimal.ZERO);
  }

  /** The window if all that was not measured or not decided was good. */
  WindowSums best() {
    WindowSums decided =
        new WindowSums(
            good.add(undecided),
            total,
            BigDecimal.ZERO,
            budget,
            allowedRatio,
            known,
            holes,
            method);
    return decided.filled(BigDecimal.ONE);
  }

  WindowSums under(MissingRule rule) {
    return switch (rule) {
      case UNKNOWN -> this;
      case GOOD -> filled(BigDecimal.ONE);
      case BAD -> filled(BigDecimal.ZERO);
    };
  }

  /**
   * The window with every hole of the given ratio, all sums multiplied by one common number, which
   * no ratio and no comparison feels. Where events are counted, a hole is taken to have as many as
   * the mean measured slice.
   */
  private WindowSums filled(BigDecimal ratio) {
    if (holes == 0) {
      return this;
    }
    BigDecimal unknown = BigDecimal.valueOf(holes);
    if (total.signum() == 0) {
      return with(ratio, BigDecimal.ONE, allowedRatio);
    }
    if (method == BudgetingMethod.OCCURRENCES) {
      BigDecimal measured = BigDecimal.valueOf(known);
      BigDecimal all = measured.add(unknown);
      return with(
          good.multiply(measured).add(total.multiply(unknown).multiply(ratio)),
          total.multiply(all),
          budget.multiply(all));
    }
    BigDecimal all = total.add(unknown);
    return with(
        good.add(unknown.multiply(ratio)).multiply(total),
        all.multiply(total),
        budget.multiply(all));
  }

  /**
   * An end of Wilson's interval; {@code side} is -1 for the lower and 1 for the upper one. A mean
   * of ratios has none: it is no share of trials.
   */
  @Nullable Double wilson(int side) {
    Double ratio = sli();
    boolean counts = method != BudgetingMethod.RATIO_TIMESLICES && total.signum() > 0;
    if (!counts || ratio == null || ratio < 0 || ratio > 1) {
      return null;
    }
    double n = total.doubleValue();
    double square = Z95 * Z95 / n;
    double spread = Z95 * Math.sqrt(ratio * (1 - ratio) / n + square / (4 * n));
    double end = (ratio + square / 2 + side * spread) / (1 + square);
    return Math.max(0, Math.min(1, end));
  }

  private WindowSums with(BigDecimal newGood, BigDecimal newTotal, BigDecimal newBudget) {
    return new WindowSums(
        newGood, newTotal, BigDecimal.ZERO, newBudget, allowedRatio, known, holes, method);
  }
}
