package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.bronze.SampleChunks;
import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.ExclusionRule;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.MissingRule;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.gold.SloBurnEpisodes;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.SampleDays;
import dev.aftermath.jobs.testing.SparkTest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@DisplayName("A part of a composite that is first measured weeks after the other")
class LateMeasuresTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 20);
  private static final LocalDate LATE = LocalDate.of(2026, 3, 10);
  private static final List<TableSpec> TABLES = List.of(SloWindows.TABLE, SloBurnEpisodes.TABLE);

  @Test
  @DisplayName("leaves the past as it was: the whole is judged since any part is measured")
  void latePart(SparkSession spark, @TempDir Path folder) {
    List<Row> early = new ArrayList<>();
    // Bad for three days of January, good before and after.
    early.addAll(EpisodeMonthsTest.steady(spark, "acme", FIRST, FIRST.plusDays(4), 0));
    early.addAll(EpisodeMonthsTest.steady(spark, "acme", FIRST.plusDays(5), FIRST.plusDays(7), 9));
    early.addAll(EpisodeMonthsTest.steady(spark, "acme", FIRST.plusDays(8), LATE.minusDays(1), 0));
    List<Row> late = new ArrayList<>();
    late.addAll(EpisodeMonthsTest.steady(spark, "acme", LATE, LATE, 0));
    late.addAll(EpisodeMonthsTest.steady(spark, "globex", LATE, LATE, 9));
    Lake lake = Lake.at(spark, folder.resolve("daily").toString());
    EpisodeMonthsTest.add(lake, early, 0);
    run(lake, endOf(LATE.minusDays(1)));
    EpisodeMonthsTest.add(lake, late, 1);
    run(lake, endOf(LATE));

    for (String slo : List.of("occurrences", "ratio_timeslices", "timeslices")) {
      assertThat(
              lake.read(SloBurnEpisodes.TABLE)
                  .where(col("slo").equalTo(slo).and(col("objective").equalTo("composite")))
                  .select("month")
                  .distinct()
                  .orderBy("month")
                  .collectAsList())
          .as(slo)
          .extracting(row -> row.getString(0))
          .containsExactly("2026-01", "2026-03");
    }
    // Where slices are good or bad, one that is good for one part and unknown for another is
    // unknown: the whole begins with the first bad slice.
    assertThat(
            lake.read(SloWindows.TABLE)
                .where(col("objective").equalTo("composite"))
                .groupBy("slo")
                .agg(min("day"))
                .orderBy("slo")
                .collectAsList())
        .extracting(row -> row.mkString(" "))
        .containsExactly(
            "occurrences 2026-01-20", "ratio_timeslices 2026-01-20", "timeslices 2026-01-25");
    Lake whole = Lake.at(spark, folder.resolve("whole").toString());
    EpisodeMonthsTest.add(whole, early, 0);
    EpisodeMonthsTest.add(whole, late, 1);
    run(whole, endOf(LATE));
    for (TableSpec table : TABLES) {
      assertThat(EpisodeMonthsTest.contents(lake, table))
          .as(table.name())
          .isEqualTo(EpisodeMonthsTest.contents(whole, table));
    }
  }

  private static Instant endOf(LocalDate day) {
    return day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private static void run(Lake lake, Instant asOf) {
    ReportCalendar calendar = ReportCalendar.in(ZoneOffset.UTC);
    List<SloHistory> slos =
        SloHistory.of(
            Arrays.stream(BudgetingMethod.values()).map(LateMeasuresTest::bothTenants).toList());
    new Pipeline(lake, "run", Progress.silent())
        .run(
            List.of(
                EpisodeMonthsTest.step(
                    SampleDays.TABLE, SampleChunks.TABLE, "", null, new SampleRules.OfDays()),
                EpisodeMonthsTest.step(
                    SloSliceDays.TABLE, SampleDays.TABLE, "", null, new SampleRules.OfSlices(slos)),
                EpisodeMonthsTest.step(
                    SloWindows.TABLE,
                    SloSliceDays.TABLE,
                    "",
                    asOf,
                    new WindowRules(slos, calendar, asOf, (changes, version) -> List.of())),
                EpisodeMonthsTest.step(
                    SloBurnEpisodes.TABLE,
                    SloSliceDays.TABLE,
                    "",
                    asOf,
                    new EpisodeRules(slos, List.of(EpisodeMonthsTest.prompt()), calendar, asOf))));
  }

  private static SloDefinition bothTenants(BudgetingMethod method) {
    String name = method.name().toLowerCase(Locale.ROOT);
    return new SloDefinition(
        name,
        name,
        "shop",
        new TreeMap<>(),
        SloDefinition.Kind.COMPOSITE,
        method,
        List.of(part(method, "acme"), part(method, "globex")),
        new RollingWindow(Span.parse("7d")),
        MissingRule.UNKNOWN,
        ExclusionRule.REMOVE_TIME,
        Grouping.NONE,
        List.of(),
        null);
  }

  private static Objective part(BudgetingMethod method, String tenant) {
    return new Objective(
        tenant,
        EpisodeMonthsTest.ratio("{tenant=\"" + tenant + "\"}"),
        new BigDecimal("0.9"),
        method == BudgetingMethod.TIMESLICES ? new BigDecimal("0.9") : null,
        method == BudgetingMethod.OCCURRENCES ? null : Duration.ofMinutes(5),
        BigDecimal.ONE);
  }
}
