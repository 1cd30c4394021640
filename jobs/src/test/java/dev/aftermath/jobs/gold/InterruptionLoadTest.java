package dev.aftermath.jobs.gold;

import static dev.aftermath.jobs.testing.BronzeRecord.page;
import static dev.aftermath.jobs.testing.BronzeRecord.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.config.Calendars;
import dev.aftermath.jobs.config.OnCallSettings;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.silver.Interruptions;
import dev.aftermath.jobs.silver.TeamGroups;
import dev.aftermath.jobs.testing.BronzeRecord;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.Timestamps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
@DisplayName("The load of being on call")
class InterruptionLoadTest {
  private static final Evaluation EVALUATION =
      new Evaluation(Instant.parse("2026-11-23T00:00:00Z"), ZoneId.of("Europe/Berlin"));

  private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

  @Test
  @DisplayName("is told by interruptions that name nobody")
  void interruptions(SparkSession spark) throws IOException {
    Dataset<Row> rows = Interruptions.build(messages(spark), settings(1).hours());

    assertThat(rows.schema().fieldNames()).doesNotContain("actor");
    assertThat(
            Timestamps.asText(rows)
                .where("incident_key = 'Q1'")
                .orderBy("interrupted_at")
                .select(
                    "interrupted_at",
                    "team",
                    "medium",
                    "notification_count",
                    "band",
                    "night",
                    "shift_at")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            // Friday 18:30, with a call in the same minute.
            "[2026-11-13T17:30:00Z,payments,push,2,off,null,2026-11-13T07:00:00Z]",
            // Saturday 23:30.
            "[2026-11-14T22:30:00Z,payments,phone,1,sleep,2026-11-14,2026-11-14T19:00:00Z]");
  }

  @Test
  @DisplayName("counts hours, nights and incidents of a shift once, nights in their evening's week")
  void load(SparkSession spark) throws IOException {
    List<Row> rows =
        InterruptionLoad.build(
                Interruptions.build(messages(spark), settings(1).hours()),
                groups(spark, null, LONG_AGO),
                settings(1),
                EVALUATION)
            .orderBy("teams", "week")
            .collectAsList();

    assertThat(rows)
        .extracting(InterruptionLoadTest::figures)
        .containsExactly(
            // Of payments: one person on Friday evening (18:30, 19:15, 19:25: two hours) and in the
            // night of Saturday, another in the night of Sunday at 03:00 of Monday.
            "2026-W46 payments people 2 interruptions 4 (0, 3, 1) hours 3 nights 2 incidents 5 over 1",
            "2026-W47 payments people 2 interruptions 1 (0, 0, 1) hours 1 nights 0 incidents 0 over 0",
            "2026-W46 search people 1 interruptions 1 (1, 0, 0) hours 0 nights 0 incidents 1 over 0",
            "2026-W47 search people 1 interruptions 0 (0, 0, 0) hours 0 nights 0 incidents 0 over 0");
    assertThat(rows.get(0).<Long>getAs("shift_count")).isEqualTo(14);
    assertThat(rows.get(0).<Double>getAs("incidents_per_shift")).isEqualTo(5.0 / 14);
  }

  @Test
  @DisplayName("is told of small teams together, and of none where too few people are interrupted")
  void suppressed(SparkSession spark) throws IOException {
    Dataset<Row> interruptions = Interruptions.build(messages(spark), settings(1).hours());
    Dataset<Row> groups = groups(spark, LONG_AGO, null);

    assertThat(
            InterruptionLoad.build(interruptions, groups, settings(3), EVALUATION)
                .orderBy("week")
                .collectAsList())
        .extracting(InterruptionLoadTest::figures)
        .containsExactly(
            "2026-W46 (small teams) people 3 interruptions 5 (1, 3, 1) hours 3 nights 2"
                + " incidents 6 over 1",
            "2026-W47 (small teams) people 3 interruptions 1 (0, 0, 1) hours 1 nights 0"
                + " incidents 0 over 0");
    assertThat(
            InterruptionLoad.build(interruptions, groups, settings(4), EVALUATION).collectAsList())
        .isEmpty();
  }

