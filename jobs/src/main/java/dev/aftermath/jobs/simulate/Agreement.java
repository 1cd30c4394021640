package dev.aftermath.jobs.simulate;

import dev.aftermath.jobs.simulate.Ticket.Change;
import dev.aftermath.jobs.simulate.Ticket.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time that a ticket may take: a task SLA, as it truly was.
 *
 * @param scheduled whether its time runs in office hours only
 * @param endSecond when the target was reached, sooner or later; null when it was cancelled
 * @param cancelledSecond null unless it was cancelled
 * @param pauses ascending
 */
record Agreement(
    Ticket ticket,
    Target target,
    long allowedSeconds,
    boolean scheduled,
    long startSecond,
    @Nullable Long endSecond,
    @Nullable Long cancelledSecond,
    List<Pause> pauses) {

  private static final int LAST_URGENT_PRIORITY = 2;
  private static final long[] RESPONSE_MINUTES = {0, 15, 30, 60, 120, 240};
  private static final long[] RESOLUTION_MINUTES = {0, 120, 240, 180, 480, 960};

  /** What is to be reached in time. */
  enum Target {
    RESPONSE,
    RESOLUTION;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A stretch in which the time does not run. */
  record Pause(long startSecond, long endSecond) {

    /** The part of it before a moment. */
    Pause before(long second) {
      return new Pause(Math.min(startSecond, second), Math.min(endSecond, second));
    }
  }

  /** Those of a ticket; every tenth ticket has none. A reopened one is to be resolved again. */
  static List<Agreement> of(Ticket ticket) {
    List<Agreement> agreements = new ArrayList<>();
    if (Math.floorMod(Seeds.mix(53, ticket.number()), 10) == 3) {
      return agreements;
    }
    long responded = ticket.changes().get(1).second();
    agreements.add(of(ticket, Target.RESPONSE, ticket.openedSecond(), responded, null, List.of()));
    long start = ticket.openedSecond();
    List<Pause> pauses = new ArrayList<>();
    Change last = ticket.changes().get(0);
    for (Change change : ticket.changes()) {
      if (last.state() == State.ON_HOLD) {
        pauses.add(new Pause(last.second(), change.second()));
      }
      if (last.state() == State.RESOLVED && change.state() == State.IN_PROGRESS) {
        start = change.second();
        pauses.clear();
      }
      if (change.state() == State.RESOLVED) {
        agreements.add(of(ticket, Target.RESOLUTION, start, change.second(), null, pauses));
      }
      if (change.state() == State.CANCELED) {
        agreements.add(of(ticket, Target.RESOLUTION, start, null, change.second(), pauses));
      }
      last = change;
    }
    return agreements;
  }

  private static Agreement of(
      Ticket ticket,
      Target target,
      long start,
      @Nullable Long end,
      @Nullable Long cancelled,
      List<Pause> pauses) {
    long[] minutes = target == Target.RESPONSE ? RESPONSE_MINUTES : RESOLUTION_MINUTES;
    return new Agreement(
        ticket,
        target,
        minutes[ticket.priority()] * 60,
        ticket.priority() > LAST_URGENT_PRIORITY,
        start,
        end,
        cancelled,
        List.copyOf(pauses));
  }

  String definition() {
    return "P" + ticket.priority() + " " + target.word();
  }

  /** What it took by a moment around the clock, without pauses. */
  long elapsedSeconds(long until) {
    return until - startSecond - pausedSeconds(until);
  }

  /** What it took by a moment in office hours, without pauses. */
  long elapsedSeconds(long until, OfficeHours office) {
    return office.secondsBetween(startSecond, until) - pausedSeconds(until, office);
  }

  long pausedSeconds(long until) {
    return pauses.stream()
        .map(pause -> pause.before(until))
        .mapToLong(pause -> pause.endSecond() - pause.startSecond())
        .sum();
  }

  long pausedSeconds(long until, OfficeHours office) {
    return pauses.stream()
        .map(pause -> pause.before(until))
        .mapToLong(pause -> office.secondsBetween(pause.startSecond(), pause.endSecond()))
        .sum();
  }

  /** Whether it had taken too long by a moment, by the time that it runs in. */
  boolean isBreached(long until, OfficeHours office) {
    return (scheduled ? elapsedSeconds(until, office) : elapsedSeconds(until)) > allowedSeconds;
  }

  /** Whether the export says the opposite of what is true about its breach. */
  boolean isMisstated() {
    return endSecond != null
        && Math.floorMod(Seeds.mix(59, definition() + ticket.number() + startSecond), 25) == 7;
  }
}
