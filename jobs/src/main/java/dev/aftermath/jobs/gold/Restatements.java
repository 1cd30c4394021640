package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row per published figure that came out differently than a run before had computed it: the
 * ledger of restatements. Rows are added and never changed.
 *
 * <p>{@code table_name} is the table of the figure: {@code slo_windows}, {@code slo_breaches},
 * {@code slo_burn_episodes}, {@code slo_exclusions} or {@code budget_attribution}; {@code figure}
 * is its column. The row it is of is told by {@code slo}, {@code group_key}, {@code objective},
 * {@code window} (empty where the table has none), {@code start_at}, when what it speaks of began,
 * and {@code part}: an exclusion's id, a burn-rate rule with its policy, a part of the attribution,
 * or nothing. {@code day} is that of {@code slo_windows}, elsewhere the day of {@code start_at} in
 * UTC.
 *
 * <p>Entered is what had been final: a day of {@code slo_windows} that had ended, a breach, an
 * episode or an exclusion that was over, a part of a window that had ended. What merely went on
 * since is no restatement. {@code change} is {@code changed}; {@code vanished} where the later
 * version lacks the row; or {@code appeared}, where the earlier one lacks a row of the time that it
 * told: there is no such thing as an appeared day, and parts of the attribution appear and vanish
 * in windows only that both versions tell. Each figure of such a row that has a value is entered.
 *
 * <p>Values are told as text, since figures of several types share the columns; null means that the
 * figure was, or is, undefined. {@code is_derived} figures follow from what is counted, measured or
 * declared: {@code WHERE NOT is_derived} tells each change by what it began with.
 *
 * <p>{@code from_version} and {@code to_version} are versions of the table; {@code SELECT ... FROM}
 * the older one shows the figure as it was published. {@code from_inputs} and {@code to_inputs} are
 * the versions of the tables that each of the two was computed from, those of the first layer
 * included. {@code reason} is the nearest cause that they tell: {@code code_changed}, {@code
 * definition_changed}, {@code late_data} (samples came or were corrected), {@code
 * exclusion_changed} or {@code incident_changed}. The last three are told apart row by row, see
 * {@link RestatementCauses}.
 */
public final class Restatements {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "restatements",
          """
          table_name STRING NOT NULL,
          slo STRING NOT NULL,
          group_key STRING NOT NULL,
          objective STRING NOT NULL,
          window STRING NOT NULL,
          day DATE NOT NULL,
          start_at TIMESTAMP NOT NULL,
          part STRING NOT NULL,
          figure STRING NOT NULL,
          is_derived BOOLEAN NOT NULL,
          change STRING NOT NULL,
          old_value STRING,
          new_value STRING,
          reason STRING NOT NULL,
          from_version BIGINT NOT NULL,
          to_version BIGINT NOT NULL,
          from_inputs MAP<STRING, BIGINT> NOT NULL,
          to_inputs MAP<STRING, BIGINT> NOT NULL,
          run_id STRING NOT NULL
          """,
          "table_name",
          "slo",
          "group_key",
          "objective",
          "window",
          "day",
          "start_at",
          "part",
          "figure",
          "to_version");

  /** The derived figures that readers look at first. */
  public static final List<String> VERDICTS =
      List.of(
          "sli",
          "budget_consumed_ratio",
          "verdict",
          "net_sli",
          "net_budget_consumed_ratio",
          "net_verdict");

  private Restatements() {}

  /**
   * A version of a table.
   *
   * @param inputs the versions of the tables that it was computed from
   * @param asOf the instant that it was computed for
   */
  public record Version(long number, SortedMap<String, Long> inputs, Instant asOf) {}

  /**
   * Two versions of a table, and who made the later one of them.
   *
   * @param from the version as it was before
   * @param to the version that a run made of it
   * @param causes what differs between what the two were computed from
   */
  public record Step(Version from, Version to, RestatementCauses causes, String runId) {
    private Instant until() {
      return from.asOf().isBefore(to.asOf()) ? from.asOf() : to.asOf();
    }
  }

  /**
   * Compares two versions of a table: days in one shuffle, all else in one task.
   *
   * @param before rows of the earlier version
   * @param after rows of the later one; of a table kept by month both may be of the months alone
   *     that the run computed anew
   * @return empty when the two cannot be compared, since one has other keys than the table has now
   */
  public static Optional<Dataset<Row>> between(
      Restated table, Dataset<Row> before, Dataset<Row> after, Step step) {
    if (!table.isTold(before) || !table.isTold(after)) {
      return Optional.empty();
    }
    List<String> figures = table.figures(before, after);
    List<Column> columns = new ArrayList<>(table.identity());
    columns.add(SideBySide.change().as("change"));
    columns.add(step.causes().reason(table, figures).as("reason"));
    columns.add(explode(SideBySide.changes(figures, table::isDerived, after.schema())).as("each"));
    return Optional.of(
        table
            .pairs(before, after, step.until())
            .where(not(SideBySide.areSame(figures)))
            .select(columns.toArray(Column[]::new))
            .select(col("*"), col("each.*"))
            .withColumn("from_version", lit(step.from().number()))
            .withColumn("to_version", lit(step.to().number()))
            .withColumn("from_inputs", SideBySide.inputs(step.from()))
            .withColumn("to_inputs", SideBySide.inputs(step.to()))
            .withColumn("run_id", lit(step.runId()))
            .transform(rows -> Schemas.fit(rows, TABLE.schema())));
  }
}
