package dev.aftermath.jobs.gold;

import static dev.aftermath.jobs.testing.BronzeRecord.sla;
import static dev.aftermath.jobs.testing.BronzeRecord.table;
import static dev.aftermath.jobs.testing.BronzeRecord.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.config.Calendars;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.silver.SlaClocks;
import dev.aftermath.jobs.testing.BronzeRecord;
import dev.aftermath.jobs.testing.SampleFacts;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
@DisplayName("SLAs of tickets")
class SlaTablesTest {
  private static final Evaluation EVALUATION =
      new Evaluation(Instant.parse("2026-11-30T00:00:00Z"), ZoneId.of("Europe/Berlin"));
  private static final String FRIDAY_NIGHT = "2026-11-13T20:00:00Z";

  @Test
  @DisplayName("are judged by what the source says, in the hours of their schedule")
  void outcomes(SparkSession spark) throws IOException {
    List<Row> rows =
        outcomes(
                spark,
                overTheWeekend("INC1").with(IncidentField.BREACHED, "false"),
                overTheWeekend("INC2").with(IncidentField.BREACHED, "true"),
                overTheWeekend("INC3"),
                overTheWeekend("INC4").with(IncidentField.SCHEDULE, "Moon hours"),
                overTheWeekend("INC5").with(IncidentField.SLA_STAGE, "cancelled"),
                sla("INC6", "P3", FRIDAY_NIGHT).with(IncidentField.BREACHED, "true"),
                overTheWeekend("INC7").with(IncidentField.ZONE, "Europe/Berln"))
            .orderBy("incident_id")
            .collectAsList();

    assertThat(rows)
        .extracting(
            row ->
                row.<String>getAs("outcome")
                    + " "
                    + row.getAs("outcome_basis")
                    + " "
                    + row.getList(row.fieldIndex("flags")))
        .containsExactly(
            "met stated []",
            "breached stated [breach_contradicts_computed, breach_contradicts_stated_ratio]",
            "met computed []",
            "met stated_ratio [schedule_not_known]",
            "cancelled null []",
            "running null []",
            "met computed [zone_not_known]");
    Row first = rows.get(0);
    assertThat(first.<String>getAs("clock")).isEqualTo("weekdays");
    assertThat(first.<Long>getAs("allowed_seconds")).isEqualTo(8 * 3_600);
    assertThat(first.<Long>getAs("elapsed_seconds")).isEqualTo(60 * 3_600 + 1_800);
    assertThat(first.<Long>getAs("business_elapsed_seconds")).isEqualTo(5_400);
    assertThat(first.<Double>getAs("elapsed_ratio")).isEqualTo(7.5625);
    assertThat(first.<Double>getAs("business_elapsed_ratio")).isEqualTo(0.1875);
    assertThat(first.<Double>getAs("stated_elapsed_ratio")).isEqualTo(7.56);
  }

  @Test
  @DisplayName("lose the end of an earlier record when they run again")
  void resumed(SparkSession spark) throws IOException {
    BronzeRecord earlier = overTheWeekend("INC1").version("2026-11-16T08:30:00Z");
    BronzeRecord later = sla("INC1", "P3", FRIDAY_NIGHT).version("2026-11-17T09:00:00Z");

    assertThat(outcomes(spark, earlier, later).collectAsList())
        .extracting(row -> row.<String>getAs("outcome"))
        .containsExactly("running");
  }

