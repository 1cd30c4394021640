package dev.aftermath.reports.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One KPI over the report's week, with its last weeks.
 *
 * @param id identifier of the definition, such as {@code mtta}
 * @param version version of the definition
 * @param name printed name
 * @param unit unit of every value of this tile
 * @param statistic which figure is the headline
 * @param n number of members behind the figures
 * @param mean arithmetic mean (for a share: the share itself), null where undefined
 * @param median median, null where undefined
 * @param p90 90th percentile, null where undefined
 * @param previousValue the headline of the week before, null where undefined
 * @param weeks the headline of the last weeks, oldest first, the report's own week last
 * @param interval the 95 % interval of the headline, null where n is too small for one
 * @param p90Interval the 95 % interval of the 90th percentile, null where n is too small for one
 * @param variation what the weeks before say about the headline
 * @param openEnded the median that counts what is not over yet; null unless it is a duration
 * @param meanChange why the mean changed; null unless it is a duration of both weeks
 * @param target the target of the headline, null where none is declared
 * @param note a remark such as "n&lt;5: no statistic", null where there is none
 */
public record KpiTile(
    String id,
    String version,
    String name,
    Unit unit,
    Statistic statistic,
    long n,
    @Nullable Double mean,
    @Nullable Double median,
    @Nullable Double p90,
    @Nullable Double previousValue,
    List<WeekPoint> weeks,
    @Nullable Interval interval,
    @Nullable Interval p90Interval,
    Variation variation,
    @Nullable OpenEnded openEnded,
    @Nullable MeanChange meanChange,
    @Nullable Target target,
    @Nullable String note) {
  private static final double FEWEST = 5;

  /** Refuses values that no format can show. */
  public KpiTile {
    Finite.require("kpi " + id + " mean", mean);
    Finite.require("kpi " + id + " median", median);
    Finite.require("kpi " + id + " p90", p90);
    Finite.require("kpi " + id + " previous value", previousValue);
    weeks = List.copyOf(weeks);
  }

  /** The headline figure; null where it is undefined. */
  public @Nullable Double value() {
    return switch (statistic) {
      case COUNT -> (double) n;
      case MEAN, SHARE -> mean;
      case MEDIAN -> median;
      case P90 -> p90;
    };
  }

  /**
   * The headline's change since the week before: relative (0.5 is a rise by half), of a share the
   * difference; null where either is undefined, and of a duration of 0 or a count below 5: a
   * percentage of so few says nothing.
   */
  public @Nullable Double change() {
    Double now = value();
    if (now == null || previousValue == null) {
      return null;
    }
    if (statistic == Statistic.SHARE) {
      return now - previousValue;
    }
    boolean tellsNothing = previousValue == 0 || (unit == Unit.COUNT && previousValue < FEWEST);
    return tellsNothing ? null : Double.valueOf((now - previousValue) / previousValue);
  }
}
