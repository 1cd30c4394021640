package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.alert.AlertFigures;
import dev.aftermath.jobs.domain.alert.AlertQualityRule;
import dev.aftermath.jobs.domain.alert.Firing;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * One row per service and week, with what the alerts that began in the week were worth.
 *
 * <p>Alerts that name no service are together under {@code (none)}. Weeks run without a gap from
 * the first alert to the last week that began before the evaluation; {@code is_complete} tells
 * whether it had ended by then.
 *
 * <ul>
 *   <li>{@code alert_count} counts firings, {@code incident_count} the incidents that they led to,
 *       each once, {@code without_incident_count} the firings that led to none.
 *   <li>{@code flapping_count} counts the alerts that fired as often within as short a time as
 *       {@code conf/alerts.yaml} says, the last of these firings in the week.
 *   <li>{@code unactionable_count}: firings that were over within the settings' time and led to no
 *       incident, so that nobody can have acknowledged them. {@code actionable_proxy_ratio} is
 *       {@code 1 - unactionable_count / alert_count}: a proxy, for only people know.
 *   <li>{@code noise_reduction_ratio} is {@code 1 - incident_count / alert_count}.
 * </ul>
 *
 * <p>Ratios are null, not 0, in a week without alerts.
 */
public final class AlertQuality {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "alert_quality",
          """
          service STRING NOT NULL,
          week STRING NOT NULL,
          week_start_at TIMESTAMP NOT NULL,
          week_end_at TIMESTAMP NOT NULL,
          is_complete BOOLEAN NOT NULL,
          alert_count BIGINT NOT NULL,
          incident_count BIGINT NOT NULL,
          without_incident_count BIGINT NOT NULL,
          flapping_count BIGINT NOT NULL,
          unactionable_count BIGINT NOT NULL,
          actionable_proxy_ratio DOUBLE,
          noise_reduction_ratio DOUBLE,
          as_of TIMESTAMP NOT NULL
          """,
          "service",
          "week");

  private static final String NO_SERVICE = "(none)";
  private static final StructType SERVICE = StructType.fromDDL("service STRING");
  private static final StructType FIRING =
      StructType.fromDDL(
          "service STRING, fingerprint STRING, started BIGINT, ended BIGINT, incident_id STRING");

  private AlertQuality() {}

  /**
   * Builds the table, one shuffle.
   *
   * @param alerts {@link dev.aftermath.jobs.silver.Alerts}
   */
  public static Dataset<Row> build(
      Dataset<Row> alerts, AlertQualityRule rule, Evaluation evaluation) {
    return alerts
        .where(col("started_at").lt(lit(evaluation.asOf())))
        .select(
            coalesce(col("service"), lit(NO_SERVICE)).as("service"),
            col("fingerprint"),
            unix_micros(col("started_at")).as("started"),
            unix_micros(col("ended_at")).as("ended"),
            col("incident_id"))
        .to(FIRING)
        .groupBy(col("service"))
        .as(Encoders.row(SERVICE), Encoders.row(FIRING))
        .flatMapGroups(
            (FlatMapGroupsFunction<Row, Row, Row>)
                (service, rows) -> weeks(service.getString(0), rows, rule, evaluation),
            Encoders.row(Schemas.withNumbersForTimes(TABLE.schema())))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static Iterator<Row> weeks(
      String service, Iterator<Row> told, AlertQualityRule rule, Evaluation evaluation) {
    List<Firing> all = new ArrayList<>();
    NavigableMap<LocalDate, List<Firing>> weeks = new TreeMap<>();
    while (told.hasNext()) {
      Firing firing = firing(told.next());
      all.add(firing);
      weeks
          .computeIfAbsent(
              ReportWeek.holding(firing.startedAt(), evaluation.zone()).monday(),
              monday -> new ArrayList<>())
          .add(firing);
    }
    Set<Firing> flapping = AlertFigures.flapping(all, rule);
    LocalDate last =
        ReportWeek.holding(evaluation.asOf().minusNanos(1), evaluation.zone()).monday();
    List<Row> rows = new ArrayList<>();
    for (LocalDate monday = weeks.firstKey(); !monday.isAfter(last); monday = monday.plusWeeks(1)) {
      AlertFigures figures = AlertFigures.of(weeks.getOrDefault(monday, List.of()), flapping, rule);
      rows.add(row(service, new ReportWeek(monday, evaluation.zone()), figures, evaluation));
    }
    return rows.iterator();
  }

  private static Firing firing(Row row) {
    return new Firing(
        row.getString(1),
        Micros.instant(row.getLong(2)),
        row.isNullAt(3) ? null : Micros.instant(row.getLong(3)),
        row.getString(4));
  }

  private static Row row(
      String service, ReportWeek week, AlertFigures figures, Evaluation evaluation) {
    return RowFactory.create(
        service,
        week.label(),
        Micros.of(week.start()),
        Micros.of(week.end()),
        !week.end().isAfter(evaluation.asOf()),
        figures.alertCount(),
        figures.incidentCount(),
        figures.withoutIncidentCount(),
        figures.flappingCount(),
        figures.unactionableCount(),
        figures.actionableRatio(),
        figures.noiseReductionRatio(),
        Micros.of(evaluation.asOf()));
  }
}
