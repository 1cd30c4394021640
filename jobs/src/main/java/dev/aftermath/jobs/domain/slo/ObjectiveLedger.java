package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Running totals of one objective over a timeline, from which any window is two subtractions away.
 *
 * <p>A slice belongs to a window when it starts in it; it counts when it has ended by the
 * evaluation. Windows that follow each other therefore share no slice and lose none. Where the
 * definition changed, each slice is judged by the version that rules its start.
 */
public final class ObjectiveLedger {
  private static final int COUNT_SCALE = 9;
  private static final double ROUGH = 1e-9;

  private final String slo;
  private final List<Terms> terms;
  private final long[] termStarts;
  private final BudgetingMethod method;
  private final MissingRule missing;
  private final SliceTimeline timeline;
  private final SliceExclusions exclusions;
  private final RunningSum good;
  private final RunningSum total;
  private final Map<SliceState, int[]> states = new EnumMap<>(SliceState.class);

  private ObjectiveLedger(
      String slo,
      List<Terms> terms,
      BudgetingMethod method,
      MissingRule missing,
      SliceTimeline timeline,
      SliceExclusions exclusions) {
    this.slo = slo;
    this.terms = terms;
    this.method = method;
    this.missing = missing;
    this.timeline = timeline;
    this.exclusions = exclusions;
    this.termStarts = terms.stream().mapToLong(this::startPlace).toArray();
    int size = timeline.size();
    boolean ratios = method == BudgetingMethod.RATIO_TIMESLICES;
    this.good = ratios ? RunningSum.ofRatios(size) : RunningSum.ofEvents(size);
    this.total = RunningSum.ofEvents(size);
    for (SliceState state : SliceState.values()) {
      states.put(state, new int[size + 1]);
    }
    for (int place = 0; place < size; place++) {
      addUp(place);
    }
  }

  /**
   * Adds up a timeline by one version of an SLO, in slices of the objective's own length where it
   * has one.
   *
   * @throws IllegalArgumentException when the timeline's slices do not make those of the objective
   */
  public static ObjectiveLedger of(SloDefinition slo, Objective objective, SliceTimeline timeline) {
    Terms always = new Terms(null, objective, slo.digest());
    return of(slo, List.of(always), timeline, SliceExclusions.none());
  }

  /**
   * Adds up a timeline by dated terms.
   *
   * @param slo the version whose method, rules and slice length hold for all terms
   * @param terms ascending; the first without a beginning
   */
  static ObjectiveLedger of(
      SloDefinition slo, List<Terms> terms, SliceTimeline timeline, SliceExclusions exclusions) {
    Objective last = terms.get(terms.size() - 1).objective();
    SliceTimeline slices =
        last.timeSliceWindow() == null ? timeline : timeline.inSlicesOf(last.timeSliceWindow());
    return new ObjectiveLedger(
        slo.name(), List.copyOf(terms), slo.method(), slo.missing(), slices, exclusions);
  }

  /** The window's figures as they stood at the evaluation. */
  public SloEvaluation evaluate(Interval window, Instant evaluation) {
    Range range = range(window, evaluation);
    WindowSums sums = range.sums();
    WindowSums stated = sums.under(missing);
    WindowSums worst = sums.filled(BigDecimal.ZERO);
    WindowSums best = sums.filled(BigDecimal.ONE);
    SloEvaluation.SliceCounts slices = range.states();
    Double consumed = stated.consumed();
    return new SloEvaluation(
        slo,
        termsAt(evaluation).objective(),
        window,
        rounded(sums.good()),
        rounded(sums.total()),
        stated.sli(),
        worst.sli(),
        best.sli(),
        sums.wilson(-1),
        sums.wilson(1),
        rounded(sums.budget()),
        consumed,
        consumed,
        Ratio.of(BigDecimal.valueOf(slices.known()), BigDecimal.valueOf(slices.ended())),
        slices,
        stated.verdict(),
        worst.verdict(),
        best.verdict(),
        range.termCount());
  }

