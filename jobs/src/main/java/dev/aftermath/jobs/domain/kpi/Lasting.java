package dev.aftermath.jobs.domain.kpi;

import java.time.Instant;

/**
 * From when to when a duration lasts that may go on beyond the period it began in.
 *
 * @param startSecond since the epoch
 * @param endSecond since the epoch; {@link #NOT_YET} while it goes on
 */
public record Lasting(long startSecond, long endSecond) {
  /** Later than any end. */
  public static final long NOT_YET = Long.MAX_VALUE;

  /** What has ended. */
  static Lasting until(Instant start, Instant end) {
    return new Lasting(start.getEpochSecond(), end.getEpochSecond());
  }

  /** What goes on. */
  static Lasting since(Instant start) {
    return new Lasting(start.getEpochSecond(), NOT_YET);
  }

  /** Whether it goes on as far as anybody knows. */
  public boolean isOpen() {
    return endSecond == NOT_YET;
  }

  /** Whether it had begun and not ended before a second since the epoch. */
  public boolean isOpenAt(long second) {
    return startSecond < second && endSecond >= second;
  }
}
