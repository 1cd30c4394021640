package dev.aftermath.jobs.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Exported incidents and tickets")
class RecordExportTest {

  @TempDir private static Path folder;

  private static WrittenWorld world;
  private static SimulationSummary summary;

  @BeforeAll
  static void write() {
    summary =
        Simulation.write(
            SimulationSettings.endingAt(Instant.parse("2026-11-22T23:00:00Z"))
                .withWeeks(7)
                .withIncidentsPerWeek(120)
                .withTelemetry(Telemetry.NONE),
            folder.resolve("world"),
            ProgressListener.NONE);
    world = new WrittenWorld(folder.resolve("world"));
  }

  @Test
  @DisplayName("show no acknowledgement once resolved, although the log has it")
  void losesAcknowledgements() {
    Set<String> acknowledged = new HashSet<>();
    for (JsonNode entry : logEntries()) {
      if ("acknowledge_log_entry".equals(entry.get("type").asText())) {
        assertThat(entry.at("/agent/type").asText()).isEqualTo("user_reference");
        acknowledged.add(entry.at("/incident/id").asText());
      }
    }
    long resolvedAndAcknowledged = 0;
    long open = 0;
    for (JsonNode page : pages()) {
      if ("resolved".equals(page.get("status").asText())) {
        assertThat(page.get("acknowledgements")).isEmpty();
        assertThat(page.get("assignments")).isEmpty();
        resolvedAndAcknowledged += acknowledged.contains(page.get("id").asText()) ? 1 : 0;
      } else {
        assertThat(page.get("resolved_at").isNull()).isTrue();
        open++;
      }
    }
    assertThat(resolvedAndAcknowledged).isGreaterThan(500);
    assertThat(open).isGreaterThanOrEqualTo(summary.count("pages_open_at_end")).isPositive();
  }

  @Test
  @DisplayName("are as many as the ground truth counts, kind by kind")
  void countsPages() {
    Map<String, JsonNode> last = new TreeMap<>();
    pages().forEach(page -> last.put(page.get("id").asText(), page));
    assertThat(last).hasSize(Math.toIntExact(summary.count("pages")));
    assertThat(last.values().stream().filter(RecordExportTest::isMerged).count())
        .isEqualTo(summary.count("pages_resolved_by_merge"))
        .isPositive();
    assertThat(last.values().stream().filter(page -> custom(page, "tenant").isNull()).count())
        .isEqualTo(summary.count("defect_page_without_tenant"))
        .isPositive();
    assertThat(
            last.values().stream()
                .filter(page -> page.get("title").asText().startsWith("[TEST]"))
                .count())
        .isEqualTo(summary.count("incidents_test"))
        .isPositive();
    Map<String, Long> seen = new HashMap<>();
    logEntries().forEach(entry -> seen.merge(entry.get("id").asText(), 1L, Long::sum));
    assertThat(seen.values().stream().filter(count -> count == 2).count())
        .isEqualTo(summary.count("duplicate_rows_pagerduty_log_entries"))
        .isPositive();
  }

  @Test
  @DisplayName("have tickets with the reopenings and the empty fields of the ground truth")
  void countsTickets() {
    Map<String, Map<String, String>> byNumber = new TreeMap<>();
    Set<String> reopened = new HashSet<>();
    for (Map<String, String> row : world.ticketRows()) {
      byNumber.put(row.get("number"), row);
      if (!"0".equals(row.get("reopen_count"))) {
        reopened.add(row.get("number"));
      }
    }
    assertThat(byNumber).hasSize(Math.toIntExact(summary.count("tickets")));
    assertThat(empty(byNumber, "u_tenant"))
        .isEqualTo(summary.count("defect_ticket_without_tenant"))
        .isPositive();
    assertThat(empty(byNumber, "u_monitoring_id"))
        .isEqualTo(summary.count("defect_ticket_without_monitoring_id"))
        .isPositive();
    assertThat(empty(byNumber, "correlation_id"))
        .isEqualTo(summary.count("tickets_without_correlation_id"))
        .isGreaterThan(summary.count("tickets_without_page"));
    // A reopening after the end of the world is in the truth and in no export yet.
    assertThat(reopened.size())
        .isBetween(
            Math.toIntExact(summary.count("tickets_reopened")) - 8,
            Math.toIntExact(summary.count("tickets_reopened")));
  }

