package dev.aftermath.jobs.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.aftermath.jobs.domain.log.LiftRule;
import dev.aftermath.jobs.domain.log.LogRules;
import dev.aftermath.jobs.silver.LogTemplateAliases;
import dev.aftermath.jobs.silver.LogTemplates;
import dev.aftermath.jobs.silver.UnparsedLogs;
import dev.aftermath.jobs.testing.LogRows;
import dev.aftermath.jobs.testing.SparkTest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
class TemplateLiftTest {
  private static final Evaluation EVALUATION =
      new Evaluation(Instant.parse("2026-03-03T00:00:00Z"), ZoneId.of("UTC"));
  private static final LiftRule RULE = new LiftRule(30, 30, 2);

  @Test
  @DisplayName("Incidents with a template in their hour are held against quiet hours with it")
  void lift(SparkSession spark) {
    List<LogRows.Line> lines = new ArrayList<>();
    // Two days of lines, 48 hours. Three incidents, opened at half past 10, 14 and 18, over within
    // their hours: 45 quiet ones.
    for (int hour = 0; hour < 48; hour++) {
      lines.add(shop(hour, 5, "alive " + hour));
    }
    lines.add(shop(10, 10, "disk 1 is full"));
    lines.add(shop(14, 40, "disk 1 is full"));
    lines.add(shop(14, 41, "disk 2 is full"));
    lines.add(shop(18, 59, "disk 1 is full"));
    lines.add(shop(30, 0, "disk 1 is full"));
    lines.add(shop(18, 50, "once"));
    lines.add(shop(20, 50, "far from any incident"));

    List<Row> rows = rows(spark, lines);

    assertThat(rows)
        .extracting(
            row ->
                "%s: %s of %s, before %s, during %s; else %s of %s"
                    .formatted(
                        row.getAs("pattern"),
                        row.getAs("incidents_with_count"),
                        row.getAs("incident_count"),
                        row.getAs("incidents_before_count"),
                        row.getAs("incidents_during_count"),
                        row.getAs("quiet_windows_with_count"),
                        row.getAs("quiet_window_count")))
        .containsExactly(
            "alive <*>: 3 of 3, before 3, during 0; else 45 of 45",
            "disk <*> is full: 3 of 3, before 1, during 2; else 1 of 45",
            "once: 1 of 3, before 0, during 1; else 0 of 45");
    assertThat(rows).allSatisfy(row -> assertThat(row.<Long>getAs("tested_count")).isEqualTo(2));

    Row always = rows.get(0);
    assertThat(always.<Double>getAs("lift")).isEqualTo(1.0);
    assertThat(always.<Double>getAs("chance_ratio")).isCloseTo(1.0, offset(1e-9));
    assertThat(always.<Boolean>getAs("stands_out")).isFalse();

    Row full = rows.get(1);
    assertThat(full.<Long>getAs("line_count")).isEqualTo(5);
    assertThat(full.<Double>getAs("lift")).isEqualTo(45.0);
    // All 3 incidents among the 4 of 48 windows: C(45,1) / C(48,4) = 45 / 194,580; two are tested.
    assertThat(full.<Double>getAs("chance_ratio")).isCloseTo(45.0 / 194_580, offset(1e-12));
    assertThat(full.<Double>getAs("false_discovery_ratio"))
        .isCloseTo(90.0 / 194_580, offset(1e-12));
    assertThat(full.<Boolean>getAs("stands_out")).isTrue();

    Row once = rows.get(2);
    assertThat(once.<Double>getAs("lift")).isNull();
    assertThat(once.<Double>getAs("chance_ratio")).isNull();
    assertThat(once.<Boolean>getAs("stands_out")).isFalse();
  }

  @Test
  @DisplayName("Templates of one pattern count together")
  void aliases(SparkSession spark) {
    List<LogRows.Line> lines = new ArrayList<>();
    List<String> names = List.of("ann", "bob", "eve", "kim", "lee");
    for (int i = 0; i < names.size(); i++) {
      lines.add(shop(i, 0, "login of " + names.get(i)));
    }
    lines.add(shop(10, 10, "login of ann"));

    assertThat(rows(spark, lines))
        .extracting(
            row ->
                row.getAs("pattern")
                    + " "
                    + row.getAs("incidents_with_count")
                    + " "
                    + row.getAs("quiet_windows_with_count"))
        .containsExactly("login of <*> 1 5");
  }

  private static List<Row> rows(SparkSession spark, List<LogRows.Line> lines) {
    Dataset<Row> templates =
        LogTemplates.build(LogRows.entries(spark, lines), LogRules.USUAL).cache();
    Dataset<Row> unparsed = UnparsedLogs.build(templates, LogRules.USUAL);
    return TemplateLift.build(
            templates,
            LogTemplateAliases.build(templates, unparsed, LocalDate.parse("2026-03-03")),
            unparsed,
            incidents(spark),
            RULE,
            EVALUATION)
        .orderBy("pattern")
        .collectAsList();
  }

  /** The columns of the facts that are looked at. */
  private static Dataset<Row> incidents(SparkSession spark) {
    return spark.sql(
        """
        SELECT service, population, opened_at, opened_at + INTERVAL 10 MINUTES AS restored_at,
          CAST(NULL AS TIMESTAMP) AS settled_at
        FROM VALUES
          ('shop', 'counted', TIMESTAMP '2026-03-01 10:30:00'),
          ('shop', 'counted', TIMESTAMP '2026-03-01 14:30:00'),
          ('shop', 'counted', TIMESTAMP '2026-03-01 18:30:00'),
          ('mail', 'counted', TIMESTAMP '2026-03-01 20:30:00'),
          ('shop', 'counted', TIMESTAMP '2026-03-03 10:30:00')
          AS incidents(service, population, opened_at)
        """);
  }

  private static LogRows.Line shop(int hour, int minute, String text) {
    Instant at = Instant.parse("2026-03-01T00:00:00Z").plusSeconds(3_600L * hour + 60L * minute);
    return LogRows.line("shop", "north", at.toString(), text, 1);
  }
}
