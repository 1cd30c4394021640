package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Running totals of one objective over a timeline, from which any window is two subtractions away.
 *
 * <p>A slice belongs to a window when it starts in it; it counts when it has ended by the
 * evaluation. Windows that follow each other therefore share no slice and lose none. Where the
 * definition changed, each slice is judged by the version that rules its start.
 */
public final class ObjectiveLedger implements WindowLedger {
  private static final int COUNT_SCALE = 9;
  private static final double ROUGH = 1e-9;

  private final String slo;
  private final DatedTerms terms;
  private final BudgetingMethod method;
  private final MissingRule missing;
  private final SliceTimeline timeline;
  private final RunningSum good;
  private final RunningSum total;
  private final @Nullable RunningSum undecided;
  private final StateCounts states;

  private ObjectiveLedger(
      String slo,
      List<Terms> terms,
      BudgetingMethod method,
      MissingRule missing,
      SliceTimeline timeline,
      SliceExclusions exclusions) {
    this.slo = slo;
    this.terms = new DatedTerms(terms, timeline);
    this.method = method;
    this.missing = missing;
    this.timeline = timeline;
    LedgerSums sums = new LedgerSums(this.terms, method, timeline, exclusions);
    this.good = sums.good();
    this.total = sums.total();
    this.undecided = sums.undecided();
    this.states = sums.states();
  }

  /**
   * Adds up a timeline by dated terms.
   *
   * @param slo the version whose method and rules hold for all terms
   * @param sliceLength in which all of it is judged; null for that of the timeline
   * @param terms ascending; the first without a beginning
   */
  static ObjectiveLedger of(
      SloDefinition slo,
      @Nullable Duration sliceLength,
      List<Terms> terms,
      SliceTimeline timeline,
      SliceExclusions exclusions) {
    SliceTimeline slices = sliceLength == null ? timeline : timeline.inSlicesOf(sliceLength);
    return new ObjectiveLedger(slo.name(), terms, slo.method(), slo.missing(), slices, exclusions);
  }

