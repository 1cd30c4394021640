package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.math.BigDecimal;

/** Whether a window is missed as it stands at the end of a slice, for very many slices. */
final class PlaceVerdicts {
  private final WindowLedger ledger;
  private final WindowPlaces windows;

  PlaceVerdicts(WindowLedger ledger, WindowPlaces windows) {
    this.ledger = ledger;
    this.windows = windows;
  }

  /** The first place of the window as it stands when the slice before a place has ended. */
  long from(long place) {
    return windows.from(place);
  }

  /** Whether it is missed when the slice before a place has ended. */
  boolean missed(long place) {
    long from = windows.from(place);
    return isAsMeasured(from, place)
        ? ledger.burnsFasterThan(BigDecimal.ONE, from, place)
        : ledger.missed(between(from, place), ledger.places().start(place));
  }

  /** Whether the missing rule fills in nothing: most windows have no hole. */
  boolean isAsMeasured(long from, long to) {
    return ledger.missing() == MissingRule.UNKNOWN || ledger.knownCount(from, to) == to - from;
  }

  Interval between(long from, long to) {
    return new Interval(ledger.places().start(from), ledger.places().start(to));
  }
}
