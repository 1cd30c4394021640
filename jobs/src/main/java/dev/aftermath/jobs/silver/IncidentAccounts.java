package dev.aftermath.jobs.silver;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.regexp_extract_all;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.domain.matching.Mentions;
import dev.aftermath.jobs.domain.matching.NearbyRule;
import dev.aftermath.jobs.domain.matching.Side;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per incident and system that tells of it: what may join this account to others.
 *
 * <p>{@code record_key} is the system's own id. {@code mentions} are numbers of the other side's
 * records that its texts mention, {@code likeness} has what must be the same for each rule of
 * {@code conf/matching.yaml} that matches by nearness, null where a field is missing. {@code
 * first_responder_digest} tells first responders apart and names none: personal data stays in
 * bronze. {@code people} are those whom the paging system called for it by push, SMS or phone, and
 * those who acknowledged it, by the same digests, since they first were or did. {@code export_ids}
 * are the exports whose records tell of it. {@code story_digest} changes with anything that they
 * tell. {@code month} is that of the opening (UTC), {@code unknown} where it is not known.
 */
public final class IncidentAccounts {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.silver(
              "incident_accounts",
              """
          system STRING NOT NULL,
          record_key STRING NOT NULL,
          opened_at TIMESTAMP,
          resolved_at TIMESTAMP,
          number STRING,
          native_id STRING,
          external_reference STRING,
          deduplication_key STRING,
          merged_into STRING,
          parent STRING,
          first_responder_digest BIGINT,
          acknowledged_at TIMESTAMP,
          team STRING,
          people ARRAY<STRUCT<person_digest: BIGINT, since_at: TIMESTAMP>> NOT NULL,
          mentions ARRAY<STRING> NOT NULL,
          likeness ARRAY<STRING> NOT NULL,
          export_ids ARRAY<STRING> NOT NULL,
          story_digest BIGINT NOT NULL,
          month STRING NOT NULL
          """,
              "system",
              "record_key")
          .byMonth();

  /** What identifies an account. */
  public static final List<String> KEY = TABLE.key();

  private static final List<String> AS_TOLD =
      List.of(
          "system",
          "record_key",
          "opened_at",
          "resolved_at",
          "number",
          "native_id",
          "external_reference",
          "deduplication_key",
          "merged_into",
          "parent",
          "first_responder_digest",
          "acknowledged_at",
          "team",
          "people",
          "export_ids");

  private IncidentAccounts() {}

  /**
   * Builds the rows of accounts; no shuffle.
   *
   * @param stories rows of {@link Stories}
   */
  public static Dataset<Row> build(Dataset<Row> stories, MatchingRules rules) {
    Column[] whole =
        Stream.of(Stories.SCHEMA.fieldNames()).map(name -> col(name)).toArray(Column[]::new);
    Stream<Column> reckoned =
        Stream.of(
            when(Incidents.IS_PAGE, mentions(rules.mentions(Side.PAGE)))
                .otherwise(mentions(rules.mentions(Side.TICKET)))
                .as("mentions"),
            array(rules.nearby().stream().map(IncidentAccounts::likeness).toArray(Column[]::new))
                .cast("array<string>")
                .as("likeness"),
            xxhash64(whole).as("story_digest"),
            IncidentColumns.month(col("opened_at")).as(TableSpec.MONTH));
    return stories
        .select(
            Stream.concat(AS_TOLD.stream().map(name -> col(name)), reckoned).toArray(Column[]::new))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  private static Column mentions(Mentions mentions) {
    Column text =
        concat_ws("\n", mentions.fields().stream().map(it -> column(it)).toArray(Column[]::new));
    return regexp_extract_all(text, lit(mentions.expression()), lit(1));
  }

  private static Column likeness(NearbyRule rule) {
    List<Column> stated = rule.same().stream().map(it -> lower(trim(column(it)))).toList();
    Column isKnown = stated.stream().map(Column::isNotNull).reduce(lit(true), Column::and);
    return when(isKnown, concat_ws("\n", stated.toArray(Column[]::new)));
  }

  private static Column column(IncidentField field) {
    return col(RecordRows.column(field));
  }
}
