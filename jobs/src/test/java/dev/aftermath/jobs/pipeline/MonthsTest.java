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
import dev.aftermath.jobs.domain.slo.ExclusionRule;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.MissingRule;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.gold.TargetAvailability;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.SampleDays;
import dev.aftermath.jobs.testing.SampleRows;
import dev.aftermath.jobs.testing.SparkTest;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@DisplayName("Tables that are computed month by month")
class MonthsTest {
  private static final ReportCalendar CALENDAR = ReportCalendar.in(ZoneId.of("Europe/Berlin"));
  private static final Instant AS_OF = Instant.parse("2026-06-09T22:00:00Z");
  private static final List<TableSpec> TABLES =
      List.of(SampleDays.TABLE, SloSliceDays.TABLE, SloWindows.TABLE, TargetAvailability.TABLE);

  @Test
  @DisplayName("are the same, row by row, however their samples were split and in what order")
  void anySplit(SparkSession spark, @TempDir Path folder) {
    int orders = Integer.getInteger("aftermath.orders", 3);
    List<Row> samples = samples(spark);
    Lake whole = Lake.at(spark, folder.resolve("whole").toString());
    add(whole, samples, 0);
    run(whole, AS_OF);
    Map<String, List<String>> expected = contents(whole);
    assertThat(expected.get("slo_windows")).isNotEmpty();

    for (int seed = 0; seed < orders; seed++) {
      Lake lake = Lake.at(spark, folder.resolve("seed-" + seed).toString());
      Random random = new Random(seed);
      int parts = 2 + random.nextInt(3);
      List<List<Row>> batches = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        batches.add(new ArrayList<>());
      }
      samples.forEach(row -> batches.get(random.nextInt(parts)).add(row));
      for (int i = 0; i < parts; i++) {
        add(lake, batches.get(i), i);
        run(lake, i + 1 < parts ? AS_OF.minusSeconds(86_400L * random.nextInt(90)) : AS_OF);
      }
      contents(lake)
          .forEach((table, rows) -> assertThat(rows).as(table).isEqualTo(expected.get(table)));
    }
  }

  @Test
  @DisplayName("keep what a new day does not touch")
  void newDay(SparkSession spark, @TempDir Path folder) {
    Lake lake = Lake.at(spark, folder.toString());
    List<Row> samples = samples(spark);
    Instant before = AS_OF.minusSeconds(86_400);
    add(lake, samples.stream().filter(row -> !day(row).isAfter("2026-06-08")).toList(), 0);
    run(lake, before);

    add(lake, samples.stream().filter(row -> day(row).isAfter("2026-06-08")).toList(), 1);
    run(lake, AS_OF);

    for (TableSpec table : TABLES) {
      assertThat(lake.newest(table).orElseThrow().version()).as(table.name()).isEqualTo(1);
      assertThat(lake.changed(table, 0, 1).orElseThrow().days().months())
          .as(table.name())
          .containsExactly("2026-06");
    }
  }

  private record Day(String text) {
    boolean isAfter(String other) {
      return text.compareTo(other) > 0;
    }
  }

  private static Day day(Row row) {
    return new Day(row.<Object>getAs("day").toString());
  }

  private static void add(Lake lake, List<Row> rows, int batch) {
    lake.append(
        SampleChunks.TABLE,
        lake.spark().createDataFrame(rows, SampleChunks.TABLE.schema()).coalesce(1),
        "run",
        "batch-" + batch);
  }

  private static void run(Lake lake, Instant asOf) {
    List<SloHistory> slos = SloHistory.of(List.of(slo("rolling", "28d"), slo("short", "3d")));
    new Pipeline(lake, "run", Progress.silent())
        .run(
            List.of(
                step(SampleDays.TABLE, SampleChunks.TABLE, null, new SampleRules.OfDays()),
                step(SloSliceDays.TABLE, SampleDays.TABLE, null, new SampleRules.OfSlices(slos)),
                step(
                    SloWindows.TABLE,
                    SloSliceDays.TABLE,
                    asOf,
                    new WindowRules(slos, CALENDAR, asOf, (changes, version) -> List.of())),
                step(
                    TargetAvailability.TABLE,
                    SampleDays.TABLE,
                    null,
                    new SampleRules.OfTargets())));
  }

  private static Step step(
      TableSpec output,
      TableSpec input,
      @org.jspecify.annotations.Nullable Instant asOf,
      Monthly.Rules rules) {
    return new Step(output, List.of(input), "", asOf, Monthly.by(rules));
  }

  private static Map<String, List<String>> contents(Lake lake) {
    Map<String, List<String>> contents = new TreeMap<>();
    for (TableSpec table : TABLES) {
      Column[] columns =
          Arrays.stream(table.schema().fieldNames()).map(name -> col(name)).toArray(Column[]::new);
      contents.put(
          table.name(),
          lake
              .read(table)
              .select(to_json(struct(columns)))
              .as(Encoders.STRING())
              .collectAsList()
              .stream()
              .sorted()
              .toList());
    }
    return contents;
  }

  /** Three series with gaps of days and months, samples at midnight, stale days and resets. */
  private static List<Row> samples(SparkSession spark) {
    SampleRows rows = SampleRows.in(spark);
    Random random = new Random(7);
    double total = 0;
    double errors = 0;
    for (LocalDate day = LocalDate.of(2026, 2, 20);
        !day.isAfter(LocalDate.of(2026, 6, 9));
        day = day.plusDays(1)) {
      long start = day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
      long[] times = new long[6];
      double[] all = new double[6];
      double[] bad = new double[6];
      double[] up = new double[6];
      boolean stale = random.nextInt(8) == 0;
      for (int i = 0; i < 6; i++) {
        times[i] = start + i * 14_400_000L - (i == 5 ? 60_000L : 0);
        total = random.nextInt(100) == 0 ? 3 : total + random.nextInt(20);
        errors += random.nextInt(2);
        all[i] = stale ? Double.NaN : total;
        bad[i] = errors;
        up[i] = random.nextInt(4) == 0 ? 0 : 1;
      }
      if (random.nextInt(5) > 0) {
        rows.chunk("export-" + day, "requests_total,code=200", times, all);
      }
      if (day.getMonthValue() < 3 || day.getMonthValue() > 5) {
        rows.chunk("export-" + day, "requests_total,code=500", times, bad);
      }
      rows.chunk("export-" + day, "up,job=api", times, up);
    }
    return rows.toBronze().collectAsList();
  }

  private static SloDefinition slo(String name, String length) {
    Indicator ratio =
        new Indicator.Ratio(
            Indicator.Part.BAD,
            new SeriesQuery(null, LabelSelector.parse("requests_total{code=\"500\"}")),
            new SeriesQuery("prometheus", LabelSelector.parse("requests_total")),
            Indicator.SampleMeaning.COUNTER);
    return new SloDefinition(
        name,
        name,
        "shop",
        new TreeMap<>(),
        SloDefinition.Kind.SIMPLE,
        BudgetingMethod.OCCURRENCES,
        List.of(new Objective("Good", ratio, new BigDecimal("0.9"), null, null, BigDecimal.ONE)),
        new RollingWindow(Span.parse(length)),
        MissingRule.UNKNOWN,
        ExclusionRule.REMOVE_TIME,
        Grouping.NONE,
        List.of(),
        null);
  }
}
