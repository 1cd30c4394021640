package dev.aftermath.jobs.simulate;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * When others were told of an incident: of tickets of priority 1 and 2, mostly in time, at times
 * late or never.
 *
 * @param customerSecond when a notice appeared on the status page; null if none did
 * @param stakeholderSecond when the ticket was commented on; null if nobody did
 */
record Telling(@Nullable Long customerSecond, @Nullable Long stakeholderSecond) {

  private static final Telling NOBODY = new Telling(null, null);
  private static final int LOWEST_TOLD_PRIORITY = 2;

  static Telling of(Incident incident) {
    Ticket ticket = incident.ticket();
    if (ticket == null
        || incident.kind() != Incident.Kind.FAULT
        || ticket.priority() > LOWEST_TOLD_PRIORITY) {
      return NOBODY;
    }
    SplittableRandom random = Seeds.random(Seeds.mix(incident.key(), 701));
    // Half an hour and an hour are promised, counted from a page up to 90 s before the ticket.
    return new Telling(
        second(ticket.openedSecond(), 1_700, 1_810, random),
        second(ticket.openedSecond(), 3_500, 3_610, random));
  }

  private static @Nullable Long second(long opened, int inTime, int late, SplittableRandom random) {
    int draw = random.nextInt(100);
    if (draw < 8) {
      return null;
    }
    return opened + (draw < 20 ? random.nextInt(late, 3 * late) : random.nextInt(120, inTime));
  }

  /** The id of the notice on the status page. */
  static String noticeId(Incident incident) {
    return Seeds.code('N', Seeds.mix(incident.key(), 703), 11).toLowerCase(java.util.Locale.ROOT);
  }
}
