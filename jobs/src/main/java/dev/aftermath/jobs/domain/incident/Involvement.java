package dev.aftermath.jobs.domain.incident;

import dev.aftermath.jobs.domain.oncall.Notification;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who is of the team that an incident was put to, as its log tells. */
final class Involvement {
  private static final Set<String> INTERRUPTING =
      Arrays.stream(Notification.Medium.values())
          .filter(Notification.Medium::interrupts)
          .map(Notification.Medium::word)
          .collect(Collectors.toUnmodifiableSet());

  private Involvement() {}

  /**
   * Since when: those who were called by a message that interrupts, and those who acknowledged.
   *
   * @param told events in any order
   * @return the first such event of each person, by the source's own id
   */
  static Map<String, Instant> since(Collection<IncidentEvent> told) {
    Map<String, Instant> since = new TreeMap<>();
    for (IncidentEvent event : told) {
      if (event.actor() != null && (isCall(event) || isAnswer(event))) {
        since.merge(event.actor(), event.at(), (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    return since;
  }

  private static boolean isCall(IncidentEvent event) {
    return event.kind() == EventKind.NOTIFIED
        && event.detail() != null
        && INTERRUPTING.contains(event.detail());
  }

  private static boolean isAnswer(IncidentEvent event) {
    return event.kind() == EventKind.ACKNOWLEDGED && event.actorKind() == ActorKind.HUMAN;
  }
}
