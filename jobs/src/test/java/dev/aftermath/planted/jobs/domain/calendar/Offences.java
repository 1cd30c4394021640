package dev.aftermath.planted.jobs.domain.calendar;

import dev.aftermath.planted.jobs.domain.slo.Allowed;

/** The way back that closes a cycle within the domain. */
final class Offences {
  private Offences() {}

  record KnowsSlos(Allowed allowed) {}
}
