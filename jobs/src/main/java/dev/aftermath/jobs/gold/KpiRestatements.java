package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.gold.RestatementCauses.Reason;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.StructType;

/**
 * One row per figure of a frozen KPI week that came out differently than a run before had computed
 * it: the ledger of restatements of {@link KpiValues}. Rows are added and never changed.
 *
 * <p>A week is frozen from {@code frozen_at} on, {@code week_freeze_hours} after its end. Entered
 * is what both versions told of a week that was frozen for both; what changed before is no
 * restatement. A KPI that is added or removed, and a week before the first that was told, restate
 * nothing. Figures of all time, which earlier versions have, are not entered.
 *
 * <p>{@code figure} is a column of {@code kpi_values}. Counted or declared are {@code n}, {@code
 * numerator_count}, {@code excluded_count}, {@code excluded} (as JSON), {@code target_value} and
 * {@code target_bound}; the others follow from the incidents' values and {@code is_derived}: means,
 * quantiles, {@code value} and {@code is_target_met}. Not entered are intervals, signals, changes
 * since the week before and what is said of open incidents: they comment on figures, of other weeks
 * too.
 *
 * <p>{@code change} is {@code changed}; {@code appeared} where a segment had no row of the week,
 * and {@code vanished} where it has none any more. Each figure of such a row that has a value is
 * entered. A row in which neither version counts or leaves out an incident tells nothing. Values
 * are told as text; null means that the figure was, or is, undefined.
 *
 * <p>{@code reason} is the nearest cause that can be told: {@code code_changed}, the program did;
 * {@code definition_changed}, the week is told by another definition ({@code from_kpi_version},
 * {@code to_kpi_version}), or by another text of the same version; {@code matching_changed}, by
 * which pages and tickets become one incident; {@code late_data}, records came or were corrected;
 * {@code incident_changed}, no record came, but an incident that had not ended by {@code as_of} of
 * the earlier version has ended since. {@code aftermath kpi explain} names the incidents.
 *
 * <p>{@code from_version} and {@code to_version} are versions of {@code kpi_values}; {@code SELECT
 * ... FROM} the older one shows the figure as it was published. {@code as_of} is the instant that
 * the later one was computed for; {@code from_inputs} and {@code to_inputs} are the versions of the
 * tables that each was computed from, those of the first layer included.
 */
