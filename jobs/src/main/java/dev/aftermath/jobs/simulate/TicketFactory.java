package dev.aftermath.jobs.simulate;

import dev.aftermath.jobs.simulate.Incident.Kind;
import dev.aftermath.jobs.simulate.Ticket.Change;
import dev.aftermath.jobs.simulate.Ticket.State;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws the ticket of an incident: states, reopening, close note, and the fields left empty. */
final class TicketFactory {

  static final long CLOSE_AFTER_SECONDS = 5 * 86_400L;
  private static final long[] SLA_HOURS = {0, 4, 8, 24, 72, 120};

  private TicketFactory() {}

  /** What the ticket is about. */
  record Subject(
      long key,
      long number,
      Kind kind,
      Service service,
      Tenant tenant,
      String title,
      String closeNotes,
      int priority,
      long detectedSecond,
      long faultStartSecond,
      long faultEndSecond,
      @Nullable Page page,
      @Nullable Deployment deployment) {}

  static Ticket ticket(Subject subject) {
    SplittableRandom random = Seeds.random(Seeds.mix(subject.key(), 301));
    Page page = subject.page();
    long opened = subject.detectedSecond() + (page == null ? 0 : random.nextInt(20, 90));
    List<Change> changes = states(subject, opened, random);
    return new Ticket(
        "INC%07d".formatted(10_000 + subject.number()),
        sysId(subject.key()),
        opened,
        changes,
        subject.priority(),
        Traits.reassignmentCount(subject.key()),
        SLA_HOURS[subject.priority()] * 3_600,
        Person.of(subject.service().team(), random.nextInt(4)),
        subject.title(),
        page == null
            ? "Reported by " + subject.tenant().name() + " by phone: " + subject.title()
            : description(subject, page),
        closeCode(subject, random),
        subject.closeNotes(),
        page == null ? "" : correlationId(subject.key(), page),
        random.nextInt(100) < 2 ? "" : subject.tenant().name(),
        random.nextInt(100) < 3 ? "" : subject.service().monitoringId(),
        page == null ? "phone" : "integration",
        isImpactWritten(subject, 305) ? subject.faultStartSecond() : null,
        isImpactWritten(subject, 306) ? subject.faultEndSecond() : null,
        named(subject.deployment()));
  }

  /** A ticket names the change request that was the cause; of pipelines it knows nothing. */
  private static @Nullable Deployment named(@Nullable Deployment cause) {
    return cause != null && cause.isChangeRequest() ? cause : null;
  }

  static String sysId(long key) {
    return Seeds.hex32(Seeds.mix(key, 303));
  }

  private static String description(Subject subject, Page page) {
    return Traits.acquaintance(subject.key()) == Acquaintance.NONE
        ? subject.title()
        : "Created from PagerDuty incident #" + page.number() + ".\r\n" + subject.title();
  }

  private static String correlationId(long key, Page page) {
    return switch (Traits.acquaintance(key)) {
      case TICKET_NAMES_PAGE -> page.id();
      case CORRELATION_ID -> page.deduplicationKey();
      case PAGE_NAMES_TICKET, NUMBER_MENTIONED, NONE -> "";
    };
  }

  /** When customers began and ceased to feel it is written into some tickets only. */
  private static boolean isImpactWritten(Subject subject, long which) {
    return subject.kind() == Kind.FAULT && Seeds.uniform(Seeds.mix(subject.key(), which)) < 0.6;
  }

  private static List<Change> states(Subject subject, long opened, SplittableRandom random) {
    List<Change> changes = new ArrayList<>(8);
    changes.add(new Change(State.NEW, opened));
    Page page = subject.page();
    long ended = page == null ? subject.faultEndSecond() + 300 : page.resolvedSecond();
    long resolved = Math.max(ended, opened + 240) + random.nextInt(30, 1_800);
    long started = Math.min(startedSecond(page, opened, random), resolved - 60);
    changes.add(new Change(State.IN_PROGRESS, started));
    if (subject.kind() == Kind.TEST && random.nextBoolean()) {
      changes.add(new Change(State.CANCELED, resolved));
      return changes;
    }
    if (random.nextInt(100) < 8 && resolved - started > 1_200) {
      changes.add(new Change(State.ON_HOLD, started + 300));
      changes.add(new Change(State.IN_PROGRESS, started + 900));
    }
    changes.add(new Change(State.RESOLVED, resolved));
    if (subject.kind() == Kind.FAULT && random.nextInt(100) < 7) {
      long reopened = resolved + random.nextInt(3_600, 36 * 3_600);
      resolved = reopened + random.nextInt(3_600, 6 * 3_600);
      changes.add(new Change(State.IN_PROGRESS, reopened));
      changes.add(new Change(State.RESOLVED, resolved));
    }
    changes.add(new Change(State.CLOSED, resolved + CLOSE_AFTER_SECONDS));
    return changes;
  }

  private static long startedSecond(@Nullable Page page, long opened, SplittableRandom random) {
    LogEntry acknowledgement = page == null ? null : page.firstHumanAcknowledgement();
    return acknowledgement == null
        ? opened + random.nextInt(120, 1_200)
        : Math.max(opened + 5, acknowledgement.second() + random.nextInt(5, 120));
  }

  private static String closeCode(Subject subject, SplittableRandom random) {
    return switch (subject.kind()) {
      case FALSE_ALARM -> "Not Solved (Not Reproducible)";
      case TEST -> "Closed/Resolved by Caller";
      case FAULT, MERGED_CHILD ->
          random.nextInt(3) == 0 ? "Solved (Work Around)" : "Solved (Permanently)";
    };
  }
}