  /** Whether the window is missed as it stood at the evaluation. */
  boolean missed(Interval window, Instant evaluation) {
    return range(window, evaluation).sums().under(missing).verdict() == Verdict.MISSED;
  }

  /** The share of the budget that the window had consumed; null where there is none. */
  public @Nullable Double consumed(Interval window, Instant evaluation) {
    return range(window, evaluation).sums().under(missing).consumed();
  }

  /**
   * The burn rate of the measured slices from one place, inclusive, to another, exclusive; null
   * where there was no budget to burn.
   */
  public @Nullable Double burnRate(long from, long to) {
    return new Range(from, to).sums().consumed();
  }

  /**
   * Whether the measured slices from one place, inclusive, to another, exclusive, burn the budget
   * strictly faster than by a factor. Without any event they do not.
   */
  public boolean burnsFasterThan(BigDecimal factor, long from, long to) {
    Range range = new Range(from, to);
    if (range.termCount() == 1) {
      double roughTotal = total.roughlyBetween(range.from, range.to);
      double bad = roughTotal - good.roughlyBetween(range.from, range.to);
      Objective objective = terms.get(range.firstTerm()).objective();
      double most = factor.doubleValue() * (1 - objective.target().doubleValue()) * roughTotal;
      if (Math.abs(bad - most) > ROUGH * (Math.abs(roughTotal) + Math.abs(most) + 1)) {
        return bad > most;
      }
    }
    WindowSums sums = range.sums();
    return sums.bad().compareTo(sums.budget().multiply(factor)) > 0;
  }

  /** How many slices from one place, inclusive, to another, exclusive, were measured. */
  public long knownCount(long from, long to) {
    return new Range(from, to).states().known();
  }

  /** What was bad from one place, inclusive, to another, exclusive. */
  public BigDecimal bad(long from, long to) {
    Range range = new Range(from, to);
    return total.between(range.from, range.to).subtract(good.between(range.from, range.to));
  }

  /** All that counted from one place, inclusive, to another, exclusive. */
  public BigDecimal total(long from, long to) {
    Range range = new Range(from, to);
    return total.between(range.from, range.to);
  }

  /** The budget of what counted from one place, inclusive, to another, exclusive. */
  public BigDecimal budget(long from, long to) {
    return new Range(from, to).sums().budget();
  }

  /** The state of the slice at a place of the timeline. */
  public SliceState state(int place) {
    for (Map.Entry<SliceState, int[]> counts : states.entrySet()) {
      if (counts.getValue()[place + 1] > counts.getValue()[place]) {
        return counts.getKey();
      }
    }
    return SliceState.UNKNOWN;
  }

  /** The slices, in the length in which they are judged. */
  public SliceTimeline timeline() {
    return timeline;
  }

  /** The objective as in force at an instant. */
  public Objective objectiveAt(Instant instant) {
    return termsAt(instant).objective();
  }

  /** The digest of the definition in force at an instant. */
  public String definitionDigestAt(Instant instant) {
    return termsAt(instant).definitionDigest();
  }

  private void addUp(int place) {
    SliceState measured = measuredState(place);
    boolean excluded = exclusions.cover(timeline.start(place), timeline.start(place + 1L));
    SliceState state = excluded ? exclusions.stateInstead(measured, method) : measured;
    states.forEach((each, counts) -> counts[place + 1] = counts[place] + (each == state ? 1 : 0));
    if (state != SliceState.GOOD && state != SliceState.BAD) {
      good.add(0, 0);
      total.add(0, 0);
      return;
    }
    if (method == BudgetingMethod.OCCURRENCES) {
      total.add(timeline.total(), place);
      good.add(excluded ? timeline.total() : timeline.good(), place);
      return;
    }
    total.add(1, 0);
    if (method == BudgetingMethod.TIMESLICES || excluded) {
      good.add(state == SliceState.GOOD ? 1 : 0, 0);
    } else {
      BigDecimal sliceGood = Objects.requireNonNull(timeline.good(place));
      BigDecimal sliceTotal = Objects.requireNonNull(timeline.total(place));
      good.add(sliceGood.divide(sliceTotal, 18, RoundingMode.HALF_EVEN));
    }
  }

