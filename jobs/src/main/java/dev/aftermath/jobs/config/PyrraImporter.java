package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.series.LabelSelector;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Pyrra's Kubernetes objects of kind {@code ServiceLevelObjective}. */
final class PyrraImporter implements SloImporter {
  private static final Pattern DURATION =
      Pattern.compile(
          "(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
  private static final long[] UNIT_MILLIS = {
    31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
  };

  @Override
  public List<OpenSloDraft> read(YamlNode document) {
    if (!SloImporter.versionKnown(document, "apiVersion", Set.of("pyrra.dev/v1alpha1"))) {
      return List.of();
    }
    Optional<YamlNode> metadata = SloObject.mapping(document, "metadata");
    Optional<YamlNode> found = SloObject.mapping(document, "spec");
    if (metadata.isEmpty() || found.isEmpty()) {
      return List.of();
    }
    YamlNode spec = found.get();
    String name = SloImporter.required(metadata.get(), "name");
    Optional<BigDecimal> target =
        SloImporter.requiredNumber(
            spec,
            "target",
            "a percentage from 0 to 100",
            text -> SloNumbers.atMost(SloNumbers.notNegative(SloNumbers.number(text)), 100));
    spec.text("window");
    Optional<String> window =
        spec.parsed("window", "a duration such as 28d", text -> span(millis(text)));
    Optional<YamlNode> indicator = SloObject.mapping(spec, "indicator");
    if (name.isEmpty() || target.isEmpty() || window.isEmpty() || indicator.isEmpty()) {
      return List.of();
    }
    OpenSloDraft draft = new OpenSloDraft(metadata.get(), name);
    draft.description(spec.optionalText("description"));
    draft.labels(metadata.get().find("labels"));
    draft.window(window.get());
    draft.target("targetPercent", target.get());
    Optional<String> service =
        metadata.get().find("labels").flatMap(it -> it.find("service")).flatMap(YamlNode::text);
    draft.service(service.orElse(draft.name()));
    if (service.isEmpty()) {
      note(metadata.get(), "Pyrra names no service; the SLO's name is taken. Change service");
    }
    dropped(metadata.get(), "namespace");
    dropped(spec, "alerting");
    dropped(spec, "partial_response_strategy");
    dropped(spec, "performanceOverAccuracy");
    indicator(draft, indicator.get());
    return List.of(draft);
  }

  private static void indicator(OpenSloDraft draft, YamlNode indicator) {
    indicator.refuseKeysBeyond(Set.of("ratio", "latency", "latencyNative", "bool_gauge"));
    Optional<YamlNode> ratio = indicator.find("ratio");
    Optional<YamlNode> latency = indicator.find("latency");
    Optional<YamlNode> fraction = indicator.find("latencyNative");
    Optional<YamlNode> gauge = indicator.find("bool_gauge");
    Optional<YamlNode> kind = ratio.or(() -> latency).or(() -> fraction).or(() -> gauge);
    if (kind.isEmpty()) {
      indicator
          .problems()
          .at(indicator, "Missing ratio, latency, latencyNative or bool_gauge: add one here");
      return;
    }
    draft.groupBy(kind.get().texts("grouping"));
    if (ratio.isPresent()) {
      events(draft, "bad", metric(ratio.get(), "errors"), metric(ratio.get(), "total"));
    } else if (latency.isPresent()) {
      latency(draft, latency.get());
    } else if (fraction.isPresent()) {
      histogram(draft, fraction.get());
    } else {
      YamlNode metric = gauge.orElseThrow();
      String query = SloImporter.required(metric, "metric");
      if (PromExpression.counter(query).isEmpty()) {
        SloImporter.kept(metric.find("metric").orElse(metric));
      }
      draft.raw(OpenSloDraft.prometheus(query), "success");
    }
  }

  private static void latency(OpenSloDraft draft, YamlNode latency) {
    Optional<YamlNode> success = metric(latency, "success");
    boolean bound = success.flatMap(YamlNode::text).filter(PyrraImporter::namesBound).isPresent();
    if (success.isPresent() && !bound) {
      success
          .get()
          .problems()
          .at(success.get(), "Invalid metric: it needs a matcher on le, such as le=\"0.5\"");
      return;
    }
    events(draft, "good", success, metric(latency, "total"));
  }

  /** Pyrra interpolates in the bucket across the threshold; here what it holds is undecided. */
  private static void histogram(OpenSloDraft draft, YamlNode histogram) {
    Optional<YamlNode> total = metric(histogram, "total");
    histogram.text("latency");
    Optional<BigDecimal> seconds =
        histogram.parsed(
            "latency",
            "a duration such as 200ms",
            text -> BigDecimal.valueOf(millis(text), 3).stripTrailingZeros());
    if (total.isEmpty() || seconds.isEmpty()) {
      return;
    }
    String query = total.get().text().orElse("");
    if (PromExpression.counter(query).isEmpty()) {
      SloImporter.kept(total.get());
    }
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("query", query);
    spec.put("histogram", "native");
    spec.put("inexactBucket", "bound");
    draft.atMost(OpenSloDraft.metric("Prometheus", spec), seconds.get());
  }

  private static void events(
      OpenSloDraft draft, String part, Optional<YamlNode> counted, Optional<YamlNode> total) {
    if (counted.isEmpty() || total.isEmpty()) {
      return;
    }
    for (YamlNode query : List.of(counted.get(), total.get())) {
      if (PromExpression.counter(query.text().orElse("")).isEmpty()) {
        SloImporter.kept(query);
      }
    }
    draft.ratio(
        part,
        OpenSloDraft.prometheus(counted.get().text().orElse("")),
        OpenSloDraft.prometheus(total.get().text().orElse("")),
        true);
  }

  private static Optional<YamlNode> metric(YamlNode parent, String key) {
    Optional<YamlNode> node = SloObject.mapping(parent, key);
    node.ifPresent(it -> SloImporter.required(it, "metric"));
    return node.flatMap(it -> it.find("metric")).filter(it -> !it.text().orElse("").isBlank());
  }

  private static boolean namesBound(String query) {
    try {
      return LabelSelector.parse(query).matchers().stream()
          .anyMatch(matcher -> matcher.label().equals("le"));
    } catch (IllegalArgumentException e) {
      return query.contains("le=");
    }
  }

  /** The length of a duration as Prometheus writes it: {@code 4w}, {@code 1d12h}. */
  private static long millis(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (text.isEmpty() || !matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    long millis = 0;
    for (int unit = 0; unit < UNIT_MILLIS.length; unit++) {
      String count = matcher.group(unit + 1);
      millis += count == null ? 0 : Math.multiplyExact(Long.parseLong(count), UNIT_MILLIS[unit]);
    }
    return millis;
  }

  private static String span(long millis) {
    Duration length = Duration.ofMillis(millis);
    if (length.isZero() || length.toMillis() % Duration.ofMinutes(1).toMillis() != 0) {
      throw new IllegalArgumentException("No whole number of minutes: " + length);
    }
    if (length.toMinutes() % Duration.ofDays(1).toMinutes() == 0) {
      return length.toDays() + "d";
    }
    return length.toMinutes() % 60 == 0 ? length.toHours() + "h" : length.toMinutes() + "m";
  }

  private static void dropped(YamlNode node, String key) {
    YamlNode place = node.keys().get(key);
    if (place != null) {
      note(place, key + " has no place in OpenSLO v1 and is not carried over");
    }
  }

  private static void note(YamlNode node, String message) {
    node.problems().warn(node, message);
  }
}
