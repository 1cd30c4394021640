package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.spark.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * One row per figure of {@link SloWindows} that came out differently than a run before had computed
 * it: the ledger of restatements. Rows are added and never changed.
 *
 * <p>Numbers are told as text, since figures of several types share the columns; null means that
 * the figure was, or is, undefined. A day that had no row before is no restatement. {@code
 * from_version} and {@code to_version} are versions of {@code slo_windows}: {@code SELECT ... FROM}
 * the older one shows the figure as it was published. {@code reason} is the nearest cause that the
 * two versions tell: {@code code_changed}, {@code definition_changed}, {@code late_data} (samples
 * came or were corrected) or {@code exclusion_changed}. The last two are told apart row by row:
 * where only {@code net_} figures came out differently, exclusions did.
 */
public final class Restatements {
  /** The table. */
  public static final TableSpec TABLE =
      TableSpec.gold(
          "restatements",
          """
          slo STRING NOT NULL,
          group_key STRING NOT NULL,
          objective STRING NOT NULL,
          window STRING NOT NULL,
          day DATE NOT NULL,
          figure STRING NOT NULL,
          old_value STRING,
          new_value STRING,
          reason STRING NOT NULL,
          from_version BIGINT NOT NULL,
          to_version BIGINT NOT NULL,
          run_id STRING NOT NULL
          """,
          "slo",
          "group_key",
          "objective",
          "window",
          "day",
          "figure",
          "to_version");

  private static final String NET = "net_";

  private static final List<String> KEY = List.of("slo", "group_key", "objective", "window", "day");

  /** The figures that readers are shown; the others follow from them. */
  private static final List<String> FIGURES =
      List.of(
          "good",
          "total",
          "sli",
          "sli_worst",
          "sli_best",
          "target",
          "budget_total",
          "budget_consumed_ratio",
          "coverage",
          "verdict",
          "net_sli",
          "net_budget_consumed_ratio",
          "net_verdict");

  private Restatements() {}

  /** Why figures came out differently. */
  public enum Reason {
    CODE_CHANGED,
    DEFINITION_CHANGED,
    LATE_DATA,
    EXCLUSION_CHANGED;

    /** The word in the table. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Two versions of the table, and who made the later one of them and why.
   *
   * @param from the version as it was before
   * @param to the version that a run made of it
   * @param reason for all rows; {@link Reason#LATE_DATA} for all but those whose net figures alone
   *     differ: samples that change those change gross ones too
   */
  public record Step(long from, long to, Reason reason, String runId) {}

  /**
   * Compares two versions of the table, one shuffle.
   *
   * @param before rows of the earlier version that were published
   * @param after rows of the later one, of the same days
   */
  public static Dataset<Row> between(Dataset<Row> before, Dataset<Row> after, Step step) {
    Column same =
        KEY.stream()
            .map(key -> col("old." + key).equalTo(col("new." + key)))
            .reduce(lit(true), Column::and);
    List<Column> changes = new ArrayList<>();
    Column isGrossAsBefore = lit(true);
    for (String figure : FIGURES) {
      Column old = col("old." + figure);
      Column now = col("new." + figure);
      if (!figure.startsWith(NET)) {
        isGrossAsBefore = isGrossAsBefore.and(old.eqNullSafe(now));
      }
      changes.add(
          when(
              not(old.eqNullSafe(now)),
              struct(
                  lit(figure).as("figure"),
                  old.cast("string").as("old_value"),
                  now.cast("string").as("new_value"))));
    }
    Column[] keys = KEY.stream().map(key -> col("old." + key).as(key)).toArray(Column[]::new);
    return before
        .as("old")
        .join(after.as("new"), same, "left_outer")
        .select(
            Stream.concat(
                    Stream.of(keys),
                    Stream.of(
                        reason(step, isGrossAsBefore).as("reason"),
                        explode(array_compact(array(changes.toArray(Column[]::new)))).as("change")))
                .toArray(Column[]::new))
        .select(col("*"), col("change.*"))
        .withColumn("from_version", lit(step.from()))
        .withColumn("to_version", lit(step.to()))
        .withColumn("run_id", lit(step.runId()))
        .drop("change")
        .transform(rows -> Schemas.fit(rows, TABLE.schema()))
        .select(Stream.of(TABLE.schema().fieldNames()).map(functions::col).toArray(Column[]::new));
  }

  private static Column reason(Step step, Column isGrossAsBefore) {
    Column ofAll = lit(step.reason().word());
    return step.reason() == Reason.LATE_DATA
        ? when(isGrossAsBefore, Reason.EXCLUSION_CHANGED.word()).otherwise(ofAll)
        : ofAll;
  }
}
