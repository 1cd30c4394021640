package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.bronze.SampleChunks;
import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.series.LabelSelector;
import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.BurnRatePolicy;
import dev.aftermath.jobs.domain.slo.BurnRateRule;
import dev.aftermath.jobs.domain.slo.ExclusionRule;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.MissingRule;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.gold.SloAudit;
import dev.aftermath.jobs.gold.SloBurnEpisodes;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.SampleDays;
import dev.aftermath.jobs.testing.SampleRows;
import dev.aftermath.jobs.testing.SparkTest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@DisplayName("Episodes and audits that are computed month by month")
class EpisodeMonthsTest {
  private static final ReportCalendar CALENDAR = ReportCalendar.in(ZoneId.of("Europe/Berlin"));
  private static final Instant AS_OF = Instant.parse("2026-06-09T22:00:00Z");
  private static final int PER_DAY = 288;

  @Test
  @DisplayName("are the same, row by row, as those of a lake that got all samples at once")
  void anySplit(SparkSession spark, @TempDir Path folder) {
    List<Row> samples = samples(spark);
    Lake whole = Lake.at(spark, folder.resolve("whole").toString());
    add(whole, samples, 0);
    run(whole, "0.9", AS_OF);
    List<String> episodes = contents(whole, SloBurnEpisodes.TABLE);
    List<String> audits = contents(whole, SloAudit.TABLE);
    assertThat(episodes).hasSizeGreaterThan(10);
    assertThat(audits).isNotEmpty();

    for (int seed = 0; seed < Integer.getInteger("aftermath.orders", 1); seed++) {
      Lake lake = Lake.at(spark, folder.resolve("seed-" + seed).toString());
      Random random = new Random(seed);
      // Whole stretches of days come late: with single days missing everywhere, hardly a state
      // would last over the start of a month.
      int stretch = 5 + random.nextInt(15);
      List<List<Row>> batches =
          IntStream.range(0, 3).<List<Row>>mapToObj(i -> new ArrayList<>()).toList();
      int[] batchOf = random.ints(200, 0, 3).toArray();
      samples.forEach(row -> batches.get(batchOf[(int) (epochDay(row) % 1000) / stretch]).add(row));
      add(lake, batches.get(0), 0);
      run(lake, "0.9", AS_OF.minus(Duration.ofDays(random.nextInt(60))));
      add(lake, batches.get(1), 1);
      run(lake, "0.9", AS_OF.minus(Duration.ofDays(1)));
      add(lake, batches.get(2), 2);
      run(lake, "0.9", AS_OF);

      assertThat(contents(lake, SloBurnEpisodes.TABLE)).as("seed " + seed).isEqualTo(episodes);
      assertThat(contents(lake, SloAudit.TABLE)).as("seed " + seed).isEqualTo(audits);
    }
  }

  @Test
  @DisplayName("touch the month of a new day alone, and all when a definition changed")
  void newDay(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.resolve("daily").toString());
    List<Row> samples = samples(spark);
    long last = LocalDate.of(2026, 6, 9).toEpochDay();
    add(lake, samples.stream().filter(row -> epochDay(row) < last).toList(), 0);
    run(lake, "0.9", AS_OF.minus(Duration.ofDays(1)));

    add(lake, samples.stream().filter(row -> epochDay(row) == last).toList(), 1);
    run(lake, "0.9", AS_OF);

    for (TableSpec table : List.of(SloBurnEpisodes.TABLE, SloAudit.TABLE)) {
      assertThat(lake.changed(table, 0, 1).orElseThrow().days().months())
          .as(table.name())
          .containsExactly("2026-06");
    }

