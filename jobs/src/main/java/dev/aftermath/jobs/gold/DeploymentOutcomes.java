package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.delivery.DeliveryRule;
import dev.aftermath.jobs.domain.delivery.Deployment;
import dev.aftermath.jobs.domain.delivery.DeploymentOutcome;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.util.Iterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One row per deployment of a service that had ended before the evaluation, with what came of it.
 *
 * <p>{@code incident_ids} are the incidents that are put down to it, as incident_attributions says
 * why: {@code is_failed} is true with one of them or more. {@code recovery_seconds} run from the
 * deployment's end until the last of them was over; null while one is open. {@code lead_seconds}
 * run from the oldest commit that it brought, null where its record states none. {@code is_rework}:
 * it was unplanned and answers an incident.
 */
public final class DeploymentOutcomes {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "deployment_outcomes",
          """
          deployment_key STRING NOT NULL,
          number STRING,
          title STRING,
          service STRING,
          started_at TIMESTAMP NOT NULL,
          ended_at TIMESTAMP NOT NULL,
          lead_seconds BIGINT,
          is_failed BOOLEAN NOT NULL,
          incident_ids ARRAY<STRING> NOT NULL,
          recovery_seconds BIGINT,
          is_rework BOOLEAN NOT NULL,
          as_of TIMESTAMP NOT NULL
          """,
          "deployment_key");

  private DeploymentOutcomes() {}

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
    return delivered.outcomes().stream()
        .map(outcome -> row(outcome, delivered.row(outcome.deployment().key()), asOf))
        .iterator();
  }

  private static Row row(DeploymentOutcome outcome, Row made, long asOf) {
    Deployment deployment = outcome.deployment();
    return RowFactory.create(
        deployment.key(),
        made.getString(7),
        made.getString(8),
        made.getString(9),
        Micros.of(deployment.startedAt()),
        Micros.of(deployment.endedAt()),
        outcome.leadSeconds(),
        outcome.isFailed(),
        outcome.attributed().stream().map(it -> it.failure().incidentId()).toArray(),
        outcome.recoverySeconds(),
        deployment.isRework(),
        asOf);
  }
}
