package dev.aftermath.jobs.domain.cause;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Incidents of a tenant on the service {@code checkout}, one an hour. */
final class SampleSightings {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private SampleSightings() {}

  static CauseSighting machine(int hour, String title) {
    return sighting(hour, title, Sort.MACHINE, null, null);
  }

  static CauseSighting human(int hour, String title) {
    return sighting(hour, title, Sort.HUMAN, null, null);
  }

  static CauseSighting ofProblem(CauseSighting incident, String problem) {
    return with(incident, problem, incident.sentence(), incident.monitor());
  }

  static CauseSighting saying(CauseSighting incident, String sentence) {
    return with(incident, incident.problem(), CauseText.normalised(sentence), incident.monitor());
  }

  static CauseSighting ofMonitor(CauseSighting incident, String monitor) {
    return with(incident, incident.problem(), incident.sentence(), monitor);
  }

  static CauseSighting ofTenant(CauseSighting incident, String tenant) {
    return new CauseSighting(
        incident.incidentId(),
        incident.openedAt(),
        tenant,
        incident.service(),
        incident.title(),
        incident.isMachineTitled(),
        incident.problem(),
        incident.parents(),
        incident.change(),
        incident.monitor(),
        incident.alertRule(),
        incident.sentence());
  }

  static CauseSighting ofParent(CauseSighting incident, String parent) {
    return new CauseSighting(
        incident.incidentId(),
        incident.openedAt(),
        incident.tenant(),
        incident.service(),
        incident.title(),
        incident.isMachineTitled(),
        incident.problem(),
        List.of(parent),
        incident.change(),
        incident.monitor(),
        incident.alertRule(),
        incident.sentence());
  }

  private enum Sort {
    MACHINE,
    HUMAN
  }

  private static CauseSighting sighting(
      int hour, String title, Sort sort, @Nullable String problem, @Nullable String sentence) {
    return new CauseSighting(
        "I%05d".formatted(hour),
        START.plusSeconds(3_600L * hour),
        "acme",
        "checkout",
        title,
        sort == Sort.MACHINE,
        problem,
        List.of(),
        null,
        null,
        null,
        sentence);
  }

  private static CauseSighting with(
      CauseSighting incident,
      @Nullable String problem,
      @Nullable String sentence,
      @Nullable String monitor) {
    return new CauseSighting(
        incident.incidentId(),
        incident.openedAt(),
        incident.tenant(),
        incident.service(),
        incident.title(),
        incident.isMachineTitled(),
        problem,
        incident.parents(),
        incident.change(),
        monitor,
        incident.alertRule(),
        sentence);
  }
}
