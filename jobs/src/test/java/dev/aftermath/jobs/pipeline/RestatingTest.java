package dev.aftermath.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.bronze.SampleChunks;
import dev.aftermath.jobs.config.MaintenanceRules;
import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.series.LabelSelector;
import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.Exclusion;
import dev.aftermath.jobs.domain.slo.ExclusionRule;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.MissingRule;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.gold.Restatements;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.SampleDays;
import dev.aftermath.jobs.testing.SampleRows;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@DisplayName("The ledger of restatements")
class RestatingTest {
  private static final ReportCalendar CALENDAR = ReportCalendar.in(ZoneOffset.UTC);
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Instant DAY_AFTER = START.plusSeconds(86_400);

  @Test
  @DisplayName("holds what was published and what is known now, once, with the reason")
  void lateErrors(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());
    take(lake, "one", SampleRows.in(spark).chunk("a", "all", times(), rising(10, 0)));
    run(lake, "0.99", DAY_AFTER);
    assertThat(lake.read(Restatements.TABLE).count()).isZero();
    Instant published = lake.newest(SloWindows.TABLE).orElseThrow().writtenAt();

    // Five errors at noon come late; one more day without a sample restates nothing.
    take(lake, "two", SampleRows.in(spark).chunk("b", "errors", times(), rising(0, 5)));
    run(lake, "0.99", DAY_AFTER);
    run(lake, "0.99", DAY_AFTER.plusSeconds(86_400));
    run(lake, "0.999", DAY_AFTER.plusSeconds(86_400));
    run(lake, "0.999", DAY_AFTER.plusSeconds(86_400));

    // A commit of each run that made a version of the figures: the first had none before it.
    assertThat(lake.commits(Restatements.TABLE)).hasSize(3);
    // 287 measured slices of 10: 2,870, of which 28.7, later 2.87 may fail.
    assertThat(restated(lake, "2026-03-02"))
        .containsExactly(
            "definition_changed budget_consumed_ratio 0.17421602787456447 -> 1.7421602787456445",
            "definition_changed budget_total 28.700000000 -> 2.870000000",
            "definition_changed target 0.99 -> 0.999",
            "definition_changed verdict met -> missed",
            "late_data budget_consumed_ratio 0.0 -> 0.17421602787456447",
            "late_data good 2870.000000000 -> 2865.000000000",
            "late_data sli 1.0 -> 0.9982578397212544");
    Row first =
        lake.read(Restatements.TABLE).where("reason = 'late_data' AND figure = 'good'").first();
    assertThat(
            lake.read(SloWindows.TABLE, first.<Long>getAs("from_version"))
                .where("window = 'declared' AND day = DATE '2026-03-02'")
                .first()
                .<BigDecimal>getAs("good"))
        .isEqualByComparingTo("2870");
    // The samples came in two batches, and the slices were made once from each.
    assertThat(first.getJavaMap(first.fieldIndex("from_inputs")))
        .isEqualTo(Map.of("sample_chunks", 0L, "slo_slice_days", 0L));
    assertThat(first.getJavaMap(first.fieldIndex("to_inputs")))
        .isEqualTo(Map.of("sample_chunks", 1L, "slo_slice_days", 1L));

