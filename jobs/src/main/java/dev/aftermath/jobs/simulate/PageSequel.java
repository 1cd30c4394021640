package dev.aftermath.jobs.simulate;

import dev.aftermath.jobs.simulate.LogEntry.Actor;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** What some pages have beyond the plain course: time put aside, and a return after resolution. */
final class PageSequel {
  private static final int SNOOZE_SECONDS = 1_200;

  private PageSequel() {}

  /** Adds it to a complete log, whose last entry resolves the page. */
  static void add(List<LogEntry> entries, long key, Person owner) {
    SplittableRandom random = Seeds.random(Seeds.mix(key, 209));
    LogEntry resolved = entries.get(entries.size() - 1);
    if (Traits.isSnoozed(key)) {
      snooze(entries, resolved.second(), owner, random);
    }
    if (Traits.isReopened(key) && resolved.actor() == Actor.USER) {
      long reopened = resolved.second() + random.nextInt(300, 3_600);
      entries.add(new LogEntry(LogEntry.Type.REOPEN, reopened, Actor.USER, owner, "website", null));
      entries.add(
          new LogEntry(
              LogEntry.Type.NOTIFY, reopened + 1, Actor.NOBODY, owner, "push_notification", null));
      long acknowledged = reopened + random.nextInt(20, 280);
      entries.add(
          new LogEntry(
              LogEntry.Type.ACKNOWLEDGE, acknowledged, Actor.USER, owner, "website", null));
      long again = acknowledged + random.nextInt(600, 5_400);
      entries.add(new LogEntry(LogEntry.Type.RESOLVE, again, Actor.USER, owner, "website", null));
    }
  }

  /** After the last acknowledgement; it runs out, or the resolution ends it. */
  private static void snooze(
      List<LogEntry> entries, long resolved, Person owner, SplittableRandom random) {
    long acknowledged =
        entries.stream()
            .filter(LogEntry::isHumanAcknowledgement)
            .mapToLong(LogEntry::second)
            .max()
            .orElse(Long.MAX_VALUE);
    boolean isWithdrawn =
        entries.stream().anyMatch(entry -> entry.type() == LogEntry.Type.UNACKNOWLEDGE);
    if (isWithdrawn || acknowledged > resolved - 600) {
      return;
    }
    long snoozed = acknowledged + 60 + random.nextInt(240);
    entries.add(
        new LogEntry(
            LogEntry.Type.SNOOZE,
            snoozed,
            Actor.USER,
            owner,
            "website",
            Integer.toString(SNOOZE_SECONDS)));
    long awake = snoozed + SNOOZE_SECONDS;
    if (awake + 300 < resolved) {
      entries.add(
          new LogEntry(LogEntry.Type.UNACKNOWLEDGE, awake, Actor.SERVICE, null, "timeout", null));
      entries.add(
          new LogEntry(
              LogEntry.Type.NOTIFY, awake + 1, Actor.NOBODY, owner, "push_notification", null));
      entries.add(
          new LogEntry(
              LogEntry.Type.ACKNOWLEDGE,
              awake + random.nextInt(20, 280),
              Actor.USER,
              owner,
              "website",
              null));
    }
    entries.sort(Comparator.comparingLong(LogEntry::second));
  }
}
