package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.testing.SparkTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SparkTest
@Tag("real")
class RealPagerDutyCaptureTest {
  @Test
  @DisplayName("The real capture gives acknowledgements to gold that its snapshots do not hold")
  void acknowledgements(SparkSession spark, @TempDir Path folder) throws IOException {
    Path capture =
        RealData.at(
            "pagerduty/devlake-captures/"
                + "backend_plugins_pagerduty_e2e_raw_tables__raw_pagerduty_incidents.csv");
    Path page = folder.resolve("exports/pagerduty/incidents.json");
    Files.createDirectories(page.getParent());
    Files.writeString(page, page(capture));

    TestPlatform platform = TestPlatform.in(folder, spark);
    platform.ingest(folder.resolve("exports"));
    platform.compute(Instant.parse("2026-01-01T12:00:00Z"));

    platform.assertAccountsBalance();
    Map<String, Row> facts =
        platform.read(IncidentFacts.TABLE).collectAsList().stream()
            .collect(Collectors.toMap(row -> row.getAs("pagerduty_number"), row -> row));
    assertThat(facts).containsOnlyKeys("4", "5", "6");
    assertThat(acknowledgedAfter(facts.get("4"))).isEqualTo(1);
    assertThat(acknowledgedAfter(facts.get("5"))).isEqualTo(9);
    assertThat(acknowledgedAfter(facts.get("6"))).isEqualTo(10);
    // The log holds eight entries; three pairs of them tell of one step at one instant.
    assertThat(facts.get("4").<Long>getAs("escalation_count")).isEqualTo(5);
    assertThat(facts.get("4").<Object>getAs("acknowledgement_doubts").toString())
        .contains("within_five_seconds");
    assertThat(facts.get("4").<Object>getAs("credibly_acknowledged_at")).isNull();
    assertThat(facts.get("5").<Object>getAs("credibly_acknowledged_at")).isNotNull();
    assertThat(facts.get("6").<Long>getAs("responder_count")).isEqualTo(1);
    assertThat(facts.get("6").<Long>getAs("active_seconds")).isEqualTo(368);
    assertThat(facts.get("6").<Long>getAs("time_to_resolve_seconds")).isEqualTo(368);
    assertThat(facts.get("6").<Boolean>getAs("is_open")).isFalse();
    for (String number : new String[] {"4", "5"}) {
      assertThat(facts.get(number).<Long>getAs("time_to_resolve_seconds")).isNull();
      assertThat(facts.get(number).<Boolean>getAs("is_open")).isTrue();
      assertThat(facts.get(number).<Long>getAs("open_age_seconds")).isPositive();
    }
  }

  private static Long acknowledgedAfter(Row fact) {
    return fact.getAs("time_to_acknowledge_seconds");
  }

  /** The answers as PagerDuty gave them, which the capture keeps one a row. */
  private static String page(Path capture) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser rows = CSVParser.parse(capture, StandardCharsets.UTF_8, format)) {
      return rows.stream()
          .map(row -> row.get("data"))
          .collect(Collectors.joining(",", "{\"incidents\":[", "]}"));
    }
  }
}
