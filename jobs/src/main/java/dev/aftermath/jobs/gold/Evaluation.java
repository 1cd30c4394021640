package dev.aftermath.jobs.gold;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The moment and the place from which figures are computed.
 *
 * @param asOf exclusive end of what is looked at, such as the end of the last closed week
 * @param zone the zone whose calendar makes days and ISO weeks
 */
public record Evaluation(Instant asOf, ZoneId zone) implements Serializable {

  /** The last day that is looked at. */
  LocalDate day() {
    return asOf.minusNanos(1).atZone(zone).toLocalDate();
  }
}
