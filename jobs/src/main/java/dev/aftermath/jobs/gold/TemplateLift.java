package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;

import dev.aftermath.jobs.domain.log.LiftRule;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.UnparsedLogs;
import dev.aftermath.jobs.spark.Micros;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.KeyValueGroupedDataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * One row per service and pattern of its log templates that was written around one of its incidents
 * at least: how much more often that happens than in quiet times. Says what goes before and with
 * incidents, never why.
 *
 * <p>Compared are windows of one length ({@link dev.aftermath.jobs.domain.log.IncidentWindows}):
 * {@code incident_count} around the openings of counted incidents and {@code quiet_window_count} in
 * which nothing was wrong, both while lines of the service were collected. {@code
 * incidents_with_count} and {@code quiet_windows_with_count} have a line of the pattern; {@code
 * incidents_before_count} have one before the opening, {@code incidents_during_count} one from it
 * on.
 *
 * <p>{@code lift} is the one share over the other, null where no quiet window has a line. {@code
 * chance_ratio} is how likely so many incidents have one by chance (Fisher's exact test,
 * one-sided). {@code false_discovery_ratio} is the share of false ones among all of the service's
 * patterns that stand out at least as much, of {@code tested_count} that were tested (Benjamini and
 * Hochberg). Both are null where a pattern was written in one window alone, which cannot come back.
 * {@code stands_out} says that this share is at most 5 %. {@code sample_template_id} is one of the
 * templates.
 */
public final class TemplateLift {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "template_lift",
          """
          service STRING NOT NULL,
          pattern STRING NOT NULL,
          sample_template_id STRING NOT NULL,
          line_count BIGINT NOT NULL,
          incident_count BIGINT NOT NULL,
          incidents_with_count BIGINT NOT NULL,
          incidents_before_count BIGINT NOT NULL,
          incidents_during_count BIGINT NOT NULL,
          quiet_window_count BIGINT NOT NULL,
          quiet_windows_with_count BIGINT NOT NULL,
          window_seconds BIGINT NOT NULL,
          lift DOUBLE,
          chance_ratio DOUBLE,
          false_discovery_ratio DOUBLE,
          tested_count BIGINT NOT NULL,
          stands_out BOOLEAN NOT NULL,
          as_of TIMESTAMP NOT NULL
          """,
          "service",
          "pattern");

  private static final StructType KEY = StructType.fromDDL("service STRING");
  private static final StructType SAID =
      StructType.fromDDL(
          """
          service STRING NOT NULL, pattern STRING NOT NULL, template_id STRING NOT NULL,
          epoch_day INT NOT NULL, line_count BIGINT NOT NULL, minutes ARRAY<INT> NOT NULL
          """);
  private static final StructType TROUBLE =
      StructType.fromDDL(
          """
          service STRING NOT NULL, opened BIGINT NOT NULL, over BIGINT NOT NULL,
          is_counted BOOLEAN NOT NULL
          """);

  private TemplateLift() {}

  /**
   * Builds the table: rows of templates and incidents meet service by service.
   *
   * @param logTemplates {@link dev.aftermath.jobs.silver.LogTemplates}
   * @param aliases {@link dev.aftermath.jobs.silver.LogTemplateAliases}
   * @param unparsedLogs {@link UnparsedLogs}, whose services are left out
   * @param facts {@link IncidentFacts} of the same evaluation
   */
  public static Dataset<Row> build(
      Dataset<Row> logTemplates,
      Dataset<Row> aliases,
      Dataset<Row> unparsedLogs,
      Dataset<Row> facts,
      LiftRule rule,
      Evaluation evaluation) {
    LocalDate end = evaluation.asOf().atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate start = end.minusDays(rule.historyDays());
    Dataset<Row> said =
        UnparsedLogs.without(logTemplates, unparsedLogs)
            .where("service IS NOT NULL")
            .where(col("month").geq(monthOf(start)))
            .where(col("day").geq(lit(start)).and(col("day").lt(lit(end))))
            .join(aliases.select("template_id", "pattern"), new String[] {"template_id"}, "left")
            .withColumn("pattern", coalesce(col("pattern"), col("signature")))
            .withColumn("epoch_day", unix_date(col("day")));
    LiftCounting counting = new LiftCounting(rule, start, end, Micros.of(evaluation.asOf()));
    CoGroupFunction<Row, Row, Row, Row> together =
        (service, lines, incidents) -> counting.rows(service.getString(0), lines, incidents);
    return grouped(said, SAID)
        .cogroup(
            grouped(troubles(facts, evaluation.asOf()), TROUBLE),
            together,
            Encoders.row(Schemas.withNumbersForTimes(TABLE.schema())))
        .transform(rows -> Schemas.fitNumbersForTimes(rows, TABLE.schema()));
  }

  private static String monthOf(LocalDate day) {
    return YearMonth.from(day).toString();
  }

  /**
   * Over is when the service was well again, where that is known, and else when it was resolved.
   */
  private static Dataset<Row> troubles(Dataset<Row> facts, Instant asOf) {
    Column over = coalesce(col("restored_at"), col("settled_at"), lit(asOf));
    return facts
        .where("service IS NOT NULL")
        .where(col("opened_at").lt(lit(asOf)))
        .withColumn("opened", unix_micros(col("opened_at")))
        .withColumn("over", unix_micros(over))
        .withColumn("is_counted", col("population").equalTo("counted"));
  }

  private static KeyValueGroupedDataset<Row, Row> grouped(Dataset<Row> rows, StructType schema) {
    return Schemas.fit(rows, schema)
        .groupBy(col("service"))
        .as(Encoders.row(KEY), Encoders.row(schema));
  }
}
