package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.calendar.Window;
import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.BurnRateRule;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import java.util.List;
import java.util.Map;
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
    Optional<SloIndicator> common = common(spec);
    List<Objective> objectives =
        new SloObjectiveReader(
                method.orElse(null), objective -> common.orElseGet(() -> single(objective)))
            .read(spec);
    SloAnnotations annotations = SloAnnotations.of(slo);
    if (objectives.stream().anyMatch(it -> it.indicator() instanceof Indicator.IncidentTime)) {
      annotations.refuseLabelsBeyond("Incidents", Grouping.OF_INCIDENTS, slo);
    }
    if (objectives.stream().anyMatch(it -> it.indicator() instanceof Indicator.NoticeTime)) {
      annotations.refuseLabelsBeyond("Notices", Grouping.OF_NOTICES, slo);
    }
    List<BurnRateRule> rules = spec.find("alertPolicies").map(alerts::policies).orElse(List.of());
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
            common.isPresent() ? SloDefinition.Kind.SIMPLE : SloDefinition.Kind.COMPOSITE,
            method.get(),
            objectives,
            window.get(),
            annotations.missing(),
            annotations.exclusions(),
            annotations.grouping(),
            rules,
            annotations.effectiveFrom()));
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

  /** The indicator of all objectives; empty for a composite, whose objectives have their own. */
  private Optional<SloIndicator> common(YamlNode spec) {
    boolean inline = spec.find("indicator").isPresent();
    boolean reference = spec.find("indicatorRef").isPresent();
    List<YamlNode> objectives = spec.find("objectives").map(YamlNode::items).orElse(List.of());
    List<YamlNode> parts = objectives.stream().filter(SloReader::hasIndicator).toList();
    int given = (inline ? 1 : 0) + (reference ? 1 : 0) + (parts.isEmpty() ? 0 : 1);
    if (given == 0 && (spec.misspells("indicator") || spec.misspells("indicatorRef"))) {
      return Optional.of(SloIndicator.notComputed("it is invalid"));
    }
    if (given != 1) {
      spec.problems()
          .at(
              second(spec, parts),
              "Exactly one of indicator and indicatorRef is expected, here or in each objective of"
                  + " a composite; "
                  + (given == 0 ? "there is none" : "there are several"));
      return Optional.of(SloIndicator.notComputed("it is invalid"));
    }
    if (parts.isEmpty()) {
      return Optional.of(single(spec));
    }
    objectives.stream()
        .filter(it -> it.isMapping() && !hasIndicator(it))
        .forEach(
            it ->
                it.problems()
                    .at(it, "Missing indicator: the other objectives of the composite have one"));
    return Optional.empty();
  }

  /** Whether an objective has an indicator of its own. */
  static boolean hasIndicator(YamlNode objective) {
    return objective.find("indicator").isPresent() || objective.find("indicatorRef").isPresent();
  }

  // Where two are given, the mistake shows at the later one.
  private static YamlNode second(YamlNode spec, List<YamlNode> parts) {
    Map<String, YamlNode> keys = spec.keys();
    return keys.entrySet().stream()
        .filter(key -> key.getKey().startsWith("indicator"))
        .map(Map.Entry::getValue)
        .reduce((first, last) -> last)
        .or(() -> parts.stream().findFirst())
        .orElse(spec);
  }

  private SloIndicator single(YamlNode parent) {
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
          .orElseGet(() -> SloIndicator.notComputed("its SLI was not found"));
    }
    inline.get().refuseKeysBeyond(Set.of("metadata", "spec"));
    SloObject.mapping(inline.get(), "metadata").ifPresent(SloObject::metadata);
    if (inline.get().find("spec").isEmpty()) {
      inline
          .get()
          .problems()
          .disputed(inline.get(), "Missing spec: add it here", "the SLO is not computed");
      return SloIndicator.notComputed("its indicator has no spec");
    }
    return SloObject.mapping(inline.get(), "spec")
        .map(indicators::read)
        .orElseGet(() -> SloIndicator.notComputed("it is invalid"));
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
