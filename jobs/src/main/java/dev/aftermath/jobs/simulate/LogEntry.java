package dev.aftermath.jobs.simulate;

import org.jspecify.annotations.Nullable;

/**
 * One line of a PagerDuty incident's log.
 *
 * @param second epoch second
 * @param person the user who did it, or who was notified or assigned; null where none is involved
 * @param channel PagerDuty channel type; of a notification its medium
 * @param note text of a note, the seconds of a snooze; null otherwise
 */
record LogEntry(
    Type type,
    long second,
    Actor actor,
    @Nullable Person person,
    String channel,
    @Nullable String note) {

  /** Log entry types, named as in PagerDuty. */
  enum Type {
    TRIGGER,
    ASSIGN,
    NOTIFY,
    ACKNOWLEDGE,
    UNACKNOWLEDGE,
    ESCALATE,
    SNOOZE,
    ANNOTATE,
    RESOLVE,
    REOPEN;

    String entryType() {
      return name().toLowerCase(java.util.Locale.ROOT) + "_log_entry";
    }
  }

  /** Who the agent of an entry is. */
  enum Actor {
    USER,
    SERVICE,
    NOBODY
  }

  /** Whether it tore somebody out of something: mail waits. */
  boolean interrupts() {
    return type == Type.NOTIFY && !channel.equals("email");
  }

  boolean isHumanAcknowledgement() {
    return type == Type.ACKNOWLEDGE && actor == Actor.USER;
  }
}
