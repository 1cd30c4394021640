package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Running totals of one objective over a timeline, from which any window is two subtractions away.
 *
 * <p>A slice belongs to a window when it starts in it; it counts when it has ended by the
 * evaluation. Windows that follow each other therefore share no slice and lose none.
 */
public final class ObjectiveLedger {
  /** Ratios are rounded once, to the 16 digits that a double can hold. */
  private static final MathContext RATIO = MathContext.DECIMAL64;

  private static final int COUNT_SCALE = 9;

  private final String slo;
  private final Objective objective;
  private final BudgetingMethod method;
  private final SliceTimeline timeline;
  private final BigDecimal[] good;
  private final BigDecimal[] total;
  private final Map<SliceState, long[]> states = new EnumMap<>(SliceState.class);

  private ObjectiveLedger(
      String slo, Objective objective, BudgetingMethod method, SliceTimeline timeline) {
    this.slo = slo;
    this.objective = objective;
    this.method = method;
    this.timeline = timeline;
    this.good = new BigDecimal[timeline.size() + 1];
    this.total = new BigDecimal[timeline.size() + 1];
    for (SliceState state : SliceState.values()) {
      states.put(state, new long[timeline.size() + 1]);
    }
    good[0] = BigDecimal.ZERO;
    total[0] = BigDecimal.ZERO;
    for (int place = 0; place < timeline.size(); place++) {
      addUp(place);
    }
  }

  /**
   * Adds up a timeline, in slices of the objective's own length where it has one.
   *
   * @throws IllegalArgumentException when the timeline's slices do not make those of the objective
   */
  public static ObjectiveLedger of(SloDefinition slo, Objective objective, SliceTimeline timeline) {
    SliceTimeline slices =
        objective.timeSliceWindow() == null
            ? timeline
            : timeline.inSlicesOf(objective.timeSliceWindow());
    return new ObjectiveLedger(slo.name(), objective, slo.method(), slices);
  }

  /** The window's figures as they stood at the evaluation. */
  public SloEvaluation evaluate(Interval window, Instant evaluation) {
    Range range = range(window, evaluation);
    BigDecimal goodSum = range.of(good);
    BigDecimal totalSum = range.of(total);
    SloEvaluation.SliceCounts slices = range.states();
    BigDecimal allowed = BigDecimal.ONE.subtract(objective.target());
    BigDecimal budget = allowed.multiply(totalSum);
    BigDecimal bad = totalSum.subtract(goodSum);
    BigDecimal consumed = divided(bad, budget);
    return new SloEvaluation(
        slo,
        objective,
        window,
        rounded(goodSum),
        rounded(totalSum),
        divided(goodSum, totalSum),
        bound(goodSum, totalSum, slices, BigDecimal.ZERO),
        bound(goodSum, totalSum, slices, BigDecimal.ONE),
        rounded(budget),
        consumed,
        consumed,
        divided(BigDecimal.valueOf(slices.known()), BigDecimal.valueOf(slices.ended())),
        slices,
        verdict(goodSum, totalSum));
  }

  /** Whether the window is missed as it stood at the evaluation. */
  boolean missed(Interval window, Instant evaluation) {
    Range range = range(window, evaluation);
    return verdict(range.of(good), range.of(total)) == Verdict.MISSED;
  }

  /** The share of the budget that the window had consumed; null where there is none. */
  @Nullable BigDecimal consumed(Interval window, Instant evaluation) {
    Range range = range(window, evaluation);
    BigDecimal totalSum = range.of(total);
    return divided(
        totalSum.subtract(range.of(good)),
        BigDecimal.ONE.subtract(objective.target()).multiply(totalSum));
  }

  SliceTimeline timeline() {
    return timeline;
  }

  private void addUp(int place) {
    BigDecimal sliceGood = timeline.good(place);
    BigDecimal sliceTotal = timeline.total(place);
    SliceState state =
        sliceGood == null || sliceTotal == null
            ? SliceState.UNKNOWN
            : SliceState.of(sliceGood, sliceTotal, objective.sliceTarget());
    states.forEach((each, counts) -> counts[place + 1] = counts[place] + (each == state ? 1 : 0));
    boolean events = state == SliceState.GOOD || state == SliceState.BAD;
    if (!events || sliceGood == null || sliceTotal == null) {
      good[place + 1] = good[place];
      total[place + 1] = total[place];
      return;
    }
    good[place + 1] = good[place].add(share(sliceGood, sliceTotal, state));
    total[place + 1] =
        total[place].add(method == BudgetingMethod.OCCURRENCES ? sliceTotal : BigDecimal.ONE);
  }

  private BigDecimal share(BigDecimal sliceGood, BigDecimal sliceTotal, SliceState state) {
    return switch (method) {
      case OCCURRENCES -> sliceGood;
      case TIMESLICES -> state == SliceState.GOOD ? BigDecimal.ONE : BigDecimal.ZERO;
      case RATIO_TIMESLICES -> sliceGood.divide(sliceTotal, MathContext.DECIMAL128);
    };
  }

  /**
   * The SLI if every slice that was not measured had the ratio {@code unknown}. Where events are
   * counted, such a slice is taken to have the mean number of events of the measured ones.
   */
  private @Nullable BigDecimal bound(
      BigDecimal goodSum,
      BigDecimal totalSum,
      SloEvaluation.SliceCounts slices,
      BigDecimal unknown) {
    if (totalSum.signum() == 0) {
      return slices.unknown() == 0 ? null : unknown;
    }
    BigDecimal holes = BigDecimal.valueOf(slices.unknown());
    if (method != BudgetingMethod.OCCURRENCES) {
      return divided(goodSum.add(holes.multiply(unknown)), totalSum.add(holes));
    }
    BigDecimal known = BigDecimal.valueOf(slices.known());
    BigDecimal assumed = totalSum.multiply(holes).multiply(unknown);
    return divided(
        goodSum.multiply(known).add(assumed),
        totalSum.multiply(BigDecimal.valueOf(slices.ended())));
  }

  private Verdict verdict(BigDecimal goodSum, BigDecimal totalSum) {
    if (totalSum.signum() == 0) {
      return Verdict.NOT_EVALUABLE;
    }
    return goodSum.compareTo(objective.target().multiply(totalSum)) >= 0
        ? Verdict.MET
        : Verdict.MISSED;
  }

  private static @Nullable BigDecimal divided(BigDecimal dividend, BigDecimal divisor) {
    return divisor.signum() == 0 ? null : dividend.divide(divisor, RATIO);
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
    private final long ended;
    private final int from;
    private final int to;

    Range(long from, long to) {
      this.ended = to - from;
      this.from = (int) Math.max(0, Math.min(timeline.size(), from));
      this.to = (int) Math.max(0, Math.min(timeline.size(), to));
    }

    BigDecimal of(BigDecimal[] sums) {
      return sums[to].subtract(sums[from]);
    }

    SloEvaluation.SliceCounts states() {
      long goodCount = count(SliceState.GOOD);
      long badCount = count(SliceState.BAD);
      long idleCount = count(SliceState.IDLE);
      return new SloEvaluation.SliceCounts(
          goodCount, badCount, idleCount, ended - goodCount - badCount - idleCount);
    }

    private long count(SliceState state) {
      long[] counts = Objects.requireNonNull(states.get(state));
      return counts[to] - counts[from];
    }
  }
}
