package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.slo.BudgetPart;
import dev.aftermath.jobs.domain.slo.BudgetSplit;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What each objective lost to each incident. Collected, never stored. */
public final class SloIncidentBurns {
  private static final StructType ROWS =
      StructType.fromDDL(
          "slo STRING, slo_service STRING, group_key STRING, objective STRING, incident_id STRING,"
              + " service STRING, opened_at BIGINT, settled_at BIGINT, budget_share DOUBLE");

  private SloIncidentBurns() {}

  /**
   * The counted incidents that concern an SLO, where it was measured meanwhile. Exclusions are not
   * regarded: what was bad in them was to be seen.
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
    List<IncidentSpan> concerning = incidents.concerning(slo);
    for (Objective objective : slo.history().newest().objectives()) {
      slo.gross(objective)
          .ifPresent(
              ledger -> {
                BudgetSplit split = BudgetSplit.of(ledger, List.of(), concerning, period.end());
                Map<String, BigDecimal> bad = bad(split, period);
                BigDecimal budget = budget(ledger, period);
                for (IncidentSpan span : split.measuredIncidents()) {
                  BigDecimal own = bad.getOrDefault(span.id(), BigDecimal.ZERO);
                  rows.add(row(slo, objective, span, Ratio.of(own, budget)));
                }
              });
    }
    return rows;
  }

  private static Map<String, BigDecimal> bad(BudgetSplit split, Interval period) {
    Map<String, BigDecimal> bad = new HashMap<>();
    for (BudgetPart part : split.parts(period)) {
      if (part.incident() != null) {
        bad.put(part.incident().id(), part.bad());
      }
    }
    return bad;
  }

  private static BigDecimal budget(ObjectiveLedger ledger, Interval period) {
    return ledger.budget(
        ledger.timeline().placeAtOrAfter(period.start()),
        ledger.timeline().placeAtOrAfter(period.end()));
  }

  private static Row row(
      MeasuredSlo slo, Objective objective, IncidentSpan span, @Nullable Double share) {
    return RowFactory.create(
        slo.history().name(),
        slo.history().newest().service(),
        slo.group(),
        objective.name(),
        span.id(),
        span.service(),
        Micros.of(span.openedAt()),
        Micros.ofNullable(span.settledAt()),
        share);
  }

  private static IncidentBurn burn(Row row) {
    return new IncidentBurn(
        new BurnRateAlert.Subject(
            row.getString(0), row.getString(1), row.getString(2), row.getString(3)),
        new IncidentSpan(
            row.getString(4),
            null,
            row.getString(5),
            null,
            Micros.instant(row.getLong(6)),
            row.isNullAt(7) ? null : Micros.instant(row.getLong(7))),
        row.isNullAt(8) ? null : row.getDouble(8));
  }
}
