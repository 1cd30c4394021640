package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.slo.BurnRateRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Makes burn-rate rules of OpenSLO's alert conditions. */
final class SloAlertRules {
  private static final Set<String> OPERATORS = Set.of("lte", "gte", "lt", "gt");
  private static final String SPAN = "a whole number with m, h, d, w, M, Q or Y";

  private SloAlertRules() {}

  /**
   * The rule of an AlertCondition's spec; what is wrong is noted, and of what is valid but can
   * never be meant no rule is made.
   */
  static Optional<BurnRateRule> read(YamlNode spec) {
    spec.refuseKeysBeyond(Set.of("description", "severity", "condition"));
    String severity = spec.text("severity");
    Optional<YamlNode> found = SloObject.mapping(spec, "condition");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    YamlNode condition = found.get();
    condition.refuseKeysBeyond(Set.of("kind", "op", "threshold", "lookbackWindow", "alertAfter"));
    word(condition, "kind", Set.of("burnrate"));
    String operator = operator(condition);
    condition.text("threshold");
    Optional<BigDecimal> factor = condition.parsed("threshold", "a number", SloNumbers::number);
    condition.text("lookbackWindow");
    Optional<Span> window = condition.parsed("lookbackWindow", SPAN, Span::parse);
    Optional<Span> hold = condition.parsed("alertAfter", SPAN, Span::parse);
    if (factor.isEmpty() || window.isEmpty() || !raisesAlarm(condition, operator)) {
      return Optional.empty();
    }
    if (!window.get().unit().evenLength()
        || hold.filter(it -> !it.unit().evenLength()).isPresent()) {
      condition
          .problems()
          .warn(
              condition.find("lookbackWindow").orElse(condition),
              "Months, quarters and years have no fixed length; no alert rule is made of this");
      return Optional.empty();
    }
    return Optional.of(
        new BurnRateRule(
            "",
            severity,
            window.get().duration(),
            null,
            factor.get(),
            hold.map(Span::duration).orElse(Duration.ZERO)));
  }

  /** The same rule as a part of a policy. */
  static BurnRateRule named(BurnRateRule rule, String policy) {
    return new BurnRateRule(
        policy, rule.severity(), rule.longWindow(), rule.shortWindow(), rule.factor(), rule.hold());
  }

  /** The word of a key that must be one of some; empty otherwise, which is noted. */
  static String word(YamlNode node, String key, Set<String> allowed) {
    String word = node.text(key);
    if (word.isEmpty() || allowed.contains(word)) {
      return word;
    }
    node.problems()
        .at(
            node.find(key).orElse(node),
            "Unknown " + key + " \"" + word + "\"" + Spelling.suggestion(word, allowed));
    return "";
  }

  private static String operator(YamlNode condition) {
    if (condition.find("op").isPresent()) {
      return word(condition, "op", OPERATORS);
    }
    if (!condition.misspells("op")) {
      condition.problems().disputed(condition, "Missing op: add it here", "gt is taken");
    }
    return "gt";
  }

  private static boolean raisesAlarm(YamlNode condition, String operator) {
    YamlNode place = condition.find("op").orElse(condition);
    if (operator.startsWith("lt")) {
      condition
          .problems()
          .warn(
              place,
              "op "
                  + operator
                  + " holds while little of the budget burns; no alert rule is made of it. Write gt"
                  + " to be warned of a fast burn");
    }
    if (operator.equals("gte")) {
      condition.problems().warn(place, "Alerts fire on strictly greater here; gte is taken for gt");
    }
    return operator.startsWith("gt");
  }
}
