package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds breaches. A breach needs a day at whose end the window is missed: a bad first minute of a
 * month alone is none. Neighbouring such days make one breach, unless a new calendar period begins
 * between them. Its edges are then looked up among the slices.
 */
public final class Breaches {
  private static final Duration HOUR = Duration.ofHours(1);
  // With clocks set back; no two days together are as short.
  private static final Duration LONGEST_DAY = Duration.ofHours(36);
  private static final double CLOSE = 1 - 1e-9;

  private final ObjectiveLedger ledger;
  private final SliceTimeline slices;
  private final SloWindow window;
  private final WindowPlaces places;
  private final Instant asOf;
  private final long lastPlace;
  private final long hourPlaces;

  private Breaches(ObjectiveLedger ledger, SloWindow window, Instant asOf) {
    this.ledger = ledger;
    this.slices = ledger.timeline();
    this.window = window;
    this.places = new WindowPlaces(slices, window);
    this.asOf = asOf;
    this.lastPlace = slices.placesEndedBy(asOf);
    this.hourPlaces = HOUR.toMillis() / slices.sliceLength().toMillis();
  }

  /** All breaches in the order of time, by the days of a zone that have ended as of the instant. */
  public static List<Breach> find(
      ObjectiveLedger ledger, SloWindow window, ZoneId zone, Instant asOf) {
    Breaches breaches = new Breaches(ledger, window, asOf);
    return breaches.among(breaches.missedDays(zone));
  }

  /** The ends of all days at which the window is missed. */
  private List<Instant> missedDays(ZoneId zone) {
    List<Instant> missed = new ArrayList<>();
    if (slices.size() == 0) {
      return missed;
    }
    LocalDate day = slices.start(0).atZone(zone).toLocalDate().plusDays(1);
    Instant end = day.atStartOfDay(zone).toInstant();
    while (!end.isAfter(asOf)) {
      if (ledger.missed(window.at(end), end)) {
        missed.add(end);
      }
      day = day.plusDays(1);
      end = day.atStartOfDay(zone).toInstant();
    }
    return missed;
  }

  private List<Breach> among(List<Instant> missedDays) {
    List<Breach> breaches = new ArrayList<>();
    Instant floor = Instant.MIN;
    int first = 0;
    while (first < missedDays.size()) {
      int last = first;
      while (last + 1 < missedDays.size()
          && isNextDay(missedDays.get(last), missedDays.get(last + 1))) {
        last++;
      }
      breaches.add(breach(missedDays.get(first), missedDays.get(last), floor));
      floor = missedDays.get(last);
      first = last + 1;
    }
    return breaches;
  }

  private boolean isNextDay(Instant one, Instant next) {
    return !next.isAfter(one.plus(LONGEST_DAY))
        && Objects.equals(places.period(one), places.period(next));
  }

  private Breach breach(Instant firstDay, Instant lastDay, Instant floor) {
    Interval period = places.period(lastDay);
    Instant start = start(firstDay, places.period(firstDay), floor);
    long after = slices.placesEndedBy(lastDay) + 1;
    while (after <= lastPlace && isOf(period, after) && missed(after)) {
      after++;
    }
    long first = slices.placesEndedBy(start);
    if (after > lastPlace) {
      return breach(start, null, BreachState.OPEN, first, lastPlace);
    }
    if (isOf(period, after)) {
      return breach(start, slices.start(after), BreachState.ENDED, first, after);
    }
    Instant end = period == null ? slices.start(after - 1) : period.end();
    return breach(start, end, BreachState.ENDED_BY_PERIOD, first, after - 1);
  }

  /** Places from the slice end at the start to that at the end, or the last one so far. */
  private Breach breach(
      Instant start, @Nullable Instant end, BreachState state, long first, long last) {
    Double mostConsumed = null;
    Double worstHour = null;
    for (long place = first; place <= last; place++) {
      if (missed(place)) {
        mostConsumed = larger(mostConsumed, places.from(place), place);
        worstHour = larger(worstHour, place - hourPlaces, place);
      }
    }
    return new Breach(start, end, state, ledger.bad(first, last), mostConsumed, worstHour);
  }

  /** Goes back, slice by slice, to the one that spent the budget for the first time. */
  private Instant start(Instant missedDay, @Nullable Interval period, Instant floor) {
    Instant start = missedDay;
    long place = slices.placesEndedBy(missedDay);
    while (slices.start(place).isAfter(floor) && isOf(period, place) && missed(place)) {
      start = slices.start(place);
      place--;
    }
    return start;
  }

  private boolean isOf(@Nullable Interval period, long place) {
    return Objects.equals(places.period(place), period);
  }

  private boolean missed(long place) {
    long from = places.from(place);
    return ledger.missing() == MissingRule.UNKNOWN
        ? ledger.burnsFasterThan(BigDecimal.ONE, from, place)
        : ledger.missed(between(from, place), slices.start(place));
  }

  private @Nullable Double larger(@Nullable Double one, long from, long to) {
    if (one != null
        && ledger.missing() == MissingRule.UNKNOWN
        && ledger.roughBurnRate(from, to) < one * CLOSE) {
      return one;
    }
    Double other = ledger.consumed(between(from, to), slices.start(to));
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Math.max(one, other);
  }

  private Interval between(long from, long to) {
    return new Interval(slices.start(from), slices.start(to));
  }
}
