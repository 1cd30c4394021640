package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.CalendarWindow;
import dev.aftermath.jobs.domain.calendar.SpanUnit;
import dev.aftermath.jobs.domain.calendar.Window;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.ObjectiveLedger;
import dev.aftermath.jobs.domain.slo.SliceTimeline;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloEvaluation;
import dev.aftermath.jobs.domain.slo.SloEvaluations;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * One row per SLO, objective, window and day that has ended: the window's figures at the day's end.
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
          definition_digest STRING NOT NULL
          """,
          "slo",
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
   * @param sloSlices rows of {@link SloSlices}
   * @param reportZone whose days and months count where the SLO declares no zone
   */
  public static Dataset<Row> build(
      Dataset<Row> sloSlices, List<SloDefinition> slos, ZoneId reportZone, Instant asOf) {
    return SloTimelines.map(
            sloSlices, slos, ROWS, (slo, timeline) -> rows(slo, timeline, reportZone, asOf))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static List<Row> rows(
      SloDefinition slo, SliceTimeline timeline, ZoneId reportZone, Instant asOf) {
    Window month = CalendarWindow.natural(SpanUnit.MONTH, reportZone);
    ZoneId zone = slo.window().declaredZone().orElse(reportZone);
    List<Row> rows = new ArrayList<>();
    for (Objective objective : slo.objectives()) {
      if (!SloTimelines.fits(objective, timeline)) {
        continue;
      }
      ObjectiveLedger ledger = ObjectiveLedger.of(slo, objective, timeline);
      SloEvaluations.daily(ledger, slo.window(), zone, asOf)
          .forEach(day -> rows.add(row(slo, DECLARED, slo.window(), day)));
      SloEvaluations.daily(ledger, month, reportZone, asOf)
          .forEach(day -> rows.add(row(slo, MONTH, month, day)));
    }
    return rows;
  }

  private static Row row(SloDefinition slo, String name, Window window, SloEvaluations.OfDay day) {
    SloEvaluation evaluation = day.evaluation();
    return RowFactory.create(
        slo.name(),
        slo.service(),
        evaluation.objective().name(),
        name,
        window.kind(),
        window.length().toString(),
        slo.method().word(),
        Math.toIntExact(day.day().toEpochDay()),
        Micros.of(day.evaluatedAt()),
        Micros.of(evaluation.window().start()),
        Micros.of(evaluation.window().end()),
        evaluation.good(),
        evaluation.total(),
        SloTimelines.number(evaluation.sli()),
        SloTimelines.number(evaluation.sliWorst()),
        SloTimelines.number(evaluation.sliBest()),
        evaluation.objective().target().doubleValue(),
        evaluation.budgetTotal(),
        SloTimelines.number(evaluation.budgetConsumedRatio()),
        SloTimelines.number(evaluation.burnRate()),
        SloTimelines.number(evaluation.coverage()),
        evaluation.slices().good(),
        evaluation.slices().bad(),
        evaluation.slices().idle(),
        evaluation.slices().unknown(),
        evaluation.verdict().word(),
        slo.digest());
  }
}
