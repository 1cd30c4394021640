package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.cause.label.CauseColumn;
import dev.aftermath.jobs.domain.cause.label.CauseLabels;
import dev.aftermath.jobs.domain.cause.label.CauseScale;
import dev.aftermath.jobs.domain.cause.label.CauseScheme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads what other classifications make of our values, from {@code conf/causes/schemes}. */
final class CauseSchemeReader {
  private static final Set<String> KEYS = Set.of("id", "version", "title", "source", "fields");
  private static final Set<String> FIELD_KEYS = Set.of("values", "rules", "otherwise");

  private final CauseScale scale;

  CauseSchemeReader(CauseScale scale) {
    this.scale = scale;
  }

  List<CauseScheme> schemes(List<YamlNode> documents) {
    Map<String, CauseScheme> schemes = new TreeMap<>();
    for (YamlNode node : documents) {
      CauseScheme scheme = scheme(node);
      if (schemes.putIfAbsent(scheme.id(), scheme) != null) {
        node.problems()
            .at(
                node.find("id").orElse(node),
                "Invalid id: \"" + scheme.id() + "\" is defined already; rename one");
      }
    }
    return List.copyOf(schemes.values());
  }

  private CauseScheme scheme(YamlNode node) {
    node.refuseKeysBeyond(KEYS);
    Map<String, CauseScheme.Field> fields = new LinkedHashMap<>();
    node.find("fields")
        .ifPresentOrElse(
            found -> found.entries().forEach((name, field) -> fields.put(name, field(field))),
            () -> node.missing("fields", "name the fields, each with values and rules"));
    return new CauseScheme(
        node.text("id"),
        CauseScaleReader.version(node),
        node.text("title"),
        node.text("source"),
        fields);
  }

  private CauseScheme.Field field(YamlNode node) {
    node.refuseKeysBeyond(FIELD_KEYS);
    Set<String> values = new LinkedHashSet<>(node.texts("values"));
    if (values.isEmpty()) {
      node.missing("values", "name all values of the field");
    }
    List<CauseScheme.Rule> rules = new ArrayList<>();
    for (YamlNode rule : node.find("rules").map(YamlNode::items).orElse(List.of())) {
      rules.add(rule(rule, values));
    }
    String otherwise = node.optionalText("otherwise").orElse("");
    if (!otherwise.isEmpty()) {
      refuseUnlessAmong(node, "otherwise", otherwise, values);
    }
    return new CauseScheme.Field(rules, otherwise);
  }

  private CauseScheme.Rule rule(YamlNode node, Set<String> values) {
    node.refuseKeysBeyond(Set.of("trigger", "root_cause", "value"));
    Map<CauseColumn, String> when = new TreeMap<>();
    for (CauseColumn column : CauseColumn.values()) {
      node.optionalText(column.word())
          .ifPresent(
              asked -> {
                Set<String> known = new LinkedHashSet<>(scale.names(column));
                known.add(CauseLabels.UNKNOWN);
                refuseUnlessAmong(node, column.word(), asked, known);
                when.put(column, asked);
              });
    }
    if (when.isEmpty()) {
      node.problems()
          .at(node, "Missing trigger or root_cause: say when the value holds, or use otherwise");
    }
    String value = node.text("value");
    refuseUnlessAmong(node, "value", value, values);
    return new CauseScheme.Rule(when, value);
  }

  private static void refuseUnlessAmong(
      YamlNode node, String key, String value, Set<String> allowed) {
    if (!value.isEmpty() && !allowed.contains(value)) {
      Words.refuse(node, key, value, allowed);
    }
  }
}
