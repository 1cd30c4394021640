package dev.aftermath.jobs.domain.kpi;

import dev.aftermath.jobs.domain.calendar.Clock;
import java.io.Serializable;

/**
 * The hours that a duration is measured in, by the name that definitions have for them.
 *
 * @param name {@code 24x7}, or the id of a calendar
 */
public record Hours(String name, Clock clock) implements Serializable {
  /** Every hour of every day. */
  public static final Hours ALL = new Hours("24x7", Clock.AROUND_THE_CLOCK);

  /** The same in every process for the same hours: figures are computed anew when it differs. */
  @Override
  public String toString() {
    return equals(ALL) ? name : name + " " + clock;
  }
}
