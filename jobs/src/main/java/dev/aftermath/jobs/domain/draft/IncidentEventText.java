package dev.aftermath.jobs.domain.draft;

import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import dev.aftermath.jobs.domain.kpi.DurationWords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One event of an incident's log in words, or several messages at one go. Who did it is told by
 * kind alone: no table knows persons.
 *
 * @param details the channel, reason or state in the source's own word, each once
 * @param count how often
 */
record IncidentEventText(
    Instant at,
    EventKind kind,
    ActorKind actor,
    String system,
    List<String> details,
    int count,
    Instant lastAt) {
  private static final Duration ONE_GO = Duration.ofMinutes(2);

  static IncidentEventText of(LakeRow event) {
    Instant at = event.instant("at");
    if (at == null) {
      throw new IllegalArgumentException("The event has no time");
    }
    String detail = event.text("detail");
    return new IncidentEventText(
        at,
        EventKind.valueOf(event.name("kind")),
        ActorKind.valueOf(event.name("actor_kind")),
        event.name("system"),
        detail == null || detail.isBlank() ? List.of() : List.of(detail),
        1,
        at);
  }

  /** Whether the next event is one more message of the same sort, soon after. */
  boolean isRepeatedBy(IncidentEventText next) {
    return kind == EventKind.NOTIFIED
        && kind == next.kind
        && actor == next.actor
        && system.equals(next.system)
        && !next.at.isAfter(lastAt.plus(ONE_GO));
  }

  IncidentEventText repeatedBy(IncidentEventText next) {
    List<String> both = new ArrayList<>(details);
    next.details.stream().filter(detail -> !both.contains(detail)).forEach(both::add);
    return new IncidentEventText(at, kind, actor, system, both, count + 1, next.at);
  }

  String words() {
    return what() + by() + times();
  }

  /** The channel by which people act says nothing that by whom does not. */
  private String what() {
    String detail = details.isEmpty() ? null : String.join(", ", details);
    return switch (kind) {
      case TRIGGERED -> record() + " opened";
      case NOTIFIED -> "Responders were notified" + in(detail);
      case ACKNOWLEDGED -> record() + " acknowledged";
      case UNACKNOWLEDGED -> record() + " no longer acknowledged";
      case ASSIGNED -> record() + " assigned";
      case DELEGATED -> record() + " handed to others";
      case ESCALATED -> record() + " escalated";
      case SNOOZED -> record() + " snoozed" + snooze(detail);
      case ANNOTATED -> "A note was written";
      case PRIORITY_CHANGED -> record() + " changed in priority or urgency";
      case STATE_CHANGED -> record() + (detail == null ? " changed" : " became " + shown(detail));
      case RESOLVED -> record() + " resolved";
      case REOPENED -> record() + " reopened";
      case CLOSED -> record() + " closed";
      case MERGED -> record() + " merged" + in(detail);
      case ALERTED -> "An alert joined it" + in(detail);
      case OTHER -> detail == null ? "Something else was logged" : "Logged: " + shown(detail);
    };
  }

  private String record() {
    return switch (system) {
      case "pagerduty" -> "Page";
      case "servicenow" -> "Ticket";
      default -> "Record of " + system;
    };
  }

  private static String in(@Nullable String detail) {
    return detail == null ? "" : " (" + shown(detail) + ")";
  }

  private static String shown(String detail) {
    return detail.replace('_', ' ');
  }

  /** A snooze tells its seconds. */
  private static String snooze(@Nullable String detail) {
    return detail != null && detail.matches("[0-9]{1,9}")
        ? " for " + DurationWords.of(Long.parseLong(detail))
        : in(detail);
  }

  private String by() {
    return kind == EventKind.NOTIFIED
        ? ""
        : switch (actor) {
          case HUMAN -> " by a human";
          case AUTOMATION -> " by a machine";
          case TIMEOUT -> " by a timeout";
          case UNKNOWN -> "";
        };
  }

  private String times() {
    return count == 1
        ? ""
        : String.format(Locale.ROOT, ", %d messages until %s", count, Told.time(lastAt));
  }
}
