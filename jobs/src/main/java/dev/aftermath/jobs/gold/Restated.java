package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.to_date;

import dev.aftermath.jobs.lake.TableSpec;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * A table whose figures are entered into {@link Restatements} when they come out differently: all
 * its columns but the key and those that only say whose figures they are.
 *
 * @param start the column that tells when what a row speaks of began
 * @param end the column that tells when it was over; null in a row of what goes on
 * @param besides columns that are neither key nor figure
 * @param counted the figures that are counted or declared; the others follow from these
 */
public record Restated(
    Kind kind,
    TableSpec table,
    String start,
    String end,
    List<String> besides,
    List<String> counted) {

  /** {@link SloWindows}: a day is there once it has ended, and then final. */
  public static final Restated WINDOWS =
      new Restated(
          Kind.DAY,
          SloWindows.TABLE,
          "window_start",
          "evaluated_at",
          List.of(
              "service",
              "window_kind",
              "window_length",
              "budgeting_method",
              "missing_rule",
              "exclusion_rule",
              "zone",
              "month",
              "evaluated_at",
              "definition_digest"),
          List.of(
              "window_start",
              "window_end",
              "good",
              "total",
              "target",
              "good_slice_count",
              "bad_slice_count",
              "idle_slice_count",
              "unknown_slice_count",
              "net_good",
              "net_total",
              "excluded_slice_count",
              "definition_count"));

  /** {@link SloBreaches}: one is there from its start on, and final from its end on. */
  public static final Restated BREACHES =
      new Restated(
          Kind.BREACH,
          SloBreaches.TABLE,
          "start_at",
          "end_at",
          List.of("service", "definition_digests"),
          List.of("end_at", "state", "bad", "tenants"));

  /** {@link SloBurnEpisodes}, likewise. */
  public static final Restated BURN_EPISODES =
      new Restated(
          Kind.BURN_EPISODE,
          SloBurnEpisodes.TABLE,
          "start_at",
          "end_at",
          List.of(
              "service",
              "severity",
              "long_window_seconds",
              "short_window_seconds",
              "factor",
              "hold_seconds",
              "month",
              "definition_digest"),
          List.of("end_at", "state", "bad"));

  /** {@link SloExclusions}, likewise. */
  public static final Restated EXCLUSIONS =
      new Restated(
          Kind.EXCLUSION,
          SloExclusions.TABLE,
          "start_at",
          "end_at",
          List.of("service", "definition_digest"),
          List.of(
              "rule",
              "start_at",
              "end_at",
              "approval",
              "approver",
              "entered_at",
              "approved_at",
              "is_after_the_fact",
              "excluded_slice_count",
              "excluded_bad",
              "excluded_total"));

  /** {@link BudgetAttribution}: a part is final from the end of its window on. */
  public static final Restated ATTRIBUTION =
      new Restated(
          Kind.BUDGET_PART,
          BudgetAttribution.TABLE,
          "window_start",
          "window_end",
          List.of("service", "evaluated_at", "part_kind", "incident_id", "definition_digest"),
          List.of("cause_key", "bad"));

  /** All of them. */
  public static final List<Restated> ALL =
      List.of(WINDOWS, BREACHES, BURN_EPISODES, EXCLUSIONS, ATTRIBUTION);

  private static final String PART = "part";

  /** What a row speaks of. */
  public enum Kind {
    DAY,
    BREACH,
    BURN_EPISODE,
    EXCLUSION,
    BUDGET_PART
  }

  /**
   * How the figures of a table are restated.
   *
   * @throws java.util.NoSuchElementException when they are not
   */
  public static Restated of(TableSpec table) {
    return ALL.stream().filter(each -> each.table.equals(table)).findFirst().orElseThrow();
  }

  /** The figures that both versions of the table have. */
  List<String> figures(Dataset<Row> before, Dataset<Row> after) {
    Set<String> there = Set.of(before.columns());
    Set<String> now = Set.of(after.columns());
    return Stream.of(table.schema().fieldNames())
        .filter(name -> !table.key().contains(name) && !besides.contains(name))
        .filter(name -> there.contains(name) && now.contains(name))
        .toList();
  }

  /** Whether the rows of a version can be told from each other as those of today are. */
  boolean isTold(Dataset<Row> version) {
    Set<String> columns = Set.of(version.columns());
    return columns.containsAll(table.key()) && columns.contains(start) && columns.contains(end);
  }

  boolean isDerived(String figure) {
    return !counted.contains(figure);
  }

  /**
   * The rows of two versions side by side, as {@code old} and {@code new}: those that both have to
   * tell, and that the older one told for good. Where a version lacks a row its columns are null,
   * {@code is_there} among them.
   *
   * @param until what both versions have to tell is what was over, or had begun, by then
   */
  Dataset<Row> pairs(Dataset<Row> before, Dataset<Row> after, Instant until) {
    Column isSame =
        table.key().stream()
            .map(key -> col("old." + key).equalTo(col("new." + key)))
            .reduce(lit(true), Column::and);
    Dataset<Row> pairs =
        told(before, until)
            .as("old")
            .join(
                told(after, until).as("new"),
                isSame,
                kind == Kind.DAY ? "left_outer" : "full_outer");
    return switch (kind) {
      case DAY -> pairs;
      case BREACH, BURN_EPISODE, EXCLUSION ->
          pairs.where(
              col("old." + end)
                  .leq(lit(until))
                  .or(col("old.is_there").isNull())
                  .or(col("new.is_there").isNull()));
      case BUDGET_PART -> ofPeriodsOfBoth(pairs);
    };
  }

  private Dataset<Row> told(Dataset<Row> rows, Instant until) {
    Column isTold =
        switch (kind) {
          case DAY, BUDGET_PART -> col(end).leq(lit(until));
          case BREACH, BURN_EPISODE, EXCLUSION -> col(start).lt(lit(until));
        };
    Dataset<Row> told = rows.where(isTold).withColumn("is_there", lit(true));
    // The other tables are small: one task compares each sooner than stages could be set up.
    return kind == Kind.DAY ? told : told.coalesce(1);
  }

  /** Rolling periods move on, and a removed SLO has none: neither restates their parts. */
  private Dataset<Row> ofPeriodsOfBoth(Dataset<Row> pairs) {
    WindowSpec period =
        Window.partitionBy(
            table.key().stream()
                .filter(key -> !key.equals(PART))
                .map(SideBySide::either)
                .toArray(Column[]::new));
    return pairs
        .withColumn("is_period_of_old", max(col("old.is_there")).over(period))
        .withColumn("is_period_of_new", max(col("new.is_there")).over(period))
        .where("is_period_of_old AND is_period_of_new");
  }

  /** What tells a row from the others of its table, in the columns of the ledger. */
  List<Column> identity() {
    boolean hasWindow = table.key().contains("window");
    return List.of(
        lit(table.name()).as("table_name"),
        SideBySide.either("slo").as("slo"),
        SideBySide.either("group_key").as("group_key"),
        SideBySide.either("objective").as("objective"),
        (hasWindow ? SideBySide.either("window") : lit("")).as("window"),
        (table.key().contains("day") ? SideBySide.either("day") : to_date(SideBySide.either(start)))
            .as("day"),
        SideBySide.either(start).as("start_at"),
        part().as("part"));
  }

  private Column part() {
    return switch (kind) {
      case DAY, BREACH -> lit("");
      case BURN_EPISODE -> concat(SideBySide.either("policy"), lit(" "), SideBySide.either("rule"));
      case EXCLUSION -> SideBySide.either("exclusion_id");
      case BUDGET_PART -> SideBySide.either(PART);
    };
  }
}
