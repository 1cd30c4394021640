package dev.aftermath.jobs.simulate;

import dev.aftermath.jobs.simulate.Incident.Kind;

/** What can be said of an incident from its key alone, without drawing the rest of it. */
final class Traits {

  private Traits() {}

  static Kind kind(long key) {
    double draw = Seeds.uniform(Seeds.mix(key, 101));
    if (draw < 0.03) {
      return Kind.TEST;
    }
    return draw < 0.10 ? Kind.FALSE_ALARM : Kind.FAULT;
  }

  /** Some users call before any alert fires: a ticket, no page. */
  static boolean hasPage(long key) {
    return kind(key) != Kind.FAULT || origin(key) >= 0.08;
  }

  /** Some pages are dealt with without paper work: a page, no ticket. */
  static boolean hasTicket(long key) {
    double origin = origin(key);
    return origin < 0.08 || origin >= 0.18;
  }

  /**
   * Further alerts of the same fault, each merged by whoever is on call into the one before: none,
   * one or two.
   */
  static int mergedCount(long key) {
    double draw = Seeds.uniform(Seeds.mix(key, 103));
    if (kind(key) != Kind.FAULT || !hasPage(key) || draw >= 0.07) {
      return 0;
    }
    return draw < 0.02 ? 2 : 1;
  }

  /** How the ticket and the page of an incident that has both know of each other. */
  static Acquaintance acquaintance(long key) {
    double draw = Seeds.uniform(Seeds.mix(key, 105));
    if (draw < 0.80) {
      return Acquaintance.TICKET_NAMES_PAGE;
    }
    if (draw < 0.86) {
      return Acquaintance.CORRELATION_ID;
    }
    if (draw < 0.91) {
      return Acquaintance.PAGE_NAMES_TICKET;
    }
    return draw < 0.96 ? Acquaintance.NUMBER_MENTIONED : Acquaintance.NONE;
  }

  /** The page was put aside for a while. */
  static boolean isSnoozed(long key) {
    return Seeds.uniform(Seeds.mix(key, 106)) < 0.08;
  }

  /** The page was resolved too early and came back. */
  static boolean isReopened(long key) {
    return kind(key) == Kind.FAULT && Seeds.uniform(Seeds.mix(key, 107)) < 0.06;
  }

  /** How often the ticket was handed on before somebody began to work on it. */
  static int reassignmentCount(long key) {
    double draw = Seeds.uniform(Seeds.mix(key, 109));
    return draw < 0.75 ? 0 : draw < 0.9 ? 1 : draw < 0.97 ? 2 : 4;
  }

  /** Somebody acknowledged before anybody can have read the page. */
  static boolean isAcknowledgedAtOnce(long key) {
    return Seeds.uniform(Seeds.mix(key, 108)) < 0.04;
  }

  private static double origin(long key) {
    return Seeds.uniform(Seeds.mix(key, 102));
  }
}
