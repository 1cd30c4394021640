package dev.aftermath.jobs.domain.series;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The time that a 0/1 series such as {@code up} was 1. Each sample holds until the next one, at
 * most {@link #LONGEST}; what lies between is unknown, as is everything after the last sample. A
 * value that is neither 0 nor 1 holds nothing.
 */
public final class HeldTime implements SampleVisitor {
  /** How long a sample holds at most: Prometheus' own look-back. */
  public static final Duration LONGEST = Duration.ofMinutes(5);

  private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

  private final List<OfDay> days = new ArrayList<>();
  private long previousMillis;
  private double previousValue;

  /**
   * Begins after the last sample before the chunk.
   *
   * @param previousValue NaN when there is none
   */
  public HeldTime(long previousMillis, double previousValue) {
    this.previousMillis = previousMillis;
    this.previousValue = previousValue;
  }

  /**
   * What the samples say about one UTC day.
   *
   * @param points samples of 0 or 1
   * @param ones samples of 1
   * @param upMillis time held by samples of 1
   * @param knownMillis time held by samples of 0 or 1
   */
  public record OfDay(long epochDay, long points, long ones, long upMillis, long knownMillis) {}

  @Override
  public void sample(long epochMillis, double value) {
    if (stands(previousValue)) {
      hold(previousMillis, Math.min(epochMillis, previousMillis + LONGEST.toMillis()));
    }
    if (stands(value)) {
      note(Math.floorDiv(epochMillis, DAY_MILLIS), 1, value == 1 ? 1 : 0, 0, 0);
    }
    previousMillis = epochMillis;
    previousValue = value;
  }

  /** The days, in parts that are to be added up. */
  public List<OfDay> days() {
    return List.copyOf(days);
  }

  private void hold(long from, long to) {
    long start = from;
    while (start < to) {
      long day = Math.floorDiv(start, DAY_MILLIS);
      long end = Math.min(to, (day + 1) * DAY_MILLIS);
      long length = end - start;
      note(day, 0, 0, previousValue == 1 ? length : 0, length);
      start = end;
    }
  }

  private void note(long day, long points, long ones, long up, long known) {
    int last = days.size() - 1;
    if (last < 0 || days.get(last).epochDay() != day) {
      days.add(new OfDay(day, points, ones, up, known));
      return;
    }
    OfDay sum = days.get(last);
    days.set(
        last,
        new OfDay(
            day,
            sum.points() + points,
            sum.ones() + ones,
            sum.upMillis() + up,
            sum.knownMillis() + known));
  }

  private static boolean stands(double value) {
    return value == 0 || value == 1;
  }
}
