package dev.aftermath.jobs.simulate;

import dev.aftermath.jobs.simulate.LogEntry.Actor;
import dev.aftermath.jobs.simulate.Page.Resolution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws the log of a page: who was called, who answered, who gave up, how it ended. */
final class PageFactory {

  static final long ESCALATION_TIMEOUT_SECONDS = 300;
  static final long ACKNOWLEDGEMENT_TIMEOUT_SECONDS = 1_800;
  static final long AUTO_RESOLVE_TIMEOUT_SECONDS = 14_400;

  private PageFactory() {}

  /** What the page is about. */
  record Subject(
      long key,
      long number,
      Service service,
      Tenant tenant,
      String title,
      Incident.Kind kind,
      long createdSecond,
      long faultEndSecond,
      double paceSeconds,
      String note,
      String cause,
      @Nullable String ticketSysId) {}

  static Page page(Subject subject) {
    SplittableRandom random = Seeds.random(Seeds.mix(subject.key(), 201));
    Resolution resolution = resolution(subject, random);
    long resolved = resolvedSecond(subject, resolution, random);
    List<LogEntry> entries = new ArrayList<>(12);
    Person first = Person.of(subject.service().team(), random.nextInt(3));
    Person second = Person.of(subject.service().team(), 3);
    open(entries, subject.createdSecond(), first, random);
    Person owner = respond(entries, subject, resolved, first, second, random);
    if (random.nextInt(100) < 35) {
      long at =
          resolved - 1 - (long) ((resolved - subject.createdSecond()) * 0.4 * random.nextDouble());
      entries.add(
          new LogEntry(LogEntry.Type.ANNOTATE, at, Actor.USER, owner, "note", subject.note()));
    }
    entries.removeIf(entry -> entry.second() >= resolved);
    entries.sort(Comparator.comparingLong(LogEntry::second));
    entries.add(resolve(resolution, resolved, owner));
    PageSequel.add(entries, subject.key(), owner);
    return new Page(
        id(subject.key()),
        subject.number(),
        subject.key(),
        trouble(subject),
        subject.ticketSysId(),
        subject.title(),
        resolution,
        entries,
        null,
        random.nextInt(100) < 2 ? null : subject.tenant().name(),
        random.nextInt(100) < 3 ? null : subject.service().monitoringId());
  }

  /** Alerts about the same cause for the same tenant have it in common, except one-off ones. */
  private static String trouble(Subject subject) {
    boolean isOwn =
        subject.kind() != Incident.Kind.FAULT
            || Traits.acquaintance(subject.key()) == Acquaintance.CORRELATION_ID;
    return Seeds.hex32(
        isOwn
            ? Seeds.mix(subject.key(), 601)
            : Seeds.mix(
                Seeds.mix(Seeds.mix(602, subject.service().name()), subject.cause()),
                subject.tenant().name()));
  }

  /**
   * A further alert about the same fault that ends by being merged into the one before; into one
   * that is to be merged itself while that is still there.
   */
  static Page mergedChild(Page parent, Service service, String title) {
    long key = Seeds.mix(parent.key(), 205);
    SplittableRandom random = Seeds.random(key);
    boolean isMerged = parent.mergedInto() != null;
    long created =
        parent.createdSecond() + (isMerged ? random.nextInt(5, 40) : random.nextInt(45, 240));
    long merged =
        isMerged
            ? random.nextLong(created + 10, parent.resolvedSecond())
            : created + random.nextInt(90, 900);
    Person person = Person.of(service.team(), random.nextInt(3));
    List<LogEntry> entries = new ArrayList<>(6);
    open(entries, created, person, random);
    entries.removeIf(entry -> entry.second() >= merged);
    entries.add(new LogEntry(LogEntry.Type.RESOLVE, merged, Actor.USER, person, "website", null));
    return new Page(
        id(key),
        parent.number() + 1,
        key,
        Seeds.hex32(Seeds.mix(key, 601)),
        null,
        title,
        Resolution.MERGE,
        entries,
        parent,
        parent.tenantField(),
        parent.monitoringField());
  }

  private static Resolution resolution(Subject subject, SplittableRandom random) {
    double draw = random.nextDouble();
    return switch (subject.kind()) {
      case FALSE_ALARM -> Resolution.INTEGRATION;
      case TEST -> Resolution.HUMAN;
      case FAULT, MERGED_CHILD -> {
        if (draw < 0.16) {
          yield Resolution.INTEGRATION;
        }
        boolean repaired =
            subject.faultEndSecond() < subject.createdSecond() + AUTO_RESOLVE_TIMEOUT_SECONDS;
        yield draw < 0.20 && repaired ? Resolution.TIMEOUT : Resolution.HUMAN;
      }
    };
  }

