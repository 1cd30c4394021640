package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.series.LabelMatcher;
import dev.aftermath.jobs.domain.series.LabelSelector;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Which series an indicator reads as what.
 *
 * @param total the series of all events; null where each sample of {@code part} is an event itself
 * @param part the series of the counted events
 * @param meaning what the counted events are
 * @param partRule when a slice is known, by what was measured of the part
 * @param askedBound the upper bound of the histogram bucket that is asked for; null where none is
 * @param samples what the samples of the series are
 * @param histogram the buckets of the histograms with any bound; null where no bucket is asked for
 */
public record SeriesReading(
    @Nullable SeriesQuery total,
    SeriesQuery part,
    Indicator.Part meaning,
    EventRule rule,
    PartRule partRule,
    @Nullable Double askedBound,
    Samples samples,
    @Nullable SeriesQuery histogram)
    implements Serializable {
  private static final String BOUND = "le";

  /** What the samples of a series are. */
  public enum Samples {
    NUMBERS,
    NATIVE_HISTOGRAMS
  }

  /** When a slice whose total was measured is known. */
  public enum PartRule {
    /** Always: a counter of errors may not exist before the first error. */
    MAY_LACK,
    /** When the part was measured: a bucket that no histogram has is not an empty one. */
    MEASURED,
    /** When as many samples measured the part as the total: every histogram has the bucket. */
    COMPLETE,
    /** Always: what the nearest buckets that every histogram has leave open is undecided. */
    BOUNDED;

    boolean allows(int totalSamples, int partSamples) {
      return switch (this) {
        case MAY_LACK, BOUNDED -> true;
        case MEASURED -> partSamples > 0;
        case COMPLETE -> partSamples == totalSamples;
      };
    }

    /** Whether the parts are buckets of the total's own histograms. */
    boolean isOfBuckets() {
      return this == COMPLETE || this == BOUNDED;
    }
  }

  /** How an indicator reads series; empty when it reads none. */
  public static Optional<SeriesReading> of(Indicator indicator) {
    if (indicator instanceof Indicator.Ratio ratio) {
      return Optional.of(ofRatio(ratio));
    }
    if (indicator instanceof Indicator.RawRatio raw) {
      return Optional.of(ofGauge(raw.samples(), raw.part(), EventRule.Plain.RATIOS));
    }
    if (indicator instanceof Indicator.Threshold threshold) {
      EventRule rule =
          new EventRule.Comparing(threshold.comparison(), threshold.value().doubleValue());
      return Optional.of(ofGauge(threshold.samples(), Indicator.Part.GOOD, rule));
    }
    if (indicator instanceof Indicator.Latency latency) {
      double bound = latency.seconds().doubleValue();
      return Optional.of(
          new SeriesReading(
              latency.buckets(),
              latency.buckets(),
              Indicator.Part.GOOD,
              EventRule.Plain.COUNTER,
              latency.inexact() == Indicator.InexactBucket.BOUND
                  ? PartRule.BOUNDED
                  : PartRule.COMPLETE,
              bound,
              Samples.NUMBERS,
              latency.buckets()));
    }
    if (indicator instanceof Indicator.NativeLatency latency) {
      return Optional.of(
          new SeriesReading(
              latency.histograms(),
              latency.histograms(),
              Indicator.Part.GOOD,
              EventRule.Plain.COUNTER,
              latency.inexact() == Indicator.InexactBucket.BOUND
                  ? PartRule.BOUNDED
                  : PartRule.COMPLETE,
              latency.seconds().doubleValue(),
              Samples.NATIVE_HISTOGRAMS,
              null));
    }
    return Optional.empty();
  }

  private static SeriesReading ofRatio(Indicator.Ratio ratio) {
    Double bound = boundOf(ratio.counted().selector());
    return new SeriesReading(
        ratio.total(),
        ratio.counted(),
        ratio.part(),
        ratio.samples() == Indicator.SampleMeaning.COUNTER
            ? EventRule.Plain.COUNTER
            : EventRule.Plain.EVENTS,
        bound == null ? PartRule.MAY_LACK : PartRule.MEASURED,
        bound,
        Samples.NUMBERS,
        bound == null ? null : withAnyBound(ratio.counted()));
  }

  private static SeriesReading ofGauge(SeriesQuery samples, Indicator.Part part, EventRule rule) {
    return new SeriesReading(
        null, samples, part, rule, PartRule.MAY_LACK, null, Samples.NUMBERS, null);
  }

  /** Whether events are differences of samples, however far these lie apart. */
  boolean isOfCounters() {
    return rule == EventRule.Plain.COUNTER;
  }

  /** Whether the series counts all events. */
  public boolean isTotal(String source, Map<String, String> labels) {
    return total != null
        && total.matches(source, labels)
        && (!partRule.isOfBuckets() || bound(labels) == Double.POSITIVE_INFINITY);
  }

  /** Whether the series counts the part. */
  public boolean isPart(String source, Map<String, String> labels) {
    return part.matches(source, labels)
        && (!partRule.isOfBuckets() || Double.valueOf(bound(labels)).equals(askedBound));
  }

  /** The bound of a bucket of the same histograms that is neither asked for nor infinite. */
  public OptionalDouble otherBound(String source, Map<String, String> labels) {
    if (histogram == null || isPart(source, labels) || !histogram.matches(source, labels)) {
      return OptionalDouble.empty();
    }
    double bound = bound(labels);
    return Double.isFinite(bound) ? OptionalDouble.of(bound) : OptionalDouble.empty();
  }

  private static double bound(Map<String, String> labels) {
    return number(labels.getOrDefault(BOUND, ""));
  }

  private static @Nullable Double boundOf(LabelSelector selector) {
    for (LabelMatcher matcher : selector.matchers()) {
      if (matcher.label().equals(BOUND) && matcher.operator() == LabelMatcher.Operator.EQUAL) {
        double bound = number(matcher.value());
        return Double.isFinite(bound) ? bound : null;
      }
    }
    return null;
  }

  private static SeriesQuery withAnyBound(SeriesQuery query) {
    return new SeriesQuery(
        query.source(),
        new LabelSelector(
            query.selector().matchers().stream()
                .filter(matcher -> !matcher.label().equals(BOUND))
                .toList()));
  }

  /** As Prometheus writes bounds; NaN for what is none. */
  private static double number(String text) {
    if (text.equals("+Inf") || text.equals("Inf")) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
