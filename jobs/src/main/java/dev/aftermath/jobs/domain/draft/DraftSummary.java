package dev.aftermath.jobs.domain.draft;

import java.time.Instant;
import java.util.List;

/** An incident in short: how long it was open, and when somebody looked at it. */
final class DraftSummary {
  private DraftSummary() {}

  static DraftSection of(Dossier dossier) {
    return DraftSection.of(
        "Summary", List.of(opened(dossier), acknowledged(dossier.facts())), DraftFacts.of(dossier));
  }

  private static String opened(Dossier dossier) {
    LakeRow facts = dossier.facts();
    Instant opened = facts.instant("opened_at");
    Instant settled = facts.instant("settled_at");
    if (opened != null && facts.is("is_open")) {
      return "The incident was opened at "
          + Told.time(opened)
          + " UTC and was still open at "
          + Told.time(dossier.asOf())
          + " UTC, after "
          + Told.between(opened, dossier.asOf())
          + ".";
    }
    if (opened != null && settled != null) {
      return "The incident was open for "
          + Told.between(opened, settled)
          + ", from "
          + Told.time(opened)
          + " to "
          + Told.time(settled)
          + " UTC.";
    }
    return "How long the incident was open is not known.";
  }

  private static String acknowledged(LakeRow facts) {
    Long seconds = facts.number("time_to_acknowledge_seconds");
    return seconds == null
        ? "No acknowledgement by a human is known."
        : "A human acknowledged it after " + Told.duration(seconds) + ".";
  }
}
