package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.Objective;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.objectives} of an OpenSLO SLO. */
final class SloObjectiveReader {
  private static final Set<String> KEYS =
      Set.of(
          "displayName",
          "op",
          "value",
          "target",
          "targetPercent",
          "timeSliceTarget",
          "timeSliceWindow",
          "indicator",
          "indicatorRef",
          "compositeWeight");
  private static final Set<String> OPERATORS = Set.of("lte", "gte", "lt", "gt");
  private static final int MOST_DECIMALS = 12;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final @Nullable BudgetingMethod method;
  private final Indicator indicator;
  private final boolean threshold;

  /**
   * Reads by the rules of a method.
   *
   * @param method null when it could not be read: its rules are then not checked
   * @param indicator what all objectives measure
   * @param indicatorSpec the SLI's, to see whether its indicator is a threshold
   */
  SloObjectiveReader(
      @Nullable BudgetingMethod method, Indicator indicator, YamlNode indicatorSpec) {
    this.method = method;
    this.indicator = indicator;
    this.threshold = indicatorSpec.find("thresholdMetric").isPresent();
  }

  /** The objectives that could be read; what is wrong with the others is noted. */
  List<Objective> read(YamlNode spec) {
    Optional<YamlNode> list = spec.find("objectives");
    if (list.isEmpty() || list.get().items().isEmpty()) {
      YamlNode place = list.orElse(spec);
      spec.problems().at(place, "Missing objectives: a list of at least one is expected");
      return List.of();
    }
    List<Objective> objectives = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int number = 0;
    for (YamlNode item : list.get().items()) {
      number++;
      if (!item.isMapping()) {
        spec.problems().at(item, "Invalid objective: keys and values are expected");
        continue;
      }
      String name = item.optionalText("displayName").orElse("objective-" + number);
      String unique = names.add(name) ? name : name + " (" + number + ")";
      objective(item, unique).ifPresent(objectives::add);
    }
    return objectives;
  }

  private Optional<Objective> objective(YamlNode node, String name) {
    node.refuseKeysBeyond(KEYS);
    operator(node);
    Optional<BigDecimal> target = target(node);
    Optional<BigDecimal> weight =
        node.parsed("compositeWeight", "a number above 0", text -> above(number(text), 0));
    Optional<BigDecimal> sliceTarget =
        node.parsed(
            "timeSliceTarget", "above 0 and at most 1", text -> atMost(above(number(text), 0), 1));
    Optional<Duration> sliceWindow =
        node.parsed(
            "timeSliceWindow",
            "a number of minutes, or a whole number with m, h, d or w, such as 5m",
            SloObjectiveReader::sliceWindow);
    if (method == BudgetingMethod.TIMESLICES && node.find("timeSliceTarget").isEmpty()) {
      node.problems().at(node, "Missing timeSliceTarget: budgetingMethod Timeslices needs it");
    }
    boolean slices = method != null && method != BudgetingMethod.OCCURRENCES;
    if (slices && node.find("timeSliceWindow").isEmpty()) {
      node.problems()
          .at(node, "Missing timeSliceWindow: a budgetingMethod with time slices needs it");
    }
    return target.map(
        it ->
            new Objective(
                name,
                indicator,
                it,
                method == BudgetingMethod.TIMESLICES ? sliceTarget.orElse(null) : null,
                slices ? sliceWindow.orElse(null) : null,
                weight.orElse(BigDecimal.ONE)));
  }

  // The specification's own examples give an operator to ratios; it says nothing there.
  private void operator(YamlNode node) {
    Optional<String> operator = node.optionalText("op");
    if (operator.isPresent() && !OPERATORS.contains(operator.get())) {
      node.problems()
          .at(
              node.find("op").orElse(node),
              "Unknown op \""
                  + operator.get()
                  + "\""
                  + Spelling.suggestion(operator.get(), OPERATORS));
    }
    node.parsed("value", "a number", BigDecimal::new);
    if (threshold && node.find("op").isEmpty()) {
      node.problems().at(node, "Missing op: a threshold needs one of lte, gte, lt, gt");
    }
    if (threshold && node.find("value").isEmpty()) {
      node.problems().at(node, "Missing value: a threshold needs one");
    }
  }

  private static Optional<BigDecimal> target(YamlNode node) {
    Optional<YamlNode> ratio = node.find("target");
    Optional<YamlNode> percent = node.find("targetPercent");
    if (ratio.isPresent() && percent.isPresent()) {
      node.problems().at(percent.get(), "target and targetPercent are both given; remove one");
      return Optional.empty();
    }
    if (ratio.isEmpty() && percent.isEmpty()) {
      node.problems().at(node, "Missing target: add target (0 to 1) or targetPercent (0 to 100)");
      return Optional.empty();
    }
    if (percent.isPresent()) {
      return node.parsed(
          "targetPercent",
          "a number from 0 to 100",
          text -> atMost(notNegative(number(text)), 100).divide(HUNDRED));
    }
    return node.parsed(
        "target",
        "a number from 0 to 1; for a percentage write targetPercent",
        text -> atMost(notNegative(number(text)), 1));
  }

  private static Duration sliceWindow(String text) {
    if (text.matches("[1-9][0-9]{0,5}")) {
      return Duration.ofMinutes(Long.parseLong(text));
    }
    return Span.parse(text).duration();
  }

  // A number such as 1e-999999999 would make every sum with it that long.
  private static BigDecimal number(String text) {
    BigDecimal number = new BigDecimal(text);
    if (Math.abs((long) number.scale()) > MOST_DECIMALS) {
      throw new IllegalArgumentException("more than " + MOST_DECIMALS + " decimal places");
    }
    return number;
  }

  private static BigDecimal above(BigDecimal number, long floor) {
    if (number.compareTo(BigDecimal.valueOf(floor)) <= 0) {
      throw new IllegalArgumentException(number.toPlainString());
    }
    return number;
  }

  private static BigDecimal notNegative(BigDecimal number) {
    if (number.signum() < 0) {
      throw new IllegalArgumentException(number.toPlainString());
    }
    return number;
  }

  private static BigDecimal atMost(BigDecimal number, long ceiling) {
    if (number.compareTo(BigDecimal.valueOf(ceiling)) > 0) {
      throw new IllegalArgumentException(number.toPlainString());
    }
    return number;
  }
}