    // The view is made of the table: both are read as they stood.
    assertThat(asPublished(lake, published)).isEqualTo("2870.000000000 1.0");
    assertThat(asPublished(lake, Instant.now())).isEqualTo("2865.000000000 0.9982578397212544");
    assertThatThrownBy(() -> asPublished(lake, published.minusMillis(1)))
        .isInstanceOf(NotPublishedException.class)
        .hasMessage(
            "Cannot show slo_windows as it was published at "
                + published.minusMillis(1)
                + ": it was first written at "
                + published
                + ". Name this instant, or a later one");
  }

  @Test
  @DisplayName("is made anew from all versions when it has other columns than now")
  void otherColumns(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());
    take(lake, "one", SampleRows.in(spark).chunk("a", "all", times(), rising(10, 0)));
    run(lake, "0.99", DAY_AFTER);
    run(lake, "0.999", DAY_AFTER);
    List<String> entered = restated(lake, "2026-03-02");
    TableSpec old = TableSpec.gold("restatements", "slo STRING NOT NULL", "slo");
    lake.replace(old, spark.sql("SELECT 'checkout' AS slo"), Note.of("run"));

    run(lake, "0.999", DAY_AFTER);
    run(lake, "0.999", DAY_AFTER);

    assertThat(entered)
        .containsExactly(
            "definition_changed budget_total 28.700000000 -> 2.870000000",
            "definition_changed target 0.99 -> 0.999");
    assertThat(restated(lake, "2026-03-02")).isEqualTo(entered);
  }

  /** The figures of the first day, from a table and a view that is made of it. */
  private static String asPublished(Lake lake, Instant instant) {
    String sql =
        """
        SELECT good, slo_what_if.sli
        FROM slo_windows JOIN slo_what_if USING (slo, group_key, objective, window, day)
        WHERE window = 'declared' AND day = DATE '2026-03-02' AND candidate_target = 0.9
        """;
    Views.open(lake, sql, instant);
    Row row = lake.spark().sql(sql).first();
    return row.get(0) + " " + row.get(1);
  }

  @Test
  @DisplayName("tells an exclusion approved in retrospect from the samples that came with it")
  void lateApproval(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());
    take(lake, "one", SampleRows.in(spark).chunk("a", "all", times(), rising(10, 0)));
    take(lake, "two", SampleRows.in(spark).chunk("b", "errors", times(), rising(0, 5)));
    run(lake, "0.99", DAY_AFTER);

    take(lake, "three", SampleRows.in(spark).chunk("c", "all", nextTimes(), next(2_880, 10)));
    take(lake, "four", SampleRows.in(spark).chunk("d", "errors", nextTimes(), next(5, 0)));
    Instant noon = START.plusSeconds(43_200);
    Exclusion approved = new Exclusion("change", "shop", new Interval(noon, noon.plusSeconds(300)));
    run(lake, "0.99", DAY_AFTER.plusSeconds(86_400), List.of(approved));

    // The 5 errors, and the slice of 10 they were in, are excluded now: 2,860 of 2,860.
    assertThat(restated(lake, "2026-03-02"))
        .containsExactly(
            "exclusion_changed excluded_slice_count 0 -> 1",
            "exclusion_changed net_budget_consumed_ratio 0.17421602787456447 -> 0.0",
            "exclusion_changed net_good 2865.000000000 -> 2860.000000000",
            "exclusion_changed net_sli 0.9982578397212544 -> 1.0",
            "exclusion_changed net_total 2870.000000000 -> 2860.000000000");
  }

  @Test
  @DisplayName("does not keep a figure from being computed under the old definition")
  void oldDefinition(SparkSession spark, @TempDir Path folder) throws IOException {
    Lake lake = Lake.at(spark, folder.toString());
    take(lake, "one", SampleRows.in(spark).chunk("a", "all", times(), rising(10, 0)));
    take(lake, "two", SampleRows.in(spark).chunk("b", "errors", times(), rising(0, 5)));
    run(lake, "0.999", DAY_AFTER);
    Row published = declared(lake.read(SloWindows.TABLE));

    Row held =
        declared(
            new UnderVersion(
                    lake, CALENDAR, MaintenanceRules.read(Path.of("../conf/exclusions.yaml")))
                .windows(slo("0.99"), published));

    // 5 of 2,870 failed: of 0.1 % that may, and of 1 %.
    assertThat(published.<String>getAs("verdict")).isEqualTo("missed");
    assertThat(published.<Double>getAs("budget_consumed_ratio")).isEqualTo(1.7421602787456445);
    assertThat(held.<String>getAs("verdict")).isEqualTo("met");
    assertThat(held.<Double>getAs("budget_consumed_ratio")).isEqualTo(0.17421602787456447);
    assertThat(held.<BigDecimal>getAs("budget_total")).isEqualByComparingTo("28.7");
  }

  private static Row declared(Dataset<Row> windows) {
    return windows.where("window = 'declared' AND day = DATE '2026-03-02'").first();
  }

  private static List<String> restated(Lake lake, String day) {
    return lake
        .read(Restatements.TABLE)
        .where("window = 'declared' AND day = DATE '" + day + "'")
        .where(
            "figure IN ('good', 'sli', 'target', 'budget_total', 'budget_consumed_ratio', 'verdict')"
                + " OR reason = 'exclusion_changed'")
        .collectAsList()
        .stream()
        .map(
            row ->
                row.getAs("reason")
                    + " "
                    + row.getAs("figure")
                    + " "
                    + row.getAs("old_value")
                    + " -> "
                    + row.getAs("new_value"))
        .sorted()
        .toList();
  }

  private static void take(Lake lake, String batch, SampleRows rows) {
    lake.append(SampleChunks.TABLE, rows.toBronze().coalesce(1), "run", batch);
  }

  private static void run(Lake lake, String target, Instant asOf) {
    run(lake, target, asOf, List.of());
  }

  private static void run(Lake lake, String target, Instant asOf, List<Exclusion> approved) {
    List<SloHistory> slos = SloHistory.of(List.of(slo(target)));
    new Pipeline(lake, "run", Progress.silent())
        .run(
            List.of(
                new Step(
                    SampleDays.TABLE,
                    List.of(SampleChunks.TABLE),
                    "",
                    null,
                    Monthly.by(new SampleRules.OfDays())),
                new Step(
                    SloSliceDays.TABLE,
                    List.of(SampleDays.TABLE),
                    "",
                    null,
                    Monthly.by(new SampleRules.OfSlices(slos))),
                new Step(
                    SloWindows.TABLE,
                    List.of(SloSliceDays.TABLE),
                    slos.toString(),
                    asOf,
                    Monthly.by(
                        new WindowRules(slos, CALENDAR, asOf, (changes, version) -> approved))),
                new Step(
                    Restatements.TABLE,
                    List.of(SloWindows.TABLE),
                    "",
                    null,
                    new Restating((changes, version) -> approved))));
  }

  private static long[] times() {
    long[] times = new long[288];
    for (int i = 0; i < times.length; i++) {
      times[i] = START.plusSeconds(i * 300L + 1).toEpochMilli();
    }
    return times;
  }

  private static long[] nextTimes() {
    return Arrays.stream(times()).map(time -> time + 86_400_000).toArray();
  }

  /** From a value on so many more each time. */
  private static double[] next(int first, int each) {
    return IntStream.range(0, 288).mapToDouble(i -> first + i * each).toArray();
  }

  /** So many more each time, and once, at noon, so many besides. */
  private static double[] rising(int each, int atNoon) {
    double[] values = new double[288];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * each + (i >= 144 ? atNoon : 0);
    }
    return values;
  }

  private static SloDefinition slo(String target) {
    Indicator ratio =
        new Indicator.Ratio(
            Indicator.Part.BAD,
            new SeriesQuery(null, LabelSelector.parse("errors")),
            new SeriesQuery(null, LabelSelector.parse("all")),
            Indicator.SampleMeaning.COUNTER);
    return new SloDefinition(
        "checkout",
        "Checkout",
        "shop",
        new TreeMap<>(),
        SloDefinition.Kind.SIMPLE,
        BudgetingMethod.OCCURRENCES,
        List.of(new Objective("Good", ratio, new BigDecimal(target), null, null, BigDecimal.ONE)),
        new RollingWindow(Span.parse("2d")),
        MissingRule.UNKNOWN,
        ExclusionRule.REMOVE_TIME,
        Grouping.NONE,
        List.of(),
        null);
  }
}
