package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.delivery.DeliveryFigures;
import dev.aftermath.jobs.domain.delivery.DeliveryRule;
import dev.aftermath.jobs.domain.delivery.DeploymentOutcome;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

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

  private ServiceDelivery() {}

  /**
   * Builds the table.
   *
   * @param changes {@link dev.aftermath.jobs.silver.Changes}
   * @param facts {@link IncidentFacts} of the same evaluation
   */
  public static Dataset<Row> build(
      Dataset<Row> changes, Dataset<Row> facts, DeliveryRule rule, Evaluation evaluation) {
    return Deliveries.rows(
            changes,
            facts,
            rule,
            evaluation,
            Schemas.withNumbersForTimes(TABLE.schema()),
            delivered -> rows(delivered, evaluation))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static Iterator<Row> rows(Deliveries.OfService delivered, Evaluation evaluation) {
    List<DeploymentOutcome> outcomes = delivered.outcomes();
    if (outcomes.isEmpty()) {
      return Collections.emptyIterator();
    }
    String service = delivered.row(outcomes.get(0).deployment().key()).getString(9);
    if (service == null) {
      return Collections.emptyIterator();
    }
    NavigableMap<LocalDate, List<DeploymentOutcome>> weeks = new TreeMap<>();
    for (DeploymentOutcome outcome : outcomes) {
      ReportWeek week = ReportWeek.holding(outcome.deployment().endedAt(), evaluation.zone());
      weeks.computeIfAbsent(week.monday(), monday -> new ArrayList<>()).add(outcome);
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
