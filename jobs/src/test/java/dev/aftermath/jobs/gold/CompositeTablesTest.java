package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.config.SloFiles;
import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.slo.BurnRatePolicy;
import dev.aftermath.jobs.domain.slo.BurnRateRule;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.testing.SampleRows;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Composites from OpenSLO files, their parts of the weights 1 and 2")
class CompositeTablesTest {
  private static final Instant AS_OF = Instant.parse("2026-03-03T00:00:00Z");
  private static final String DEFINITION =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: %4$s
      spec:
        service: shop
        timeWindow:
          - duration: 1d
            isRolling: true
        budgetingMethod: %1$s
        objectives:
          - displayName: Orders
            target: 0.99%2$s
            indicator:
              metadata:
                name: orders
              spec:
                ratioMetric:
                  counter: false
                  bad:
                    metricSource:
                      type: Prometheus
                      spec:
                        query: orders_failed
                  total:
                    metricSource:
                      type: Prometheus
                      spec:
                        query: orders_all
          - displayName: composite
            target: 0.95
            compositeWeight: 2%3$s
            indicator:
              metadata:
                name: searches
              spec:
                ratioMetric:
                  counter: false
                  bad:
                    metricSource:
                      type: Prometheus
                      spec:
                        query: searches_failed
                  total:
                    metricSource:
                      type: Prometheus
                      spec:
                        query: searches_all
      """;

  private List<SloHistory> slos = List.of();
  private List<Row> windows = List.of();
  private List<Row> breaches = List.of();
  private List<Row> episodes = List.of();

  @BeforeAll
  void compute(SparkSession spark, @TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a.yaml"), definition("Occurrences", "", ""));
    Files.writeString(folder.resolve("b.yaml"), inSlices("RatioTimeslices", "", ""));
    Files.writeString(
        folder.resolve("c.yaml"),
        inSlices("Timeslices", "\n      timeSliceTarget: 0.997", "\n      timeSliceTarget: 0.965"));
    slos = SloHistory.of(SloFiles.read(List.of(folder)).definitionsOrThrow());
    Dataset<Row> slices = SloSliceDays.build(SampleRows.days(samples(spark)), slos).cache();
    windows =
        SloWindows.build(slices, slos, List.of(), ReportCalendar.in(ZoneOffset.UTC), AS_OF)
            .where(col("window").equalTo("declared").and(col("day").equalTo("2026-03-01")))
            .orderBy("slo", "objective")
            .collectAsList();
    breaches =
        SloBreaches.build(
                SloFindings.in(
                    slices,
                    spark.createDataFrame(List.of(), IncidentFacts.TABLE.schema()),
                    slos,
                    List.of(),
                    ZoneOffset.UTC,
                    AS_OF))
            .collectAsList();
    episodes = SloBurnEpisodes.build(slices, slos, List.of(policy()), AS_OF).collectAsList();
    slices.unpersist();
  }

  @Test
  @DisplayName("Occurrences: each part is met, and the whole missed since the burn adds up")
  void occurrences() {
    // 10 of 100 allowed, and twice 300 of 500: 1.3. Of 20,000 at 99 %, 200 may be bad: 260 are.
    assertThat(rows("occurrences"))
        .containsExactly(
            "Orders 9990/10000 sli 0.999 of 0.99 budget 100 consumed 0.1 met, 4 known",
            "composite 19740/20000 sli 0.987 of 0.99 budget 200 consumed 1.3 missed, 8 known",
            "composite (2) 9700/10000 sli 0.97 of 0.95 budget 500 consumed 0.6 met, 4 known");
    // Known are 4 of 288 slices of each part.
    assertThat(windows.get(1).<Double>getAs("coverage")).isEqualTo(8.0 / 576);
    // Nothing happened in the day's last six hours.
    assertThat(windows.get(1).<Double>getAs("burn_rate_6h")).isNull();
    assertThat(windows.get(1).<Double>getAs("burn_rate_24h")).isEqualTo(1.3);
  }

  @Test
  @DisplayName("RatioTimeslices: what is missing of the slices' ratios adds up")
  void ratioTimeslices() {
    // Of four slices 0.004 are missing of 0.04, and twice 0 + 0.1 + 0.025 + 0.04 of 0.2: 1.75.
    // Of eight at 99 %, 0.08 may be missing: 0.14 are.
    assertThat(rows("ratiotimeslices"))
        .containsExactly(
            "Orders 3.996/4 sli 0.999 of 0.99 budget 0.04 consumed 0.1 met, 4 known",
            "composite 7.86/8 sli 0.9825 of 0.99 budget 0.08 consumed 1.75 missed, 8 known",
            "composite (2) 3.835/4 sli 0.95875 of 0.95 budget 0.2 consumed 0.825 met, 4 known");
  }

  @Test
  @DisplayName("Timeslices: a slice that is bad for any part is bad, whatever the weights")
  void timeslices() {
    // Orders are bad in the first slice, searches in the second and the fourth.
    assertThat(rows("timeslices"))
        .containsExactly(
            "Orders 3/4 sli 0.75 of 0.99 budget 0.04 consumed 25 missed, 4 known",
            "composite 1/4 sli 0.25 of 0.99 budget 0.04 consumed 75 missed, 4 known",
            "composite (2) 2/4 sli 0.5 of 0.95 budget 0.2 consumed 10 missed, 4 known");
  }

  @Test
  @DisplayName("What the whole's window missed is a breach of the whole")
  void breachesOfWholes() {
    // Occurrences: by 00:10 10 of 50 and twice 100 of 175, over the budget; at 00:20 of the next
    // day the last slice leaves the window, of which before that twice 300 of 375 was the most:
    // 1.6.
    // In the two slices from 00:10 on twice 200 of 325 was bad, of a hundredth of 11,500.
    assertThat(breaches("occurrences"))
        .containsExactly(
            "composite 2026-03-01T00:10:00Z to 2026-03-02T00:20:00Z ended bad 141.538461538"
                + " consumed 1.6 hour 1.6");
    // RatioTimeslices: by 00:10 0.004 of 0.02 and twice 0.1 of 0.1; without the first slice twice
    // 0.165 of 0.15. From then on twice 0.065 of 0.1, of a hundredth of four slices.
    // The part of 95 % is missed once its first slice has left: 0.165 of 0.15.
    assertThat(breaches("ratiotimeslices"))
        .containsExactlyInAnyOrder(
            "composite (2) 2026-03-02T00:05:00Z to 2026-03-02T00:10:00Z ended bad 0 consumed 1.1"
                + " hour none",
            "composite 2026-03-01T00:10:00Z to 2026-03-02T00:20:00Z ended bad 0.052"
                + " consumed 2.2 hour 2.2");
    // Timeslices: bad from the first slice on, 2 of 2 being 100 times a hundredth.
    assertThat(breaches("timeslices"))
        .containsExactlyInAnyOrder(
            "Orders 2026-03-01T00:05:00Z to 2026-03-02T00:05:00Z ended bad 0 consumed 100 hour 100",
            "composite 2026-03-01T00:05:00Z to 2026-03-02T00:20:00Z ended bad 2 consumed 100"
                + " hour 100",
            "composite (2) 2026-03-01T00:10:00Z to 2026-03-02T00:20:00Z ended bad 1 consumed 20"
                + " hour 20");
  }

  @Test
  @DisplayName("The whole's burn is an episode where no part's is, until its data ends")
  void episodesOfWholes() {
    // Above 1.2 over an hour: at 00:10 10 of 50 and twice 100 of 175 (1.34), at 00:15 1.2 is not
    // above it, at 00:20 1.3. After 01:00 the first slices leave: 1.6 and more, until none is left.
    assertThat(
            episodes.stream()
                .filter(row -> row.getAs("slo").equals("occurrences"))
                .map(CompositeTablesTest::stretch))
        .containsExactlyInAnyOrder(
            "composite 2026-03-01T00:10:00Z to 2026-03-01T00:15:00Z ended",
            "composite 2026-03-01T00:20:00Z to 2026-03-01T01:20:00Z ended_without_data");
  }

  private static String inSlices(String method, String ofOrders, String ofSearches) {
    String window = "\n      timeSliceWindow: 5m";
    return definition(method, window + ofOrders, window + ofSearches);
  }

  private static String definition(String method, String ofOrders, String ofSearches) {
    return DEFINITION.formatted(method, ofOrders, ofSearches, method.toLowerCase(Locale.ROOT));
  }

  /** Four slices; that searches are not equally many in each tells sums from means of ratios. */
  private static Dataset<Row> samples(SparkSession spark) {
    SampleRows rows = SampleRows.in(spark);
    add(rows, "orders_all", 2500, 2500, 2500, 2500);
    add(rows, "orders_failed", 10, 0, 0, 0);
    add(rows, "searches_all", 2500, 1000, 4000, 2500);
    add(rows, "searches_failed", 0, 100, 100, 100);
    return rows.toBronze();
  }

  private static void add(SampleRows rows, String series, int... values) {
    String[] samples = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      samples[i] = "2026-03-01T00:%02d:00Z=%d".formatted(5 * (i + 1), values[i]);
    }
    rows.chunk("export", series, samples);
  }

  private static BurnRatePolicy policy() {
    return new BurnRatePolicy(
        "made-up",
        1,
        "made up",
        Span.parse("28d"),
        List.of(
            new BurnRateRule(
                "made-up",
                "page",
                Duration.ofHours(1),
                null,
                new BigDecimal("1.2"),
                Duration.ZERO)));
  }

  private Stream<String> rows(String slo) {
    return windows.stream()
        .filter(row -> row.getAs("slo").equals(slo))
        .map(
            row ->
                row.getAs("objective")
                    + " "
                    + text(row, "good")
                    + "/"
                    + text(row, "total")
                    + " sli "
                    + row.getAs("sli")
                    + " of "
                    + row.getAs("target")
                    + " budget "
                    + text(row, "budget_total")
                    + " consumed "
                    + shortest(row.getAs("budget_consumed_ratio"))
                    + " "
                    + row.getAs("verdict")
                    + ", "
                    + (row.<Long>getAs("good_slice_count") + row.<Long>getAs("bad_slice_count"))
                    + " known");
  }

  private Stream<String> breaches(String slo) {
    return breaches.stream()
        .filter(row -> row.getAs("slo").equals(slo))
        .map(
            row ->
                stretch(row)
                    + " bad "
                    + text(row, "bad")
                    + " consumed "
                    + shortest(row.getAs("budget_consumed_ratio"))
                    + " hour "
                    + shortest(row.getAs("worst_hour_burn_rate")));
  }

  private static String stretch(Row row) {
    return row.getAs("objective")
        + " "
        + row.getAs("start_at")
        + " to "
        + row.getAs("end_at")
        + " "
        + row.getAs("state");
  }

  private static String text(Row row, String column) {
    return row.<BigDecimal>getAs(column).stripTrailingZeros().toPlainString();
  }

  private static String shortest(@Nullable Double number) {
    if (number == null) {
      return "none";
    }
    return BigDecimal.valueOf(number)
        .setScale(9, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
