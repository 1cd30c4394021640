package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.cause.CauseDecision;
import dev.aftermath.jobs.domain.cause.DecidedCauses;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * One row per counted incident, with the cause that it has by now and why.
 *
 * <p>{@code edge}, {@code evidence} and {@code similarity_ratio} are those of {@link
 * CauseRegistrations}, which put it down to {@code registered_cause_id}; where a human decided
 * otherwise, {@code decision} says by what ({@code merge}, {@code split}, {@code cannot_link}). An
 * incident without company has a cause of its own. {@code deployment_key} is the deployment that it
 * is put down to: it came before the incident, which does not make it the cause.
 */
public final class CauseMembers {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "cause_members",
          """
          cause_id STRING NOT NULL,
          incident_id STRING NOT NULL,
          registered_cause_id STRING NOT NULL,
          edge STRING NOT NULL,
          evidence STRING NOT NULL,
          similarity_ratio DOUBLE,
          decision STRING,
          service STRING,
          tenant STRING,
          compared_title STRING NOT NULL,
          is_machine_titled BOOLEAN NOT NULL,
          cause_text STRING,
          opened_at TIMESTAMP NOT NULL,
          opened_week STRING NOT NULL,
          settled_at TIMESTAMP,
          time_to_acknowledge_seconds BIGINT,
          time_to_resolve_seconds BIGINT,
          deployment_key STRING
          """,
          "incident_id");

  private static final StructType ROWS = Schemas.withNumbersForTimes(TABLE.schema());

  private CauseMembers() {}

  /**
   * Builds the table; each input is shuffled once.
   *
   * @param facts {@link IncidentFacts}; what opened at or after their as-of time is not in here
   * @param registered {@link CauseRegistrations} of the same evaluation
   * @param attributions {@link IncidentAttributions} of the same evaluation
   * @param decided what humans decided
   */
  public static Dataset<Row> build(
      Dataset<Row> facts,
      Dataset<Row> registered,
      Dataset<Row> attributions,
      DecidedCauses decided) {
    Dataset<Row> places =
        registered
            .groupBy("incident_id")
            .agg(
                max(struct(
                        col("batch"),
                        col("cause_id"),
                        col("edge"),
                        col("evidence"),
                        col("similarity_ratio"),
                        col("compared_title"),
                        col("is_machine_titled")))
                    .as("place"))
            .select("incident_id", "place.*")
            .withColumnRenamed("cause_id", "registered_cause_id");
    Dataset<Row> deployments =
        attributions.where("deployment_key IS NOT NULL").select("incident_id", "deployment_key");
    Dataset<Row> members =
        facts
            .where("population = 'counted'")
            .where(IncidentFacts.HAS_BEGUN)
            .join(places, "incident_id")
            .join(deployments, new String[] {"incident_id"}, "left")
            .withColumn("cause_id", col("registered_cause_id"))
            .withColumn("decision", lit(null).cast(DataTypes.StringType));
    return decided.movesNobody()
        ? Schemas.fit(members, TABLE.schema())
        : members
            .select(columns())
            .map((MapFunction<Row, Row>) row -> decided(row, decided), Encoders.row(ROWS))
            .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static Column[] columns() {
    List<Column> columns = new ArrayList<>();
    for (StructField field : TABLE.schema().fields()) {
      columns.add(
          field.dataType().equals(DataTypes.TimestampType)
              ? unix_micros(col(field.name())).as(field.name())
              : col(field.name()));
    }
    return columns.toArray(Column[]::new);
  }

  private static Row decided(Row row, DecidedCauses decided) {
    DecidedCauses.Decided place = decided.of(row.getString(1), row.getString(2));
    CauseDecision.Kind decision = place.decision();
    Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    values[0] = place.causeId();
    values[6] = decision == null ? null : decision.word();
    return RowFactory.create(values);
  }
}
