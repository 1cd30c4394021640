package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.Window;
import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.ExclusionRule;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.MissingRule;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the objects of kind SLO. */
final class SloReader {
  private static final Set<String> KEYS =
      Set.of(
          "description",
          "service",
          "indicator",
          "indicatorRef",
          "timeWindow",
          "budgetingMethod",
          "objectives",
          "alertPolicies");

  private final SloObjects objects;
  private final SloIndicatorReader indicators;
  private final SloAlertReader alerts;

  SloReader(SloObjects objects, SloIndicatorReader indicators, SloAlertReader alerts) {
    this.objects = objects;
    this.indicators = indicators;
    this.alerts = alerts;
  }

  /** The definition; empty when a part of it cannot be read, which is noted. */
  Optional<SloDefinition> read(SloObject slo) {
    YamlNode spec = slo.spec();
    spec.refuseKeysBeyond(KEYS);
    String service = spec.text("service");
    Optional<BudgetingMethod> method = method(spec);
    Optional<Window> window = SloWindowReader.read(spec);
    Indicator indicator = indicator(spec);
    List<Objective> objectives =
        new SloObjectiveReader(method.orElse(null), indicator, indicatorSpec(spec)).read(spec);
    spec.find("alertPolicies").ifPresent(alerts::policies);
    if (slo.name().isEmpty() || service.isEmpty() || objectives.isEmpty()) {
      return Optional.empty();
    }
    if (method.isEmpty() || window.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SloDefinition(
            slo.name(),
            slo.displayName(),
            service,
            labels(slo),
            SloDefinition.Kind.SIMPLE,
            method.get(),
            objectives,
            window.get(),
            MissingRule.UNKNOWN,
            ExclusionRule.REMOVE_TIME,
            Grouping.NONE,
            List.of(),
            null));
  }

  private static Optional<BudgetingMethod> method(YamlNode spec) {
    String word = spec.text("budgetingMethod");
    Optional<BudgetingMethod> method = BudgetingMethod.ofWord(word);
    if (!word.isEmpty() && method.isEmpty()) {
      spec.problems()
          .at(
              spec.find("budgetingMethod").orElse(spec),
              "Unknown budgetingMethod \""
                  + word
                  + "\""
                  + Spelling.suggestion(word, BudgetingMethod.words()));
    }
    return method;
  }

  private Indicator indicator(YamlNode spec) {
    boolean inline = spec.find("indicator").isPresent();
    boolean reference = spec.find("indicatorRef").isPresent();
    List<YamlNode> parts =
        spec.find("objectives").map(YamlNode::items).orElse(List.of()).stream()
            .filter(it -> it.find("indicator").isPresent() || it.find("indicatorRef").isPresent())
            .toList();
    int given = (inline ? 1 : 0) + (reference ? 1 : 0) + (parts.isEmpty() ? 0 : 1);
    if (given != 1) {
      spec.problems()
          .at(
              spec,
              "Exactly one of indicator and indicatorRef is expected, here or in each objective of"
                  + " a composite; "
                  + (given == 0 ? "there is none" : "there are several"));
      return new Indicator.NotComputed("it is invalid");
    }
    if (parts.isEmpty()) {
      return single(spec);
    }
    parts.forEach(this::single);
    return new Indicator.NotComputed("composites are not computed");
  }

  private Indicator single(YamlNode parent) {
    Optional<YamlNode> inline = parent.find("indicator");
    Optional<YamlNode> reference = parent.find("indicatorRef");
    if (inline.isPresent() && reference.isPresent()) {
      parent
          .problems()
          .at(reference.get(), "indicator and indicatorRef are both given; remove one");
    }
    if (inline.isEmpty()) {
      return reference
          .flatMap(it -> objects.require("SLI", it))
          .map(indicators::read)
          .orElseGet(() -> new Indicator.NotComputed("its SLI was not found"));
    }
    inline.get().refuseKeysBeyond(Set.of("metadata", "spec"));
    SloObject.mapping(inline.get(), "metadata").ifPresent(SloObject::metadata);
    return SloObject.mapping(inline.get(), "spec")
        .map(indicators::read)
        .orElseGet(() -> new Indicator.NotComputed("it is invalid"));
  }

  private YamlNode indicatorSpec(YamlNode spec) {
    Optional<YamlNode> inline = spec.find("indicator").flatMap(it -> it.find("spec"));
    Optional<YamlNode> referred =
        spec.optionalText("indicatorRef")
            .flatMap(name -> objects.find("SLI", name))
            .map(SloObject::spec);
    return inline.or(() -> referred).orElse(spec);
  }

  private static SortedMap<String, List<String>> labels(SloObject slo) {
    SortedMap<String, List<String>> labels = new TreeMap<>();
    slo.root()
        .find("metadata")
        .flatMap(it -> it.find("labels"))
        .ifPresent(
            node ->
                node.entries()
                    .keySet()
                    .forEach(key -> labels.put(key, node.texts(key).stream().sorted().toList())));
    return labels;
  }
}