  private static long resolvedSecond(
      Subject subject, Resolution resolution, SplittableRandom random) {
    return switch (resolution) {
      case TIMEOUT -> subject.createdSecond() + AUTO_RESOLVE_TIMEOUT_SECONDS;
      case INTEGRATION ->
          Math.max(subject.faultEndSecond(), subject.createdSecond() + 60)
              + random.nextInt(30, 180);
      case HUMAN, MERGE ->
          Math.max(subject.faultEndSecond(), subject.createdSecond() + 60)
              + Seeds.logNormalSeconds(random, 240, 0.8);
    };
  }

  private static void open(
      List<LogEntry> entries, long at, Person person, SplittableRandom random) {
    entries.add(new LogEntry(LogEntry.Type.TRIGGER, at, Actor.SERVICE, null, "api", null));
    entries.add(new LogEntry(LogEntry.Type.ASSIGN, at, Actor.SERVICE, person, "auto", null));
    notified(entries, at + 1, person, "push_notification");
    notified(entries, at + 1, person, "email");
    long called = at + random.nextInt(20, 60);
    notified(entries, called, person, called % 4 == 0 ? "sms" : "phone");
  }

  /** Adds who answered and returns who owns the page in the end. */
  private static Person respond(
      List<LogEntry> entries,
      Subject subject,
      long resolved,
      Person first,
      Person second,
      SplittableRandom random) {
    long created = subject.createdSecond();
    long delay = Seeds.logNormalSeconds(random, subject.paceSeconds(), 0.7);
    int style = random.nextInt(100);
    if (style < 3) {
      return first;
    }
    if (style < 10) {
      long escalated = created + ESCALATION_TIMEOUT_SECONDS;
      escalate(entries, escalated, Actor.SERVICE, null, second, "timeout");
      acknowledge(entries, escalated + delay, second);
      return second;
    }
    // A page that nobody has acknowledged by then escalates by itself.
    long acknowledged =
        created
            + (Traits.isAcknowledgedAtOnce(subject.key())
                ? 2
                : Math.min(delay, ESCALATION_TIMEOUT_SECONDS - 1));
    acknowledge(entries, acknowledged, first);
    if (style < 16 && resolved > acknowledged + ACKNOWLEDGEMENT_TIMEOUT_SECONDS + 300) {
      long lost = acknowledged + ACKNOWLEDGEMENT_TIMEOUT_SECONDS;
      entries.add(
          new LogEntry(LogEntry.Type.UNACKNOWLEDGE, lost, Actor.SERVICE, null, "timeout", null));
      notified(entries, lost + 1, first, "push_notification");
      acknowledge(entries, lost + random.nextInt(20, 280), first);
      return first;
    }
    if (style < 22 && resolved > acknowledged + 900) {
      long escalated = acknowledged + random.nextInt(300, 600);
      escalate(entries, escalated, Actor.USER, first, second, "website");
      acknowledge(entries, escalated + random.nextInt(20, 280), second);
      return second;
    }
    return first;
  }

  private static void escalate(
      List<LogEntry> entries,
      long at,
      Actor actor,
      @Nullable Person by,
      Person to,
      String channel) {
    entries.add(
        new LogEntry(
            LogEntry.Type.ESCALATE, at, actor, actor == Actor.USER ? by : to, channel, null));
    entries.add(new LogEntry(LogEntry.Type.ASSIGN, at, actor, to, "auto", null));
    notified(entries, at + 1, to, "phone");
  }

  private static void notified(List<LogEntry> entries, long at, Person person, String medium) {
    entries.add(new LogEntry(LogEntry.Type.NOTIFY, at, Actor.NOBODY, person, medium, null));
  }

  private static void acknowledge(List<LogEntry> entries, long at, Person person) {
    entries.add(new LogEntry(LogEntry.Type.ACKNOWLEDGE, at, Actor.USER, person, "website", null));
  }

  private static LogEntry resolve(Resolution resolution, long at, Person owner) {
    return switch (resolution) {
      case HUMAN, MERGE ->
          new LogEntry(LogEntry.Type.RESOLVE, at, Actor.USER, owner, "website", null);
      case INTEGRATION -> new LogEntry(LogEntry.Type.RESOLVE, at, Actor.SERVICE, null, "api", null);
      case TIMEOUT -> new LogEntry(LogEntry.Type.RESOLVE, at, Actor.SERVICE, null, "timeout", null);
    };
  }

  private static String id(long key) {
    return Seeds.code('Q', Seeds.mix(key, 207), 14);
  }
}
