package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.delivery.Attribution;
import dev.aftermath.jobs.domain.delivery.DeliveryRule;
import dev.aftermath.jobs.domain.delivery.Deployment;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.util.Iterator;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per counted incident: the deployment that it is put down to, by what rule, and why.
 *
 * <p>{@code rule} is {@code explicit_reference} (its record names the change), {@code time_window}
 * (the service's last deployment was under way or had ended no longer ago than declared) or {@code
 * unattributed}, where {@code deployment_key} is null.
 */
public final class IncidentAttributions {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "incident_attributions",
          """
          incident_id STRING NOT NULL,
          service STRING,
          opened_at TIMESTAMP NOT NULL,
          change_reference STRING,
          rule STRING NOT NULL,
          reason STRING NOT NULL,
          deployment_key STRING,
          as_of TIMESTAMP NOT NULL
          """,
          "incident_id");

  private IncidentAttributions() {}

  /**
   * Builds the table.
   *
   * @param changes {@link dev.aftermath.jobs.silver.Changes}
   * @param facts {@link IncidentFacts} of the same evaluation
   */
  public static Dataset<Row> build(
      Dataset<Row> changes, Dataset<Row> facts, DeliveryRule rule, Evaluation evaluation) {
    long asOf = Micros.of(evaluation.asOf());
    return Deliveries.rows(
            changes,
            facts,
            rule,
            evaluation,
            Schemas.withNumbersForTimes(TABLE.schema()),
            delivered -> rows(delivered, asOf))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static Iterator<Row> rows(Deliveries.OfService delivered, long asOf) {
    return delivered.attributions().stream()
        .map(
            attribution ->
                row(attribution, delivered.row(attribution.failure().incidentId()), asOf))
        .iterator();
  }

  private static Row row(Attribution attribution, Row failed, long asOf) {
    return RowFactory.create(
        attribution.failure().incidentId(),
        failed.getString(5),
        Micros.of(attribution.failure().openedAt()),
        attribution.failure().changeReference(),
        attribution.rule().name().toLowerCase(Locale.ROOT),
        attribution.reason(),
        attribution.deployment().map(Deployment::key).orElse(null),
        asOf);
  }
}
