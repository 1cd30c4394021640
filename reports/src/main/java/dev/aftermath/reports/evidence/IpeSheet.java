package dev.aftermath.reports.evidence;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor must know to rely on a list (information produced by the entity).
 *
 * @param list name of the list, the file name of its CSV without ending
 * @param purpose what the list is evidence of
 * @param source source system and instance
 * @param query the query or job that made the list
 * @param parameters its parameters
 * @param table lake table it was read from
 * @param tableVersion commit version of that table
 * @param periodStart start of the period, inclusive
 * @param periodEnd end of the period, exclusive
 * @param zone the zone the period was cut in
 * @param asOf instant as of which the list was made
 * @param rowsIn rows considered
 * @param rowsOut rows in the list
 * @param rowsQuarantined rows refused as malformed
 * @param rowsExcluded rows left out by the exclusion
 * @param exclusion the predicate by which rows were left out, null where none were to be
 * @param controlTotals totals to check the list against, by name
 * @param knownLimits what the list does not show
 */
public record IpeSheet(
    String list,
    String purpose,
    String source,
    String query,
    Map<String, String> parameters,
    String table,
    long tableVersion,
    Instant periodStart,
    Instant periodEnd,
    ZoneId zone,
    Instant asOf,
    long rowsIn,
    long rowsOut,
    long rowsQuarantined,
    long rowsExcluded,
    @Nullable String exclusion,
    Map<String, BigDecimal> controlTotals,
    List<String> knownLimits) {
  /** Checks that every row is accounted for, and sorts the maps. */
  public IpeSheet {
    if (rowsIn != rowsOut + rowsQuarantined + rowsExcluded) {
      throw new IllegalArgumentException(
          "Invalid sheet of list %s: %d rows in, but %d out, %d quarantined and %d excluded (they must add up)"
              .formatted(list, rowsIn, rowsOut, rowsQuarantined, rowsExcluded));
    }
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    controlTotals = Collections.unmodifiableMap(new TreeMap<>(controlTotals));
    knownLimits = List.copyOf(knownLimits);
  }
}
