package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.CalendarWindow;
import dev.aftermath.jobs.domain.calendar.SpanUnit;
import dev.aftermath.jobs.domain.calendar.Window;
import dev.aftermath.jobs.domain.slo.Exclusion;
import dev.aftermath.jobs.domain.slo.MeasuredSlo;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.ObjectiveLedger;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloEvaluation;
import dev.aftermath.jobs.domain.slo.SloEvaluations;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * One row per SLO, group, objective, window and day that has ended: the window's figures at the
 * day's end.
 *
 * <p>{@code window} is {@code declared} for the SLO's own window and {@code month} for the calendar
 * month of the report's zone, which every SLO has besides. Days are those of the window's zone, for
 * a rolling window those of the report's. The figures are those of {@link SloEvaluation}, which
 * explains each; counts of slices are of slices that had ended.
 */
public final class SloWindows {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "slo_windows",
          """
          slo STRING NOT NULL,
          service STRING NOT NULL,
          group_key STRING NOT NULL,
          objective STRING NOT NULL,
          window STRING NOT NULL,
          window_kind STRING NOT NULL,
          window_length STRING NOT NULL,
          budgeting_method STRING NOT NULL,
          day DATE NOT NULL,
          evaluated_at TIMESTAMP NOT NULL,
          window_start TIMESTAMP NOT NULL,
          window_end TIMESTAMP NOT NULL,
          good DECIMAL(38, 9) NOT NULL,
          total DECIMAL(38, 9) NOT NULL,
          sli DOUBLE,
          sli_worst DOUBLE,
          sli_best DOUBLE,
          sli_low DOUBLE,
          sli_high DOUBLE,
          target DOUBLE NOT NULL,
          budget_total DECIMAL(38, 9) NOT NULL,
          budget_consumed_ratio DOUBLE,
          burn_rate DOUBLE,
          coverage DOUBLE,
          good_slice_count BIGINT NOT NULL,
          bad_slice_count BIGINT NOT NULL,
          idle_slice_count BIGINT NOT NULL,
          unknown_slice_count BIGINT NOT NULL,
          verdict STRING NOT NULL,
          verdict_worst STRING NOT NULL,
          verdict_best STRING NOT NULL,
          net_good DECIMAL(38, 9) NOT NULL,
          net_total DECIMAL(38, 9) NOT NULL,
          net_sli DOUBLE,
          net_budget_consumed_ratio DOUBLE,
          net_verdict STRING NOT NULL,
          excluded_slice_count BIGINT NOT NULL,
          definition_count INT NOT NULL,
          definition_digest STRING NOT NULL
          """,
          "slo",
          "group_key",
          "objective",
          "window",
          "day");

  /** The value of {@code window} for the SLO's own window. */
  public static final String DECLARED = "declared";

  /** The value of {@code window} for the calendar month. */
  public static final String MONTH = "month";

  private static final StructType ROWS = Schemas.withNumbersForTimes(TABLE.schema());

  private SloWindows() {}

  /**
   * Evaluates every day from the first slice on that has ended as of an instant.
   *
   * @param sloSliceDays rows of {@link SloSliceDays}
   * @param exclusions approved maintenance
   * @param reportZone whose days and months count where the SLO declares no zone
   */
  public static Dataset<Row> build(
      Dataset<Row> sloSliceDays,
      List<SloHistory> slos,
      List<Exclusion> exclusions,
      ZoneId reportZone,
      Instant asOf) {
    return SloTimelines.map(
            sloSliceDays, slos, exclusions, ROWS, slo -> rows(slo, reportZone, asOf))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static List<Row> rows(MeasuredSlo slo, ZoneId reportZone, Instant asOf) {
    SloDefinition newest = slo.history().newest();
    Window month = CalendarWindow.natural(SpanUnit.MONTH, reportZone);
    ZoneId zone = newest.window().declaredZone().orElse(reportZone);
    List<Row> rows = new ArrayList<>();
    for (Objective objective : newest.objectives()) {
      Optional<ObjectiveLedger> gross = slo.gross(objective);
      if (gross.isEmpty()) {
        continue;
      }
      ObjectiveLedger net = slo.hasExclusions() ? slo.net(objective).orElseThrow() : gross.get();
      for (SloEvaluations.OfDay day :
          SloEvaluations.daily(gross.get(), newest.window(), zone, asOf)) {
        rows.add(row(slo, DECLARED, newest.window(), day, gross.get(), net));
      }
      for (SloEvaluations.OfDay day : SloEvaluations.daily(gross.get(), month, reportZone, asOf)) {
        rows.add(row(slo, MONTH, month, day, gross.get(), net));
      }
    }
    return rows;
  }

  private static Row row(
      MeasuredSlo slo,
      String name,
      Window window,
      SloEvaluations.OfDay day,
      ObjectiveLedger gross,
      ObjectiveLedger net) {
    SloEvaluation evaluation = day.evaluation();
    SloEvaluation netted =
        net == gross ? evaluation : net.evaluate(evaluation.window(), day.evaluatedAt());
    return RowFactory.create(
        slo.history().name(),
        slo.history().newest().service(),
        slo.group(),
        evaluation.objective().name(),
        name,
        window.kind(),
        window.length().toString(),
        slo.history().newest().method().word(),
        Math.toIntExact(day.day().toEpochDay()),
        Micros.of(day.evaluatedAt()),
        Micros.of(evaluation.window().start()),
        Micros.of(evaluation.window().end()),
        evaluation.good(),
        evaluation.total(),
        evaluation.sli(),
        evaluation.sliWorst(),
        evaluation.sliBest(),
        evaluation.sliLow(),
        evaluation.sliHigh(),
        evaluation.objective().target().doubleValue(),
        evaluation.budgetTotal(),
        evaluation.budgetConsumedRatio(),
        evaluation.burnRate(),
        evaluation.coverage(),
        evaluation.slices().good(),
        evaluation.slices().bad(),
        evaluation.slices().idle(),
        evaluation.slices().unknown(),
        evaluation.verdict().word(),
        evaluation.verdictWorst().word(),
        evaluation.verdictBest().word(),
        netted.good(),
        netted.total(),
        netted.sli(),
        netted.budgetConsumedRatio(),
        netted.verdict().word(),
        netted.slices().excluded(),
        evaluation.definitionCount(),
        gross.definitionDigestAt(day.evaluatedAt()));
  }
}
