package dev.aftermath.jobs.domain.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For how long an incident was open, without the time between a resolution and its reopening.
 *
 * @param reopenedAt each time it came back, ascending
 * @param seconds the open spans added up; null while it is open and when an end is not known
 */
public record OpenTime(List<Instant> reopenedAt, @Nullable Long seconds) {

  /**
   * Adds up the spans. A span ends with its last resolution, as that of the whole does, or with its
   * closing where no resolution is told.
   *
   * @param endedAt the last resolution or, where none is known, the closing; null while it is open
   */
  static OpenTime of(
      IncidentTimeline timeline, @Nullable Instant openedAt, @Nullable Instant endedAt) {
    List<Instant> reopenings = new ArrayList<>();
    long seconds = 0;
    Instant start = openedAt;
    Instant resolvedAt = null;
    Instant closedAt = null;
    for (IncidentEvent event : timeline.events()) {
      switch (event.kind()) {
        case RESOLVED -> resolvedAt = event.at();
        case CLOSED -> closedAt = event.at();
        case REOPENED -> {
          reopenings.add(event.at());
          Instant end = resolvedAt == null ? closedAt : resolvedAt;
          if (start != null && end != null) {
            seconds += ElapsedTime.seconds(start, end);
            start = event.at();
          }
          resolvedAt = null;
          closedAt = null;
        }
        default -> {}
      }
    }
    if (start == null || endedAt == null) {
      return new OpenTime(List.copyOf(reopenings), null);
    }
    return new OpenTime(List.copyOf(reopenings), seconds + ElapsedTime.seconds(start, endedAt));
  }
}
