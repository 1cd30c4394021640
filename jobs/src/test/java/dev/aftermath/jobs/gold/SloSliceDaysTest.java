package dev.aftermath.jobs.gold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.series.LabelSelector;
import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.ExclusionRule;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.IncidentQuery;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.LogQuery;
import dev.aftermath.jobs.domain.slo.MissingRule;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.silver.LogEntries;
import dev.aftermath.jobs.silver.SampleDays;
import dev.aftermath.jobs.testing.SampleRows;
import dev.aftermath.jobs.testing.SparkTest;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
class SloSliceDaysTest {
  private static final String DAY = "2026-03-01T";

  @Test
  @DisplayName("Each sample of up is an event; a target that is not scraped is unknown, not down")
  void probes(SparkSession spark) {
    Indicator up = new Indicator.RawRatio(query("up"), Indicator.Part.GOOD);
    Indicator down = new Indicator.RawRatio(query("up"), Indicator.Part.BAD);
    Indicator hot =
        new Indicator.Threshold(query("up"), Indicator.Comparison.GT, new BigDecimal("0.5"));
    Dataset<Row> days =
        built(
            SampleRows.in(spark)
                .chunk("a", "up,job=api", at("00:01:00", 1), at("00:02:00", 0), at("00:11:00", 1))
                .chunk("a", "up,job=web", at("00:01:00", 1), at("00:03:00", Double.NaN)),
            slo("down", down, Grouping.NONE),
            slo("hot", hot, Grouping.NONE),
            slo("up", up, Grouping.NONE));

    assertThat(slices(days))
        .containsExactly(
            "down  00:00 1/3",
            "down  00:10 0/1",
            "hot  00:00 2/3",
            "hot  00:10 1/1",
            "up  00:00 2/3",
            "up  00:10 1/1");
    assertThat(audit(days.where("slo = 'up'")))
        .containsExactly("up 2026-03-01 samples: series 2 samples 5 unusable 1 gaps 1 null");
  }

  @Test
  @DisplayName("One definition over two tenants is two SLOs, each with its own target")
  void groups(SparkSession spark) {
    Grouping byTenant =
        new Grouping(
            List.of("tenant"), new TreeMap<>(Map.of("tenant=acme", new BigDecimal("0.5"))));
    SloDefinition slo =
        slo("checkout", ratio("requests{code=\"500\"}", "requests", Indicator.Part.BAD), byTenant);
    Dataset<Row> days =
        built(
            SampleRows.in(spark)
                .chunk("a", "requests,tenant=acme,code=200", at("00:01:00", 0), at("00:02:00", 6))
                .chunk("a", "requests,tenant=acme,code=500", at("00:01:00", 0), at("00:02:00", 4))
                .chunk("a", "requests,tenant=globex,code=200", at("00:01:00", 3), at("00:02:00", 9))
                .chunk(
                    "a", "requests,tenant=globex,code=500", at("00:01:00", 0), at("00:02:00", 4)),
            slo);

    assertThat(slices(days))
        .containsExactly("checkout tenant=acme 00:00 6/10", "checkout tenant=globex 00:00 6/10");
    Instant asOf = Instant.parse("2026-03-02T00:00:00Z");
    List<Row> windows =
        SloWindows.build(
                days,
                SloHistory.of(List.of(slo)),
                List.of(),
                ReportCalendar.in(ZoneOffset.UTC),
                asOf)
            .where("window = 'declared'")
            .orderBy("group_key")
            .collectAsList();
    // 60 % of each is good: enough for 50 %, not for the definition's own 99 %.
    assertThat(windows)
        .extracting(
            row -> row.getAs("group_key") + " " + row.getAs("target") + " " + row.getAs("verdict"))
        .containsExactly("tenant=acme 0.5 met", "tenant=globex 0.99 missed");
  }

