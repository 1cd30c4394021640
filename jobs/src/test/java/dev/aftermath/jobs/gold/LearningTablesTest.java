package dev.aftermath.jobs.gold;

import static dev.aftermath.jobs.testing.BronzeRecord.postmortem;
import static dev.aftermath.jobs.testing.BronzeRecord.table;
import static dev.aftermath.jobs.testing.BronzeRecord.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.config.ContractRules;
import dev.aftermath.jobs.config.PostmortemSettings;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.domain.postmortem.PostmortemRules;
import dev.aftermath.jobs.silver.ActionItems;
import dev.aftermath.jobs.silver.Postmortems;
import dev.aftermath.jobs.testing.BronzeRecord;
import dev.aftermath.jobs.testing.SampleIncidents;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.jobs.testing.Timestamps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@SparkTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The tables of what was learnt")
class LearningTablesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** The end of ISO week 2026-W46 in Berlin: Monday 16 November, 00:00. */
  private static final Evaluation EVALUATION =
      new Evaluation(Instant.parse("2026-11-15T23:00:00Z"), BERLIN);

  private Dataset<Row> postmortems;
  private Dataset<Row> duties;
  private Dataset<Row> status;
  private Dataset<Row> coverage;
  private Dataset<Row> weeks;
  private List<Row> findings;

  /**
   * Week 44: INC1 has a postmortem in time, INC2 a late one without much in it, INC3 none. Week 46:
   * INC4 has time left. INC5 is of priority 3 and asks for none.
   */
  @BeforeAll
  void compute(SparkSession spark) throws IOException {
    Dataset<Row> records = incidents(spark).union(written(spark));
    Dataset<Row> exports =
        spark.createDataFrame(
            List.of(export("git", "postmortems/PM-1.md"), export("wiki", "postmortems/p.json")),
            Exports.TABLE.schema());
    PostmortemRules rules = PostmortemSettings.read(Path.of("../conf/postmortems.yaml"));
    Dataset<Row> incidents = SampleIncidents.of(records, MatchingRules.KEYS_ONLY).cache();
    Dataset<Row> facts =
        incidents
            .withColumnRenamed("resolved_at", "settled_at")
            .select(
                "incident_id",
                "servicenow_number",
                "pagerduty_number",
                "title",
                "service",
                "tenant",
                "priority",
                "major",
                "population",
                "opened_at",
                "settled_at");
    postmortems = Postmortems.build(records, exports, incidents, rules).cache();
    duties = PostmortemDuties.build(facts, postmortems, rules, EVALUATION).cache();
    coverage = PostmortemCoverage.build(duties, EVALUATION);
    status =
        ActionItemStatus.build(ActionItems.build(postmortems), facts, rules, EVALUATION).cache();
    weeks = ActionItemWeeks.build(status, EVALUATION);
    findings =
        ContractFindings.build(
                LearningSubjects.ofDuties(duties)
                    .union(LearningSubjects.ofPostmortems(postmortems))
                    .union(LearningSubjects.ofActionItems(status)),
                ContractRules.read(Path.of("../conf/contracts"), BERLIN),
                EVALUATION)
            .orderBy("rule", "subject_key")
            .collectAsList();
  }

  @Test
  @DisplayName("put each postmortem down to its incident, with the rule and why")
  void links() {
    assertThat(
            postmortems
                .selectExpr("postmortem_key", "incident_id", "match_rule", "match_evidence")
                .orderBy("postmortem_key")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[PM-1,servicenow:INC1,stated_reference,it states INC1]",
            "[postmortems/p.json,servicenow:INC2,same_service,service search, starts 10 min apart]");
  }

  @Test
  @DisplayName("keep no name of a person, only pseudonyms that hold for one postmortem")
  void persons() {
    Row row = postmortems.where("postmortem_key = 'PM-1'").first();
    String author = row.getAs("author_pseudonym");

    assertThat(author).matches("[0-9a-f]{16}");
    assertThat(row.<String>getAs("approver_pseudonym"))
        .matches("[0-9a-f]{16}")
        .isNotEqualTo(author);
    assertThat(
            row.<Row>getList(row.fieldIndex("action_items"))
                .get(0)
                .<String>getAs("owner_pseudonym"))
        .isEqualTo(author);
    assertThat(postmortems.collectAsList().toString() + status.collectAsList() + findings)
        .doesNotContain("Anna")
        .doesNotContain("Bert");
  }

  @Test
  @DisplayName("tell of each incident that asks for a postmortem how it stands")
  void duties() {
    assertThat(
            Timestamps.asText(duties)
                .selectExpr("number", "state", "due_at", "required_because", "week")
                .orderBy("number")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[INC1,in_time,2026-11-02T11:00:00Z,priority 1,2026-W44]",
            "[INC2,late,2026-11-02T12:00:00Z,priority 2,2026-W44]",
            "[INC3,missing,2026-11-02T13:00:00Z,major true,2026-W44]",
            "[INC4,pending,2026-11-17T11:00:00Z,priority 1,2026-W46]");
  }

  @Test
  @DisplayName("count coverage and timeliness by week and segment, with their intervals")
  void coverage() {
    Row all = coverage.where("week = '2026-W44' AND segment_type = 'all'").first();

    assertThat(counts(all, "required", "pending", "in_time", "late", "missing", "written"))
        .containsExactly(3L, 0L, 1L, 1L, 1L, 2L);
    assertThat(all.<Double>getAs("coverage_ratio")).isEqualTo(2 / 3.0);
    assertThat(all.<Double>getAs("coverage_lower")).isBetween(0.2076, 0.2077);
    assertThat(all.<Double>getAs("coverage_upper")).isBetween(0.9385, 0.9386);
    assertThat(all.<Double>getAs("in_time_ratio")).isEqualTo(1 / 3.0);
    Row between = coverage.where("week = '2026-W45' AND segment_type = 'all'").first();
    assertThat(counts(between, "required", "decided")).containsExactly(0L, 0L);
    assertThat(between.<Double>getAs("coverage_ratio")).isNull();
    Row last = coverage.where("week = '2026-W46' AND segment = 'checkout'").first();
    assertThat(counts(last, "required", "pending", "decided")).containsExactly(1L, 1L, 0L);
  }

  @Test
  @DisplayName("tell of each action item when it is due and how it stands")
  void actionItems() {
    assertThat(
            Timestamps.asText(status)
                .selectExpr(
                    "text",
                    "incident_number",
                    "service",
                    "is_owned",
                    "due_at",
                    "due_basis",
                    "state",
                    "is_closed_in_time",
                    "is_overdue",
                    "age_days",
                    "overdue_days",
                    "place")
                .orderBy("text")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly(
            "[Alert @… early,INC1,checkout,true,2026-11-10T23:00:00Z,stated,open,null,true,15,5,"
                + "postmortems/PM-1.md:42]",
            "[Drop it,INC1,checkout,false,2026-11-30T10:00:00Z,policy,cancelled,null,false,null,"
                + "null,postmortems/PM-1.md:44]",
            "[Limit it,INC1,checkout,false,2026-11-05T23:00:00Z,stated,done,true,false,null,null,"
                + "postmortems/PM-1.md:43]");
  }

  @Test
  @DisplayName("count by week what was due, closed in time, open and overdue")
  void actionItemWeeks() {
    Row before = weeks.where("week = '2026-W45' AND segment_type = 'all'").first();
    assertThat(counts(before, "due", "closed_in_time", "decided", "open", "overdue"))
        .containsExactly(1L, 1L, 1L, 1L, 0L);
    assertThat(before.<Double>getAs("median_overdue_seconds")).isNull();
    Row last = weeks.where("week = '2026-W46' AND segment = 'checkout'").first();
    assertThat(counts(last, "due", "not_closed", "decided", "open", "overdue"))
        .containsExactly(1L, 1L, 1L, 1L, 1L);
    assertThat(last.<Double>getAs("closed_in_time_ratio")).isZero();
    assertThat(last.<Double>getAs("median_overdue_seconds")).isEqualTo(432_000.0);
  }

  @Test
  @DisplayName("are told by the KPIs of postmortem duties as by week and segment")
  void dutyKpis() throws IOException {
    KpiRows kpis = KpiRows.of(Subject.POSTMORTEM_DUTIES, duties, EVALUATION);

    for (Row row : coverage.collectAsList()) {
      Row written = of("postmortem_coverage_ratio", kpis, row);
      assertThat(written.<Double>getAs("value")).isEqualTo(row.getAs("coverage_ratio"));
      assertThat(written.<Long>getAs("numerator_count")).isEqualTo(row.getAs("written_count"));
      assertThat(written.<Long>getAs("n")).isEqualTo(row.getAs("decided_count"));
      Row inTime = of("postmortem_in_time_ratio", kpis, row);
      assertThat(inTime.<Double>getAs("value")).isEqualTo(row.getAs("in_time_ratio"));
      assertThat(inTime.<Long>getAs("n")).isEqualTo(row.getAs("timed_count"));
    }
    assertThat(kpis.told("postmortem_in_time_ratio", "2026-W44"))
        .isEqualTo("1 of 3, excluded 0 {}");
    assertThat(kpis.told("postmortem_coverage_ratio", "2026-W46"))
        .isEqualTo("0 of 0, excluded 1 {not_due_yet=1}");
    // INC1 2 d 23 h, INC2 7 d 20 h.
    assertThat(kpis.row("time_to_postmortem", "2026-W44").<Double>getAs("value"))
        .isEqualTo((255_600 + 676_800) / 2.0);
  }

  @Test
  @DisplayName("are told by the KPIs of action items as by week and segment")
  void actionItemKpis() throws IOException {
    KpiRows kpis = KpiRows.of(Subject.ACTION_ITEMS, status, EVALUATION);

    for (Row row : weeks.collectAsList()) {
      Row inTime = of("action_item_in_time_ratio", kpis, row);
      assertThat(inTime.<Double>getAs("value")).isEqualTo(row.getAs("closed_in_time_ratio"));
      assertThat(inTime.<Long>getAs("n")).isEqualTo(row.getAs("decided_count"));
      assertThat(of("open_action_items", kpis, row).<Long>getAs("n"))
          .isEqualTo(row.getAs("open_count"));
    }
    assertThat(kpis.told("action_item_in_time_ratio", "2026-W46"))
        .isEqualTo("0 of 1, excluded 0 {}");
    // Written on 31 October at 10:00, closed at the end of 5 November in Berlin, 23:00.
    assertThat(kpis.row("action_item_time_to_close", "2026-W45").<Double>getAs("value"))
        .isEqualTo((5 * 24 + 13) * 3_600.0);
  }

  private static Row of(String kpi, KpiRows kpis, Row week) {
    return kpis.row(kpi, week.getAs("week"), week.getAs("segment_type"), week.getAs("segment"));
  }

  @Test
  @DisplayName("find what is missing, late, incomplete, ownerless and overdue")
  void findings() {
    assertThat(findings)
        .extracting(
            row -> row.getAs("rule") + " | " + row.getAs("number") + " | " + row.getAs("reason"))
        .containsExactly(
            "action_item_not_overdue | OPS-1 | 432000 s after due_at",
            "postmortem_action_items | postmortems/p.json | action_items is not stated",
            "postmortem_approver | postmortems/p.json | approver_pseudonym is not stated",
            "postmortem_cause | postmortems/p.json | cause is not stated",
            "postmortem_impact | postmortems/p.json | impact is not stated",
            "postmortem_in_time | INC2 | 244800 s after due_at",
            "postmortem_timeline | postmortems/p.json | timeline is not stated",
            "postmortem_written | INC3 | postmortem is not stated");
  }

  private static List<Long> counts(Row row, String... names) {
    return List.of(names).stream().map(name -> row.<Long>getAs(name + "_count")).toList();
  }

  private static Dataset<Row> incidents(SparkSession spark) {
    return table(
        spark,
        incident("INC1", "checkout", "1", "2026-10-28T10:00:00Z", "2026-10-28T11:00:00Z"),
        incident("INC2", "search", "2", "2026-10-28T10:00:00Z", "2026-10-28T12:00:00Z"),
        incident("INC3", "cart", "3", "2026-10-28T10:00:00Z", "2026-10-28T13:00:00Z")
            .with(IncidentField.MAJOR, "true"),
        incident("INC4", "checkout", "1", "2026-11-12T10:00:00Z", "2026-11-12T11:00:00Z"),
        incident("INC5", "checkout", "3", "2026-10-28T10:00:00Z", "2026-10-28T11:00:00Z"));
  }

  private static BronzeRecord incident(
      String number, String service, String priority, String openedAt, String resolvedAt) {
    return ticket(number)
        .with(IncidentField.NUMBER, number)
        .with(IncidentField.STATE, "RESOLVED")
        .with(IncidentField.SERVICE, service)
        .with(IncidentField.PRIORITY, priority)
        .with(IncidentField.OPENED_AT, openedAt)
        .with(IncidentField.RESOLVED_AT, resolvedAt);
  }

  private static Dataset<Row> written(SparkSession spark) {
    return table(
        spark,
        postmortem("PM-1")
            .export("git")
            .with(IncidentField.NUMBER, "PM-1")
            .with(IncidentField.TITLE, "Checkout down")
            .with(IncidentField.INCIDENT_REFERENCES, "stated INC1")
            .with(IncidentField.SUMMARY, "It was down.")
            .with(IncidentField.IMPACT_TEXT, "Nobody could pay.")
            .with(IncidentField.CAUSE_TEXT, "A lock.")
            .with(
                IncidentField.TIMELINE,
                "[{\"at\":\"2026-10-28T10:00:00Z\",\"written\":\"10:00\",\"text\":\"Down\"}]")
            .with(IncidentField.AUTHOR, "Anna Albers")
            .with(IncidentField.APPROVED_BY, "Bert Brandt")
            .with(IncidentField.COMPLETED_AT, "2026-10-31T10:00:00Z")
            .with(IncidentField.ACTION_ITEMS, items())
            .with(IncidentField.SECTIONS, "summary 5\naction_items 40"),
        postmortem("sha256:2")
            .export("wiki")
            .with(IncidentField.TITLE, "Trouble")
            .with(IncidentField.SERVICE, "search")
            .with(IncidentField.SUMMARY, "It was slow.")
            .with(IncidentField.START_AT, "2026-10-28T10:10:00Z")
            .with(IncidentField.COMPLETED_AT, "2026-11-05T08:00:00Z"));
  }

  private static String items() {
    return """
    [{"text":"Alert @Anna early","owner":"Anna Albers","due_on":"2026-11-10","state":"open",
      "state_basis":"check_box","tracker":"OPS-1","line":42},
     {"text":"Limit it","due_on":"2026-11-05","state":"done","state_basis":"check_box",
      "closed_on":"2026-11-05","line":43},
     {"text":"Drop it","state":"cancelled","state_basis":"word","line":44}]
    """;
  }

  private static Row export(String id, String fileName) {
    return RowFactory.create(
        id,
        "test",
        "postmortems-markdown",
        fileName,
        null,
        "c0",
        "c0",
        "s0",
        10L,
        "read",
        1L,
        1L,
        1L,
        0L,
        0L,
        null,
        null,
        new String[0],
        "batch");
  }
}
