package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a PagerDuty log entry says happened, in our words. */
final class PagerDutyEvents {
  private static final Map<String, EventKind> KINDS =
      Map.ofEntries(
          Map.entry("trigger", EventKind.TRIGGERED),
          Map.entry("notify", EventKind.NOTIFIED),
          Map.entry("acknowledge", EventKind.ACKNOWLEDGED),
          Map.entry("unacknowledge", EventKind.UNACKNOWLEDGED),
          Map.entry("assign", EventKind.ASSIGNED),
          Map.entry("delegate", EventKind.DELEGATED),
          Map.entry("escalate", EventKind.ESCALATED),
          Map.entry("snooze", EventKind.SNOOZED),
          Map.entry("annotate", EventKind.ANNOTATED),
          Map.entry("urgency_change", EventKind.PRIORITY_CHANGED),
          Map.entry("priority_change", EventKind.PRIORITY_CHANGED),
          Map.entry("resolve", EventKind.RESOLVED),
          Map.entry("reopen", EventKind.REOPENED),
          Map.entry("merge", EventKind.MERGED));

  private PagerDutyEvents() {}

  /** The event of a log entry, embedded or in a list of its own. */
  static RawEvent of(JsonNode entry, Times times) throws BadRecordException {
    Instant at = times.read("created_at", JsonFields.requiredText(entry, "created_at"));
    String type = JsonFields.requiredText(entry, "type").replaceAll("_log_entry(_reference)?$", "");
    EventKind kind = KINDS.getOrDefault(type, EventKind.OTHER);
    JsonNode channel = JsonFields.object(entry, "channel");
    String channelType = channel == null ? null : JsonFields.text(channel, "type");
    JsonNode agent = JsonFields.object(entry, "agent");
    if (kind == EventKind.NOTIFIED) {
      return PagerDutyNotifications.of(entry, at, actorKind(agent, channelType));
    }
    return new RawEvent(
        at,
        kind,
        actorKind(agent, channelType),
        agent == null ? null : JsonFields.text(agent, "id"),
        detail(kind, type, channel, channelType));
  }

  /** Of a snooze its seconds, which are told nowhere else. */
  private static @Nullable String detail(
      EventKind kind, String type, @Nullable JsonNode channel, @Nullable String channelType)
      throws BadRecordException {
    if (kind == EventKind.SNOOZED && channel != null) {
      String seconds = JsonFields.text(channel, "duration");
      return seconds == null ? channelType : seconds;
    }
    return kind == EventKind.OTHER ? type : channelType;
  }

  /**
   * Who acted: a timeout, whoever it is booked on; a human when the agent is a user; automation for
   * services and integrations, and for the automatic channel where there is no agent.
   */
  static ActorKind actorKind(@Nullable JsonNode agent, @Nullable String channelType)
      throws BadRecordException {
    if ("timeout".equals(channelType)) {
      return ActorKind.TIMEOUT;
    }
    String type = agent == null ? null : JsonFields.text(agent, "type");
    if (type == null) {
      return "auto".equals(channelType) ? ActorKind.AUTOMATION : ActorKind.UNKNOWN;
    }
    return type.startsWith("user") ? ActorKind.HUMAN : ActorKind.AUTOMATION;
  }
}
