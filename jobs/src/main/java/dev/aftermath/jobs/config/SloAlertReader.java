package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.slo.BurnRateRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the OpenSLO objects that say whom to alert when. */
final class SloAlertReader {
  private static final Set<String> POLICY_KEYS =
      Set.of(
          "description",
          "alertWhenNoData",
          "alertWhenResolved",
          "alertWhenBreaching",
          "conditions",
          "notificationTargets");

  private final SloObjects objects;
  private final Map<String, List<BurnRateRule>> policies = new HashMap<>();
  private final Map<String, Optional<BurnRateRule>> conditions = new HashMap<>();

  SloAlertReader(SloObjects objects) {
    this.objects = objects;
  }

  /** The rules of an SLO's policies, which are references or written inline. */
  List<BurnRateRule> policies(YamlNode list) {
    List<BurnRateRule> rules = new ArrayList<>();
    for (YamlNode item : entries(list, "AlertPolicy", "alertPolicyRef")) {
      String name = nameOf(item, "AlertPolicy", "alertPolicyRef");
      specOf(item, "AlertPolicy", "alertPolicyRef")
          .ifPresent(
              spec ->
                  policy(spec).stream()
                      .map(rule -> SloAlertRules.named(rule, name))
                      .forEach(rules::add));
    }
    return rules;
  }

  /** The rules of an AlertPolicy's spec, checked once however often it is referred to. */
  List<BurnRateRule> policy(YamlNode spec) {
    List<BurnRateRule> known = policies.get(spec.position());
    if (known != null) {
      return known;
    }
    spec.refuseKeysBeyond(POLICY_KEYS);
    warnWhere(spec, "alertWhenNoData", true, "without data there is no burn rate to tell of");
    warnWhere(spec, "alertWhenResolved", true, "the end of an alert is told, never alerted");
    warnWhere(spec, "alertWhenBreaching", false, "its rules fire all the same");
    Optional<YamlNode> conditions = spec.find("conditions");
    int count = conditions.map(it -> it.items().size()).orElse(0);
    if (count != 1 && !spec.misspells("conditions")) {
      spec.problems()
          .at(conditions.orElse(spec), "Exactly one of conditions is expected, not " + count);
    }
    List<BurnRateRule> rules = new ArrayList<>();
    for (YamlNode item :
        conditions.map(it -> entries(it, "AlertCondition", "conditionRef")).orElse(List.of())) {
      specOf(item, "AlertCondition", "conditionRef").flatMap(this::condition).ifPresent(rules::add);
    }
    Optional<YamlNode> targets = spec.find("notificationTargets");
    if (targets.isEmpty() || targets.get().items().isEmpty()) {
      targets.orElse(spec).missing("notificationTargets", "at least one is expected");
    }
    for (YamlNode item :
        targets.map(it -> entries(it, "AlertNotificationTarget", "targetRef")).orElse(List.of())) {
      if (item.isMapping() && item.find("targetRef").isEmpty()) {
        specOf(item, "AlertNotificationTarget", "targetRef").ifPresent(this::target);
      }
    }
    policies.put(spec.position(), rules);
    return rules;
  }

  /** Warns of a flag that nothing here goes by, where it asks for what is not done. */
  private static void warnWhere(YamlNode spec, String flag, Boolean unheeded, String reason) {
    SloWindowReader.flag(spec, flag)
        .filter(unheeded::equals)
        .ifPresent(
            value ->
                spec.problems()
                    .warn(
                        spec.find(flag).orElse(spec),
                        flag + ": " + value + " is passed over; " + reason));
  }

  /** The rule of an AlertCondition's spec; empty when none can be made of it. */
  Optional<BurnRateRule> condition(YamlNode spec) {
    Optional<BurnRateRule> known = conditions.get(spec.position());
    if (known != null) {
      return known;
    }
    Optional<BurnRateRule> rule = SloAlertRules.read(spec);
    conditions.put(spec.position(), rule);
    return rule;
  }

  /** Checks the spec of an AlertNotificationTarget. */
  void target(YamlNode spec) {
    spec.refuseKeysBeyond(Set.of("description", "target"));
    spec.text("target");
  }

  /** The items of a list of references and objects, with what stands around specs checked. */
  private List<YamlNode> entries(YamlNode list, String kind, String key) {
    if (!list.isList()) {
      list.problems().at(list, "A list is expected here");
    }
    for (YamlNode item : list.items()) {
      if (item.isText()) {
        item.problems()
            .disputed(
                item,
                "A reference is expected here: " + key + ": " + item.text().orElse(""),
                "it is taken for one");
        objects.check(kind, item);
        continue;
      }
      Optional<YamlNode> reference = item.find(key);
      if (reference.isPresent()) {
        refuseBeyond(item, key);
        objects.check(kind, reference.get());
        continue;
      }
      item.refuseKeysBeyond(Set.of("apiVersion", "kind", "metadata", "spec", key));
      SloAlertRules.word(item, "kind", Set.of(kind));
      SloObject.mapping(item, "metadata").ifPresent(SloObject::metadata);
      SloObject.mapping(item, "spec");
    }
    return list.items();
  }

  // An early draft of OpenSLO joined conditions by an operator; its test files still do.
  private static void refuseBeyond(YamlNode item, String key) {
    YamlNode operator = item.keys().get("operator");
    if (operator == null || !item.problems().lenient()) {
      item.refuseKeysBeyond(Set.of(key));
      return;
    }
    item.refuseKeysBeyond(Set.of(key, "operator"));
    item.problems().warn(operator, "operator is no key of OpenSLO v1; it is passed over");
  }

  /** The spec that an item holds or refers to; empty when it is not among the files. */
  private Optional<YamlNode> specOf(YamlNode item, String kind, String key) {
    Optional<YamlNode> reference = item.isText() ? Optional.of(item) : item.find(key);
    return reference.isPresent()
        ? reference
            .flatMap(YamlNode::text)
            .flatMap(name -> objects.find(kind, name))
            .filter(SloObject::readable)
            .map(SloObject::spec)
        : item.find("spec").filter(YamlNode::isMapping);
  }

  private static String nameOf(YamlNode item, String kind, String key) {
    return (item.isText() ? Optional.of(item) : item.find(key))
        .or(() -> item.find("metadata").flatMap(it -> it.find("name")))
        .flatMap(YamlNode::text)
        .orElse(kind);
  }
}
