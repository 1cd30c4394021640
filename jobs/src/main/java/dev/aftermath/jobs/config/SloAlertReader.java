package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.Span;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Checks the OpenSLO objects that say whom to alert when; nothing is computed from them here. */
final class SloAlertReader {
  private static final Set<String> POLICY_KEYS =
      Set.of(
          "description",
          "alertWhenNoData",
          "alertWhenResolved",
          "alertWhenBreaching",
          "conditions",
          "notificationTargets");
  private static final Set<String> OPERATORS = Set.of("lte", "gte", "lt", "gt");

  private final SloObjects objects;

  SloAlertReader(SloObjects objects) {
    this.objects = objects;
  }

  /** Checks the policies of an SLO: references, or whole policies written inline. */
  void policies(YamlNode list) {
    references(list, "AlertPolicy", "alertPolicyRef", this::policy);
  }

  /** Checks the spec of an AlertPolicy. */
  void policy(YamlNode spec) {
    spec.refuseKeysBeyond(POLICY_KEYS);
    for (String flag : List.of("alertWhenNoData", "alertWhenResolved", "alertWhenBreaching")) {
      SloWindowReader.flag(spec, flag);
    }
    Optional<YamlNode> conditions = spec.find("conditions");
    int count = conditions.map(it -> it.items().size()).orElse(0);
    if (count != 1) {
      spec.problems()
          .at(conditions.orElse(spec), "Exactly one of conditions is expected, not " + count);
    }
    conditions.ifPresent(
        list -> references(list, "AlertCondition", "conditionRef", this::condition));
    Optional<YamlNode> targets = spec.find("notificationTargets");
    if (targets.isEmpty() || targets.get().items().isEmpty()) {
      spec.problems()
          .at(targets.orElse(spec), "Missing notificationTargets: at least one is expected");
    }
    targets.ifPresent(
        list -> references(list, "AlertNotificationTarget", "targetRef", this::target));
  }

  /** Checks the spec of an AlertCondition. */
  void condition(YamlNode spec) {
    spec.refuseKeysBeyond(Set.of("description", "severity", "condition"));
    spec.text("severity");
    Optional<YamlNode> found = SloObject.mapping(spec, "condition");
    if (found.isEmpty()) {
      return;
    }
    YamlNode condition = found.get();
    condition.refuseKeysBeyond(Set.of("kind", "op", "threshold", "lookbackWindow", "alertAfter"));
    word(condition, "kind", Set.of("burnrate"));
    word(condition, "op", OPERATORS);
    condition.text("threshold");
    condition.parsed("threshold", "a number", BigDecimal::new);
    condition.text("lookbackWindow");
    for (String key : List.of("lookbackWindow", "alertAfter")) {
      condition.parsed(key, "a whole number with m, h, d, w, M, Q or Y", Span::parse);
    }
  }

  /** Checks the spec of an AlertNotificationTarget. */
  void target(YamlNode spec) {
    spec.refuseKeysBeyond(Set.of("description", "target"));
    spec.text("target");
  }

  private void references(YamlNode list, String kind, String key, Consumer<YamlNode> spec) {
    if (!list.isList()) {
      list.problems().at(list, "A list is expected here");
    }
    for (YamlNode item : list.items()) {
      Optional<YamlNode> reference = item.find(key);
      if (reference.isPresent()) {
        item.refuseKeysBeyond(Set.of(key));
        objects.check(kind, reference.get());
        continue;
      }
      item.refuseKeysBeyond(Set.of("apiVersion", "kind", "metadata", "spec", key));
      word(item, "kind", Set.of(kind));
      SloObject.mapping(item, "metadata").ifPresent(SloObject::metadata);
      SloObject.mapping(item, "spec").ifPresent(spec);
    }
  }

  private static void word(YamlNode node, String key, Set<String> allowed) {
    String word = node.text(key);
    if (!word.isEmpty() && !allowed.contains(word)) {
      node.problems()
          .at(
              node.find(key).orElse(node),
              "Unknown " + key + " \"" + word + "\"" + Spelling.suggestion(word, allowed));
    }
  }
}
