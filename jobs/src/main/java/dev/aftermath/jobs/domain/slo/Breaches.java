package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds breaches. A window is looked at where days end, a rolling one also at its {@link Turns}: a
 * bad first minute of a month alone is no breach. Neighbouring looks that find it missed make one
 * breach, unless a new calendar period begins between them or another {@link Judgement} does. Its
 * edges are then looked up among the slices.
 */
public final class Breaches {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final double CLOSE = 1 - 1e-9;

  private final Judgement judgement;
  private final WindowLedger ledger;
  private final SlicePlaces slices;
  private final WindowPlaces places;
  private final PlaceVerdicts verdicts;
  private final List<Instant> looks;
  private final Instant asOf;
  private final Instant last;
  private final long lastPlace;
  private final long hourPlaces;

  private Breaches(Judgement judgement, List<Instant> days, Instant asOf) {
    this.judgement = judgement;
    this.ledger = judgement.ledger();
    this.slices = ledger.places();
    this.places = new WindowPlaces(slices, judgement.window());
    this.verdicts = new PlaceVerdicts(ledger, places);
    this.asOf = asOf;
    this.last = judgement.until().isBefore(asOf) ? judgement.until() : asOf;
    this.lastPlace = slices.endedBy(last);
    this.looks = looks(days);
    // Rounded up: a slice that is longer than an hour cannot be cut.
    this.hourPlaces = -Math.floorDiv(-HOUR.toMillis(), slices.lengthMillis());
  }

  /**
   * All breaches of an objective in the order of time.
   *
   * @param judgements of the objective
   * @param days the ends of {@link DeclaredDays} that are over as of the instant
   */
  public static List<Breach> find(List<Judgement> judgements, List<Instant> days, Instant asOf) {
    return judgements.stream()
        .flatMap(judgement -> new Breaches(judgement, days, asOf).all().stream())
        .toList();
  }

  private List<Instant> looks(List<Instant> days) {
    return Stream.concat(
            days.stream().filter(judgement::judges),
            Turns.of(judgement, verdicts, beginning(), lastPlace).stream())
        .sorted()
        .distinct()
        .toList();
  }

  private List<Breach> all() {
    List<Breach> breaches = new ArrayList<>();
    boolean[] missed = missedLooks();
    int first = 0;
    while (first < missed.length) {
      int next = first + 1;
      if (missed[first]) {
        while (next < missed.length && missed[next] && isSamePeriod(next - 1, next)) {
          next++;
        }
        breaches.add(breach(first, next - 1));
      }
      first = next;
    }
    return breaches;
  }

  private boolean[] missedLooks() {
    boolean[] missed = new boolean[looks.size()];
    Instant first = ledger.firstSlice().orElse(Instant.MAX);
    for (int i = 0; i < missed.length; i++) {
      Instant end = looks.get(i);
      missed[i] = first.isBefore(end) && ledger.missed(judgement.window().at(end), end);
    }
    return missed;
  }

  private boolean isSamePeriod(int one, int next) {
    return Objects.equals(places.period(looks.get(one)), places.period(looks.get(next)));
  }

  /** The looks before the first and after the last bound it: they are met, or of other periods. */
  private Breach breach(int firstLook, int lastLook) {
    Instant floor = firstLook == 0 ? beginning() : looks.get(firstLook - 1);
    Instant ceiling = lastLook + 1 < looks.size() ? looks.get(lastLook + 1) : last;
    Instant start = start(looks.get(firstLook), floor);
    Interval period = places.period(looks.get(lastLook));
    long after = slices.endedBy(looks.get(lastLook)) + 1;
    while (after <= lastPlace
        && !slices.start(after).isAfter(ceiling)
        && isOf(period, after)
        && verdicts.missed(after)) {
      after++;
    }
    long first = slices.endedBy(start);
    if (period != null && (after > lastPlace ? isOver(period) : !isOf(period, after))) {
      return breach(start, period.end(), BreachState.ENDED_BY_PERIOD, first, after - 1);
    }
    if (after > lastPlace) {
      return judgement.until().isBefore(asOf)
          ? breach(start, last, BreachState.ENDED_BY_DEFINITION, first, lastPlace)
          : breach(start, null, BreachState.OPEN, first, lastPlace);
    }
    // Where days do not end with slices, the next day's end may be what shows that it is met.
    boolean byDay = slices.start(after).isAfter(ceiling);
    return breach(
        start,
        byDay ? ceiling : slices.start(after),
        BreachState.ENDED,
        first,
        byDay ? after - 1 : after);
  }

  /** Before the first slice nothing is judged, also where unknown time is taken for bad. */
  private Instant beginning() {
    Instant first = ledger.firstSlice().orElse(Instant.MAX);
    return first.isAfter(judgement.after()) ? first : judgement.after();
  }

  private boolean isOver(Interval period) {
    return period.end().isBefore(asOf) && !period.end().isAfter(judgement.until());
  }

  /** Places from the slice end at the start to that at the end, or the last one so far. */
  private Breach breach(
      Instant start, @Nullable Instant end, BreachState state, long first, long last) {
    Double mostConsumed = null;
    Double worstHour = null;
    for (long place = first; place <= last; place++) {
      if (verdicts.missed(place)) {
        mostConsumed = larger(mostConsumed, places.from(place), place);
        worstHour = larger(worstHour, place - hourPlaces, place);
      }
    }
    return new Breach(start, end, state, ledger.bad(first, last), mostConsumed, worstHour);
  }

  /** Goes back, slice by slice, to the one that spent the budget for the first time. */
  private Instant start(Instant missedLook, Instant floor) {
    Interval period = places.period(missedLook);
    Instant start = missedLook;
    long place = slices.endedBy(missedLook);
    while (slices.start(place).isAfter(floor) && isOf(period, place) && verdicts.missed(place)) {
      start = slices.start(place);
      place--;
    }
    return start;
  }

  private boolean isOf(@Nullable Interval period, long place) {
    return Objects.equals(places.period(place), period);
  }

  private @Nullable Double larger(@Nullable Double one, long from, long to) {
    if (one != null
        && verdicts.isAsMeasured(from, to)
        && ledger.roughBurnRate(from, to) < one * CLOSE) {
      return one;
    }
    Double other = ledger.consumed(verdicts.between(from, to), slices.start(to));
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Math.max(one, other);
  }
}
