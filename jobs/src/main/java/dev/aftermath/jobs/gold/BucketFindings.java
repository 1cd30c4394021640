package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.slo.DaySlices;
import dev.aftermath.jobs.domain.slo.DaySums;
import dev.aftermath.jobs.domain.slo.SeriesAudit;
import dev.aftermath.jobs.domain.slo.SeriesReading;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is to be said of histograms whose buckets end elsewhere than where an SLO asks. */
final class BucketFindings {
  private BucketFindings() {}

  /** Why slices are unknown; null when no histogram lacks the bucket. */
  static @Nullable String refused(SeriesReading reading, SeriesAudit total, SeriesAudit part) {
    boolean incomplete =
        reading.partRule() == SeriesReading.PartRule.COMPLETE
            ? part.seriesCount() < total.seriesCount()
            : part.seriesCount() == 0;
    return incomplete
        ? String.format(
            Locale.ROOT,
            "%d of %d histograms have a bucket le=%s, nearest below %s, above %s:"
                + " slices without it are unknown; ask for a bucket that exists, or write"
                + " inexactBucket: bound",
            part.seriesCount(),
            total.seriesCount(),
            reading.askedBound(),
            bound(part.lowerBound()),
            bound(part.upperBound()))
        : null;
  }

  /** Which series keep the day unknown for what their samples are; null when none does. */
  static @Nullable String otherSeries(SeriesReading reading, SeriesAudit part) {
    if (part.otherSeriesCount() == 0) {
      return null;
    }
    return reading.samples() == SeriesReading.Samples.NATIVE_HISTOGRAMS
        ? part.otherSeriesCount()
            + " series hold numbers and no native histograms: every slice is unknown; leave out"
            + " histogram: native"
        : part.otherSeriesCount()
            + " series hold native histograms and no numbers: every slice is unknown; only a"
            + " thresholdMetric with histogram: native counts them";
  }

  /** How many slices are unknown for native histograms with a bucket across the value; or null. */
  static @Nullable String doubtful(
      double asked, SeriesAudit part, DaySlices slices, DaySums total) {
    int unknown = 0;
    for (int place = 0; place < slices.grid().perDay(); place++) {
      unknown += total.isMeasured(place) && !slices.isKnown(place) ? 1 : 0;
    }
    return unknown == 0
        ? null
        : String.format(
            Locale.ROOT,
            "%d slices are unknown: requests in buckets around %s (from %s to %s); ask for a value"
                + " at which buckets end, or write inexactBucket: bound",
            unknown,
            asked,
            bound(part.lowerBound()),
            bound(part.upperBound()));
  }

  /** How much of the day is undecided; null when nothing is. */
  static @Nullable String bounded(double asked, SeriesAudit part, DaySlices slices) {
    BigDecimal undecided = BigDecimal.ZERO;
    BigDecimal total = BigDecimal.ZERO;
    for (int place = 0; place < slices.grid().perDay(); place++) {
      if (slices.isKnown(place)) {
        undecided = undecided.add(slices.undecided(place));
        total = total.add(slices.total(place));
      }
    }
    return undecided.signum() == 0
        ? null
        : String.format(
            Locale.ROOT,
            "%s of %s events are undecided, in buckets around le=%s (nearest below %s, above %s):"
                + " bad in the figure, good in its best bound",
            undecided.stripTrailingZeros().toPlainString(),
            total.stripTrailingZeros().toPlainString(),
            asked,
            bound(part.lowerBound()),
            bound(part.upperBound()));
  }

  private static String bound(@Nullable Double bound) {
    return bound == null ? "none" : bound.toString();
  }
}
