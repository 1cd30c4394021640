package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.slo.BurnRateAlert;
import dev.aftermath.jobs.domain.slo.IncidentBurn;
import dev.aftermath.jobs.domain.slo.IncidentSpan;
import dev.aftermath.jobs.domain.slo.MeasuredSlo;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.ObjectiveLedger;
import dev.aftermath.jobs.domain.slo.Ratio;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.spark.Micros;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** What each objective lost while each incident was open. Collected, never stored. */
public final class SloIncidentBurns {
  private static final StructType ROWS =
      StructType.fromDDL(
          "slo STRING, group_key STRING, objective STRING, incident_id STRING, service STRING,"
              + " opened_at BIGINT, settled_at BIGINT, budget_share DOUBLE");

  private SloIncidentBurns() {}

  /**
   * The counted incidents that concern an SLO, where it was measured meanwhile.
   *
   * @param sloSliceDays rows of {@link SloSliceDays}
   * @param incidentFacts rows of {@link IncidentFacts}
   * @param period at its end an incident that is open is cut; its budget is the whole
   */
  public static List<IncidentBurn> collect(
      Dataset<Row> sloSliceDays,
      Dataset<Row> incidentFacts,
      List<SloHistory> slos,
      Interval period) {
    IncidentSpans incidents = IncidentSpans.of(incidentFacts);
    return SloTimelines.map(
            sloSliceDays, slos, List.of(), ROWS, slo -> rows(slo, incidents, period))
        .collectAsList()
        .stream()
        .map(SloIncidentBurns::burn)
        .toList();
  }

  private static List<Row> rows(MeasuredSlo slo, IncidentSpans incidents, Interval period) {
    List<Row> rows = new ArrayList<>();
    for (Objective objective : slo.history().newest().objectives()) {
      slo.gross(objective)
          .ifPresent(
              ledger ->
                  incidents
                      .concerning(slo)
                      .forEach(span -> add(rows, slo, objective, ledger, span, period)));
    }
    return rows;
  }

  private static void add(
      List<Row> rows,
      MeasuredSlo slo,
      Objective objective,
      ObjectiveLedger ledger,
      IncidentSpan span,
      Interval period) {
    Instant settled = span.settledAt();
    Instant until = settled == null || settled.isAfter(period.end()) ? period.end() : settled;
    // From the slice in which it was opened on; that in which it was settled counts whole.
    Instant slice = span.openedAt().minus(ledger.timeline().sliceLength()).plusMillis(1);
    long first = ledger.timeline().placeAtOrAfter(slice);
    long end = ledger.timeline().placeAtOrAfter(until);
    if (end <= first || ledger.knownCount(first, end) == 0) {
      return;
    }
    BigDecimal budget =
        ledger.budget(
            ledger.timeline().placeAtOrAfter(period.start()),
            ledger.timeline().placeAtOrAfter(period.end()));
    rows.add(
        RowFactory.create(
            slo.history().name(),
            slo.group(),
            objective.name(),
            span.id(),
            span.service(),
            Micros.of(span.openedAt()),
            Micros.ofNullable(settled),
            Ratio.of(ledger.bad(first, end), budget)));
  }

  private static IncidentBurn burn(Row row) {
    return new IncidentBurn(
        new BurnRateAlert.Subject(row.getString(0), row.getString(1), row.getString(2)),
        new IncidentSpan(
            row.getString(3),
            null,
            row.getString(4),
            null,
            Micros.instant(row.getLong(5)),
            row.isNullAt(6) ? null : Micros.instant(row.getLong(6))),
        row.isNullAt(7) ? null : row.getDouble(7));
  }
}
