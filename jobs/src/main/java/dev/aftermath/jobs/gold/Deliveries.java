package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.delivery.Attribution;
import dev.aftermath.jobs.domain.delivery.DeliveryRule;
import dev.aftermath.jobs.domain.delivery.Deployment;
import dev.aftermath.jobs.domain.delivery.DeploymentOutcome;
import dev.aftermath.jobs.domain.delivery.ServiceFailure;
import dev.aftermath.jobs.spark.Micros;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Brings the deployments of each service together with the incidents that may be put down to them.
 */
final class Deliveries {
  private static final StructType KEY = StructType.fromDDL("service_key STRING");
  private static final StructType DEPLOYMENT =
      StructType.fromDDL(
          """
          service_key STRING, deployment_key STRING, names ARRAY<STRING>, started BIGINT,
          ended BIGINT, committed BIGINT, is_rework BOOLEAN, number STRING, title STRING,
          service STRING
          """);
  private static final StructType FAILURE =
      StructType.fromDDL(
          """
          service_key STRING, incident_id STRING, change_reference STRING, opened BIGINT,
          restored BIGINT, service STRING
          """);

  private Deliveries() {}

  /**
   * One service's deployments in their order with what came of them, and its incidents with what
   * they are put down to.
   *
   * @param rows the rows they come from, by deployment key and by incident id
   */
  record OfService(
      List<DeploymentOutcome> outcomes, List<Attribution> attributions, Map<String, Row> rows) {
    Row row(String key) {
      Row row = rows.get(key);
      if (row == null) {
        throw new IllegalArgumentException("No row of " + key);
      }
      return row;
    }
  }

  /** Makes rows of what was delivered to one service. */
  @FunctionalInterface
  interface Rows extends Serializable {
    /** The rows of one service. */
    Iterator<Row> of(OfService delivered);
  }

  /**
   * Rows of every service, three shuffles.
   *
   * @param changes {@link dev.aftermath.jobs.silver.Changes}
   * @param facts {@link IncidentFacts} of the same evaluation
   */
  static Dataset<Row> rows(
      Dataset<Row> changes,
      Dataset<Row> facts,
      DeliveryRule rule,
      Evaluation evaluation,
      StructType schema,
      Rows rows) {
    Dataset<Row> deployments = deployments(changes, rule, evaluation);
    CoGroupFunction<Row, Row, Row, Row> together =
        (key, made, failed) -> rows.of(ofService(made, failed, rule));
    return grouped(deployments, DEPLOYMENT)
        .cogroup(
            grouped(failures(facts, deployments, evaluation), FAILURE),
            together,
            Encoders.row(schema));
  }

  private static KeyValueGroupedDataset<Row, Row> grouped(Dataset<Row> rows, StructType schema) {
    return rows.to(schema).groupBy(col("service_key")).as(Encoders.row(KEY), Encoders.row(schema));
  }

  private static Dataset<Row> deployments(
      Dataset<Row> changes, DeliveryRule rule, Evaluation evaluation) {
    Column key = concat(col("system"), lit(":"), col("change_key"), lit(":"));
    return changes
        .where(among("category", rule.categories()))
        .where("start_at <= end_at AND (state IS NULL OR state <> 'CANCELLED')")
        .where(col("end_at").lt(lit(evaluation.asOf())))
        .withColumn("deployment_key", concat(key, coalesce(col("service"), lit(""))))
        .withColumn("service_key", serviceKey("deployment_key"))
        .withColumn(
            "names",
            array_distinct(
                array_compact(array(col("change_key"), col("number"), col("internal_id")))))
        .withColumn("started", unix_micros(col("start_at")))
        .withColumn("ended", unix_micros(col("end_at")))
        .withColumn("committed", unix_micros(col("committed_at")))
        .withColumn("is_rework", coalesce(among("change_type", rule.reworkTypes()), lit(false)));
  }

  /** An incident goes to the service of the deployment that it names, or else to its own. */
  private static Dataset<Row> failures(
      Dataset<Row> facts, Dataset<Row> deployments, Evaluation evaluation) {
    Dataset<Row> named =
        deployments
            .select(explode(col("names")).as("change_reference"), col("service_key"))
            .groupBy("change_reference")
            .agg(min("service_key").as("named_key"));
    return facts
        .where("population = 'counted'")
        .where(col("opened_at").lt(lit(evaluation.asOf())))
        .join(broadcast(named), new String[] {"change_reference"}, "left")
        .withColumn("service_key", coalesce(col("named_key"), serviceKey("incident_id")))
        .withColumn("opened", unix_micros(col("opened_at")))
        .withColumn("restored", unix_micros(col("settled_at")));
  }

  /** What names no service stands alone. */
  private static Column serviceKey(String own) {
    return coalesce(col("service"), concat(lit("(none) "), col(own)));
  }

  private static Column among(String column, List<String> words) {
    return lower(col(column))
        .isin(words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toArray());
  }

  private static OfService ofService(Iterator<Row> made, Iterator<Row> failed, DeliveryRule rule) {
    Map<String, Row> rows = new HashMap<>();
    List<Deployment> deployments = new ArrayList<>();
    while (made.hasNext()) {
      Row row = made.next();
      rows.put(row.getString(1), row);
      deployments.add(
          new Deployment(
              row.getString(1),
              new HashSet<>(row.<String>getList(2)),
              Micros.instant(row.getLong(3)),
              Micros.instant(row.getLong(4)),
              instant(row, 5),
              row.getBoolean(6)));
    }
    deployments.sort(Comparator.comparing(Deployment::endedAt).thenComparing(Deployment::key));
    List<Attribution> attributions = new ArrayList<>();
    while (failed.hasNext()) {
      Row row = failed.next();
      rows.put(row.getString(1), row);
      ServiceFailure failure =
          new ServiceFailure(
              row.getString(1), row.getString(2), Micros.instant(row.getLong(3)), instant(row, 4));
      attributions.add(Attribution.of(failure, deployments, rule.window()));
    }
    return new OfService(DeploymentOutcome.of(deployments, attributions), attributions, rows);
  }

  private static @Nullable Instant instant(Row row, int column) {
    return row.isNullAt(column) ? null : Micros.instant(row.getLong(column));
  }
}
