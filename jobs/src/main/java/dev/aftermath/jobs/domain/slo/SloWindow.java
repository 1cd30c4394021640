package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.Window;
import java.time.Instant;

/** An SLO's own window: at each instant that of the version in force. */
public final class SloWindow {
  private final SloHistory history;

  private SloWindow(SloHistory history) {
    this.history = history;
  }

  /** The windows of all versions. */
  public static SloWindow of(SloHistory history) {
    return new SloWindow(history);
  }

  /** The window in force at the last moment before an evaluation. */
  public Window in(Instant evaluation) {
    Window ruling = history.versions().get(0).window();
    for (SloDefinition version : history.versions()) {
      Instant from = version.effectiveFrom();
      if (from != null && from.isBefore(evaluation)) {
        ruling = version.window();
      }
    }
    return ruling;
  }

  /** The stretch of time that an evaluation is about. */
  public Interval at(Instant evaluation) {
    return in(evaluation).at(evaluation);
  }

  /** Whether one window has been in force at all times. */
  boolean isOne() {
    return history.versions().stream().map(SloDefinition::window).distinct().count() == 1;
  }
}
