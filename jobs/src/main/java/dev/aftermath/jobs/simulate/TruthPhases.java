package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The course of a page as its exports had told it when the world ended. */
final class TruthPhases {
  private TruthPhases() {}

  static void write(JsonGenerator json, Page page, Week lastWeek) throws IOException {
    long end = lastWeek.endSecond();
    List<LogEntry> known = page.entries().stream().filter(entry -> entry.second() < end).toList();
    json.writeStringField("deduplication_key", page.deduplicationKey());
    json.writeObjectFieldStart("known_at_end");
    json.writeBooleanField("open", page.statusBefore(end) != Page.Status.RESOLVED);
    Long notified = null;
    Long opened = page.createdSecond();
    Long acknowledged = null;
    Long resolved = null;
    long active = 0;
    List<Long> reopened = new ArrayList<>();
    List<Person> responders = new ArrayList<>();
    long lastJoined = 0;
    boolean isWithdrawn = false;
    long again = 0;
    for (LogEntry entry : known) {
      switch (entry.type()) {
        case NOTIFY -> notified = notified == null ? entry.second() : notified;
        case ACKNOWLEDGE -> {
          acknowledged = acknowledged == null ? Long.valueOf(entry.second()) : acknowledged;
          again += isWithdrawn ? 1 : 0;
          isWithdrawn = false;
          if (!responders.contains(entry.person())) {
            responders.add(entry.person());
            lastJoined = entry.second();
          }
        }
        case UNACKNOWLEDGE -> isWithdrawn = true;
        case RESOLVE -> {
          resolved = entry.second();
          active += entry.second() - opened;
        }
        case REOPEN -> {
          resolved = null;
          opened = entry.second();
          reopened.add(opened);
        }
        default -> {}
      }
    }
    Json.moment(json, "first_notified_at", notified);
    json.writeNumberField("responders", responders.size());
    Json.moment(json, "last_responder_acknowledged_at", responders.size() > 1 ? lastJoined : null);
    json.writeArrayFieldStart("reopened_at");
    for (long second : reopened) {
      json.writeString(Json.instant(second));
    }
    json.writeEndArray();
    Json.moment(json, "acknowledged_at", acknowledged);
    Json.moment(json, "resolved_at", resolved);
    json.writeNumberField("active_seconds", active);
    json.writeNumberField("engaged_seconds", engagedSeconds(known));
    json.writeNumberField("snoozed_seconds", page.snoozedSeconds(end));
    json.writeNumberField("acknowledged_again", again);
    json.writeNumberField("timeout_escalations", escalations(known, LogEntry.Actor.SERVICE));
    json.writeNumberField("manual_escalations", escalations(known, LogEntry.Actor.USER));
    writeAnalysis(json, page, lastWeek);
    json.writeEndObject();
  }

  /**
   * Of each responder from the first acknowledgement on; has a meaning for resolved pages alone.
   */
  private static long engagedSeconds(List<LogEntry> known) {
    Map<Person, Long> joined = new HashMap<>();
    long resolved = 0;
    for (LogEntry entry : known) {
      if (entry.type() == LogEntry.Type.ACKNOWLEDGE) {
        joined.putIfAbsent(entry.person(), entry.second());
      } else if (entry.type() == LogEntry.Type.RESOLVE) {
        resolved = entry.second();
      }
    }
    long all = joined.size() * resolved;
    return all - joined.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Only the analytics of the last week say it, and of no page anything but this. */
  private static void writeAnalysis(JsonGenerator json, Page page, Week lastWeek)
      throws IOException {
    boolean isAnalysed = lastWeek.contains(page.resolvedSecond());
    json.writeObjectField("reassignments", isAnalysed ? 0 : null);
    json.writeObjectField("major", isAnalysed ? false : null);
  }

  private static long escalations(List<LogEntry> entries, LogEntry.Actor by) {
    return entries.stream()
        .filter(entry -> entry.type() == LogEntry.Type.ESCALATE && entry.actor() == by)
        .count();
  }
}
