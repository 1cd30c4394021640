package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.BitSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What each slice of an objective counts for: its state, by the terms that rule it and what is
 * excluded, and the running sums of the budgeting method.
 */
final class LedgerSums {
  private static final double ROUGH = 1e-9;
  private static final int RATIO_SCALE = 18;

  private final DatedTerms terms;
  private final BudgetingMethod method;
  private final SliceTimeline timeline;
  private final BitSet excluded;
  private final StateCounts states;
  private final RunningSum good;
  private final RunningSum total;

  LedgerSums(
      DatedTerms terms,
      BudgetingMethod method,
      SliceTimeline timeline,
      SliceExclusions exclusions) {
    this.terms = terms;
    this.method = method;
    this.timeline = timeline;
    int size = timeline.size();
    this.states = new StateCounts(size);
    this.excluded = new BitSet(exclusions.isEmpty() ? 0 : size);
    boolean isAsMeasured = method == BudgetingMethod.OCCURRENCES && exclusions.isEmpty();
    for (int place = 0; place < size; place++) {
      SliceState state = measuredState(place);
      if (!exclusions.isEmpty()
          && exclusions.cover(timeline.start(place), timeline.start(place + 1L))) {
        excluded.set(place);
        state = exclusions.stateInstead(state, method);
      }
      states.add(state);
      isAsMeasured &= state != SliceState.IDLE || timeline.good().isZero(place);
    }
    if (isAsMeasured) {
      this.good = timeline.good();
      this.total = timeline.total();
      return;
    }
    this.good = emptySum();
    this.total = RunningSum.ofEvents(size);
    for (int place = 0; place < size; place++) {
      addUp(place);
    }
  }

  StateCounts states() {
    return states;
  }

  RunningSum good() {
    return good;
  }

  RunningSum total() {
    return total;
  }

  /**
   * What may be good besides what is, in the unit of the budgeting method.
   *
   * @return null when all that was measured is decided
   */
  @Nullable RunningSum undecided() {
    if (!timeline.hasUndecided()) {
      return null;
    }
    RunningSum sum = emptySum();
    for (int place = 0; place < timeline.size(); place++) {
      BigDecimal events = timeline.undecided(place);
      if (isCounted(place) && !excluded.get(place) && events.signum() != 0) {
        sum.skipTo(place);
        sum.add(undecided(place, events));
      }
    }
    sum.skipTo(timeline.size());
    return sum;
  }

  private RunningSum emptySum() {
    return method == BudgetingMethod.RATIO_TIMESLICES
        ? RunningSum.ofRatios(timeline.size())
        : RunningSum.ofEvents(timeline.size());
  }

  private boolean isCounted(int place) {
    SliceState state = states.at(place);
    return state == SliceState.GOOD || state == SliceState.BAD;
  }

  private void addUp(int place) {
    if (!isCounted(place)) {
      good.add(0, 0);
      total.add(0, 0);
      return;
    }
    if (method == BudgetingMethod.OCCURRENCES) {
      total.add(timeline.total(), place);
      good.add(excluded.get(place) ? timeline.total() : timeline.good(), place);
      return;
    }
    total.add(1, 0);
    if (method == BudgetingMethod.TIMESLICES || excluded.get(place)) {
      good.add(states.at(place) == SliceState.GOOD ? 1 : 0, 0);
    } else {
      good.add(ratioOfSlice(Objects.requireNonNull(timeline.good(place)), place));
    }
  }

  private BigDecimal undecided(int place, BigDecimal events) {
    return switch (method) {
      case OCCURRENCES -> events;
      case RATIO_TIMESLICES -> ratioOfSlice(events, place);
      case TIMESLICES -> mayBeGood(place, events) ? BigDecimal.ONE : BigDecimal.ZERO;
    };
  }

  private BigDecimal ratioOfSlice(BigDecimal events, int place) {
    BigDecimal all = Objects.requireNonNull(timeline.total(place));
    return events.divide(all, RATIO_SCALE, RoundingMode.HALF_EVEN);
  }

  private boolean mayBeGood(int place, BigDecimal events) {
    BigDecimal most = Objects.requireNonNull(timeline.good(place)).add(events);
    BigDecimal all = Objects.requireNonNull(timeline.total(place));
    return states.at(place) == SliceState.BAD
        && SliceState.of(most, all, terms.sliceTarget(terms.at(place))) == SliceState.GOOD;
  }

  private SliceState measuredState(int place) {
    if (!timeline.isKnown(place)) {
      return SliceState.UNKNOWN;
    }
    if (timeline.total().isZero(place)) {
      return SliceState.IDLE;
    }
    int term = terms.at(place);
    double roughTotal = timeline.total().roughlyBetween(place, place + 1);
    double roughGood = timeline.good().roughlyBetween(place, place + 1);
    double least = roughTotal * terms.roughSliceTarget(term);
    if (roughTotal > 1
        && Math.abs(roughGood - least) > ROUGH * (roughTotal + Math.abs(roughGood))) {
      return roughGood > least ? SliceState.GOOD : SliceState.BAD;
    }
    return SliceState.of(
        Objects.requireNonNull(timeline.good(place)),
        Objects.requireNonNull(timeline.total(place)),
        terms.sliceTarget(term));
  }
}
