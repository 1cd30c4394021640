package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.series.LabelSelector;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the {@code spec} of an OpenSLO SLI, inline or of its own. */
final class SloIndicatorReader {
  private static final String PROMETHEUS = "Prometheus";
  private static final Pattern SUM = Pattern.compile("\\s*sum\\s*\\((.*)\\)\\s*", Pattern.DOTALL);
  private static final Set<String> RAW_TYPES = Set.of("success", "failure");

  private final SloObjects objects;
  private final Map<String, Indicator> byName = new HashMap<>();

  SloIndicatorReader(SloObjects objects) {
    this.objects = objects;
  }

  /** The indicator of an SLI of its own, read once however often it is referred to. */
  Indicator read(SloObject sli) {
    Indicator known = byName.get(sli.name());
    if (known != null) {
      return known;
    }
    Indicator indicator =
        sli.readable() ? read(sli.spec()) : new Indicator.NotComputed("its SLI is invalid");
    byName.put(sli.name(), indicator);
    return indicator;
  }

  /** The indicator of an SLI's spec; what is wrong is noted. */
  Indicator read(YamlNode spec) {
    spec.refuseKeysBeyond(Set.of("description", "thresholdMetric", "ratioMetric"));
    Optional<YamlNode> ratio = spec.find("ratioMetric");
    Optional<YamlNode> threshold = spec.find("thresholdMetric");
    if (ratio.isPresent() == threshold.isPresent()) {
      return invalid(spec, "Exactly one of thresholdMetric and ratioMetric is expected here");
    }
    if (threshold.isPresent()) {
      metric(threshold.get());
      return new Indicator.NotComputed("threshold metrics are not computed");
    }
    return ratio(ratio.get());
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
    if (good.isPresent() == bad.isPresent()) {
      return invalid(ratio, "Exactly one of good and bad is expected here, or raw");
    }
    if (ratio.find("total").isEmpty()) {
      return invalid(ratio, "Missing total: add it here");
    }
    YamlNode part = good.or(() -> bad).orElseThrow();
    MetricSource counted = metric(part);
    MetricSource total = metric(ratio.find("total").get());
    List<String> reasons = new ArrayList<>();
    counted
        .reason()
        .ifPresent(reason -> reasons.add((good.isPresent() ? "good" : "bad") + ": " + reason));
    total.reason().ifPresent(reason -> reasons.add("total: " + reason));
    if (counter.isEmpty()) {
      reasons.add("counter is missing; say true for values that count up, false for single counts");
    }
    if (!reasons.isEmpty() || counter.isEmpty()) {
      return new Indicator.NotComputed(String.join("; ", reasons));
    }
    return new Indicator.Ratio(
        good.isPresent() ? Indicator.Part.GOOD : Indicator.Part.BAD,
        counted.query().orElseThrow(),
        total.query().orElseThrow(),
        counter.get() ? Indicator.SampleMeaning.COUNTER : Indicator.SampleMeaning.EVENTS);
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
    metric(raw);
    return new Indicator.NotComputed("raw ratios are not computed");
  }

  private MetricSource metric(YamlNode metric) {
    metric.refuseKeysBeyond(Set.of("metricSource"));
    Optional<YamlNode> source = SloObject.mapping(metric, "metricSource");
    if (source.isEmpty()) {
      return MetricSource.refused("no metric source");
    }
    source.get().refuseKeysBeyond(Set.of("metricSourceRef", "type", "spec"));
    source.get().optionalText("metricSourceRef");
    source
        .get()
        .find("metricSourceRef")
        .ifPresent(reference -> objects.check("DataSource", reference));
    Optional<SloObject> data =
        source
            .get()
            .optionalText("metricSourceRef")
            .flatMap(name -> objects.find("DataSource", name));
    String type =
        source
            .get()
            .optionalText("type")
            .or(() -> data.flatMap(it -> it.spec().optionalText("type")))
            .orElse(PROMETHEUS);
    Optional<YamlNode> spec = SloObject.mapping(source.get(), "spec");
    if (!type.equalsIgnoreCase(PROMETHEUS)) {
      return MetricSource.refused(
          "metric sources of type " + type + " are not computed, only " + PROMETHEUS);
    }
    Optional<String> query = spec.flatMap(it -> it.optionalText("query"));
    if (query.isEmpty()) {
      return MetricSource.refused("metricSource.spec has no query");
    }
    Optional<String> sourceName =
        data.flatMap(it -> it.spec().find("connectionDetails"))
            .flatMap(it -> it.optionalText("source"));
    return selector(query.get(), sourceName);
  }

  /** A sum over all series changes nothing: the engine adds up all series anyway. */
  private static MetricSource selector(String query, Optional<String> source) {
    Matcher sum = SUM.matcher(query);
    try {
      LabelSelector selector = LabelSelector.parse(sum.matches() ? sum.group(1) : query);
      return new MetricSource(
          Optional.of(new SeriesQuery(source.orElse(null), selector)), Optional.empty());
    } catch (IllegalArgumentException e) {
      return MetricSource.refused(
          "only a plain selector, or the sum() of one, is computed over exported series: "
              + e.getMessage());
    }
  }

  private static Indicator invalid(YamlNode place, String message) {
    place.problems().at(place, message);
    return new Indicator.NotComputed("it is invalid");
  }

  private record MetricSource(Optional<SeriesQuery> query, Optional<String> reason) {
    static MetricSource refused(String reason) {
      return new MetricSource(Optional.empty(), Optional.of(reason));
    }
  }
}
