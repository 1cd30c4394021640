package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** The terms of one objective over a timeline: which of them rules which place. */
final class DatedTerms {
  private final List<Terms> terms;
  private final long[] starts;
  private final double[] sliceTargets;
  private final double[] roughlyAllowed;

  /**
   * Lays terms over a timeline.
   *
   * @param terms ascending; the first without a beginning
   */
  DatedTerms(List<Terms> terms, SliceTimeline timeline) {
    this.terms = List.copyOf(terms);
    this.starts = terms.stream().mapToLong(each -> startPlace(each, timeline)).toArray();
    this.sliceTargets =
        terms.stream().mapToDouble(each -> each.objective().sliceTarget().doubleValue()).toArray();
    this.roughlyAllowed =
        terms.stream().mapToDouble(each -> 1 - each.objective().target().doubleValue()).toArray();
  }

  List<Terms> all() {
    return terms;
  }

  /** The number of the terms that rule a place. */
  int at(long place) {
    int at = 0;
    for (int i = 1; i < starts.length; i++) {
      if (starts[i] <= place) {
        at = i;
      }
    }
    return at;
  }

  /** The terms in force just before an instant. */
  Terms at(Instant evaluation) {
    Terms ruling = terms.get(0);
    for (Terms each : terms) {
      if (each.from() != null && each.from().isBefore(evaluation)) {
        ruling = each;
      }
    }
    return ruling;
  }

  /** How many terms rule the places from one, inclusive, to another, exclusive; at least 1. */
  int count(long from, long to) {
    return to > from ? at(to - 1) - at(from) + 1 : 1;
  }

  /** What may be bad of the events from one place, inclusive, to another, exclusive. */
  BigDecimal budget(RunningSum total, int from, int to) {
    BigDecimal budget = BigDecimal.ZERO;
    int start = from;
    for (int number = at(from); number < starts.length && start < to; number++) {
      int next = number + 1 < starts.length ? (int) Math.min(to, starts[number + 1]) : to;
      if (next > start) {
        budget = budget.add(allowed(number).multiply(total.between(start, next)));
        start = next;
      }
    }
    return budget;
  }

  /** The share that may be bad. */
  BigDecimal allowed(int number) {
    return BigDecimal.ONE.subtract(terms.get(number).objective().target());
  }

  /** The same as a double, never to be published. */
  double roughlyAllowed(int number) {
    return roughlyAllowed[number];
  }

  /** The ratio that makes a slice good. */
  BigDecimal sliceTarget(int number) {
    return terms.get(number).objective().sliceTarget();
  }

  /** The same as a double, never to be published. */
  double roughSliceTarget(int number) {
    return sliceTargets[number];
  }

  private static long startPlace(Terms each, SliceTimeline timeline) {
    Instant from = each.from();
    return from == null ? Long.MIN_VALUE : timeline.placeAtOrAfter(from);
  }
}
