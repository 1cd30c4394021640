package dev.aftermath.reports.model;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What a report covers and from what it was computed.
 *
 * @param title such as "Weekly service report"
 * @param organisation the organisation or tenant the report is for
 * @param isoWeek ISO week such as {@code 2026-W46}
 * @param periodStart first instant of the week, inclusive
 * @param periodEnd end of the week, exclusive
 * @param zone the zone in which the week was cut and in which instants are printed
 * @param asOf the instant as of which everything was computed
 * @param finalFrom when the week stops taking late data; a report as of an earlier instant is
 *     provisional
 * @param tableVersions the lake tables read, with their versions
 */
public record Header(
    String title,
    String organisation,
    String isoWeek,
    Instant periodStart,
    Instant periodEnd,
    ZoneId zone,
    Instant asOf,
    Instant finalFrom,
    List<TableVersion> tableVersions) {
  /** Checks that the period is not empty. */
  public Header {
    if (!periodStart.isBefore(periodEnd)) {
      throw new IllegalArgumentException(
          "Invalid report period: it ends at %s, not after its start %s"
              .formatted(periodEnd, periodStart));
    }
    tableVersions = List.copyOf(tableVersions);
  }

  /** Whether late data can still change the figures. */
  public State state() {
    return asOf.isBefore(finalFrom) ? State.PROVISIONAL : State.FINAL;
  }

  /** How settled the figures of a report are. */
  public enum State {
    /** Late data can still change them. */
    PROVISIONAL,
    /** The week takes no late data any more. */
    FINAL
  }
}