    run(lake, "0.8", AS_OF);
    Lake whole = Lake.at(spark, folder.resolve("whole").toString());
    add(whole, samples, 0);
    run(whole, "0.8", AS_OF);
    assertThat(contents(lake, SloBurnEpisodes.TABLE))
        .isEqualTo(contents(whole, SloBurnEpisodes.TABLE));
  }

  @Test
  @DisplayName("of a group that fell silent end, and no longer keep its months in each day's work")
  void silentGroup(SparkSession spark, @TempDir Path folder) {
    List<SloDefinition> slos =
        List.of(slo("0.9", new Grouping(List.of("tenant"), new TreeMap<>())), bothTenants());
    List<Row> samples = new ArrayList<>();
    // Bad in January, and silent from then on; the other tenant's errors begin in June.
    samples.addAll(steady(spark, "acme", LocalDate.of(2026, 1, 20), LocalDate.of(2026, 1, 28), 9));
    samples.addAll(steady(spark, "globex", LocalDate.of(2026, 1, 20), LocalDate.of(2026, 6, 6), 0));
    samples.addAll(steady(spark, "globex", LocalDate.of(2026, 6, 7), LocalDate.of(2026, 6, 9), 9));
    long last = LocalDate.of(2026, 6, 9).toEpochDay();
    Lake lake = Lake.at(spark, folder.resolve("silent").toString());
    add(lake, samples.stream().filter(row -> epochDay(row) < last).toList(), 0);
    run(lake, slos, prompt(), AS_OF.minus(Duration.ofDays(1)));
    add(lake, samples.stream().filter(row -> epochDay(row) == last).toList(), 1);
    run(lake, slos, prompt(), AS_OF);

    // The last slice ends at 2026-01-28 23:55:01, that is in the slice up to midnight; the rules'
    // long windows are an hour, six hours and three days.
    assertThat(
            lake.read(SloBurnEpisodes.TABLE)
                .where(col("slo").equalTo("orders").and(col("month").equalTo("2026-01")))
                .orderBy("long_window_seconds")
                .select("group_key", "severity", "end_at", "state")
                .collectAsList())
        .extracting(row -> row.mkString(" "))
        .containsExactly(
            "tenant=acme page 2026-01-29T01:00:00Z ended_without_data",
            "tenant=acme wait 2026-01-29T06:00:00Z ended_without_data",
            "tenant=acme ticket 2026-02-01T00:00:00Z ended_without_data");
    assertThat(lake.changed(SloBurnEpisodes.TABLE, 0, 1).orElseThrow().days().months())
        .containsExactly("2026-06");
    // The composite's silent part lies months before what was read, and is a part all the same.
    assertThat(
            lake.read(SloBurnEpisodes.TABLE)
                .where(col("objective").equalTo("composite").and(col("month").equalTo("2026-06")))
                .count())
        .isEqualTo(3);
    Lake whole = Lake.at(spark, folder.resolve("whole").toString());
    add(whole, samples, 0);
    run(whole, slos, prompt(), AS_OF);
    assertThat(contents(lake, SloBurnEpisodes.TABLE))
        .isEqualTo(contents(whole, SloBurnEpisodes.TABLE));
  }

  /** Ten requests every five minutes, so many of them bad. */
  static List<Row> steady(
      SparkSession spark, String tenant, LocalDate first, LocalDate last, int badOfTen) {
    SampleRows rows = SampleRows.in(spark);
    double total = 0;
    double errors = 0;
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      long[] times = new long[PER_DAY];
      double[] all = new double[PER_DAY];
      double[] bad = new double[PER_DAY];
      for (int i = 0; i < PER_DAY; i++) {
        times[i] =
            day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli() + i * 300_000L + 1_000;
        total += 10;
        errors += badOfTen;
        all[i] = total;
        bad[i] = errors;
      }
      rows.chunk(tenant + day, "requests_total,code=all,tenant=" + tenant, times, all);
      rows.chunk(tenant + day, "errors_total,code=500,tenant=" + tenant, times, bad);
    }
    return rows.toBronze().collectAsList();
  }

  private static long epochDay(Row row) {
    return LocalDate.parse(row.<Object>getAs("day").toString()).toEpochDay();
  }

  static void add(Lake lake, List<Row> rows, int batch) {
    lake.append(
        SampleChunks.TABLE,
        lake.spark().createDataFrame(rows, SampleChunks.TABLE.schema()).coalesce(1),
        "run",
        "batch-" + batch);
  }

  private static void run(Lake lake, String target, Instant asOf) {
    run(lake, List.of(slo(target, Grouping.NONE)), policy(), asOf);
  }

  private static void run(
      Lake lake, List<SloDefinition> definitions, BurnRatePolicy policy, Instant asOf) {
    List<SloHistory> slos = SloHistory.of(definitions);
    new Pipeline(lake, "run", Progress.silent())
        .run(
            List.of(
                step(SampleDays.TABLE, SampleChunks.TABLE, "", null, new SampleRules.OfDays()),
                step(
                    SloSliceDays.TABLE, SampleDays.TABLE, "", null, new SampleRules.OfSlices(slos)),
                step(SloAudit.TABLE, SloSliceDays.TABLE, "", null, new SampleRules.OfAudits()),
                step(
                    SloBurnEpisodes.TABLE,
                    SloSliceDays.TABLE,
                    definitions.toString(),
                    asOf,
                    new EpisodeRules(slos, List.of(policy), CALENDAR, asOf))));
  }

  static Step step(
      TableSpec output,
      TableSpec input,
      String definition,
      @Nullable Instant asOf,
      Monthly.Rules rules) {
    return new Step(output, List.of(input), definition, asOf, Monthly.by(rules));
  }

  static List<String> contents(Lake lake, TableSpec table) {
    Column[] columns =
        Arrays.stream(table.schema().fieldNames()).map(name -> col(name)).toArray(Column[]::new);
    return lake
        .read(table)
        .select(to_json(struct(columns)))
        .as(Encoders.STRING())
        .collectAsList()
        .stream()
        .sorted()
        .toList();
  }

  /**
   * Waves of errors that last from hours to weeks, and times without any sample, a whole month
   * among them that begins and ends amid a wave.
   */
  private static List<Row> samples(SparkSession spark) {
    SampleRows rows = SampleRows.in(spark);
    Random random = new Random(11);
    double total = 0;
    double errors = 0;
    double rate = 0;
    int left = 0;
    for (LocalDate day = LocalDate.of(2026, 1, 20);
        !day.isAfter(LocalDate.of(2026, 6, 9));
        day = day.plusDays(1)) {
      long start = day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
      long[] times = new long[PER_DAY];
      double[] all = new double[PER_DAY];
      double[] bad = new double[PER_DAY];
      boolean burning = day.isAfter(LocalDate.of(2026, 3, 25)) && day.getMonthValue() < 5;
      for (int i = 0; i < PER_DAY; i++) {
        if (left-- <= 0) {
          left = 1 + random.nextInt(random.nextInt(5) == 0 ? 3_000 : 150);
          rate = random.nextInt(3) == 0 ? random.nextDouble() : 0;
        }
        times[i] = start + i * 300_000L + 1_000L;
        total += 10;
        errors += Math.round(10 * (burning ? 0.7 : rate));
        all[i] = total;
        bad[i] = errors;
      }
      boolean silent = day.getMonthValue() == 4 || random.nextInt(12) == 0;
      if (!silent) {
        rows.chunk("export-" + day, "requests_total,code=all", times, all);
        rows.chunk("export-" + day, "errors_total,code=500", times, bad);
      }
    }
    return rows.toBronze().collectAsList();
  }

  private static BurnRatePolicy policy() {
    return policy(Duration.ofHours(20), Duration.ofHours(30));
  }

  /** The same without holds: it remembers for no more than three days. */
  static BurnRatePolicy prompt() {
    return policy(Duration.ZERO, Duration.ZERO);
  }

  private static BurnRatePolicy policy(Duration wait, Duration ticket) {
    return new BurnRatePolicy(
        "fast",
        1,
        "made up",
        Span.parse("28d"),
        List.of(
            rule("page", Duration.ofHours(1), Duration.ofMinutes(5), "2", Duration.ZERO),
            rule("wait", Duration.ofHours(6), Duration.ofMinutes(30), "3", wait),
            rule("ticket", Duration.ofDays(3), null, "1.5", ticket)));
  }

  private static BurnRateRule rule(
      String severity, Duration longer, @Nullable Duration shorter, String factor, Duration hold) {
    return new BurnRateRule("fast", severity, longer, shorter, new BigDecimal(factor), hold);
  }

  static Indicator ratio(String matchers) {
    return new Indicator.Ratio(
        Indicator.Part.BAD,
        new SeriesQuery(null, LabelSelector.parse("errors_total" + matchers)),
        new SeriesQuery(null, LabelSelector.parse("requests_total" + matchers)),
        Indicator.SampleMeaning.COUNTER);
  }

  private static Objective objective(String name, String matchers, String target) {
    return new Objective(name, ratio(matchers), new BigDecimal(target), null, null, BigDecimal.ONE);
  }

  private static SloDefinition bothTenants() {
    return definition(
        "both",
        SloDefinition.Kind.COMPOSITE,
        List.of(
            objective("Acme", "{tenant=\"acme\"}", "0.9"),
            objective("Globex", "{tenant=\"globex\"}", "0.9")),
        Grouping.NONE);
  }

  private static SloDefinition slo(String target, Grouping grouping) {
    return definition(
        "orders", SloDefinition.Kind.SIMPLE, List.of(objective("Good", "", target)), grouping);
  }

  private static SloDefinition definition(
      String name, SloDefinition.Kind kind, List<Objective> objectives, Grouping grouping) {
    return new SloDefinition(
        name,
        name,
        "shop",
        new TreeMap<>(),
        kind,
        BudgetingMethod.OCCURRENCES,
        objectives,
        new RollingWindow(Span.parse("7d")),
        MissingRule.UNKNOWN,
        ExclusionRule.REMOVE_TIME,
        grouping,
        List.of(),
        null);
  }
}
