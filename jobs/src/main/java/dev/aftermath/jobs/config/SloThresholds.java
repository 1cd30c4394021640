package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.slo.Indicator;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Puts an objective's operator and value into what its SLI measures. */
final class SloThresholds {
  private static final Set<String> OPERATORS = Set.of("lte", "gte", "lt", "gt");

  private SloThresholds() {}

  /** The indicator of an objective; what is wrong with its operator and value is noted. */
  static Indicator applied(SloIndicator indicator, YamlNode objective) {
    Optional<YamlNode> op = objective.find("op");
    Optional<Indicator.Comparison> comparison = comparison(objective);
    Optional<BigDecimal> value = objective.parsed("value", "a number", SloNumbers::number);
    if (indicator instanceof SloIndicator.Whole whole) {
      op.or(() -> objective.find("value"))
          .ifPresent(
              place ->
                  place
                      .problems()
                      .warn(
                          place,
                          "op and value say nothing beside a ratio; the specification's tool"
                              + " refuses them"));
      return whole.indicator();
    }
    if (op.isEmpty()) {
      missing(objective, "op", "a threshold needs one of lte, gte, lt, gt");
    }
    if (objective.find("value").isEmpty()) {
      missing(objective, "value", "a threshold needs one");
    }
    if (comparison.isEmpty() || value.isEmpty()) {
      return new Indicator.NotComputed("the threshold lacks op or value");
    }
    SloMetric metric = ((SloIndicator.Compared) indicator).metric();
    if (metric instanceof SloMetric.Unusable unusable) {
      return new Indicator.NotComputed(unusable.reason());
    }
    if (!(metric instanceof SloMetric.Series series)) {
      return new Indicator.NotComputed("thresholds are computed over series only");
    }
    if (SloIndicator.namesBuckets(series.query()) || readsNative(series)) {
      return latency(series, comparison.get(), value.get(), op.orElse(objective));
    }
    SloIndicator.refuseHistogram(
        series, "the series of this threshold is no histogram: its name does not end in _bucket");
    if (series.form() == SloMetric.Form.SUMMED) {
      return new Indicator.NotComputed(
          "each sample is compared; the sum() of series can be pulled live under a name of its own,"
              + " or give the bare selector");
    }
    return new Indicator.Threshold(series.query(), comparison.get(), value.get());
  }

  // A bucket counts what took at most as long as its bound: nothing else can be read from it.
  private static Indicator latency(
      SloMetric.Series buckets, Indicator.Comparison comparison, BigDecimal value, YamlNode op) {
    if (comparison != Indicator.Comparison.LTE) {
      op.problems()
          .at(
              op,
              "Invalid op \""
                  + comparison.name().toLowerCase(Locale.ROOT)
                  + "\": buckets of a histogram are inclusive, they count what took at most so"
                  + " long; write lte");
      return new Indicator.NotComputed("it is invalid");
    }
    Indicator.InexactBucket inexact = buckets.histogram().inexact();
    return readsNative(buckets)
        ? new Indicator.NativeLatency(buckets.query(), value, inexact)
        : new Indicator.Latency(buckets.query(), value, inexact);
  }

  private static boolean readsNative(SloMetric.Series series) {
    return series.histogram().kind() == SloMetric.HistogramKind.NATIVE;
  }

  private static Optional<Indicator.Comparison> comparison(YamlNode objective) {
    Optional<String> word = objective.optionalText("op");
    if (word.isPresent() && !OPERATORS.contains(word.get())) {
      objective
          .problems()
          .at(
              objective.find("op").orElse(objective),
              "Unknown op \"" + word.get() + "\"" + Spelling.suggestion(word.get(), OPERATORS));
      return Optional.empty();
    }
    return word.map(it -> Indicator.Comparison.valueOf(it.toUpperCase(Locale.ROOT)));
  }

  private static void missing(YamlNode objective, String key, String advice) {
    if (!objective.misspells(key)) {
      String message = "Missing " + key + ": " + advice;
      objective.problems().disputed(objective, message, "it is not computed");
    }
  }
}
