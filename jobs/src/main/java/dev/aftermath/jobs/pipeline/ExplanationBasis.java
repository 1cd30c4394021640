package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.slo.Composite;
import dev.aftermath.jobs.domain.slo.CompositeLedger;
import dev.aftermath.jobs.domain.slo.Exclusion;
import dev.aftermath.jobs.domain.slo.Maintenance;
import dev.aftermath.jobs.domain.slo.MeasuredSlo;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.ObjectiveLedger;
import dev.aftermath.jobs.domain.slo.SliceExclusions;
import dev.aftermath.jobs.domain.slo.SliceTimeline;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.domain.slo.WindowLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a figure is made of: versions of its SLO, approved maintenance, and what was measured.
 *
 * @param ruling the version in force at the evaluation
 * @param maintenance all that is approved, also that of other services
 */
record ExplanationBasis(
    ExplainedFigure figure,
    SloDefinition ruling,
    MeasuredSlo measured,
    List<Maintenance> maintenance) {

  /**
   * The basis of a figure.
   *
   * @param history as it was known when the figure was made
   * @param timelines the slices of its SLO and group, by their measure
   * @return empty when the figure was made under a version that is not in the history
   */
  static Optional<ExplanationBasis> of(
      ExplainedFigure figure,
      SloHistory history,
      Map<String, SliceTimeline> timelines,
      List<Maintenance> maintenance) {
    SloDefinition ruling = history.before(figure.evaluatedAt());
    if (!ruling.digest().equals(figure.text("definition_digest"))) {
      return Optional.empty();
    }
    List<Exclusion> exclusions = maintenance.stream().map(Maintenance::exclusion).toList();
    MeasuredSlo measured =
        new MeasuredSlo(history, figure.text("group_key"), timelines, exclusions);
    return Optional.of(new ExplanationBasis(figure, ruling, measured, maintenance));
  }

  /** Whether the figure is that of a composite as a whole. */
  boolean isWhole() {
    return figure.objective().equals(Composite.NAME)
        && ruling.kind() == SloDefinition.Kind.COMPOSITE;
  }

  /** Whether the burn of weighted parts adds up to the figure. */
  boolean isSumOfParts() {
    return isWhole() && figure.mayBeSumOfParts();
  }

  /** What the figure adds up: the parts of a composite, otherwise itself alone. */
  List<ExplainedPart> parts() {
    if (!isWhole()) {
      return measuredParts();
    }
    List<ObjectiveLedger> gross = ofParts(measured.grossComposite(ruling));
    List<ObjectiveLedger> net = ofParts(measured.netComposite(ruling));
    List<ExplainedPart> parts = new ArrayList<>();
    for (int i = 0; i < gross.size(); i++) {
      parts.add(part(gross.get(i), net.get(i)));
    }
    return parts;
  }

  /** What the figure was evaluated from; empty when nothing was ever measured. */
  Optional<WindowLedger> ledger() {
    return isWhole()
        ? measured.grossComposite(ruling)
        : measuredParts().stream().findFirst().map(ExplainedPart::gross);
  }

  /** The objectives that were measured: of any composite its parts. */
  List<ExplainedPart> measuredParts() {
    List<ExplainedPart> parts = new ArrayList<>();
    for (Objective objective : ruling.objectives()) {
      if (isWhole() || objective.name().equals(figure.objective())) {
        Optional<ObjectiveLedger> net = measured.net(ruling, objective);
        measured
            .gross(ruling, objective)
            .ifPresent(gross -> parts.add(part(gross, net.orElseThrow())));
      }
    }
    return parts;
  }

  /** The approved maintenance that concerns the SLO and touches the window. */
  List<Maintenance> approved() {
    Interval window = figure.window();
    List<Exclusion> own = measured.exclusions();
    return maintenance.stream()
        .filter(each -> own.contains(each.exclusion()))
        .filter(each -> each.exclusion().interval().start().isBefore(figure.evaluatedAt()))
        .filter(each -> each.exclusion().interval().start().isBefore(window.end()))
        .filter(each -> each.exclusion().interval().end().isAfter(window.start()))
        .toList();
  }

  /** How many slices of a part that had ended lie in approved maintenance whole. */
  long coveredCount(ExplainedPart part) {
    SliceExclusions covered =
        SliceExclusions.of(
            ruling.exclusions(), measured.exclusions().stream().map(Exclusion::interval).toList());
    long count = 0;
    for (long place = part.firstPlace(); place < part.lastPlace(); place++) {
      SliceTimeline slices = part.gross().timeline();
      count += covered.cover(slices.start(place), slices.start(place + 1)) ? 1 : 0;
    }
    return count;
  }

  private ExplainedPart part(ObjectiveLedger gross, ObjectiveLedger net) {
    return new ExplainedPart(gross, net, figure.window(), figure.evaluatedAt());
  }

  /** Where slices are good or bad the whole is one ledger, otherwise each part has its own. */
  private static List<ObjectiveLedger> ofParts(Optional<WindowLedger> ledger) {
    if (ledger.isPresent() && ledger.get() instanceof CompositeLedger whole) {
      return whole.ofParts();
    }
    return ledger.map(whole -> List.of((ObjectiveLedger) whole)).orElse(List.of());
  }
}