public final class KpiRestatements {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "kpi_restatements",
          """
          kpi_id STRING NOT NULL,
          period STRING NOT NULL,
          segment_type STRING NOT NULL,
          segment STRING NOT NULL,
          figure STRING NOT NULL,
          is_derived BOOLEAN NOT NULL,
          change STRING NOT NULL,
          old_value STRING,
          new_value STRING,
          reason STRING NOT NULL,
          frozen_at TIMESTAMP NOT NULL,
          from_kpi_version BIGINT NOT NULL,
          to_kpi_version BIGINT NOT NULL,
          from_version BIGINT NOT NULL,
          to_version BIGINT NOT NULL,
          as_of TIMESTAMP NOT NULL,
          from_inputs MAP<STRING, BIGINT> NOT NULL,
          to_inputs MAP<STRING, BIGINT> NOT NULL,
          run_id STRING NOT NULL
          """,
          "kpi_id",
          "period",
          "segment_type",
          "segment",
          "figure",
          "to_version");

  private static final List<String> KEY = List.of("kpi_id", "period", "segment_type", "segment");
  private static final List<String> OF_THE_WEEK =
      List.of("kpi_version", "definition_digest", "period_end_at", "is_there");
  private static final List<String> COUNTED =
      List.of("n", "numerator_count", "excluded_count", "excluded", "target_value", "target_bound");
  private static final List<String> DERIVED =
      List.of(
          "mean_seconds",
          "median_seconds",
          "p90_seconds",
          "geometric_mean_seconds",
          "value",
          "is_target_met");

  private KpiRestatements() {}

  /**
   * Two versions of {@link KpiValues}, and who made the later one of them.
   *
   * @param reason the nearest cause among all that the two were computed from but definitions: rows
   *     tell those
   */
  public record Step(
      Restatements.Version from, Restatements.Version to, Reason reason, String runId) {}

  /**
   * Compares two versions of {@link KpiValues} in one task: the table is small.
   *
   * @param freeze how long after its end a week freezes
   */
  public static Dataset<Row> between(
      Dataset<Row> before, Dataset<Row> after, Step step, Duration freeze) {
    Instant until = earlier(step.from().asOf(), step.to().asOf()).minus(freeze);
    List<String> figures = figures(before, after);
    Dataset<Row> old = frozen(before, until, figures);
    Dataset<Row> now = frozen(after, until, figures);
    return old.as("old")
        .join(now.as("new"), isSameRow(), "full_outer")
        .coalesce(1)
        .withColumns(ofTheWeek())
        .where("is_told_before AND is_told_after")
        .where(not(SideBySide.areSame(figures)))
        .where(isOfIncidents("old").or(isOfIncidents("new")))
        .select(columns(step, figures, old.schema(), freeze))
        .select(col("*"), col("each.*"))
        .transform(rows -> Schemas.fit(rows, TABLE.schema()));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Those that both versions have. */
  private static List<String> figures(Dataset<Row> before, Dataset<Row> after) {
    Set<String> there = Set.of(before.columns());
    Set<String> now = Set.of(after.columns());
    return Stream.concat(COUNTED.stream(), DERIVED.stream())
        .filter(name -> there.contains(name) && now.contains(name))
        .toList();
  }

  private static Dataset<Row> frozen(Dataset<Row> version, Instant until, List<String> figures) {
    Column isFrozen = col("period_type").equalTo("week").and(col("period_end_at").leq(lit(until)));
    Column[] columns =
        Stream.of(KEY, OF_THE_WEEK, figures)
            .flatMap(List::stream)
            .map(KpiRestatements::comparable)
            .toArray(Column[]::new);
    return version.where(isFrozen).withColumn("is_there", lit(true)).select(columns).coalesce(1);
  }

  /** Maps cannot be compared. */
  private static Column comparable(String column) {
    return column.equals("excluded")
        ? to_json(map_from_entries(array_sort(map_entries(col(column))))).as(column)
        : col(column);
  }

  private static Column isSameRow() {
    return KEY.stream()
        .map(key -> col("old." + key).equalTo(col("new." + key)))
        .reduce(lit(true), Column::and);
  }

  /** What all rows of a KPI's week share: whether there are any, and by which definition. */
  private static Map<String, Column> ofTheWeek() {
    WindowSpec week = Window.partitionBy(SideBySide.either("kpi_id"), SideBySide.either("period"));
    return Map.of(
        "is_told_before", max(col("old.is_there")).over(week),
        "is_told_after", max(col("new.is_there")).over(week),
        "from_kpi_version", max(col("old.kpi_version")).over(week),
        "to_kpi_version", max(col("new.kpi_version")).over(week),
        "from_digest", max(col("old.definition_digest")).over(week),
        "to_digest", max(col("new.definition_digest")).over(week));
  }

  private static Column isOfIncidents(String version) {
    return coalesce(
        col(version + ".n").gt(0).or(col(version + ".excluded_count").gt(0)), lit(false));
  }

  private static Column[] columns(
      Step step, List<String> figures, StructType schema, Duration freeze) {
    return Stream.concat(
            KEY.stream().map(key -> SideBySide.either(key).as(key)),
            Stream.of(
                SideBySide.change().as("change"),
                reason(step).as("reason"),
                SideBySide.either("period_end_at").plus(lit(freeze)).as("frozen_at"),
                col("from_kpi_version"),
                col("to_kpi_version"),
                lit(step.from().number()).as("from_version"),
                lit(step.to().number()).as("to_version"),
                lit(step.to().asOf()).as("as_of"),
                SideBySide.inputs(step.from()).as("from_inputs"),
                SideBySide.inputs(step.to()).as("to_inputs"),
                lit(step.runId()).as("run_id"),
                explode(SideBySide.changes(figures, DERIVED::contains, schema)).as("each")))
        .toArray(Column[]::new);
  }

  private static Column reason(Step step) {
    return step.reason() == Reason.CODE_CHANGED
        ? step.reason().word()
        : when(col("from_digest").notEqual(col("to_digest")), Reason.DEFINITION_CHANGED.word())
            .otherwise(step.reason().word());
  }
}
