package dev.aftermath.jobs.domain.matching;

/** A page and a ticket that are one incident, by what rule, and why. */
record Match(Sighting page, Sighting ticket, String rule, String evidence) {}
