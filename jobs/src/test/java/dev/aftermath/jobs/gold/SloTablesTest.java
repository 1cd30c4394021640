package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.series.LabelSelector;
import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.ExclusionRule;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.MissingRule;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.testing.SampleRows;
import dev.aftermath.jobs.testing.SparkTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
class SloTablesTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final SloDefinition BAD_REQUESTS =
      slo("checkout", "requests_total{code=\"500\"}", "requests_total", "0.99");
  private static final SloDefinition NEVER_BAD =
      slo("never", "requests_total{code=\"501\"}", "requests_total", "0.99");

  @Test
  @DisplayName("All series of a selector add up per slice; errors never exported are none")
  void seriesAddUp(SparkSession spark) {
    Dataset<Row> days =
        SloSliceDays.build(
            SampleRows.days(
                SampleRows.in(spark)
                    .chunk(
                        "a",
                        "requests_total,code=200",
                        "2026-03-01T23:56:00Z=1000",
                        "2026-03-01T23:59:00Z=1010")
                    .chunk(
                        "a",
                        "requests_total,code=200",
                        "2026-03-02T00:00:00Z=1015",
                        "2026-03-02T00:01:00Z=1022")
                    .chunk(
                        "a",
                        "requests_total,code=500",
                        "2026-03-01T23:56:00Z=7",
                        "2026-03-01T23:59:00Z=2")
                    .chunk("a", "up,job=api", "2026-03-01T23:56:00Z=1")
                    .toBronze()),
            SloHistory.of(List.of(BAD_REQUESTS, NEVER_BAD)));
    List<Row> slices = SloSlices.view(days).orderBy("slo", "slice_start").collectAsList();

    // Until midnight: 15 answered, a counter of errors that began anew at 2. Then 7.
    assertThat(slices)
        .extracting(SloTablesTest::slice)
        .containsExactly(
            "checkout 2026-03-01T23:55:00Z 15.000000000/17.000000000",
            "checkout 2026-03-02T00:00:00Z 7.000000000/7.000000000",
            "never 2026-03-01T23:55:00Z 17.000000000/17.000000000",
            "never 2026-03-02T00:00:00Z 7.000000000/7.000000000");
    assertThat(days.orderBy("slo", "day").collectAsList())
        .extracting(SloTablesTest::day)
        .containsExactly(
            "checkout 2026-03-01 samples 3/1 resets 2",
            "checkout 2026-03-02 samples 1/0 resets 0",
            "never 2026-03-01 samples 3/0 resets 1",
            "never 2026-03-02 samples 1/0 resets 0");
  }

  @Test
  @DisplayName("Windows of every day that has ended and the breach among them")
  void windowsAndBreaches(SparkSession spark) {
    Dataset<Row> slices =
        SloSliceDays.build(SampleRows.days(fourDays(spark)), SloHistory.of(List.of(BAD_REQUESTS)))
            .cache();
    Instant asOf = START.plusSeconds(4 * 86_400 + 3_600);

    List<Row> windows =
        SloWindows.build(
                slices,
                SloHistory.of(List.of(BAD_REQUESTS)),
                List.of(),
                ReportCalendar.in(ZoneOffset.UTC),
                asOf)
            .where(col("window").isin("declared", "month"))
            .orderBy("window", "day")
            .collectAsList();
    List<Row> breaches = SloBreaches.build(findings(slices, asOf)).collectAsList();

    // 10 requests every 5 minutes, 2,880 a day; on the third day 5 of the first 60 slices' 10 fail.
    // The very first sample measures nothing, so the first day has one slice less.
    assertThat(windows)
        .extracting(
            row ->
                row.getAs("window")
                    + " "
                    + row.getAs("day")
                    + " "
                    + row.<BigDecimal>getAs("good").toBigInteger()
                    + "/"
                    + row.<BigDecimal>getAs("total").toBigInteger()
                    + " "
                    + row.getAs("verdict")
                    + " unknown "
                    + row.getAs("unknown_slice_count"))
        .containsExactly(
            "declared 2026-03-01 2870/2870 met unknown 289",
            "declared 2026-03-02 5750/5750 met unknown 1",
            "declared 2026-03-03 5460/5760 missed unknown 0",
            "declared 2026-03-04 5460/5760 missed unknown 0",
            "month 2026-03-01 2870/2870 met unknown 1",
            "month 2026-03-02 5750/5750 met unknown 1",
            "month 2026-03-03 8330/8630 missed unknown 1",
            "month 2026-03-04 11210/11510 missed unknown 1");
    assertThat(windows)
        .extracting(row -> row.getAs("missing_rule") + " " + row.getAs("exclusion_rule"))
        .containsOnly("unknown remove_time");
    // The rolling window has no zone, the month that of the report.
    assertThat(windows.get(0).<String>getAs("zone")).isNull();
    assertThat(windows.get(4).<String>getAs("zone")).isEqualTo("Z");
    // 1 - 5460/5760 = 300/5760 bad, of a hundredth allowed.
    assertThat(windows.get(2).<Double>getAs("budget_consumed_ratio")).isEqualTo(5.208333333333333);
    assertThat(windows.get(2).<Double>getAs("sli")).isEqualTo(0.9479166666666666);
    // 57.6 of 5,760 may fail: the twelfth bad slice makes 60, at 01:00. Ongoing after the last day.
    assertThat(breaches).hasSize(1);
    assertThat(breaches.get(0).<Object>getAs("start_at")).hasToString("2026-03-03T01:00:00Z");
    assertThat(breaches.get(0).<Object>getAs("end_at")).isNull();
    assertThat(breaches.get(0).<Double>getAs("worst_hour_burn_rate")).isEqualTo(50.0);
    slices.unpersist();
  }

  private static SloFindings findings(Dataset<Row> slices, Instant asOf) {
    return SloFindings.in(
        slices,
        slices.sparkSession().createDataFrame(List.of(), IncidentFacts.TABLE.schema()),
        SloHistory.of(List.of(BAD_REQUESTS)),
        List.of(),
        ZoneOffset.UTC,
        asOf);
  }

  private static Dataset<Row> fourDays(SparkSession spark) {
    SampleRows rows = SampleRows.in(spark);
    double requests = 0;
    double errors = 0;
    for (int day = 0; day <= 4; day++) {
      int samples = day == 4 ? 12 : 288;
      long[] times = new long[samples];
      double[] answered = new double[samples];
      double[] failed = new double[samples];
      for (int i = 0; i < samples; i++) {
        times[i] = START.plusSeconds(day * 86_400L + i * 300L + 1).toEpochMilli();
        boolean bad = day == 2 && i < 60;
        requests += bad ? 5 : 10;
        errors += bad ? 5 : 0;
        answered[i] = requests;
        failed[i] = errors;
      }
      rows.chunk("a", "requests_total,code=200", times, answered);
      rows.chunk("a", "requests_total,code=500", times, failed);
    }
    return rows.toBronze();
  }

  private static SloDefinition slo(String name, String bad, String total, String target) {
    Indicator ratio =
        new Indicator.Ratio(
            Indicator.Part.BAD,
            new SeriesQuery(null, LabelSelector.parse(bad)),
            new SeriesQuery("prometheus", LabelSelector.parse(total)),
            Indicator.SampleMeaning.COUNTER);
    return new SloDefinition(
        name,
        name,
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

  private static String day(Row row) {
    return row.getAs("slo")
        + " "
        + row.getAs("day")
        + " samples "
        + row.getAs("total_sample_count")
        + "/"
        + row.getAs("part_sample_count")
        + " resets "
        + row.getAs("reset_count");
  }

  private static String slice(Row row) {
    return row.getAs("slo")
        + " "
        + row.getAs("slice_start")
        + " "
        + row.getAs("good")
        + "/"
        + row.getAs("total");
  }
}
