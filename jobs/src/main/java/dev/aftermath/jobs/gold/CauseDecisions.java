package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.domain.cause.CauseDecision;
import dev.aftermath.jobs.domain.cause.DecidedCauses;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * One row per decision that somebody took about causes: a table that is only ever added to.
 *
 * <p>{@code kind} is {@code merge} ({@code other_cause_id} means {@code cause_id} from then on),
 * {@code split} ({@code incident_ids} have the cause {@code other_cause_id}), {@code rename},
 * {@code cannot_link} (of two incidents the second has the cause {@code other_cause_id} should both
 * be found to have the same one) or {@code fixed}. They are replayed in the order of {@code number}
 * after the registry and outweigh it. Who decided is not in here: no table of the platform says
 * what a person did.
 */
public final class CauseDecisions {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "cause_decisions",
          """
          number BIGINT NOT NULL,
          kind STRING NOT NULL,
          cause_id STRING NOT NULL,
          other_cause_id STRING,
          incident_ids ARRAY<STRING> NOT NULL,
          name STRING,
          fixed_at TIMESTAMP,
          decided_at TIMESTAMP NOT NULL,
          note STRING
          """,
          "number");

  private CauseDecisions() {}

  /** The row of a decision. */
  public static Dataset<Row> row(SparkSession spark, CauseDecision decision) {
    Row row =
        RowFactory.create(
            decision.number(),
            decision.kind().word(),
            decision.causeId(),
            decision.otherCauseId(),
            decision.incidentIds().toArray(),
            decision.name(),
            Micros.ofNullable(decision.fixedAt()),
            Micros.of(decision.decidedAt()),
            decision.note());
    return Schemas.fitNumbersForTimes(
        spark.createDataFrame(List.of(row), Schemas.withNumbersForTimes(TABLE.schema())),
        TABLE.schema());
  }

  /** The decisions in their order. */
  public static List<CauseDecision> in(Dataset<Row> rows) {
    List<CauseDecision> decisions = new ArrayList<>();
    for (Row row :
        rows.withColumn("fixed", functions.unix_micros(col("fixed_at")))
            .withColumn("decided", functions.unix_micros(col("decided_at")))
            .select(
                "number",
                "kind",
                "cause_id",
                "other_cause_id",
                "incident_ids",
                "name",
                "fixed",
                "decided",
                "note")
            .collectAsList()) {
      decisions.add(
          new CauseDecision(
              row.getLong(0),
              CauseDecision.Kind.valueOf(row.getString(1).toUpperCase(Locale.ROOT)),
              row.getString(2),
              row.getString(3),
              row.getList(4),
              row.getString(5),
              row.isNullAt(6) ? null : Micros.instant(row.getLong(6)),
              Micros.instant(row.getLong(7)),
              row.getString(8)));
    }
    decisions.sort(Comparator.comparingLong(CauseDecision::number));
    return decisions;
  }

  /**
   * The decisions, replayed.
   *
   * @param registered rows of {@link CauseRegistrations}
   */
  public static DecidedCauses replayed(List<CauseDecision> decisions, Dataset<Row> registered) {
    List<String> named = DecidedCauses.named(decisions);
    Map<String, String> causes = new HashMap<>();
    if (!named.isEmpty()) {
      registered
          .where(col("incident_id").isin(named.toArray()))
          .orderBy("batch")
          .select("incident_id", "cause_id")
          .collectAsList()
          .forEach(row -> causes.put(row.getString(0), row.getString(1)));
    }
    return DecidedCauses.of(decisions, causes);
  }
}
