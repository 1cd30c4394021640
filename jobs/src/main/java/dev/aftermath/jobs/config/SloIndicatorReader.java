package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.slo.IncidentQuery;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.NoticeQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code spec} of an OpenSLO SLI, inline or of its own. */
final class SloIndicatorReader {
  private static final Set<String> RAW_TYPES = Set.of("success", "failure");
  private static final IncidentQuery ALL_INCIDENTS = new IncidentQuery(null, List.of(), List.of());

  private final SloMetricReader metrics;
  private final Map<String, SloIndicator> byName = new HashMap<>();

  SloIndicatorReader(SloObjects objects) {
    this.metrics = new SloMetricReader(objects);
  }

  /** The indicator of an SLI of its own, read once however often it is referred to. */
  SloIndicator read(SloObject sli) {
    SloIndicator known = byName.get(sli.name());
    if (known != null) {
      return known;
    }
    SloIndicator indicator =
        sli.readable() ? read(sli.spec()) : SloIndicator.notComputed("its SLI is invalid");
    byName.put(sli.name(), indicator);
    return indicator;
  }

  /** The indicator of an SLI's spec; what is wrong is noted. */
  SloIndicator read(YamlNode spec) {
    spec.refuseKeysBeyond(Set.of("description", "thresholdMetric", "ratioMetric"));
    Optional<YamlNode> ratio = spec.find("ratioMetric");
    Optional<YamlNode> threshold = spec.find("thresholdMetric");
    if (ratio.isPresent() == threshold.isPresent()) {
      return new SloIndicator.Whole(
          invalid(spec, "Exactly one of thresholdMetric and ratioMetric is expected here"));
    }
    return threshold.isPresent()
        ? threshold(threshold.get())
        : new SloIndicator.Whole(ratio(ratio.orElseThrow()));
  }

  private SloIndicator threshold(YamlNode threshold) {
    SloMetric metric = metrics.read(threshold);
    if (metric instanceof SloMetric.Series series
        && SloIndicator.namesBuckets(series.query())
        && series.query().selector().matchers().stream()
            .anyMatch(matcher -> matcher.label().equals("le"))) {
      threshold
          .problems()
          .at(
              series.place(),
              "Invalid query: the bucket is chosen by the objective's value; remove the matcher on"
                  + " le");
      return SloIndicator.notComputed("it is invalid");
    }
    return new SloIndicator.Compared(metric);
  }

  private Indicator ratio(YamlNode ratio) {
    ratio.refuseKeysBeyond(Set.of("counter", "good", "bad", "total", "raw", "rawType"));
    Optional<Boolean> counter = SloWindowReader.flag(ratio, "counter");
    if (ratio.find("raw").isPresent()) {
      return raw(ratio, ratio.find("raw").get());
    }
    Optional<YamlNode> good = ratio.find("good");
    Optional<YamlNode> bad = ratio.find("bad");
    if (ratio.find("rawType").isPresent()) {
      return invalid(ratio.find("rawType").get(), "rawType goes with raw, which is missing");
    }
    if (ratio.misspells("total") || (good.isEmpty() && bad.isEmpty() && misspellsPart(ratio))) {
      return new Indicator.NotComputed("it is invalid");
    }
    if (good.isPresent() == bad.isPresent()) {
      return invalid(
          good.isPresent() ? bad.orElse(ratio) : ratio,
          "Exactly one of good and bad is expected here, or raw");
    }
    if (ratio.find("total").isEmpty()) {
      return invalid(ratio, "Missing total: add it here");
    }
    Indicator.Part part = good.isPresent() ? Indicator.Part.GOOD : Indicator.Part.BAD;
    SloMetric counted = metrics.read(good.or(() -> bad).orElseThrow());
    SloMetric total = metrics.read(ratio.find("total").get());
    refuseHistogram(counted);
    refuseHistogram(total);
    return ratio(part, counted, total, counter);
  }

