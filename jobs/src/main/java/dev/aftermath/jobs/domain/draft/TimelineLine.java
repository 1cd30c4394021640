package dev.aftermath.jobs.domain.draft;

import java.time.Instant;
import java.util.Comparator;

/**
 * A line of a draft's timeline.
 *
 * @param order what comes first of things of one instant
 * @param source the system and its record, or the table, that tells of it
 */
record TimelineLine(Instant at, int order, String event, String source)
    implements Comparable<TimelineLine> {
  private static final Comparator<TimelineLine> ORDER =
      Comparator.comparing(TimelineLine::at)
          .thenComparing(TimelineLine::order)
          .thenComparing(TimelineLine::event)
          .thenComparing(TimelineLine::source);

  @Override
  public int compareTo(TimelineLine other) {
    return ORDER.compare(this, other);
  }
}
