package dev.aftermath.jobs.domain.statistics;

import dev.aftermath.jobs.domain.statistics.Signal.Direction;
import dev.aftermath.jobs.domain.statistics.Signal.Rule;
import java.util.List;
import java.util.Optional;

/**
 * A process-behaviour chart that tells change from chance: the week, and the last four weeks
 * together, against up to 26 weeks before them. Each kind of figure says how likely chance alone
 * makes a difference as large; both rules fire below the same probability, which is so small that
 * eight figures side by side raise a false arrow in fewer than 1 % of weeks.
 *
 * <p>Where weeks vary more among each other than incidents within them explain, the limits widen by
 * that factor, taken from the moving ranges of the standardised weeks (Laney, Improved Control
 * Charts for Attributes, Quality Engineering 14, 2002; Wheeler, Understanding Variation, for moving
 * ranges). Comparing a pooled stretch is the moving-average chart of Montgomery, Introduction to
 * Statistical Quality Control, section 9.3, with its baseline kept apart.
 *
 * @param <T> the figure of one week
 */
public abstract class BehaviourChart<T> {
  /** How many weeks a figure is compared with at most. */
  public static final int BASELINE_WEEKS = 26;

  /** How many weeks before a week decide what is said of it at most. */
  public static final int WEEKS_LOOKED_AT = BASELINE_WEEKS + Rule.FOUR_WEEKS.weeks();

  /** Fewer earlier weeks say more about chance than about the service. */
  static final int FEWEST_WEEKS = 6;

  /** How often chance may fire one rule in one direction. */
  static final double FALSE_ALARM = 0.0005;

  /** The standard normal quantile that leaves {@link #FALSE_ALARM} above it. */
  static final double LIMIT = 3.290526731491896;

  /** No difference of fewer standard errors is as unlikely; exact probabilities take time. */
  static final double NEAR = 2;

  /** The standard normal quantile that leaves 20 % above it. */
  private static final double POWER = 0.8416212335729143;

  /** Mean moving range of two, in standard deviations (Montgomery, appendix VI, d2). */
  private static final double MOVING_RANGE = 1.128379167095513;

  BehaviourChart() {}

  /**
   * How likely chance alone makes a difference as large.
   *
   * @param up of a figure that is higher than the baseline
   * @param down of one that is lower
   */
  record Chance(double up, double down) {
    /** Of a difference that cannot fire a rule: it only tells the side. */
    static Chance near(double distance) {
      return distance < 0 ? new Chance(1, 0.5) : new Chance(0.5, 1);
    }
  }

  /**
   * Judges the last of some weeks without a gap, oldest first.
   *
   * @param weeks the first of which is not compared with: what is recorded from its middle on would
   *     look like a quiet week
   */
  public final Assessment last(List<T> weeks) {
    List<T> baseline = baseline(weeks, Rule.WEEK);
    if (!canJudge(weeks, baseline)) {
      return Assessment.NONE;
    }
    double dispersion = dispersion(baseline);
    return new Assessment(
        baseline.size(),
        signal(weeks),
        usual(weeks.get(weeks.size() - 1), baseline, dispersion),
        detectable(baseline, dispersion));
  }

  /** The signal of {@link #last} alone. */
  final Optional<Signal> signal(List<T> weeks) {
    List<T> baseline = baseline(weeks, Rule.WEEK);
    if (!canJudge(weeks, baseline)) {
      return Optional.empty();
    }
    Chance alone =
        chance(weeks.subList(weeks.size() - 1, weeks.size()), baseline, dispersion(baseline));
    return signal(Rule.WEEK, alone).or(() -> pooled(weeks).filter(it -> isOnSide(alone, it)));
  }

  private boolean canJudge(List<T> weeks, List<T> baseline) {
    return baseline.size() >= FEWEST_WEEKS && isUsable(weeks.get(weeks.size() - 1));
  }

  private Optional<Signal> pooled(List<T> weeks) {
    List<T> baseline = baseline(weeks, Rule.FOUR_WEEKS);
    if (!poolsWeeks() || baseline.size() < FEWEST_WEEKS) {
      return Optional.empty();
    }
    int from = weeks.size() - Rule.FOUR_WEEKS.weeks();
    List<T> recent = weeks.subList(from, weeks.size()).stream().filter(this::isUsable).toList();
    return signal(Rule.FOUR_WEEKS, chance(recent, baseline, dispersion(baseline)));
  }

  private List<T> baseline(List<T> weeks, Rule rule) {
    int end = Math.max(0, weeks.size() - rule.weeks());
    int start = Math.min(end, Math.max(1, end - BASELINE_WEEKS));
    return weeks.subList(start, end).stream().filter(this::isUsable).toList();
  }

  private static Optional<Signal> signal(Rule rule, Chance chance) {
    if (chance.up < FALSE_ALARM) {
      return Optional.of(new Signal(rule, Direction.UP));
    }
    return chance.down < FALSE_ALARM
        ? Optional.of(new Signal(rule, Direction.DOWN))
        : Optional.empty();
  }

  private static boolean isOnSide(Chance alone, Signal signal) {
    return signal.direction() == Direction.UP ? alone.up < alone.down : alone.down < alone.up;
  }

  /** By what factor weeks vary more than incidents within them explain; at least 1. */
  double dispersion(List<T> baseline) {
    double[] distances = standardised(baseline);
    double ranges = 0;
    for (int i = 1; i < distances.length; i++) {
      ranges += Math.abs(distances[i] - distances[i - 1]);
    }
    return Math.max(1, ranges / (distances.length - 1) / MOVING_RANGE);
  }

  /** How many standard errors a lasting change must have to be seen in four of five cases. */
  static double detectableErrors() {
    return LIMIT + POWER;
  }

  /** Whether four weeks together mean anything. */
  boolean poolsWeeks() {
    return true;
  }

  /** Whether a week can be compared, or be compared with. */
  abstract boolean isUsable(T week);

  /** Each week's distance from the whole baseline, in its own standard errors. */
  abstract double[] standardised(List<T> baseline);

  /** How likely chance makes recent weeks differ as much from a baseline. */
  abstract Chance chance(List<T> recent, List<T> baseline, double dispersion);

  abstract Optional<Bounds> usual(T week, List<T> baseline, double dispersion);

  abstract Optional<Double> detectable(List<T> baseline, double dispersion);
}
