package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Window;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An SLO's own window as places of a timeline, for slice ends that follow each other: a calendar is
 * asked once per period, not once per slice.
 */
final class WindowPlaces {
  private final SliceTimeline slices;
  private final SloWindow window;
  private final @Nullable Window only;
  private @Nullable Interval lastPeriod;
  private @Nullable Window ofPeriod;

  WindowPlaces(SliceTimeline slices, SloWindow window) {
    this.slices = slices;
    this.window = window;
    this.only = window.isOne() ? window.in(Instant.MIN) : null;
  }

  /** The first place of the window as it stands when the slice before a place has ended. */
  long from(long place) {
    Window ruling = ruling(place);
    if (ruling instanceof RollingWindow rolling && rolling.length().unit().evenLength()) {
      return place - rolling.length().duration().toMillis() / slices.sliceLength().toMillis();
    }
    return slices.placeAtOrAfter(interval(ruling, slices.start(place)).start());
  }

  /** The calendar period then; null in a rolling window, whose periods never end. */
  @Nullable Interval period(long place) {
    return period(slices.start(place));
  }

  /** The same at any instant. */
  @Nullable Interval period(Instant at) {
    Window ruling = only == null ? window.in(at) : only;
    return ruling instanceof RollingWindow ? null : interval(ruling, at);
  }

  private Window ruling(long place) {
    return only == null ? window.in(slices.start(place)) : only;
  }

  private Interval interval(Window ruling, Instant at) {
    Interval last = lastPeriod;
    if (ruling instanceof RollingWindow) {
      return ruling.at(at);
    }
    if (last == null
        || !ruling.equals(ofPeriod)
        || !last.start().isBefore(at)
        || last.end().isBefore(at)) {
      last = ruling.at(at);
      lastPeriod = last;
      ofPeriod = ruling;
    }
    return last;
  }
}
