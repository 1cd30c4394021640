package dev.aftermath.jobs.domain.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much of people's time an incident took, summed over them. Nobody's own figure leaves this
 * class.
 *
 * @param workedSeconds the time that people worked on it, reckoned from what they did: 10 minutes
 *     for each act, those no more than 20 minutes apart being one stretch of work (the rule of
 *     incident.io). Null where the log names nobody who did anything
 * @param engagedSeconds from each responder's first acknowledgement to the resolution, snoozes
 *     included (PagerDuty's response effort). Null while it is open, and without a responder
 */
public record ResponseEffort(@Nullable Long workedSeconds, @Nullable Long engagedSeconds) {
  private static final Duration ACT = Duration.ofMinutes(10);
  private static final Duration LONGEST_GAP = Duration.ofMinutes(20);

  /** Reads a log. */
  static ResponseEffort of(IncidentTimeline told, @Nullable BasedInstant resolved) {
    Duration worked = Duration.ZERO;
    Map<String, Instant> lastActs = new TreeMap<>();
    Map<String, Instant> engaged = new TreeMap<>();
    for (IncidentEvent event : told.events()) {
      String person = event.actorKind() == ActorKind.HUMAN ? event.actor() : null;
      // To be called is not to do anything.
      if (person != null && event.kind() != EventKind.NOTIFIED) {
        worked = worked.plus(added(lastActs.put(person, event.at()), event.at()));
        if (event.kind() == EventKind.ACKNOWLEDGED) {
          engaged.putIfAbsent(person, event.at());
        }
      }
    }
    return new ResponseEffort(
        lastActs.isEmpty() ? null : worked.toSeconds(),
        resolved == null || engaged.isEmpty() ? null : engagedSeconds(engaged, resolved.at()));
  }

  /** What an act adds to the work of a person whose last one is known. */
  private static Duration added(@Nullable Instant last, Instant at) {
    Duration gap = last == null ? null : Duration.between(last, at);
    return gap == null || gap.compareTo(LONGEST_GAP) > 0 ? ACT : gap;
  }

  /** Whoever acknowledged after the resolution was engaged for no time. */
  private static long engagedSeconds(Map<String, Instant> engaged, Instant resolvedAt) {
    return engaged.values().stream()
        .filter(at -> at.isBefore(resolvedAt))
        .mapToLong(at -> ElapsedTime.seconds(at, resolvedAt))
        .sum();
  }
}
