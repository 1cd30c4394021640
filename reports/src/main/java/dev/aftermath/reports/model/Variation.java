package dev.aftermath.reports.model;

import org.jspecify.annotations.Nullable;

/**
 * What the weeks before say about the headline of a KPI.
 *
 * @param arrow the change that chance does not explain; null within normal variation
 * @param baselineWeeks with how many earlier weeks it was compared; 0 where that was not possible
 * @param usual within what a week alone is no change, null where such limits do not exist
 * @param detectableChange the smallest lasting change that four weeks would show in four of five
 *     cases: relative, of a share absolute; null where unknown
 */
public record Variation(
    @Nullable Arrow arrow,
    long baselineWeeks,
    @Nullable Interval usual,
    @Nullable Double detectableChange) {
  /** Nothing to compare with. */
  public static final Variation UNKNOWN = new Variation(null, 0, null, null);

  /** Refuses a change that no format can show. */
  public Variation {
    Finite.require("detectable change", detectableChange);
  }

  /**
   * What is printed of it.
   *
   * @param n the incidents behind the headline
   */
  public String words(long n) {
    if (arrow == null) {
      return baselineWeeks == 0
          ? "too little before to compare with"
          : "within normal variation (n = %,d)".formatted(n);
    }
    String level = arrow.way == Way.UP ? "higher" : "lower";
    return switch (arrow.rule) {
      case WEEK -> "%s than in %d weeks before".formatted(level, baselineWeeks);
      case FOUR_WEEKS -> "four weeks %s than before".formatted(level);
    };
  }

  /**
   * A change.
   *
   * @param way where the figure went
   * @param rule what fired
   * @param meaning whether that is good
   */
  public record Arrow(Way way, Rule rule, Meaning meaning) {}

  /** Where a figure went. */
  public enum Way {
    UP,
    DOWN
  }

  /** Which weeks were compared with the weeks before them. */
  public enum Rule {
    /** The week alone. */
    WEEK,
    /** The week and the three before it. */
    FOUR_WEEKS
  }

  /** What a change means by the declared direction of its KPI. */
  public enum Meaning {
    BETTER,
    WORSE,
    NEITHER
  }
}
