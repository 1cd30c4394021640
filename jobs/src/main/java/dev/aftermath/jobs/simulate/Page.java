package dev.aftermath.jobs.simulate;

import dev.aftermath.jobs.domain.digest.Sha256;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The PagerDuty side of an incident: its log, from which every snapshot follows.
 *
 * @param number incident number, ascending over the account
 * @param trouble the label that alerts about the same trouble have in common
 * @param externalReference sys_id of its ticket; null where the page does not name it
 * @param entries the log in order of time; the last one resolves, sooner or later
 * @param mergedInto the page this one was merged into; null unless merged
 * @param tenantField value of the custom field; null where nobody filled it in
 * @param monitoringField value of the custom field; null where nobody filled it in
 */
record Page(
    String id,
    long number,
    long key,
    String trouble,
    @Nullable String externalReference,
    String title,
    Resolution resolution,
    List<LogEntry> entries,
    @Nullable Page mergedInto,
    @Nullable String tenantField,
    @Nullable String monitoringField) {

  /** How a page ends. */
  enum Resolution {
    HUMAN,
    INTEGRATION,
    TIMEOUT,
    MERGE
  }

  /** Where a page stands at one moment. */
  enum Status {
    TRIGGERED,
    ACKNOWLEDGED,
    RESOLVED
  }

  Page {
    entries = List.copyOf(entries);
  }

  /** The key by which Alertmanager groups the alerts about the trouble. */
  String groupKey() {
    return "{}:{trouble=\"" + trouble + "\"}";
  }

  /** What Alertmanager sends of it: the same trouble joins the same page while that is open. */
  String deduplicationKey() {
    return Sha256.hex(groupKey());
  }

  long createdSecond() {
    return entries.get(0).second();
  }

  long resolvedSecond() {
    return entries.get(entries.size() - 1).second();
  }

  /** The last log entry before the moment; null if there is none yet. */
  @Nullable LogEntry lastBefore(long second) {
    LogEntry last = null;
    for (LogEntry entry : entries) {
      if (entry.second() < second) {
        last = entry;
      }
    }
    return last;
  }

  /** The last entry before the moment that changed the status; null if there is none yet. */
  @Nullable LogEntry lastStatusChangeBefore(long second) {
    LogEntry last = null;
    for (LogEntry entry : entries) {
      if (entry.second() < second && changesStatus(entry)) {
        last = entry;
      }
    }
    return last;
  }

  Status statusBefore(long second) {
    LogEntry last = lastStatusChangeBefore(second);
    if (last == null) {
      return Status.TRIGGERED;
    }
    return switch (last.type()) {
      case RESOLVE -> Status.RESOLVED;
      case ACKNOWLEDGE -> Status.ACKNOWLEDGED;
      default -> Status.TRIGGERED;
    };
  }

  /** The first acknowledgement by a person; null if nobody did. */
  @Nullable LogEntry firstHumanAcknowledgement() {
    for (LogEntry entry : entries) {
      if (entry.isHumanAcknowledgement()) {
        return entry;
      }
    }
    return null;
  }

  long count(LogEntry.Type type) {
    return entries.stream().filter(entry -> entry.type() == type).count();
  }

  /**
   * For how long it was put aside: each time for the seconds that were asked for, or until it was
   * resolved. Snoozes begun at or after the moment do not count yet.
   */
  long snoozedSeconds(long before) {
    long sum = 0;
    long until = 0;
    for (LogEntry entry : entries) {
      if (entry.second() < before && entry.type() == LogEntry.Type.SNOOZE) {
        until = entry.second() + Long.parseLong(String.valueOf(entry.note()));
        sum += until - entry.second();
      } else if (entry.second() < before
          && entry.type() == LogEntry.Type.RESOLVE
          && entry.second() < until) {
        sum -= until - entry.second();
        until = 0;
      }
    }
    return sum;
  }

  private static boolean changesStatus(LogEntry entry) {
    return switch (entry.type()) {
      case TRIGGER, ACKNOWLEDGE, UNACKNOWLEDGE, ESCALATE, RESOLVE, REOPEN -> true;
      case ASSIGN, NOTIFY, SNOOZE, ANNOTATE -> false;
    };
  }
}
