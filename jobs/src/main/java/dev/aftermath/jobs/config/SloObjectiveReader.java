package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.Composite;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SliceGrid;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final @Nullable BudgetingMethod method;
  private final Function<YamlNode, SloIndicator> indicators;

  /**
   * Reads by the rules of a method.
   *
   * @param method null when it could not be read: its rules are then not checked
   * @param indicators what an objective measures
   */
  SloObjectiveReader(
      @Nullable BudgetingMethod method, Function<YamlNode, SloIndicator> indicators) {
    this.method = method;
    this.indicators = indicators;
  }

  /** The objectives that could be read; what is wrong with the others is noted. */
  List<Objective> read(YamlNode spec) {
    Optional<YamlNode> list = spec.find("objectives");
    if (list.isEmpty() || list.get().items().isEmpty()) {
      list.orElse(spec).missing("objectives", "a list of at least one is expected");
      return List.of();
    }
    List<Objective> objectives = new ArrayList<>();
    // In tables the whole of a composite stands beside its parts.
    Set<String> names = new HashSet<>(isComposite(list.get()) ? Set.of(Composite.NAME) : Set.of());
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

  private static boolean isComposite(YamlNode objectives) {
    return objectives.items().stream()
        .filter(YamlNode::isMapping)
        .anyMatch(SloReader::hasIndicator);
  }

  private Optional<Objective> objective(YamlNode node, String name) {
    node.refuseKeysBeyond(KEYS);
    Indicator indicator = SloThresholds.applied(indicators.apply(node), node);
    Optional<BigDecimal> target = target(node);
    Optional<BigDecimal> weight =
        node.parsed(
            "compositeWeight",
            "a number above 0",
            text -> SloNumbers.above(SloNumbers.number(text), 0));
    Optional<BigDecimal> sliceTarget =
        node.parsed(
            "timeSliceTarget",
            "above 0 and at most 1",
            text -> SloNumbers.atMost(SloNumbers.above(SloNumbers.number(text), 0), 1));
    Optional<Duration> sliceWindow =
        node.parsed(
            "timeSliceWindow",
            "a number of minutes, or a whole number with m, h, d or w, such as 5m",
            SloObjectiveReader::sliceWindow);
    if (method == BudgetingMethod.TIMESLICES && node.find("timeSliceTarget").isEmpty()) {
      node.missing("timeSliceTarget", "budgetingMethod Timeslices needs it");
    }
    node.find("timeSliceWindow")
        .filter(it -> it.text().orElse("").matches("[1-9][0-9]*"))
        .ifPresent(
            it ->
                it.problems()
                    .warn(
                        it,
                        "A bare number is taken for minutes, as the specification's text has it;"
                            + " its tool wants a unit: "
                            + it.text().orElse("")
                            + "m"));
    target
        .filter(it -> it.compareTo(BigDecimal.ONE) == 0)
        .ifPresent(
            it ->
                node.problems()
                    .warn(
                        node.find("target").or(() -> node.find("targetPercent")).orElse(node),
                        "A target of 1 leaves no budget, and the specification has it below 1;"
                            + " burn rates are infinite or undefined"));
    boolean slices = method != null && method != BudgetingMethod.OCCURRENCES;
    if (slices && node.find("timeSliceWindow").isEmpty()) {
      node.missing("timeSliceWindow", "a budgetingMethod with time slices needs it");
    }
    @Nullable Duration length = slices ? sliceWindow.orElse(null) : null;
    return target.map(
        it ->
            new Objective(
                name,
                indicator.pulledFor(SliceGrid.fitting(length)),
                it,
                method == BudgetingMethod.TIMESLICES ? sliceTarget.orElse(null) : null,
                length,
                weight.orElse(BigDecimal.ONE)));
  }

  private static Optional<BigDecimal> target(YamlNode node) {
    Optional<YamlNode> ratio = node.find("target");
    Optional<YamlNode> percent = node.find("targetPercent");
    if (ratio.isPresent() && percent.isPresent()) {
      node.problems().at(percent.get(), "target and targetPercent are both given; remove one");
      return Optional.empty();
    }
    if (ratio.isEmpty() && percent.isEmpty()) {
      if (!node.misspells("targetPercent")) {
        node.missing("target", "add target (0 to 1) or targetPercent (0 to 100)");
      }
      return Optional.empty();
    }
    if (percent.isPresent()) {
      return node.parsed(
          "targetPercent",
          "a number from 0 to 100",
          text ->
              SloNumbers.atMost(SloNumbers.notNegative(SloNumbers.number(text)), 100)
                  .divide(HUNDRED));
    }
    return node.parsed(
        "target", "a number from 0 to 1; for a percentage write targetPercent", SloNumbers::ratio);
  }

  private static Duration sliceWindow(String text) {
    if (text.matches("[1-9][0-9]{0,5}")) {
      return Duration.ofMinutes(Long.parseLong(text));
    }
    return Span.parse(text).duration();
  }
}