  @Test
  @DisplayName("are met by both denominators: of those with an SLA and of all that were resolved")
  void compliance(SparkSession spark) throws IOException {
    List<BronzeRecord> records = new ArrayList<>();
    // Resolved: two met, one of its two breached, one cancelled, one still running, one without.
    records.add(overTheWeekend("INC1").with(IncidentField.BREACHED, "false"));
    records.add(overTheWeekend("INC2").with(IncidentField.BREACHED, "false"));
    records.add(overTheWeekend("INC3").with(IncidentField.BREACHED, "false"));
    records.add(second("INC3").with(IncidentField.BREACHED, "true"));
    records.add(overTheWeekend("INC4").with(IncidentField.SLA_STAGE, "cancelled"));
    records.add(sla("INC5", "P3", FRIDAY_NIGHT).with(IncidentField.SLA_TARGET, "resolution"));
    for (String number : List.of("INC1", "INC2", "INC3", "INC4", "INC5", "INC6")) {
      records.add(resolved(number));
    }
    // Neither a test nor an open ticket counts.
    records.add(resolved("INC7").with(IncidentField.INCIDENT_KIND, "test"));
    records.add(ticket("INC8").with(IncidentField.OPENED_AT, FRIDAY_NIGHT));
    records.add(overTheWeekend("INC8").with(IncidentField.BREACHED, "true"));

    Dataset<Row> table = table(spark, records.toArray(BronzeRecord[]::new));
    Dataset<Row> facts = SampleFacts.of(table, EVALUATION);
    Dataset<Row> outcomes = outcomes(table, facts);
    List<Row> rows =
        SlaCompliance.build(outcomes, facts, EVALUATION)
            .where("segment_type = 'all' AND period = '2026-W47'")
            .orderBy("target")
            .collectAsList();

    assertThat(rows)
        .extracting(
            row ->
                row.<String>getAs("target")
                    + Stream.of(
                            "resolved", "met", "breached", "cancelled", "undecided", "without_sla")
                        .map(name -> row.<Long>getAs(name + "_count"))
                        .toList())
        .containsExactly("resolution[6, 2, 1, 1, 1, 1]", "response[6, 0, 0, 0, 0, 6]");
    Row resolution = rows.get(0);
    assertThat(resolution.<Double>getAs("met_ratio")).isEqualTo(2.0 / 3);
    assertThat(resolution.<Double>getAs("met_of_resolved_ratio")).isEqualTo(2.0 / 6);
    assertThat(resolution.<Double>getAs("coverage_ratio")).isEqualTo(0.5);
    assertThat(rows.get(1).<Double>getAs("met_ratio")).isNull();
    assertThat(rows.get(1).<Double>getAs("met_of_resolved_ratio")).isZero();
  }

  /** Eight hours from Friday 21:00 to Monday 16:00, reached on Monday 09:30. */
  private static BronzeRecord overTheWeekend(String number) {
    return inTime(sla(number, "P3", FRIDAY_NIGHT));
  }

  private static BronzeRecord second(String number) {
    return inTime(sla(number, "P3 vendor", FRIDAY_NIGHT));
  }

  private static BronzeRecord inTime(BronzeRecord record) {
    return record
        .with(IncidentField.SLA_TARGET, "resolution")
        .with(IncidentField.SLA_STAGE, "completed")
        .with(IncidentField.END_AT, "2026-11-16T08:30:00Z")
        .with(IncidentField.ORIGINAL_BREACH_AT, "2026-11-16T15:00:00Z")
        .with(IncidentField.ELAPSED_PERCENT, "756")
        .with(IncidentField.BUSINESS_ELAPSED_PERCENT, "19")
        .with(IncidentField.SCHEDULE, "8-5 weekdays")
        .with(IncidentField.ZONE, "Europe/Berlin");
  }

  private static BronzeRecord resolved(String number) {
    return ticket(number)
        .with(IncidentField.OPENED_AT, FRIDAY_NIGHT)
        .with(IncidentField.RESOLVED_AT, "2026-11-16T08:30:00Z")
        .with(IncidentField.STATE, "RESOLVED");
  }

  private static Dataset<Row> outcomes(SparkSession spark, BronzeRecord... slas)
      throws IOException {
    BronzeRecord[] tickets =
        Stream.of("INC1", "INC2", "INC3", "INC4", "INC5", "INC6", "INC7")
            .map(SlaTablesTest::resolved)
            .toArray(BronzeRecord[]::new);
    Dataset<Row> table =
        table(
            spark,
            Stream.concat(Arrays.stream(slas), Arrays.stream(tickets))
                .toArray(BronzeRecord[]::new));
    return outcomes(table, SampleFacts.of(table, EVALUATION));
  }

  private static Dataset<Row> outcomes(Dataset<Row> records, Dataset<Row> facts)
      throws IOException {
    return SlaOutcomes.build(
        SlaClocks.build(records), facts, Calendars.read(Path.of("../conf/calendars")).values());
  }
}
