package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stretch of time in which evaluations of an objective go by one window and one ledger: versions
 * that follow each other and agree on the window, the budgeting method, the slice length and the
 * missing rule, of a composite also on its parts. What else a version changes, its indicator, its
 * targets and weights, rules within the ledger.
 *
 * @param objective {@link Composite#NAME} for the whole of a composite
 * @param after evaluations go by it that are later; {@link Instant#MIN} for all before
 * @param until the last evaluation that goes by it; {@link Instant#MAX} when it is still in force
 * @param ruling the first of the versions
 */
public record Judgement(
    String objective, Instant after, Instant until, SloDefinition ruling, WindowLedger ledger) {

  /**
   * All judgements of an objective, ascending. There is none while no version has it or nothing was
   * measured for it.
   *
   * @param objective of {@link SloHistory#objectiveNames()}
   */
  public static List<Judgement> of(MeasuredSlo slo, String objective) {
    List<Judgement> judgements = new ArrayList<>();
    for (Reign reign : slo.history().reigns()) {
      ledger(slo, reign.version(), objective)
          .ifPresent(
              ledger ->
                  add(
                      judgements,
                      new Judgement(
                          objective, reign.after(), reign.until(), reign.version(), ledger)));
    }
    return judgements;
  }

  /** Those parts of judgements that lie in the times of some versions, ascending like these. */
  public static List<Judgement> during(List<Judgement> judgements, List<Reign> reigns) {
    return reigns.stream()
        .flatMap(reign -> judgements.stream().flatMap(each -> each.during(reign).stream()))
        .toList();
  }

  private Optional<Judgement> during(Reign reign) {
    Instant later = after.isAfter(reign.after()) ? after : reign.after();
    Instant earlier = until.isBefore(reign.until()) ? until : reign.until();
    return later.isBefore(earlier)
        ? Optional.of(new Judgement(objective, later, earlier, ruling, ledger))
        : Optional.empty();
  }

  private static void add(List<Judgement> judgements, Judgement next) {
    int last = judgements.size() - 1;
    if (last >= 0 && judgements.get(last).goesOnAs(next)) {
      Judgement begun = judgements.get(last);
      judgements.set(
          last,
          new Judgement(begun.objective, begun.after, next.until, begun.ruling, begun.ledger));
    } else {
      judgements.add(next);
    }
  }

  private static Optional<? extends WindowLedger> ledger(
      MeasuredSlo slo, SloDefinition version, String name) {
    if (isWhole(version, name)) {
      return slo.grossComposite(version);
    }
    return version.objectives().stream()
        .filter(objective -> objective.name().equals(name))
        .findFirst()
        .flatMap(objective -> slo.gross(version, objective));
  }

  /** The window. */
  public Window window() {
    return ruling.window();
  }

  /** Whether an evaluation goes by it. */
  public boolean judges(Instant evaluation) {
    return evaluation.isAfter(after) && !evaluation.isAfter(until);
  }

  /** Whether the next one follows at once and has slices of the same kind, whatever its window. */
  boolean burnsOnAs(Judgement next) {
    return until.equals(next.after)
        && ruling.method() == next.ruling.method()
        && ledger.places().sliceLength().equals(next.ledger.places().sliceLength())
        && partNames().equals(next.partNames());
  }

  private boolean goesOnAs(Judgement next) {
    return until.equals(next.after) && window().equals(next.window()) && ledger == next.ledger;
  }

  private List<String> partNames() {
    return isWhole(ruling, objective)
        ? ruling.objectives().stream().map(Objective::name).toList()
        : List.of();
  }

  private static boolean isWhole(SloDefinition version, String objective) {
    return version.kind() == SloDefinition.Kind.COMPOSITE && objective.equals(Composite.NAME);
  }
}
