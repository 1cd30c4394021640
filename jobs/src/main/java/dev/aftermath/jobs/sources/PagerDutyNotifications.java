package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import dev.aftermath.jobs.domain.oncall.Notification.Medium;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Log entries of PagerDuty that say whom it notified and how. Its older captures state neither but
 * in the summary, "Notified Ann Example by email.".
 */
final class PagerDutyNotifications {
  private static final Pattern SUMMARY =
      Pattern.compile("Notified (.+) (?:by|via) ([a-zA-Z -]+)\\.?");

  private PagerDutyNotifications() {}

  /** The event: its actor is who was notified, its detail the medium where that is known. */
  static RawEvent of(JsonNode entry, Instant at, ActorKind actorKind) throws BadRecordException {
    String summary = JsonFields.text(entry, "summary");
    Matcher told = SUMMARY.matcher(summary == null ? "" : summary);
    boolean tells = told.matches();
    JsonNode user = JsonFields.object(entry, "user");
    String id = user == null ? null : JsonFields.text(user, "id");
    JsonNode channel = JsonFields.object(entry, "channel");
    JsonNode notification = channel == null ? null : JsonFields.object(channel, "notification");
    String type = notification == null ? null : JsonFields.text(notification, "type");
    Medium medium = medium(type == null && tells ? told.group(2) : type);
    return new RawEvent(
        at,
        EventKind.NOTIFIED,
        actorKind,
        id == null && tells ? told.group(1) : id,
        medium != null ? medium.word() : channel == null ? null : JsonFields.text(channel, "type"));
  }

  private static @Nullable Medium medium(@Nullable String written) {
    String word = written == null ? "" : written.toLowerCase(Locale.ROOT).replace("-", "");
    for (Medium medium : Medium.values()) {
      if (word.contains(medium.word())) {
        return medium;
      }
    }
    return null;
  }
}