  @Test
  @DisplayName("is told by the KPIs of interruptions as by the weeks of a group")
  void kpis(SparkSession spark) throws IOException {
    Dataset<Row> interruptions = Interruptions.build(messages(spark), settings(1).hours()).cache();
    Dataset<Row> groups = groups(spark, null, LONG_AGO);
    KpiRows kpis = kpis(PublishedInterruptions.of(interruptions, groups, 1, EVALUATION));

    for (Row load :
        InterruptionLoad.build(interruptions, groups, settings(1), EVALUATION).collectAsList()) {
      String week = load.getAs("week");
      String teams = load.getAs("teams");
      Row count = kpis.row("interruption_count", week, "team", teams);
      assertThat(count.<Long>getAs("n")).isEqualTo(load.getAs("interruption_count"));
      assertThat(kpis.row("sleep_interruption_count", week, "team", teams).<Long>getAs("n"))
          .isEqualTo(load.getAs("sleep_count"));
      assertThat(
              kpis.row("off_hours_interruption_ratio", week, "team", teams)
                  .<Long>getAs("numerator_count"))
          .isEqualTo(load.<Long>getAs("off_count") + load.<Long>getAs("sleep_count"));
    }
    assertThat(kpis.told("off_hours_interruption_ratio", "2026-W46"))
        .isEqualTo("4 of 5, excluded 0 {}");
  }

  @Test
  @DisplayName("is in no sum of a KPI where too few people were interrupted under a name")
  void suppressedInSums(SparkSession spark) throws IOException {
    Dataset<Row> interruptions = Interruptions.build(messages(spark), settings(1).hours()).cache();
    Dataset<Row> groups = groups(spark, null, LONG_AGO);

    // Two of payments, one of search.
    KpiRows kpis = kpis(PublishedInterruptions.of(interruptions, groups, 2, EVALUATION));
    assertThat(kpis.row("interruption_count", "2026-W46").<Long>getAs("n")).isEqualTo(4);
    assertThat(kpis.rows())
        .filteredOn(row -> row.getAs("segment_type").equals("team"))
        .extracting(row -> row.<String>getAs("segment"))
        .containsOnly("payments");
    assertThat(kpis(PublishedInterruptions.of(interruptions, groups, 3, EVALUATION)).rows())
        .isEmpty();
    assertThat(KpiSource.named().get(Subject.INTERRUPTIONS).kinds())
        .doesNotContainKeys("person", "own_team");
  }

  private static KpiRows kpis(Dataset<Row> published) throws IOException {
    return KpiRows.of(Subject.INTERRUPTIONS, published, EVALUATION);
  }

  private static String figures(Row row) {
    Stream<Object> bands =
        Stream.of("business", "off", "sleep").map(band -> row.getAs(band + "_count"));
    return row.getAs("week")
        + " "
        + row.getAs("teams")
        + " people "
        + row.getAs("people_count")
        + " interruptions "
        + row.getAs("interruption_count")
        + bands.toList().toString().replace("[", " (").replace("]", ")")
        + " hours "
        + row.getAs("disrupted_hour_count")
        + " nights "
        + row.getAs("disturbed_night_count")
        + " incidents "
        + row.getAs("paged_incident_count")
        + " over "
        + row.getAs("overloaded_shift_count");
  }

  private static Dataset<Row> messages(SparkSession spark) {
    return table(
        spark,
        team("Q1", "payments"),
        page("Q1")
            .notified("2026-11-13T17:30:00Z", "ann", "push")
            .notified("2026-11-13T17:30:40Z", "ann", "phone")
            .notified("2026-11-13T17:30:40Z", "ann", "email")
            .notified("2026-11-14T22:30:00Z", "ann", "phone"),
        // The same entry in an export that overlaps.
        page("Q1").export("export-2").notified("2026-11-13T17:30:00Z", "ann", "push"),
        team("Q2", "payments"),
        page("Q2").notified("2026-11-13T18:15:00Z", "ann", "push"),
        team("Q3", "payments"),
        page("Q3").notified("2026-11-13T18:25:00Z", "ann", "push"),
        team("Q4", "payments"),
        page("Q4").notified("2026-11-16T02:00:00Z", "bob", "sms"),
        team("Q5", "search"),
        page("Q5").notified("2026-11-13T10:00:00Z", "eve", "push"));
  }

  private static BronzeRecord team(String key, String team) {
    return page(key)
        .version("2026-11-16T09:00:00Z")
        .with(IncidentField.TEAM, team)
        .with(IncidentField.OPENED_AT, "2026-11-13T00:00:00Z");
  }

  private static Dataset<Row> groups(
      SparkSession spark, @Nullable Instant together, @Nullable Instant alone) {
    return spark.createDataFrame(
        Stream.of("payments", "search")
            .map(team -> RowFactory.create("page", team, together, alone))
            .toList(),
        TeamGroups.TABLE.schema());
  }

  private static OnCallSettings settings(int smallest) throws IOException {
    OnCallSettings shipped =
        OnCallSettings.read(
                Path.of("../conf/on-call.yaml"), Calendars.read(Path.of("../conf/calendars")))
            .orElseThrow();
    return new OnCallSettings(shipped.hours(), 2, smallest);
  }
}
