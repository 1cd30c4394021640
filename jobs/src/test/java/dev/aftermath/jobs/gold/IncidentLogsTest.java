package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.log.LiftRule;
import dev.aftermath.jobs.domain.log.LogRules;
import dev.aftermath.jobs.silver.LogTemplates;
import dev.aftermath.jobs.silver.UnparsedLogs;
import dev.aftermath.jobs.testing.LogRows;
import dev.aftermath.jobs.testing.SparkTest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
@DisplayName("What was written around incidents")
class IncidentLogsTest {
  private static final LiftRule RULE = new LiftRule(10, 20, 91);

  @Test
  @DisplayName("is counted in minutes of the window, by its own service and tenant")
  void counted(SparkSession spark) {
    List<LogRows.Line> lines =
        List.of(
            // The window of an opening at noon: from 11:50 on, 12:20 excluded.
            LogRows.line("shop", "blue", "2026-03-02T11:49:59Z", "disk 1 is full", 1),
            LogRows.line("shop", "blue", "2026-03-02T11:50:00Z", "disk 1 is full", 7),
            LogRows.line("shop", "blue", "2026-03-02T11:50:30Z", "disk 2 is full", 1),
            LogRows.line("shop", "blue", "2026-03-02T12:19:59Z", "disk 3 is full", 1),
            LogRows.line("shop", "blue", "2026-03-02T12:20:00Z", "disk 1 is full", 1),
            LogRows.line("shop", "red", "2026-03-02T12:00:00Z", "not of this tenant", 1),
            LogRows.line("billing", "blue", "2026-03-02T12:00:00Z", "not of this service", 1));

    assertThat(told(spark, lines, "('noon', 'shop', 'blue', '2026-03-02 12:00:00', 'counted')"))
        .containsExactly("noon 2026-03: disk <*> is full 2");
  }

  @Test
  @DisplayName("belongs to each of several incidents, on either side of midnight")
  void overlapping(SparkSession spark) {
    List<LogRows.Line> lines =
        List.of(
            LogRows.line("shop", "blue", "2026-02-28T23:58:00Z", "late", 1),
            LogRows.line("shop", "blue", "2026-03-01T00:04:00Z", "late", 1));

    assertThat(
            told(
                spark,
                lines,
                "('before', 'shop', null, '2026-02-28 23:50:00', 'counted')",
                "('after', 'shop', 'blue', '2026-03-01 00:05:00', 'counted')",
                "('drill', 'shop', 'blue', '2026-03-01 00:05:00', 'test')",
                "('far', 'shop', 'blue', '2026-03-01 09:00:00', 'counted')"))
        .containsExactlyInAnyOrder("before 2026-02: late 2", "after 2026-03: late 2");
  }

  @Test
  @DisplayName("is the same for a month alone")
  void month(SparkSession spark) {
    Dataset<Row> templates =
        templates(
            spark,
            List.of(
                LogRows.line("shop", "blue", "2026-02-28T23:58:00Z", "late", 1),
                LogRows.line("shop", "blue", "2026-03-01T00:04:00Z", "late", 1)));
    Dataset<Row> incidents =
        incidents(
            spark,
            "('before', 'shop', null, '2026-02-28 23:50:00', 'counted')",
            "('after', 'shop', 'blue', '2026-03-01 00:05:00', 'counted')");

    assertThat(
            IncidentLogs.build(
                    templates,
                    unparsed(templates),
                    incidents,
                    RULE,
                    new TreeSet<>(Set.of("2026-03")))
                .collectAsList())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.<String>getAs("incident_id")).isEqualTo("after");
              assertThat(row.<Long>getAs("window_seconds")).isEqualTo(1_800);
              assertThat(row.<Row>getList(4).get(0).<Long>getAs("minute_count")).isEqualTo(2);
            });
  }

  @Test
  @DisplayName("may change for the days beside those of which lines came")
  void touched() {
    assertThat(IncidentLogs.touched(Days.parse("2026-03-01"), Days.parse("2026-05-07")))
        .isEqualTo(Days.parse("2026-02-28/2026-03-02,2026-05-07"));
  }

  private static List<String> told(
      SparkSession spark, List<LogRows.Line> lines, String... incidents) {
    Dataset<Row> templates = templates(spark, lines);
    List<Row> ids = templates.select("template_id", "signature").distinct().collectAsList();
    return IncidentLogs.build(templates, unparsed(templates), incidents(spark, incidents), RULE)
        .collectAsList()
        .stream()
        .map(row -> told(row, ids))
        .toList();
  }

  private static String told(Row row, List<Row> ids) {
    List<String> written =
        row.<Row>getList(4).stream()
            .map(
                template ->
                    ids.stream()
                            .filter(id -> id.getString(0).equals(template.getString(0)))
                            .findFirst()
                            .orElseThrow()
                            .getString(1)
                        + " "
                        + template.getLong(1))
            .toList();
    return row.getString(0) + " " + row.getString(5) + ": " + String.join(", ", written);
  }

  private static Dataset<Row> templates(SparkSession spark, List<LogRows.Line> lines) {
    return LogTemplates.build(LogRows.entries(spark, lines), LogRules.USUAL).cache();
  }

  private static Dataset<Row> unparsed(Dataset<Row> templates) {
    return UnparsedLogs.build(templates, LogRules.USUAL);
  }

  private static Dataset<Row> incidents(SparkSession spark, String... rows) {
    return spark
        .sql(
            "SELECT incident_id, service, tenant, CAST(opened_at AS TIMESTAMP) AS opened_at,"
                + " population FROM VALUES "
                + String.join(", ", rows)
                + " AS incidents(incident_id, service, tenant, opened_at, population)")
        .withColumn("month", date_format(col("opened_at"), "yyyy-MM"));
  }
}
