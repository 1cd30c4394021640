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

  /** A second alert of the same fault, merged by whoever is on call. */
  static boolean hasMergedChild(long key) {
    return kind(key) == Kind.FAULT && hasPage(key) && Seeds.uniform(Seeds.mix(key, 103)) < 0.07;
  }

  private static double origin(long key) {
    return Seeds.uniform(Seeds.mix(key, 102));
  }
}
