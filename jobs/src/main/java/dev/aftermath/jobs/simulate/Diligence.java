package dev.aftermath.jobs.simulate;

import dev.aftermath.jobs.simulate.Postmortem.Action;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What teams make of the action items about a cause, always the same: so that causes come back
 * after everything was done, and others while something is overdue.
 */
enum Diligence {
  /** Everything is done within days, and helps little. */
  PROMPT,
  /** The first item is due within days, and nobody does it. */
  NEGLECTFUL,
  /** Now so, now so. */
  USUAL;

  private static final int DAYS_UNTIL_DONE = 1;
  private static final int DAYS_UNTIL_DUE = 2;

  /** That of a cause on a service; nobody has habits about what happens once. */
  static Diligence of(RootCause cause, Service service) {
    if (cause.id().equals(RootCause.ONE_OFF)) {
      return USUAL;
    }
    long draw = Seeds.mix(Seeds.mix(921, cause.id()), service.name());
    return values()[(int) Long.remainderUnsigned(draw, values().length)];
  }

  /**
   * The action items of a postmortem as they come out.
   *
   * @param usual as they would be otherwise
   * @param writtenOn the day of the postmortem
   * @param before the end of the world, in seconds
   */
  List<Action> applied(List<Action> usual, LocalDate writtenOn, long before) {
    List<Action> actions = new ArrayList<>(usual);
    switch (this) {
      case PROMPT -> {
        LocalDate day = writtenOn.plusDays(DAYS_UNTIL_DONE);
        boolean isOver = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond() < before;
        actions.replaceAll(action -> action.closed(isOver ? day : null));
      }
      case NEGLECTFUL ->
          actions.set(0, actions.get(0).due(writtenOn.plusDays(DAYS_UNTIL_DUE)).closed(null));
      case USUAL -> {}
    }
    return actions;
  }
}
