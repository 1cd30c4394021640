package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.xxhash64;

import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.domain.suggestion.SuggestionRule;
import dev.aftermath.jobs.domain.suggestion.VectorModel;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * One row per incident and rank: an earlier incident of the same tenant to look at, and why.
 *
 * <p>These are suggestions: nothing is counted or joined by them. {@code rank} 1 is to be looked at
 * first; of those chosen, the ones come first that are resolved and have a cause written down
 * ({@code is_solved}). {@code score} adds up what the places in the rankings are worth and compares
 * within one incident only. Places count from 1; {@code words_place} by shared words (BM25), {@code
 * vectors_place} by the meaning of sentences and {@code logs_place} by what the same service wrote
 * around the opening ({@link IncidentLogs}) are null beyond the first fifty, or where that is not
 * enabled or nothing is known; {@code recency_place} is that by time among all that were found.
 * {@code shared_words} are those that both have, the most telling first. {@code reason} says all
 * that in words. {@code month} is that in which the incident was opened (UTC); {@code known_digest}
 * stands for all that was known of incidents up to its end: a month is computed again when that
 * changed. Only the counted population is in here.
 */
public final class IncidentSuggestions {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
              "incident_suggestions",
              """
              incident_id STRING NOT NULL,
              rank BIGINT NOT NULL,
              tenant STRING,
              opened_at TIMESTAMP NOT NULL,
              suggested_incident_id STRING NOT NULL,
              suggested_title STRING NOT NULL,
              suggested_cause_text STRING,
              suggested_opened_at TIMESTAMP NOT NULL,
              is_solved BOOLEAN NOT NULL,
              score DOUBLE NOT NULL,
              words_place BIGINT,
              vectors_place BIGINT,
              logs_place BIGINT,
              recency_place BIGINT NOT NULL,
              shared_words ARRAY<STRING> NOT NULL,
              reason STRING NOT NULL,
              known_digest STRING NOT NULL,
              month STRING NOT NULL
              """,
              "incident_id",
              "rank")
          .byMonth();

  static final StructType NUMBERS = Schemas.withNumbersForTimes(TABLE.schema());

  private static final StructType TENANT = StructType.fromDDL("tenant STRING");

  private IncidentSuggestions() {}

  /**
   * What is known of incidents up to the end of each month, as digests: one that stays the same has
   * the same suggestions. One Spark job, one shuffle of a row per month.
   *
   * @param facts {@link IncidentFacts} with {@link CauseTexts}
   * @param logs {@link IncidentLogs}
   */
  public static SortedMap<String, String> digests(Dataset<Row> facts, Dataset<Row> logs) {
    SortedMap<String, String> sums = new TreeMap<>();
    Dataset<Row> known = known(facts, logs);
    Column[] all = Stream.of(known.columns()).map(it -> col(it)).toArray(Column[]::new);
    for (Row row :
        known
            .groupBy(col(TableSpec.MONTH))
            .agg(sum(xxhash64(all).cast("decimal(20,0)")).cast("string").as("sum"))
            .collectAsList()) {
      sums.put(row.getString(0), row.getString(1));
    }
    SortedMap<String, String> digests = new TreeMap<>();
    String before = "";
    for (Map.Entry<String, String> month : sums.entrySet()) {
      before = Sha256.hex(String.join("\n", before, month.getKey(), month.getValue()));
      digests.put(month.getKey(), before);
    }
    return digests;
  }

  /**
   * The rows of some months, one shuffle by tenant: what a tenant knows is indexed in one task, and
   * the incidents of the months are looked up in it as it grows.
   *
   * @param facts {@link IncidentFacts} with {@link CauseTexts}
   * @param logs {@link IncidentLogs}
   * @param vectors {@link TextVectors}
   * @param months at least one, with their {@link #digests}
   * @param model by what sentences are compared; with {@code NONE} the vectors are not read
   */
  public static Dataset<Row> build(
      Dataset<Row> facts,
      Dataset<Row> logs,
      Dataset<Row> vectors,
      SortedMap<String, String> months,
      SuggestionRule rule,
      VectorModel model) {
    TenantSuggestions suggestions = new TenantSuggestions(months, rule);
    Dataset<Row> known = known(facts, logs);
    Dataset<Row> compared =
        model == VectorModel.NONE
            ? known.withColumn("vector", lit(null).cast("array<float>"))
            : known
                .withColumn("text_digest", TextVectors.digest())
                .join(
                    TextVectors.of(vectors, model).select("text_digest", "vector"),
                    CollectionConverters.asScala(List.of("text_digest")).toSeq(),
                    "left")
                .drop("text_digest");
    return compared
        .where(col(TableSpec.MONTH).leq(months.lastKey()))
        .groupBy(col("tenant"))
        .as(Encoders.row(TENANT), Encoders.row(KnownIncidents.SCHEMA))
        .flatMapGroups(
            (FlatMapGroupsFunction<Row, Row, Row>) (tenant, rows) -> suggestions.of(rows),
            Encoders.row(NUMBERS))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  /** The incidents that suggestions are made for and of. */
  static Dataset<Row> counted(Dataset<Row> facts) {
    return facts
        .where("population = 'counted' AND title IS NOT NULL")
        .where(IncidentFacts.HAS_BEGUN);
  }

  private static Dataset<Row> known(Dataset<Row> facts, Dataset<Row> logs) {
    return counted(facts)
        .join(
            logs.select("incident_id", "templates"),
            CollectionConverters.asScala(List.of("incident_id")).toSeq(),
            "left")
        .select(
            col("tenant"),
            col("incident_id"),
            col("title"),
            coalesce(col("service"), lit("")).as("service"),
            col("cause_text"),
            unix_micros(col("opened_at")).as("opened_micros"),
            not(col("is_open")).and(col("cause_text").isNotNull()).as("is_solved"),
            date_format(col("opened_at"), "yyyy-MM").as(TableSpec.MONTH),
            col("templates"));
  }
}
