package dev.aftermath.jobs.config;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** An OpenSLO object of kind SLO that is being made of another tool's. */
final class OpenSloDraft {
  private static final int LONGEST_NAME = 63;
  private static final int LINE_WIDTH = 120;

  private final YamlNode place;
  private final String name;
  private final Map<String, Object> labels = new LinkedHashMap<>();
  private final Map<String, Object> annotations = new LinkedHashMap<>();
  private final Map<String, Object> objective = new LinkedHashMap<>();
  private String service = "";
  private Optional<String> description = Optional.empty();
  private Map<String, Object> indicator = new LinkedHashMap<>();
  private String window = "28d";

  /**
   * A draft.
   *
   * @param place where the original stands
   * @param original its name, which is bent to what OpenSLO allows
   */
  OpenSloDraft(YamlNode place, String original) {
    this.place = place;
    this.name = named(original);
    if (!name.equals(original)) {
      place
          .problems()
          .warn(place, "Named \"" + name + "\", since OpenSLO allows no \"" + original + "\"");
    }
  }

  /** A name as OpenSLO allows it. */
  static String named(String original) {
    String mended = original.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return mended.substring(0, Math.min(mended.length(), LONGEST_NAME)).replaceAll("^-+|-+$", "");
  }

  /** A number as YAML writes it: whole ones without a point. */
  static Object number(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() <= 0
        ? (Object) stripped.longValueExact()
        : new BigDecimal(stripped.toPlainString());
  }

  /** A metric of a source's type. */
  static Map<String, Object> metric(String type, Map<String, Object> spec) {
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("type", type);
    source.put("spec", spec);
    return Map.of("metricSource", source);
  }

  /** A metric of Prometheus. */
  static Map<String, Object> prometheus(String query) {
    return metric("Prometheus", Map.of("query", query));
  }

  String name() {
    return name;
  }

  YamlNode place() {
    return place;
  }

  void service(String of) {
    service = of;
  }

  void description(Optional<String> text) {
    description = text.filter(it -> !it.isBlank());
  }

  void window(String span) {
    window = span;
  }

  void groupBy(List<String> groupLabels) {
    if (!groupLabels.isEmpty()) {
      annotations.put(SloAnnotations.PREFIX + "group-by", String.join(",", groupLabels));
    }
  }

  /** Takes labels over; those whose keys only annotations may have become annotations. */
  void labels(Optional<YamlNode> node) {
    node.map(YamlNode::entries)
        .orElse(Map.of())
        .forEach(
            (key, value) ->
                value
                    .text()
                    .ifPresent(text -> (key.contains("/") ? annotations : labels).put(key, text)));
  }

  void target(String key, BigDecimal target) {
    objective.put(key, number(target));
  }

  /** A ratio of events. */
  void ratio(String part, Object counted, Object total, boolean counter) {
    Map<String, Object> ratio = new LinkedHashMap<>();
    ratio.put("counter", counter);
    ratio.put(part, counted);
    ratio.put("total", total);
    indicator = new LinkedHashMap<>(Map.of("ratioMetric", ratio));
  }

  /** Samples that are ratios. */
  void raw(Object metric, String rawType) {
    Map<String, Object> ratio = new LinkedHashMap<>();
    ratio.put("raw", metric);
    ratio.put("rawType", rawType);
    indicator = new LinkedHashMap<>(Map.of("ratioMetric", ratio));
  }

  /** Samples at or below a value. */
  void atMost(Object metric, BigDecimal value) {
    objective.put("op", "lte");
    objective.put("value", number(value));
    indicator = new LinkedHashMap<>(Map.of("thresholdMetric", metric));
  }

  /** Whether it measures anything. */
  boolean measures() {
    return !indicator.isEmpty();
  }

  /** The object in YAML. */
  String yaml() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("name", name);
    if (!labels.isEmpty()) {
      metadata.put("labels", labels);
    }
    if (!annotations.isEmpty()) {
      metadata.put("annotations", annotations);
    }
    Map<String, Object> sli = new LinkedHashMap<>();
    sli.put("metadata", Map.of("name", named(name + "-sli")));
    sli.put("spec", indicator);
    Map<String, Object> rolling = new LinkedHashMap<>();
    rolling.put("duration", window);
    rolling.put("isRolling", true);
    Map<String, Object> spec = new LinkedHashMap<>();
    description.ifPresent(text -> spec.put("description", text));
    spec.put("service", service);
    spec.put("indicator", sli);
    spec.put("timeWindow", List.of(rolling));
    spec.put("budgetingMethod", "Occurrences");
    spec.put("objectives", List.of(objective));
    Map<String, Object> slo = new LinkedHashMap<>();
    slo.put("apiVersion", SloObject.API_VERSION);
    slo.put("kind", "SLO");
    slo.put("metadata", metadata);
    slo.put("spec", spec);
    return dumper().dump(slo);
  }

  private static Yaml dumper() {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndicatorIndent(2);
    options.setIndentWithIndicator(true);
    options.setWidth(LINE_WIDTH);
    options.setSplitLines(false);
    return new Yaml(options);
  }
}
