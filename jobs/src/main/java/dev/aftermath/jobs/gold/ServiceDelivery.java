package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.delivery.Delivered;
import dev.aftermath.jobs.domain.delivery.DeliveryFigures;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One row per service and week, with DORA's five figures of the deployments that ended in the week.
 *
 * <p>Services are never summed up: DORA's figures are a service's own. Weeks run without a gap from
 * the first deployment to the last week that began before the evaluation; {@code is_complete} tells
 * whether it had ended by then.
 *
 * <ul>
 *   <li>Deployment frequency: {@code deployment_count} in the week.
 *   <li>Change lead time: {@code median_lead_seconds} over {@code lead_count} deployments whose
 *       commit is known.
 *   <li>Change fail rate: {@code failed_count / deployment_count}. It counts deployments: one that
 *       led to three incidents failed once.
 *   <li>Failed deployment recovery time: {@code median_recovery_seconds} over {@code
 *       recovered_count} failed deployments that are recovered from.
 *   <li>Deployment rework rate: {@code rework_count / deployment_count}.
 * </ul>
 *
 * <p>Ratios and medians are null, not 0, where there is nothing to compute them of.
 */
public final class ServiceDelivery {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "service_delivery",
          """
          service STRING NOT NULL,
          week STRING NOT NULL,
          week_start_at TIMESTAMP NOT NULL,
          week_end_at TIMESTAMP NOT NULL,
          is_complete BOOLEAN NOT NULL,
          deployment_count BIGINT NOT NULL,
          lead_count BIGINT NOT NULL,
          median_lead_seconds DOUBLE,
          failed_count BIGINT NOT NULL,
          change_fail_ratio DOUBLE,
          recovered_count BIGINT NOT NULL,
          median_recovery_seconds DOUBLE,
          rework_count BIGINT NOT NULL,
          rework_ratio DOUBLE,
          as_of TIMESTAMP NOT NULL
          """,
          "service",
          "week");

  private static final StructType SERVICE = StructType.fromDDL("service STRING");
  private static final StructType DEPLOYMENT =
      StructType.fromDDL(
          """
          service STRING, ended BIGINT, is_failed BOOLEAN, is_rework BOOLEAN, lead_seconds BIGINT,
          recovery_seconds BIGINT
          """);

  private ServiceDelivery() {}

  /** A deployment as {@link DeploymentOutcomes} tells of it. */
  private record Told(
      boolean isFailed,
      boolean isRework,
      @Nullable Long leadSeconds,
      @Nullable Long recoverySeconds)
      implements Delivered {

    static Told of(Row row) {
      return new Told(row.getBoolean(2), row.getBoolean(3), (Long) row.get(4), (Long) row.get(5));
    }
  }

  /**
   * Builds the table, one shuffle.
   *
   * @param outcomes {@link DeploymentOutcomes} of the same evaluation
   */
  public static Dataset<Row> build(Dataset<Row> outcomes, Evaluation evaluation) {
    return outcomes
        .where("service IS NOT NULL")
        .withColumn("ended", unix_micros(col("ended_at")))
        .transform(rows -> Schemas.fit(rows, DEPLOYMENT))
        .groupBy(col("service"))
        .as(Encoders.row(SERVICE), Encoders.row(DEPLOYMENT))
        .flatMapGroups(
            (FlatMapGroupsFunction<Row, Row, Row>)
                (service, rows) -> weeks(service.getString(0), rows, evaluation),
            Encoders.row(Schemas.withNumbersForTimes(TABLE.schema())))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static Iterator<Row> weeks(String service, Iterator<Row> told, Evaluation evaluation) {
    NavigableMap<LocalDate, List<Delivered>> weeks = new TreeMap<>();
    while (told.hasNext()) {
      Row row = told.next();
      ReportWeek week = ReportWeek.holding(Micros.instant(row.getLong(1)), evaluation.zone());
      weeks.computeIfAbsent(week.monday(), monday -> new ArrayList<>()).add(Told.of(row));
    }
    LocalDate last =
        ReportWeek.holding(evaluation.asOf().minusNanos(1), evaluation.zone()).monday();
    List<Row> rows = new ArrayList<>();
    for (LocalDate monday = weeks.firstKey(); !monday.isAfter(last); monday = monday.plusWeeks(1)) {
      DeliveryFigures figures = DeliveryFigures.of(weeks.getOrDefault(monday, List.of()));
      rows.add(row(service, new ReportWeek(monday, evaluation.zone()), figures, evaluation));
    }
    return rows.iterator();
  }

  private static Row row(
      String service, ReportWeek week, DeliveryFigures figures, Evaluation evaluation) {
    List<Long> leads = figures.leadSeconds();
    List<Long> recoveries = figures.recoverySeconds();
    return RowFactory.create(
        service,
        week.label(),
        Micros.of(week.start()),
        Micros.of(week.end()),
        !week.end().isAfter(evaluation.asOf()),
        figures.deploymentCount(),
        (long) leads.size(),
        DeliveryFigures.median(leads),
        figures.failedCount(),
        figures.failRatio(),
        (long) recoveries.size(),
        DeliveryFigures.median(recoveries),
        figures.reworkCount(),
        figures.reworkRatio(),
        Micros.of(evaluation.asOf()));
  }
}
