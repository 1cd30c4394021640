package dev.aftermath.jobs.simulate;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What was written after an incident of priority 1 or 2, with what is missing from it.
 *
 * @param completedSecond when it was finished; the end of a day where its format knows days only
 * @param lacks what is not in it
 */
record Postmortem(
    Incident incident,
    Ticket ticket,
    Format format,
    Reference reference,
    long completedSecond,
    Set<Part> lacks,
    List<Action> actions) {

  private static final int LOWEST_PRIORITY = 2;
  private static final long DAY = 86_400;

  /** How it is written. */
  enum Format {
    MARKDOWN,
    CONFLUENCE
  }

  /** How it leads to its incident. */
  enum Reference {
    STATES_TICKET,
    STATES_PAGE,
    MENTIONS_TICKET,
    NONE
  }

  /** What a postmortem should have. */
  enum Part {
    IMPACT,
    TIMELINE,
    CAUSE,
    ACTION_ITEMS,
    APPROVER
  }

  /**
   * Something to be done.
   *
   * @param owner null where nobody is named
   * @param dueOn null where no day is named
   * @param closedOn null while it is open
   */
  record Action(
      String text,
      @Nullable Person owner,
      @Nullable LocalDate dueOn,
      @Nullable LocalDate closedOn,
      String tracker) {

    Action due(LocalDate day) {
      return new Action(text, owner, day, closedOn, tracker);
    }

    Action closed(@Nullable LocalDate day) {
      return new Action(text, owner, dueOn, day, tracker);
    }
  }

  Postmortem {
    lacks = Set.copyOf(lacks);
    actions = List.copyOf(actions);
  }

  /** Whether somebody has to write one. */
  static boolean isOwed(Incident incident) {
    Ticket ticket = incident.ticket();
    return ticket != null
        && ticket.priority() <= LOWEST_PRIORITY
        && (incident.kind() == Incident.Kind.FAULT || incident.kind() == Incident.Kind.FALSE_ALARM)
        && resolvedSecond(incident) != null;
  }

  /** When the incident was over: the page says so or, without one, the ticket. */
  static @Nullable Long resolvedSecond(Incident incident) {
    Page page = incident.page();
    Ticket ticket = incident.ticket();
    return page != null
        ? Long.valueOf(page.resolvedSecond())
        : ticket == null ? null : ticket.lastResolvedSecond();
  }

  /** The postmortem of an incident that asks for one; null where nobody wrote it by the moment. */
  static @Nullable Postmortem of(Incident incident, long before) {
    Ticket ticket = incident.ticket();
    Long resolved = resolvedSecond(incident);
    if (ticket == null || resolved == null || !isOwed(incident)) {
      return null;
    }
    SplittableRandom random = Seeds.random(Seeds.mix(incident.key(), 901));
    int draw = random.nextInt(100);
    boolean isLate = draw < 24;
    // Five days are promised; formats that know days only must not decide whether it was in time.
    long written =
        resolved
            + (isLate
                ? random.nextLong(6 * DAY + DAY / 2, 9 * DAY)
                : random.nextLong(DAY / 4, 3 * DAY + DAY / 2));
    Format format = random.nextInt(100) < 55 ? Format.MARKDOWN : Format.CONFLUENCE;
    long completed = format == Format.MARKDOWN ? written : (written / DAY + 1) * DAY;
    if (draw < 10 || completed >= before) {
      return null;
    }
    return new Postmortem(
        incident,
        ticket,
        format,
        reference(incident, random),
        completed,
        lacks(random),
        actions(incident, completed, before, random));
  }

  private static Reference reference(Incident incident, SplittableRandom random) {
    int draw = random.nextInt(100);
    if (draw < 70) {
      return Reference.STATES_TICKET;
    }
    if (draw < 82 && incident.page() != null) {
      return Reference.STATES_PAGE;
    }
    return draw < 94 ? Reference.MENTIONS_TICKET : Reference.NONE;
  }

  private static Set<Part> lacks(SplittableRandom random) {
    Set<Part> lacks = EnumSet.noneOf(Part.class);
    for (Part part : Part.values()) {
      if (random.nextInt(100) < 8) {
        lacks.add(part);
      }
    }
    return lacks;
  }

  private static List<Action> actions(
      Incident incident, long completed, long before, SplittableRandom random) {
    List<Action> actions = new ArrayList<>();
    int count = random.nextInt(1, 5);
    for (int i = 0; i < count; i++) {
      LocalDate day = day(completed);
      LocalDate dueOn = random.nextInt(100) < 12 ? null : day.plusDays(random.nextInt(5, 40));
      LocalDate closed = day.plusDays(random.nextInt(2, 60));
      boolean isClosed =
          random.nextInt(100) < 75
              && closed.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond() < before;
      actions.add(
          new Action(
              text(incident.service(), i),
              random.nextInt(100) < 9 ? null : Person.of(incident.service().team(), i),
              dueOn,
              isClosed ? closed : null,
              "OPS-" + Long.remainderUnsigned(Seeds.mix(incident.key(), 911 + i), 9_000)));
    }
    return Diligence.of(incident.cause(), incident.service())
        .applied(actions, day(completed), before);
  }

  private static String text(Service service, int place) {
    return switch (place) {
      case 0 -> "Alert on the first sign of this in " + service.name();
      case 1 -> "Rehearse the runbook of " + service.name();
      case 2 -> "Limit what one tenant can do to " + service.name();
      default -> "Load-test " + service.name() + " before each release";
    };
  }

  /** Whether a part is in it. */
  boolean has(Part part) {
    return !lacks.contains(part);
  }

  /** The actions that are in it. */
  List<Action> written() {
    return has(Part.ACTION_ITEMS) ? actions : List.of();
  }

  Person author() {
    return ticket.assignee();
  }

  Person approver() {
    return Person.of(incident.service().team() + " lead", 0);
  }

  /** The id it is known by, whichever the format. */
  String id() {
    return "PM-" + ticket.number().substring("INC".length());
  }

  /** The id of its page. */
  String pageId() {
    return Long.toString(
        100_000 + Long.remainderUnsigned(Seeds.mix(incident.key(), 907), 1L << 40));
  }

  /** What it says of the cause. */
  String cause() {
    return ticket.closeNotes();
  }

  static LocalDate day(long second) {
    return LocalDate.ofEpochDay(Math.floorDiv(second - 1, DAY));
  }
}
