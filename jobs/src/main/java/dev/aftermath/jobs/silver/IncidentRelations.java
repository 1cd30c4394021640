package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_micros;

import dev.aftermath.jobs.domain.matching.IncidentMatching;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.domain.matching.Relation;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.util.Collection;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One row per account of an incident that does not stand alone: what it has to do with others.
 *
 * <p>{@code page_key} is, of a ticket, the page that it is one incident with. {@code match_rule},
 * {@code match_evidence} and {@code flags} are those of {@link Incidents}, as are the counts.
 * {@code opened_at} and {@code month} are those of the account.
 */
public final class IncidentRelations {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
              "incident_relations",
              """
          system STRING NOT NULL,
          record_key STRING NOT NULL,
          opened_at TIMESTAMP,
          page_key STRING,
          match_rule STRING,
          match_evidence STRING,
          flags ARRAY<STRING> NOT NULL,
          merged_child_count BIGINT NOT NULL,
          merged_children_opened_at TIMESTAMP,
          child_count BIGINT NOT NULL,
          refire_count BIGINT NOT NULL,
          is_acknowledged_in_bulk BOOLEAN NOT NULL,
          month STRING NOT NULL
          """,
              "system",
              "record_key")
          .byMonth();

  private static final StructType TOLD =
      new StructType(
          Stream.of(Schemas.withNumbersForTimes(TABLE.schema()).fields())
              .filter(field -> !field.name().equals(TableSpec.MONTH))
              .toArray(StructField[]::new));

  private IncidentRelations() {}

  /**
   * Compares accounts, one shuffle of few columns. All are compared in one task: who is matched
   * with whom hangs on everybody. A million incidents take some gigabytes of heap.
   *
   * @param accounts {@link IncidentAccounts}
   */
  public static Dataset<Row> build(Dataset<Row> accounts, MatchingRules rules) {
    return AccountSightings.rows(accounts)
        .repartition(1)
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                rows ->
                    IncidentMatching.of(AccountSightings.all(rows), rules).stream()
                        .map(IncidentRelations::row)
                        .iterator(),
            Encoders.row(TOLD))
        .transform(IncidentRelations::fitted);
  }

  /** The rows of relations that are known. */
  public static Dataset<Row> rows(SparkSession spark, Collection<Relation> relations) {
    return fitted(
        spark.createDataFrame(relations.stream().map(IncidentRelations::row).toList(), TOLD));
  }

  private static Dataset<Row> fitted(Dataset<Row> told) {
    return told.withColumn(
            TableSpec.MONTH, IncidentColumns.month(timestamp_micros(col("opened_at"))))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static Row row(Relation relation) {
    return RowFactory.create(
        relation.system(),
        relation.key(),
        Micros.ofNullable(relation.openedAt()),
        relation.pageKey(),
        relation.matchRule(),
        relation.matchEvidence(),
        relation.flags().toArray(),
        relation.mergedChildCount(),
        Micros.ofNullable(relation.mergedChildrenOpenedAt()),
        relation.childCount(),
        relation.refireCount(),
        relation.isAcknowledgedInBulk());
  }
}