  @Override
  public SloEvaluation evaluate(Interval window, Instant evaluation) {
    Range range = range(window, evaluation);
    WindowSums sums = range.sums();
    WindowSums stated = sums.under(missing);
    WindowSums worst = sums.worst();
    WindowSums best = sums.best();
    SloEvaluation.SliceCounts slices = range.states();
    Double consumed = stated.consumed();
    return new SloEvaluation(
        slo,
        terms.at(evaluation).objective(),
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

  @Override
  public boolean missed(Interval window, Instant evaluation) {
    return range(window, evaluation).sums().under(missing).verdict() == Verdict.MISSED;
  }

  /** What a window adds up to as it stood at the evaluation. */
  public WindowSums sums(Interval window, Instant evaluation) {
    return range(window, evaluation).sums();
  }

  /** How many slices of a window that had ended are in which state. */
  SloEvaluation.SliceCounts slices(Interval window, Instant evaluation) {
    return range(window, evaluation).states();
  }

  @Override
  public Optional<Instant> firstSlice() {
    return timeline.size() == 0 ? Optional.empty() : Optional.of(timeline.start(0));
  }

  @Override
  public @Nullable Double consumed(Interval window, Instant evaluation) {
    return range(window, evaluation).sums().under(missing).consumed();
  }

  @Override
  public @Nullable Double burnRate(long from, long to) {
    return new Range(from, to).sums().consumed();
  }

  @Override
  public boolean burnsFasterThan(BigDecimal factor, long from, long to) {
    // Asked for every slice, rule and objective: no object is made unless it is a close call.
    int start = within(from);
    int end = Math.max(start, within(to));
    if (isUnderOneVersion(start, end)) {
      double roughTotal = total.roughlyBetween(start, end);
      double bad = roughTotal - good.roughlyBetween(start, end);
      double most = factor.doubleValue() * terms.roughlyAllowed(terms.at(start)) * roughTotal;
      if (Math.abs(bad - most) > ROUGH * (Math.abs(roughTotal) + Math.abs(most) + 1)) {
        return bad > most;
      }
    }
    WindowSums sums = new Range(from, to).sums();
    return sums.bad().compareTo(sums.budget().multiply(factor)) > 0;
  }

  @Override
  public double roughBurnRate(long from, long to) {
    int start = within(from);
    int end = Math.max(start, within(to));
    double roughTotal = total.roughlyBetween(start, end);
    return isUnderOneVersion(start, end)
        ? (roughTotal - good.roughlyBetween(start, end))
            / (terms.roughlyAllowed(terms.at(start)) * roughTotal)
        : Double.NaN;
  }

  @Override
  public MissingRule missing() {
    return missing;
  }

  @Override
  public long knownCount(long from, long to) {
    return new Range(from, to).states().known();
  }

  @Override
  public BigDecimal bad(long from, long to) {
    Range range = new Range(from, to);
    return total.between(range.from, range.to).subtract(good.between(range.from, range.to));
  }

  /** All that counted from one place, inclusive, to another, exclusive. */
  public BigDecimal total(long from, long to) {
    return total.between(within(from), Math.max(within(from), within(to)));
  }

  /** The budget of what counted from one place, inclusive, to another, exclusive. */
  public BigDecimal budget(long from, long to) {
    return new Range(from, to).sums().budget();
  }

  @Override
  public @Nullable Double shareOfBudget(long from, long to, long budgetFrom, long budgetTo) {
    return Ratio.of(bad(from, to), budget(budgetFrom, budgetTo));
  }

  /** Whether anything counts from one place, inclusive, to another, exclusive. */
  boolean hasEvents(long from, long to) {
    int start = within(from);
    return total.roughlyBetween(start, Math.max(start, within(to))) != 0;
  }

  /** What the measured slices from one place, inclusive, to another, exclusive, add up to. */
  WindowSums sums(long from, long to) {
    return new Range(from, to).sums();
  }

  @Override
  public SlicePlaces places() {
    return timeline.places();
  }

  /** The state of the slice at a place of the timeline. */
  public SliceState state(int place) {
    return states.at(place);
  }

  /** The slices, in the length in which they are judged. */
  public SliceTimeline timeline() {
    return timeline;
  }

  /** Whether what was measured at a place may have happened in an unmeasured time before it. */
  boolean countsAcrossGaps(int place) {
    return SeriesReading.of(terms.all().get(terms.at(place)).objective().indicator())
        .filter(SeriesReading::isOfCounters)
        .isPresent();
  }

  /** The objective by its versions, ascending; the first has no beginning. */
  public List<Terms> terms() {
    return terms.all();
  }

  /** The objective as in force at an instant. */
  public Objective objectiveAt(Instant instant) {
    return terms.at(instant).objective();
  }

  @Override
  public String definitionDigestAt(Instant instant) {
    return terms.at(instant).definitionDigest();
  }

  private int within(long place) {
    return (int) Math.max(0, Math.min(timeline.size(), place));
  }

  private boolean isUnderOneVersion(int from, int to) {
    return terms.count(from, to) == 1;
  }

  static BigDecimal rounded(BigDecimal number) {
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
      this.from = within(from);
      this.to = Math.max(this.from, within(to));
    }

    WindowSums sums() {
      SloEvaluation.SliceCounts slices = states();
      return new WindowSums(
          good.between(from, to),
          total.between(from, to),
          undecided == null ? BigDecimal.ZERO : undecided.between(from, to),
          terms.budget(total, from, to),
          terms.allowed(terms.at(end - 1)),
          slices.known(),
          slices.unknown(),
          method);
    }

    int termCount() {
      return terms.count(begin, end);
    }

    SloEvaluation.SliceCounts states() {
      return ObjectiveLedger.this.states.between(from, to, end - begin);
    }
  }
}
