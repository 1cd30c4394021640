package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The weighted parts of a composite SLO as one objective, by the rules of OpenSLO.
 *
 * <p>Its target is the strictest of the parts. Where slices are good or bad, one that is bad for
 * any part is bad (weights mean nothing there); otherwise the parts' burn adds up, see {@link
 * CompositeLedger}.
 */
public final class Composite {
  /** The name of the objective that stands for all parts. */
  public static final String NAME = "composite";

  private Composite() {}

  /** The objective that stands for all parts of a version. */
  static Objective objective(List<Objective> parts) {
    BigDecimal strictest =
        parts.stream().map(Objective::target).max(Comparator.naturalOrder()).orElseThrow();
    return new Objective(
        NAME,
        new Indicator.NotComputed("the parts are measured, not the whole"),
        strictest,
        null,
        null,
        BigDecimal.ONE);
  }

  /**
   * The ledger of all parts together.
   *
   * @param parts of all objectives of the version, measured or not; where slices are good or bad,
   *     without regard of exclusions
   * @param excluded what the whole leaves out
   * @return empty when no part was ever measured
   */
  static Optional<WindowLedger> ledger(
      SloDefinition ruling, List<ObjectiveLedger> parts, SliceExclusions excluded) {
    if (parts.stream().allMatch(part -> part.timeline().size() == 0)) {
      return Optional.empty();
    }
    return Optional.of(
        ruling.method() == BudgetingMethod.TIMESLICES
            ? timeslices(ruling, parts, excluded)
            : new CompositeLedger(ruling, parts));
  }

  private static ObjectiveLedger timeslices(
      SloDefinition ruling, List<ObjectiveLedger> parts, SliceExclusions excluded) {
    Duration length =
        parts.stream().map(p -> p.timeline().sliceLength()).min(Duration::compareTo).orElseThrow();
    // A part of which nothing was measured begins nowhere.
    List<SliceTimeline> measured =
        parts.stream().map(ObjectiveLedger::timeline).filter(each -> each.size() > 0).toList();
    Instant from =
        measured.stream().map(each -> each.start(0)).min(Instant::compareTo).orElse(Instant.EPOCH);
    Instant to =
        measured.stream()
            .map(each -> each.start(each.size()))
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH);
    List<Slice> slices = new ArrayList<>();
    for (Instant start = from; start.isBefore(to); start = start.plus(length)) {
      Optional<Slice> slice = slice(start, parts);
      slice.ifPresent(slices::add);
    }
    return ObjectiveLedger.of(
        ruling, length, terms(parts), SliceTimeline.of(length, slices), excluded);
  }

  /** Bad for any is bad; otherwise unknown for any is unknown; idle for all is idle. */
  private static Optional<Slice> slice(Instant start, List<ObjectiveLedger> parts) {
    boolean anyBad = false;
    boolean anyGood = false;
    boolean anyUnknown = false;
    for (ObjectiveLedger part : parts) {
      int place = Math.toIntExact(part.timeline().placesEndedBy(start));
      SliceState state = part.state(place);
      anyBad |= state == SliceState.BAD;
      anyGood |= state == SliceState.GOOD;
      anyUnknown |= state == SliceState.UNKNOWN;
    }
    if (anyUnknown && !anyBad) {
      return Optional.empty();
    }
    BigDecimal total = anyBad || anyGood ? BigDecimal.ONE : BigDecimal.ZERO;
    return Optional.of(new Slice(start, anyBad ? BigDecimal.ZERO : total, total));
  }

  private static List<Terms> terms(List<ObjectiveLedger> parts) {
    TreeSet<Instant> beginnings = new TreeSet<>();
    parts.forEach(part -> part.terms().stream().skip(1).map(Terms::from).forEach(beginnings::add));
    List<Terms> terms = new ArrayList<>();
    Instant first = beginnings.isEmpty() ? Instant.MAX : beginnings.first();
    terms.add(termsJustAfter(parts, null, first.minusNanos(1)));
    for (Instant beginning : beginnings) {
      terms.add(termsJustAfter(parts, beginning, beginning.plusNanos(1)));
    }
    return terms;
  }

  private static Terms termsJustAfter(
      List<ObjectiveLedger> parts, @Nullable Instant from, Instant moment) {
    List<Objective> objectives = parts.stream().map(part -> part.objectiveAt(moment)).toList();
    return new Terms(from, objective(objectives), parts.get(0).definitionDigestAt(moment));
  }
}
