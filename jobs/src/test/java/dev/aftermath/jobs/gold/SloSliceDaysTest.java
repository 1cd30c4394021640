package dev.aftermath.jobs.gold;

import static dev.aftermath.jobs.gold.SliceWords.at;
import static dev.aftermath.jobs.gold.SliceWords.audit;
import static dev.aftermath.jobs.gold.SliceWords.built;
import static dev.aftermath.jobs.gold.SliceWords.query;
import static dev.aftermath.jobs.gold.SliceWords.ratio;
import static dev.aftermath.jobs.gold.SliceWords.slices;
import static dev.aftermath.jobs.gold.SliceWords.slo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.series.LabelSelector;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.IncidentQuery;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.LogQuery;
import dev.aftermath.jobs.domain.slo.NoticeQuery;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.silver.LogEntries;
import dev.aftermath.jobs.testing.SampleRows;
import dev.aftermath.jobs.testing.SparkTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
class SloSliceDaysTest {
  private static final String DAY = "2026-03-01T";

  @Test
  @DisplayName("The audit counts samples that exports repeat, and that an earlier one passed over")
  void lateSamples(SparkSession spark) {
    // Both have 00:01. Of 00:03 the export that ends at 00:05 knew nothing; 00:06 it could not
    // know.
    SampleRows rows =
        SampleRows.in(spark)
            .chunk("one", "requests,code=200", at("00:01:00", 1), at("00:05:00", 5))
            .chunk(
                "two", "requests,code=200", at("00:01:00", 1), at("00:03:00", 3), at("00:06:00", 6))
            .chunk("two", "requests,code=500", at("00:01:00", 1), at("00:06:00", 2));
    Indicator ratio = ratio("requests{code=\"500\"}", "requests", Indicator.Part.BAD);

    assertThat(
            SloAudit.build(built(rows, slo("shop", ratio, Grouping.NONE)))
                .select("part", "sample_count", "late_sample_count", "duplicate_count")
                .orderBy("part")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[bad,2,0,0]", "[total,6,1,1]");
  }

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
  @DisplayName("Each version's time is judged by the groups of its own grouping and their targets")
  void datedGroupings(SparkSession spark) {
    Grouping byTenant =
        new Grouping(
            List.of("tenant"), new TreeMap<>(Map.of("tenant=acme", new BigDecimal("0.5"))));
    Indicator ratio = ratio("requests{code=\"500\"}", "requests", Indicator.Part.BAD);
    SloDefinition whole = slo("dated", ratio, Grouping.NONE);
    SloDefinition grouped = slo("dated", ratio, byTenant, Instant.parse("2026-03-02T00:00:00Z"));
    Dataset<Row> days =
        built(
            SampleRows.in(spark)
                .chunk("a", "requests,tenant=acme,code=200", at("00:01:00", 0), at("00:02:00", 6))
                .chunk("a", "requests,tenant=acme,code=500", at("00:01:00", 0), at("00:02:00", 4))
                .chunk("a", "requests,tenant=globex,code=200", at("00:01:00", 0), at("00:02:00", 8))
                .chunk(
                    "a", "requests,tenant=globex,code=500", at("00:01:00", 0), at("00:02:00", 2)),
            whole,
            grouped);

    assertThat(slices(days))
        .containsExactlyInAnyOrder(
            "dated  00:00 14/20", "dated tenant=acme 00:00 6/10", "dated tenant=globex 00:00 8/10");
    List<Row> windows =
        SloWindows.build(
                days,
                SloHistory.of(List.of(whole, grouped)),
                List.of(),
                ReportCalendar.in(ZoneOffset.UTC),
                Instant.parse("2026-03-03T00:00:00Z"))
            .where("window = 'declared'")
            .orderBy("day", "group_key")
            .collectAsList();
    assertThat(windows)
        .extracting(
            row ->
                row.getAs("day")
                    + " "
                    + row.getAs("group_key")
                    + " "
                    + row.getAs("target")
                    + " "
                    + row.getAs("verdict"))
        .containsExactly(
            "2026-03-01  0.99 missed",
            "2026-03-02 tenant=acme 0.5 met",
            "2026-03-02 tenant=globex 0.99 missed");
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

  @Test
  @DisplayName("Seconds without a notice: overlaps count once, planned work and other pages never")
  void notices(SparkSession spark) {
    Dataset<Row> notices =
        spark.sql(
            """
            SELECT source, key AS notice_key, components, impact, CAST(begun AS TIMESTAMP) AS
            started_at, CAST(ended AS TIMESTAMP) AS ended_at FROM VALUES
            ('page', 'a', array('API', 'Web'), 'major', '2026-03-01T00:06:00Z', '2026-03-01T00:08:00Z'),
            ('page', 'b', array('Web'), 'critical', '2026-03-01T00:07:00Z', '2026-03-01T00:09:00Z'),
            ('page', 'c', array('Web'), 'minor', '2026-03-01T00:05:00Z', '2026-03-01T00:20:00Z'),
            ('page', 'd', array('Web'), 'maintenance', '2026-03-01T00:00:00Z', '2026-03-01T00:20:00Z'),
            ('page', 'e', array(), 'major', '2026-03-01T00:11:00Z', '2026-03-01T00:12:00Z'),
            ('page', 'f', array('API'), 'major', '2026-03-01T00:19:00Z', null),
            ('other', 'g', array('API'), 'major', '2026-02-01T00:00:00Z', '2026-03-01T00:20:00Z')
            AS t(source, key, components, impact, begun, ended)
            """);
    Instant asOf = Instant.parse("2026-03-01T00:20:00Z");
    List<String> worst = List.of("major", "critical");
    Indicator parts =
        new Indicator.NoticeTime(new NoticeQuery("page", List.of("API", "Web"), worst));
    Dataset<Row> days =
        SloSliceDays.ofNotices(
            notices, SloHistory.of(List.of(slo("shown", parts, Grouping.NONE))), asOf);

    // Known from the planned work of 00:00 on. 00:06 to 00:09 is bad, and the last minute.
    assertThat(slices(days))
        .containsExactly(
            "shown  00:00 300/300",
            "shown  00:05 120/300",
            "shown  00:10 300/300",
            "shown  00:15 240/300");
    assertThat(audit(days))
        .containsExactly("shown 2026-03-01 bad: series null samples 3 unusable 0 gaps 0 null");

    // A notice without components is of the whole page only.
    Indicator all = new Indicator.NoticeTime(new NoticeQuery("page", List.of(), worst));
    Dataset<Row> grouped =
        SloSliceDays.ofNotices(
            notices,
            SloHistory.of(
                List.of(
                    slo("page", all, Grouping.NONE),
                    slo("part", parts, new Grouping(List.of("component"), new TreeMap<>())))),
            asOf);
    assertThat(slices(grouped.where("slo = 'page'"))).contains("page  00:10 240/300");
    assertThat(slices(grouped.where("slo = 'part'")))
        .containsExactly(
            "part component=API 00:00 300/300",
            "part component=API 00:05 180/300",
            "part component=API 00:10 300/300",
            "part component=API 00:15 240/300",
            "part component=Web 00:00 300/300",
            "part component=Web 00:05 120/300",
            "part component=Web 00:10 300/300",
            "part component=Web 00:15 300/300");
  }

  private static Row line(String app, String time, String line, long multiplicity) {
    Instant at = Instant.parse(DAY + time + "Z");
    return RowFactory.create(
        "loki",
        "{\"app\":\"" + app + "\"}",
        Map.of("app", app),
        at.toEpochMilli() * 1_000_000L,
        at,
        line,
        Map.of(),
        multiplicity,
        LocalDate.parse("2026-03-01"),
        "2026-03");
  }

  private static Dataset<Row> incidents(SparkSession spark, String... rows) {
    return spark.sql(
        "SELECT uuid() AS incident_id, service, CASE service WHEN 'mail' THEN 'globex' ELSE 'acme' END AS tenant,"
            + " CAST(null AS STRING) AS team, priority, CAST(null AS STRING) AS impact,"
            + " CAST(opened AS TIMESTAMP) AS opened_at, CAST(resolved AS TIMESTAMP) AS resolved_at,"
            + " population FROM VALUES ("
            + String.join("), (", rows)
            + ") AS t(service, priority, opened, resolved, population)");
  }

  private static String measure(SloDefinition slo) {
    return slo.objectives().get(0).measure();
  }
}