  private SliceState measuredState(int place) {
    BigDecimal sliceGood = timeline.good(place);
    BigDecimal sliceTotal = timeline.total(place);
    return sliceGood == null || sliceTotal == null
        ? SliceState.UNKNOWN
        : SliceState.of(sliceGood, sliceTotal, terms.get(termAt(place)).objective().sliceTarget());
  }

  private long startPlace(Terms each) {
    Instant from = each.from();
    return from == null ? Long.MIN_VALUE : timeline.placeAtOrAfter(from);
  }

  private int termAt(long place) {
    int at = 0;
    for (int i = 1; i < termStarts.length; i++) {
      if (termStarts[i] <= place) {
        at = i;
      }
    }
    return at;
  }

  private Terms termsAt(Instant evaluation) {
    Terms ruling = terms.get(0);
    for (Terms each : terms) {
      if (each.from() != null && each.from().isBefore(evaluation)) {
        ruling = each;
      }
    }
    return ruling;
  }

  private static BigDecimal rounded(BigDecimal number) {
    return number.scale() > COUNT_SCALE
        ? number.setScale(COUNT_SCALE, RoundingMode.HALF_EVEN)
        : number;
  }

  private Range range(Interval window, Instant evaluation) {
    long from = timeline.placeAtOrAfter(window.start());
    long to = Math.min(timeline.placeAtOrAfter(window.end()), timeline.placesEndedBy(evaluation));
    return new Range(from, Math.max(from, to));
  }

  /** Places from one, inclusive, to another, exclusive; they may lie beyond the measured ones. */
  private final class Range {
    private final long begin;
    private final long end;
    private final int from;
    private final int to;

    Range(long from, long to) {
      this.begin = from;
      this.end = Math.max(from, to);
      this.from = (int) Math.max(0, Math.min(timeline.size(), from));
      this.to = (int) Math.max(this.from, Math.min(timeline.size(), to));
    }

    WindowSums sums() {
      BigDecimal budget = BigDecimal.ZERO;
      int start = from;
      for (int term = firstTerm(); term < terms.size() && start <= to; term++) {
        int next = term + 1 < terms.size() ? (int) Math.min(to, termStarts[term + 1]) : to;
        if (next > start) {
          budget = budget.add(allowed(term).multiply(total.between(start, next)));
          start = next;
        }
      }
      SloEvaluation.SliceCounts slices = states();
      return new WindowSums(
          good.between(from, to),
          total.between(from, to),
          budget,
          allowed(termAt(end - 1)),
          slices.known(),
          slices.unknown(),
          method);
    }

    int firstTerm() {
      return termAt(begin);
    }

    int termCount() {
      return end > begin ? termAt(end - 1) - termAt(begin) + 1 : 1;
    }

    SloEvaluation.SliceCounts states() {
      long goodCount = count(SliceState.GOOD);
      long badCount = count(SliceState.BAD);
      long idleCount = count(SliceState.IDLE);
      long excludedCount = count(SliceState.EXCLUDED);
      return new SloEvaluation.SliceCounts(
          goodCount,
          badCount,
          idleCount,
          end - begin - goodCount - badCount - idleCount - excludedCount,
          excludedCount);
    }

    private BigDecimal allowed(int term) {
      return BigDecimal.ONE.subtract(terms.get(term).objective().target());
    }

    private long count(SliceState state) {
      int[] counts = Objects.requireNonNull(states.get(state));
      return (long) counts[to] - counts[from];
    }
  }
}
