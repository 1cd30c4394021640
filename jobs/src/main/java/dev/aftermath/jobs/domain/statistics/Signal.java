package dev.aftermath.jobs.domain.statistics;

/**
 * A change that chance does not explain.
 *
 * @param rule what fired
 * @param direction where the figure went
 */
public record Signal(Rule rule, Direction direction) {
  /** Which weeks were compared with the weeks before them. */
  public enum Rule {
    /** The week alone. */
    WEEK(1),
    /** The week and the three before it together, the week itself on the same side. */
    FOUR_WEEKS(4);

    private final int weeks;

    Rule(int weeks) {
      this.weeks = weeks;
    }

    int weeks() {
      return weeks;
    }
  }

  /** Where a figure went. */
  public enum Direction {
    UP,
    DOWN
  }
}
