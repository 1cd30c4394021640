package dev.aftermath.jobs.domain.log;

import java.io.Serializable;

/**
 * What of the time around incidents is compared with the rest.
 *
 * @param beforeMinutes how much before the opening belongs to an incident's window
 * @param duringMinutes how much from the opening on
 * @param historyDays how many days back are looked at: older lines are of other programs
 */
public record LiftRule(int beforeMinutes, int duringMinutes, int historyDays)
    implements Serializable {
  /** The hour around the opening, over a quarter of a year. */
  public static final LiftRule USUAL = new LiftRule(30, 30, 91);

  /** How long all windows are. */
  int windowMinutes() {
    return beforeMinutes + duringMinutes;
  }
}