  @Test
  @DisplayName("Requests at or below the threshold are those of the bucket with just this bound")
  void latency(SparkSession spark) {
    Dataset<Row> days =
        built(
            histogram(SampleRows.in(spark), "a", "0.3", 4, "0.30000", 7, "+Inf", 9),
            slo("fast", latency("0.3"), Grouping.NONE));

    // Two series with the bound 0.3 here, written in two ways, are more than the one with +Inf:
    assertThat(slices(days)).isEmpty();

    Dataset<Row> plain =
        built(
            histogram(SampleRows.in(spark), "a", "0.1", 4, "0.30", 7, "+Inf", 9),
            slo("fast", latency("0.3"), Grouping.NONE));

    assertThat(slices(plain)).containsExactly("fast  00:00 7/9");
    assertThat(audit(plain))
        .containsExactly(
            "fast 2026-03-01 good: series 1 samples 2 unusable 0 gaps 0 null",
            "fast 2026-03-01 total: series 1 samples 2 unusable 0 gaps 0 null");
  }

  @Test
  @DisplayName("Where a histogram lacks the bucket nothing is guessed, and the audit says why")
  void inexactBucket(SparkSession spark) {
    SampleRows rows = SampleRows.in(spark);
    histogram(rows, "a", "0.25", 4, "0.5", 7, "+Inf", 9);
    histogram(rows, "b", "0.3", 5, "0.4", 7, "+Inf", 9);
    Indicator ratio =
        ratio(
            "t_bucket{pod=\"a\",le=\"0.3\"}",
            "t_bucket{pod=\"a\",le=\"+Inf\"}",
            Indicator.Part.GOOD);
    Dataset<Row> days =
        built(rows, slo("fast", latency("0.3"), Grouping.NONE), slo("ratio", ratio, Grouping.NONE));

    assertThat(slices(days)).isEmpty();
    assertThat(days.select("known_slice_count").distinct().collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactly(0L);
    assertThat(audit(days))
        .containsExactly(
            "fast 2026-03-01 good: series 1 samples 2 unusable 0 gaps 0 1 of 2 histograms have a"
                + " bucket le=0.3, nearest below 0.25, above 0.4: slices without it are unknown;"
                + " ask for a bucket that exists",
            "fast 2026-03-01 total: series 2 samples 4 unusable 0 gaps 0 null",
            "ratio 2026-03-01 good: series 0 samples 0 unusable 0 gaps 0 0 of 1 histograms have a"
                + " bucket le=0.3, nearest below 0.25, above 0.5: slices without it are unknown;"
                + " ask for a bucket that exists",
            "ratio 2026-03-01 total: series 1 samples 2 unusable 0 gaps 0 null");
  }

  @Test
  @DisplayName("An SLO whose indicator changed has two measures, both counted for all time")
  void datedIndicators(SparkSession spark) {
    SloDefinition first =
        slo(
            "dated",
            ratio("requests{code=\"500\"}", "requests", Indicator.Part.BAD),
            Grouping.NONE);
    SloDefinition second =
        slo(
            "dated",
            ratio("requests{code!=\"200\"}", "requests", Indicator.Part.BAD),
            Grouping.NONE,
            Instant.parse("2026-03-01T00:05:00Z"));
    Dataset<Row> days =
        built(
            SampleRows.in(spark)
                .chunk("a", "requests,code=200", at("00:01:00", 0), at("00:02:00", 6))
                .chunk("a", "requests,code=400", at("00:01:00", 0), at("00:07:00", 4))
                .chunk("a", "requests,code=500", at("00:01:00", 0), at("00:02:00", 1)),
            first,
            second);

    assertThat(slices(days.where("measure = '" + measure(first) + "'")))
        .containsExactly("dated  00:00 6/7", "dated  00:05 4/4");
    assertThat(slices(days.where("measure = '" + measure(second) + "'")))
        .containsExactly("dated  00:00 6/7", "dated  00:05 0/4");
  }

  @Test
  @DisplayName("Lines that a query keeps over those that another keeps; other lines show life")
  void logs(SparkSession spark) {
    LogQuery total =
        new LogQuery(
            null,
            LabelSelector.parse("{app=\"shop\"}"),
            List.of(new LogQuery.LineFilter(LogQuery.LineFilter.Kind.CONTAINS, "request")));
    LogQuery bad =
        new LogQuery(
            null,
            LabelSelector.parse("{app=\"shop\"}"),
            List.of(
                new LogQuery.LineFilter(LogQuery.LineFilter.Kind.CONTAINS, "request"),
                new LogQuery.LineFilter(LogQuery.LineFilter.Kind.MATCHES, " 5\\d\\d$")));
    Indicator ratio = new Indicator.LogRatio(Indicator.Part.BAD, bad, total);
    Dataset<Row> entries =
        spark.createDataFrame(
            List.of(
                line("shop", "00:00:00", "request 200", 3),
                line("shop", "00:04:59", "request 503", 2),
                line("shop", "00:05:00", "request 200", 1),
                line("shop", "00:10:00", "cache is warm 500", 1),
                line("mail", "00:15:00", "request 500", 1)),
            LogEntries.TABLE.schema());
    Dataset<Row> days =
        SloSliceDays.ofLogs(entries, SloHistory.of(List.of(slo("answers", ratio, Grouping.NONE))));

    // At 00:10 the shop is alive without requests: known and idle. At 00:15 nothing tells of it.
    assertThat(slices(days))
        .containsExactly("answers  00:00 3/5", "answers  00:05 1/1", "answers  00:10 0/0");
    assertThat(audit(days))
        .containsExactly(
            "answers 2026-03-01 bad: series null samples 2 unusable 0 gaps 0 null",
            "answers 2026-03-01 total: series null samples 6 unusable 0 gaps 0 null");
  }

  @Test
  @DisplayName("Seconds without an incident: overlaps count once, an open one lasts until now")
  void incidents(SparkSession spark) {
    Indicator time =
        new Indicator.IncidentTime(new IncidentQuery("shop", List.of("P1"), List.of()));
    Dataset<Row> incidents =
        incidents(
            spark,
            "'mail', 'P1', '2026-03-01T00:02:00Z', '2026-03-01T00:03:00Z', 'counted'",
            "'mail', 'P1', '2026-03-01T00:08:00Z', '2026-03-01T00:10:00Z', 'counted'",
            "'shop', 'P1', '2026-03-01T00:06:00Z', '2026-03-01T00:08:00Z', 'counted'",
            "'shop', 'P1', '2026-03-01T00:07:00Z', '2026-03-01T00:11:00Z', 'counted'",
            "'shop', 'P1', '2026-03-01T00:12:00Z', '2026-03-01T00:15:00Z', 'test'",
            "'shop', 'P2', '2026-03-01T00:12:00Z', '2026-03-01T00:15:00Z', 'counted'",
            "'shop', 'P1', '2026-03-01T00:19:30Z', null, 'counted'");
    Dataset<Row> days =
        SloSliceDays.ofIncidents(
            incidents,
            SloHistory.of(List.of(slo("calm", time, Grouping.NONE))),
            Instant.parse("2026-03-01T00:27:00Z"));

    // Known from 00:02 on, so from the slice of 00:05, to 00:27. 00:06 to 00:10 is 240 seconds bad,
    // 00:10 to 00:11 is 60, and from 00:19:30 on all.
    assertThat(slices(days))
        .containsExactly(
            "calm  00:05 60/300",
            "calm  00:10 240/300",
            "calm  00:15 270/300",
            "calm  00:20 0/300");
    assertThat(audit(days))
        .containsExactly("calm 2026-03-01 bad: series null samples 3 unusable 0 gaps 0 null");

    // Mail is globex's: 120 seconds bad. Initech has only its target, and never an incident.
    Indicator anywhere =
        new Indicator.IncidentTime(new IncidentQuery(null, List.of("P1"), List.of()));
    Grouping byTenant =
        new Grouping(
            List.of("tenant"), new TreeMap<>(Map.of("tenant=initech", new BigDecimal("0.9"))));
    Dataset<Row> grouped =
        SloSliceDays.ofIncidents(
            incidents,
            SloHistory.of(List.of(slo("calm", anywhere, byTenant))),
            Instant.parse("2026-03-01T00:17:00Z"));
    assertThat(slices(grouped))
        .containsExactly(
            "calm tenant=acme 00:05 60/300",
            "calm tenant=acme 00:10 240/300",
            "calm tenant=globex 00:05 180/300",
            "calm tenant=globex 00:10 300/300",
            "calm tenant=initech 00:05 300/300",
            "calm tenant=initech 00:10 300/300");
  }

  private static Row line(String app, String time, String line, long multiplicity) {
    Instant at = Instant.parse(DAY + time + "Z");
    return RowFactory.create(
        "loki",
        "{\"app\":\"" + app + "\"}",
        Map.of("app", app),
        at.toEpochMilli() * 1_000_000L,
        Timestamp.from(at),
        line,
        Map.of(),
        multiplicity);
  }

  private static Dataset<Row> incidents(SparkSession spark, String... rows) {
    return spark.sql(
        "SELECT service, CASE service WHEN 'mail' THEN 'globex' ELSE 'acme' END AS tenant,"
            + " CAST(null AS STRING) AS team, priority, CAST(null AS STRING) AS impact,"
            + " CAST(opened AS TIMESTAMP) AS opened_at, CAST(resolved AS TIMESTAMP) AS resolved_at,"
            + " population FROM VALUES ("
            + String.join("), (", rows)
            + ") AS t(service, priority, opened, resolved, population)");
  }

  private static SampleRows histogram(SampleRows rows, String pod, Object... boundsAndIncreases) {
    for (int i = 0; i < boundsAndIncreases.length; i += 2) {
      int increase = (int) boundsAndIncreases[i + 1];
      rows.chunk(
          pod,
          "t_bucket,pod=" + pod + ",le=" + boundsAndIncreases[i],
          at("00:01:00", 100),
          at("00:02:00", 100 + increase));
    }
    return rows;
  }

  private static Dataset<Row> built(SampleRows rows, SloDefinition... slos) {
    return SloSliceDays.build(SampleDays.build(rows.toBronze()), SloHistory.of(List.of(slos)));
  }

  private static List<String> slices(Dataset<Row> days) {
    return SloSlices.view(days).orderBy("slo", "group_key", "slice_start").collectAsList().stream()
        .map(
            row ->
                row.getAs("slo")
                    + " "
                    + row.getAs("group_key")
                    + " "
                    + row.getAs("slice_start").toString().substring(11, 16)
                    + " "
                    + row.<BigDecimal>getAs("good").stripTrailingZeros().toPlainString()
                    + "/"
                    + row.<BigDecimal>getAs("total").stripTrailingZeros().toPlainString())
        .toList();
  }

  private static List<String> audit(Dataset<Row> days) {
    return SloAudit.build(days).orderBy("slo", "day", "part").collectAsList().stream()
        .map(
            row ->
                row.getAs("slo")
                    + " "
                    + row.getAs("day")
                    + " "
                    + row.getAs("part")
                    + ": series "
                    + row.getAs("series_count")
                    + " samples "
                    + row.getAs("sample_count")
                    + " unusable "
                    + row.getAs("unusable_sample_count")
                    + " gaps "
                    + row.getAs("gap_count")
                    + " "
                    + row.getAs("finding"))
        .toList();
  }

  private static String at(String time, double value) {
    return DAY + time + "Z=" + value;
  }

  private static String measure(SloDefinition slo) {
    return slo.objectives().get(0).measure();
  }

  private static SeriesQuery query(String selector) {
    return new SeriesQuery(null, LabelSelector.parse(selector));
  }

  private static Indicator latency(String seconds) {
    return new Indicator.Latency(query("t_bucket"), new BigDecimal(seconds));
  }

  private static Indicator ratio(String counted, String total, Indicator.Part part) {
    return new Indicator.Ratio(part, query(counted), query(total), Indicator.SampleMeaning.COUNTER);
  }

  private static SloDefinition slo(String name, Indicator indicator, Grouping grouping) {
    return slo(name, indicator, grouping, null);
  }

  private static SloDefinition slo(
      String name, Indicator indicator, Grouping grouping, @Nullable Instant from) {
    return new SloDefinition(
        name,
        name,
        "shop",
        new TreeMap<>(),
        SloDefinition.Kind.SIMPLE,
        BudgetingMethod.OCCURRENCES,
        List.of(
            new Objective("Good", indicator, new BigDecimal("0.99"), null, null, BigDecimal.ONE)),
        new RollingWindow(Span.parse("2d")),
        MissingRule.UNKNOWN,
        ExclusionRule.REMOVE_TIME,
        grouping,
        List.of(),
        from);
  }
}
