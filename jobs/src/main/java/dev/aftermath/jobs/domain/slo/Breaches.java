package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.CalendarWindow;
import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds breaches. A breach needs a day at whose end the window is missed: a bad first minute of a
 * month alone is none. Neighbouring such days make one breach, unless a new calendar period begins
 * between them. Its edges are then looked up among the slices.
 */
public final class Breaches {
  private static final Duration HOUR = Duration.ofHours(1);

  private final ObjectiveLedger ledger;
  private final Window window;
  private final Instant asOf;

  private Breaches(ObjectiveLedger ledger, Window window, Instant asOf) {
    this.ledger = ledger;
    this.window = window;
    this.asOf = asOf;
  }

  /** All breaches in the order of time, by the days of a zone that have ended as of the instant. */
  public static List<Breach> find(
      ObjectiveLedger ledger, Window window, ZoneId zone, Instant asOf) {
    return new Breaches(ledger, window, asOf)
        .among(SloEvaluations.daily(ledger, window, zone, asOf));
  }

  private List<Breach> among(List<SloEvaluations.OfDay> days) {
    List<Breach> breaches = new ArrayList<>();
    Instant floor = Instant.MIN;
    int day = 0;
    while (day < days.size()) {
      if (!missed(days.get(day))) {
        floor = days.get(day).evaluatedAt();
        day++;
        continue;
      }
      int last = day;
      while (last + 1 < days.size()
          && missed(days.get(last + 1))
          && samePeriod(days.get(last), days.get(last + 1))) {
        last++;
      }
      Instant firstMissed = days.get(day).evaluatedAt();
      Instant lastMissed = days.get(last).evaluatedAt();
      breaches.add(breach(start(firstMissed, floor), lastMissed));
      floor = lastMissed;
      day = last + 1;
    }
    return breaches;
  }

  private Breach breach(Instant start, Instant lastMissed) {
    Instant end = end(lastMissed);
    Instant until = end == null ? asOf : end;
    SliceTimeline slices = ledger.timeline();
    Double mostConsumed = null;
    Double worstHour = null;
    for (long place = slices.placesEndedBy(start); !slices.start(place).isAfter(until); place++) {
      Instant at = slices.start(place);
      Interval then = window.at(at);
      if (ledger.missed(then, at)) {
        mostConsumed = larger(mostConsumed, ledger.consumed(then, at));
        worstHour = larger(worstHour, ledger.consumed(new Interval(at.minus(HOUR), at), at));
      }
    }
    return new Breach(start, end, mostConsumed, worstHour);
  }

  /** Goes back, slice by slice, to the one that spent the budget for the first time. */
  private Instant start(Instant missedAt, Instant floor) {
    SliceTimeline slices = ledger.timeline();
    Interval period = window.at(missedAt);
    long place = slices.placesEndedBy(missedAt);
    Instant start = missedAt;
    for (Instant at = slices.start(place); at.isAfter(floor); at = slices.start(--place)) {
      Interval then = window.at(at);
      boolean same = !(window instanceof CalendarWindow) || then.equals(period);
      if (!same || !ledger.missed(then, at)) {
        break;
      }
      start = at;
    }
    return start;
  }

  /** Goes on, slice by slice, until the window is met or anew; null when it is still missed. */
  private @Nullable Instant end(Instant missedAt) {
    SliceTimeline slices = ledger.timeline();
    Interval period = window.at(missedAt);
    long place = slices.placesEndedBy(missedAt) + 1;
    for (Instant at = slices.start(place); !at.isAfter(asOf); at = slices.start(++place)) {
      Interval then = window.at(at);
      if (window instanceof CalendarWindow && !then.equals(period)) {
        return period.end();
      }
      if (!ledger.missed(then, at)) {
        return at;
      }
    }
    return null;
  }

  private boolean samePeriod(SloEvaluations.OfDay one, SloEvaluations.OfDay next) {
    return !(window instanceof CalendarWindow)
        || one.evaluation().window().equals(next.evaluation().window());
  }

  private static boolean missed(SloEvaluations.OfDay day) {
    return day.evaluation().verdict() == Verdict.MISSED;
  }

  private static @Nullable Double larger(@Nullable Double one, @Nullable Double other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Math.max(one, other);
  }
}
