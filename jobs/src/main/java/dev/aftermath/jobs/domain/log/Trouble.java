package dev.aftermath.jobs.domain.log;

/**
 * A time in which something was wrong with a service, in minutes since the epoch.
 *
 * @param kind whether it is compared with the rest
 * @param openedMinute when it was opened
 * @param overMinute when it was over
 */
public record Trouble(Kind kind, long openedMinute, long overMinute) {
  /** Longer than this nothing stays wrong: what remains open is forgotten paper. */
  private static final long LONGEST_MINUTES = 24 * 60;

  /** What an incident means for the comparison. */
  public enum Kind {
    /** One of the counted population: looked at. */
    COUNTED,
    /** Drills, duplicates and merged ones: their time is neither troubled nor quiet. */
    LEFT_OUT
  }

  /** When quiet begins again. */
  long quietFromMinute() {
    return Math.min(Math.max(overMinute, openedMinute), openedMinute + LONGEST_MINUTES);
  }
}
