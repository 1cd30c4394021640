package dev.aftermath.jobs.domain.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who answered and how, as the event log of one incident tells. Persons are counted and never
 * named.
 *
 * @param firstNotifiedAt when somebody was first called; null when the log does not tell
 * @param firstResponder the source's own id of who acknowledged first; null when nothing tells.
 *     Only for comparing incidents with each other: it is never stored
 * @param responderCount how many persons acknowledged; null when there is no log at all
 * @param lastResponderAcknowledgedAt when the last of several responders joined by acknowledging
 *     for the first time; null with one or none
 * @param timeoutEscalationCount escalations because nobody answered in time
 * @param manualEscalationCount escalations by a human
 * @param isFirstByAutomation whether the first acknowledgement of all was made by a machine
 * @param snoozed the time for which it was put aside
 */
public record Response(
    @Nullable Instant firstNotifiedAt,
    @Nullable String firstResponder,
    @Nullable Long responderCount,
    @Nullable Instant lastResponderAcknowledgedAt,
    long timeoutEscalationCount,
    long manualEscalationCount,
    boolean isFirstByAutomation,
    Duration snoozed) {

  /** Reads a log. */
  static Response of(IncidentTimeline told) {
    Set<String> persons = new HashSet<>();
    Instant lastJoined = null;
    boolean isAnonymous = false;
    for (IncidentEvent event : told.events()) {
      if (isHumanAcknowledgement(event)) {
        isAnonymous |= event.actor() == null;
        if (event.actor() != null && persons.add(event.actor())) {
          lastJoined = event.at();
        }
      }
    }
    // Whom nobody names may be one of those who are named.
    long responderCount = persons.isEmpty() && isAnonymous ? 1 : persons.size();
    IncidentEvent notified = told.first(event -> event.kind() == EventKind.NOTIFIED);
    IncidentEvent acknowledged = told.first(event -> event.kind() == EventKind.ACKNOWLEDGED);
    IncidentEvent byHuman = told.first(Response::isHumanAcknowledgement);
    return new Response(
        notified == null ? null : notified.at(),
        byHuman == null ? null : byHuman.actor(),
        told.events().isEmpty() ? null : responderCount,
        responderCount > 1 ? lastJoined : null,
        escalations(told, ActorKind.TIMEOUT),
        escalations(told, ActorKind.HUMAN),
        acknowledged != null && acknowledged.actorKind() == ActorKind.AUTOMATION,
        snoozed(told.events()));
  }

  private static boolean isHumanAcknowledgement(IncidentEvent event) {
    return event.kind() == EventKind.ACKNOWLEDGED && event.actorKind() == ActorKind.HUMAN;
  }

  private static long escalations(IncidentTimeline told, ActorKind by) {
    return told.events().stream()
        .filter(event -> event.kind() == EventKind.ESCALATED && event.actorKind() == by)
        .count();
  }

  /**
   * Adds up the snoozes: each lasts for the seconds it states, but no longer than until something
   * wakes the incident. One that states nothing and that nothing ends is not counted.
   */
  private static Duration snoozed(List<IncidentEvent> events) {
    Duration sum = Duration.ZERO;
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).kind() == EventKind.SNOOZED) {
        Instant start = events.get(i).at();
        List<Instant> ends = new ArrayList<>();
        Long seconds = seconds(events.get(i).detail());
        if (seconds != null) {
          ends.add(start.plusSeconds(seconds));
        }
        events.subList(i + 1, events.size()).stream()
            .filter(Response::wakes)
            .findFirst()
            .ifPresent(event -> ends.add(event.at()));
        if (!ends.isEmpty()) {
          sum = sum.plus(Duration.between(start, ends.stream().min(Instant::compareTo).get()));
        }
      }
    }
    return sum;
  }

  private static @Nullable Long seconds(@Nullable String detail) {
    return detail != null && detail.matches("[0-9]{1,9}") ? Long.valueOf(detail) : null;
  }

  private static boolean wakes(IncidentEvent event) {
    return switch (event.kind()) {
      case UNACKNOWLEDGED, ESCALATED, SNOOZED, RESOLVED, REOPENED, CLOSED, MERGED -> true;
      default -> false;
    };
  }
}
