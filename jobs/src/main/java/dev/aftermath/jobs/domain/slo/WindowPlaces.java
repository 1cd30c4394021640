package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Window;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A window as places of slices, for slice ends that follow each other: a calendar is asked once per
 * period, not once per slice.
 */
final class WindowPlaces {
  private static final long UNEVEN = -1;

  private final SlicePlaces slices;
  private final Window window;
  private final long evenPlaces;
  private @Nullable Interval lastPeriod;

  WindowPlaces(SlicePlaces slices, Window window) {
    this.slices = slices;
    this.window = window;
    this.evenPlaces =
        window instanceof RollingWindow rolling && rolling.length().unit().evenLength()
            ? rolling.length().duration().toMillis() / slices.lengthMillis()
            : UNEVEN;
  }

  /** The first place of the window as it stands when the slice before a place has ended. */
  long from(long place) {
    if (evenPlaces != UNEVEN) {
      return place - evenPlaces;
    }
    return slices.atOrAfter(interval(slices.start(place)).start());
  }

  /** The calendar period then; null in a rolling window, whose periods never end. */
  @Nullable Interval period(long place) {
    return period(slices.start(place));
  }

  /** The same at any instant. */
  @Nullable Interval period(Instant at) {
    return window instanceof RollingWindow ? null : interval(at);
  }

  private Interval interval(Instant at) {
    Interval last = lastPeriod;
    if (window instanceof RollingWindow) {
      return window.at(at);
    }
    if (last == null || !last.start().isBefore(at) || last.end().isBefore(at)) {
      last = window.at(at);
      lastPeriod = last;
    }
    return last;
  }
}
