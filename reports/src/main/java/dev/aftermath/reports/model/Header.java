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
}