  private Indicator ratio(
      Indicator.Part part, SloMetric counted, SloMetric total, Optional<Boolean> counter) {
    List<String> reasons = new ArrayList<>();
    if (counted instanceof SloMetric.Unusable unusable) {
      reasons.add((part == Indicator.Part.GOOD ? "good" : "bad") + ": " + unusable.reason());
    }
    if (total instanceof SloMetric.Unusable unusable) {
      reasons.add("total: " + unusable.reason());
    }
    if (counted instanceof SloMetric.Lines counting && total instanceof SloMetric.Lines all) {
      return new Indicator.LogRatio(part, counting.query(), all.query());
    }
    if (counted instanceof SloMetric.Incidents bad && total instanceof SloMetric.Incidents all) {
      return refusedTime(
              "Incidents", part, bad.place(), all.query().equals(ALL_INCIDENTS), all.place())
          .orElseGet(() -> new Indicator.IncidentTime(bad.query()));
    }
    if (counted instanceof SloMetric.Notices bad && total instanceof SloMetric.Notices all) {
      boolean isAll = all.query().equals(NoticeQuery.all(all.query().source()));
      return refusedTime("Notices", part, bad.place(), isAll, all.place())
          .orElseGet(() -> new Indicator.NoticeTime(bad.query()));
    }
    if (counter.isEmpty()) {
      reasons.add("counter is missing; say true for values that count up, false for single counts");
    }
    if (reasons.isEmpty()
        && counted instanceof SloMetric.Series counting
        && total instanceof SloMetric.Series all) {
      return new Indicator.Ratio(
          part,
          counting.query(),
          all.query(),
          counter.orElseThrow() ? Indicator.SampleMeaning.COUNTER : Indicator.SampleMeaning.EVENTS);
    }
    return new Indicator.NotComputed(
        reasons.isEmpty()
            ? "the parts of the ratio come from sources of different types"
            : String.join("; ", reasons));
  }

  private static Optional<Indicator> refusedTime(
      String what, Indicator.Part part, YamlNode counted, boolean isAll, YamlNode total) {
    if (part != Indicator.Part.BAD) {
      return Optional.of(invalid(counted, what + " make time bad; write them under bad, not good"));
    }
    return isAll
        ? Optional.empty()
        : Optional.of(
            invalid(
                total, "The total of " + what + " is all time; leave its spec empty: spec: {}"));
  }

  private Indicator raw(YamlNode ratio, YamlNode raw) {
    for (String other : List.of("good", "bad", "total")) {
      ratio
          .find(other)
          .ifPresent(node -> node.problems().at(node, other + " does not go with raw; remove one"));
    }
    String type = ratio.text("rawType");
    if (!type.isEmpty() && !RAW_TYPES.contains(type)) {
      ratio
          .problems()
          .at(
              ratio.find("rawType").orElse(ratio),
              "Unknown rawType \"" + type + "\"" + Spelling.suggestion(type, RAW_TYPES));
    }
    SloMetric metric = metrics.read(raw);
    refuseHistogram(metric);
    if (metric instanceof SloMetric.Unusable unusable) {
      return new Indicator.NotComputed("raw: " + unusable.reason());
    }
    if (!(metric instanceof SloMetric.Series series)) {
      return new Indicator.NotComputed("raw ratios are computed over series only");
    }
    if (series.form() == SloMetric.Form.SUMMED) {
      return new Indicator.NotComputed(
          "raw: a sum() of ratios is no ratio; give the bare selector");
    }
    return new Indicator.RawRatio(
        series.query(), type.equals("failure") ? Indicator.Part.BAD : Indicator.Part.GOOD);
  }

  private static void refuseHistogram(SloMetric metric) {
    SloIndicator.refuseHistogram(metric, "only a thresholdMetric reads histograms");
  }

  private static boolean misspellsPart(YamlNode ratio) {
    return ratio.misspells("good") || ratio.misspells("bad") || ratio.misspells("raw");
  }

  private static Indicator invalid(YamlNode place, String message) {
    place.problems().at(place, message);
    return new Indicator.NotComputed("it is invalid");
  }
}