  @Test
  @DisplayName("join tickets to pages of the same service by the page's id or deduplication key")
  void joins() {
    Map<String, String> services = new HashMap<>();
    pages()
        .forEach(
            page -> {
              String service = page.at("/service/summary").asText();
              services.put(page.get("id").asText(), service);
              services.put(page.get("incident_key").asText(), service);
            });
    int joined = 0;
    for (Map<String, String> row : world.ticketRows()) {
      if (!row.get("correlation_id").isEmpty()) {
        assertThat(services).containsEntry(row.get("correlation_id"), row.get("u_service"));
        joined++;
      }
    }
    assertThat(joined).isGreaterThan(500);
  }

  @Test
  @DisplayName("come in every form of ServiceNow, with letters of windows-1252")
  void writesEveryForm() {
    Map<String, byte[]> files = world.files("servicenow");
    assertThat(files.keySet()).anyMatch(name -> name.contains(".zip!incident-1.json"));
    assertThat(files.keySet()).anyMatch(name -> name.endsWith("incident-1.xml"));
    assertThat(files.keySet())
        .anyMatch(name -> name.contains("incident-late-") && name.endsWith(".csv"));
    byte[] csv =
        files.entrySet().stream()
            .filter(file -> file.getKey().endsWith("incident-1.csv"))
            .findFirst()
            .orElseThrow()
            .getValue();
    assertThat(new String(csv, StandardCharsets.ISO_8859_1)).containsPattern("[äöüß]");
    assertThat(new String(csv, StandardCharsets.UTF_8)).contains("\uFFFD");
    assertThat(files.get(path("servicenow", 0, "incident-1-copy.json")))
        .isEqualTo(files.get(path("servicenow", 0, "incident-1.json")));
  }

  @Test
  @DisplayName("arrive a week late for one service, and only there")
  void arrivesLate() {
    String lateWeek = Week.of(settings()).get(3).label();
    world
        .files("pagerduty")
        .forEach(
            (name, bytes) -> {
              boolean late = name.contains("log_entries-late-" + lateWeek);
              if (late || (name.contains("/" + lateWeek + "/") && name.contains("log_entries"))) {
                JsonNode entries = WrittenWorld.json(bytes).get("log_entries");
                for (JsonNode entry : entries) {
                  assertThat("auth".equals(entry.at("/service/summary").asText())).isEqualTo(late);
                }
              }
            });
    assertThat(world.records("pagerduty", "log_entries-late-" + lateWeek, "log_entries"))
        .isNotEmpty();
    assertThat(summary.count("late_exports_servicenow")).isEqualTo(1);
  }

  @Test
  @DisplayName("keep the page limit of the REST API")
  void keepsThePageLimit() {
    world
        .files("pagerduty")
        .forEach(
            (name, bytes) -> {
              if (name.contains("incidents-") && name.endsWith(".json") && !name.contains("raw")) {
                JsonNode page = WrittenWorld.json(bytes);
                assertThat(page.get("incidents").size()).isLessThanOrEqualTo(100);
                assertThat(page.get("more").asBoolean()).isEqualTo(name.contains("incidents-1"));
                assertThat(page.get("limit").asInt()).isEqualTo(100);
              }
            });
  }

  private static SimulationSettings settings() {
    return SimulationSettings.endingAt(Instant.parse("2026-11-22T23:00:00Z")).withWeeks(7);
  }

  private static String path(String source, int week, String file) {
    return "exports/" + source + "/" + Week.of(settings()).get(week).label() + "/" + file;
  }

  private static List<JsonNode> pages() {
    return world.records("pagerduty", "incidents-", "incidents");
  }

  private static List<JsonNode> logEntries() {
    return world.records("pagerduty", "log_entries", "log_entries");
  }

  private static boolean isMerged(JsonNode page) {
    return "merge_resolve_reason".equals(page.at("/resolve_reason/type").asText());
  }

  private static JsonNode custom(JsonNode page, String name) {
    for (JsonNode field : page.get("custom_fields")) {
      if (name.equals(field.get("name").asText())) {
        return field.get("value");
      }
    }
    throw new AssertionError("no custom field " + name);
  }

  private static long empty(Map<String, Map<String, String>> rows, String field) {
    return rows.values().stream().filter(row -> row.get(field).isEmpty()).count();
  }
}
