package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.testing.Timestamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What was true of the alerts of a simulated world, to be compared with what was computed. */
final class TrueAlerts {
  private static final JsonMapper JSON = new JsonMapper();

  /** An older page of the same key was still open, which a real paging system would have joined. */
  private static final String JOINED_OLDER = "joined an older page";

  /** A rule without a key took another page of the service that came up in between. */
  private static final String BY_CHANCE = "joined by chance";

  private final List<JsonNode> alerts;
  private final List<JsonNode> incidents;

  private TrueAlerts(List<JsonNode> alerts, List<JsonNode> incidents) {
    this.alerts = alerts;
    this.incidents = incidents;
  }

  static TrueAlerts in(Path truth) throws IOException {
    return new TrueAlerts(
        lines(truth.resolve("alerts.jsonl")), lines(truth.resolve("incidents.jsonl")));
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        nodes.add(JSON.readTree(line));
      }
    }
    return nodes;
  }

  /** Fails at the first firing whose times or incident are not those of the truth. */
  void assertAreThoseOf(Dataset<Row> computed) {
    Map<String, Row> byFiring = new HashMap<>();
    for (Row row : Timestamps.asText(computed).collectAsList()) {
      byFiring.put(row.getAs("fingerprint") + "|" + row.getAs("started_at"), row);
    }
    Map<String, Integer> seen = new TreeMap<>();
    for (JsonNode alert : alerts) {
      Row row = byFiring.get(text(alert, "fingerprint") + "|" + text(alert, "started_at"));
      assertThat(row).as(alert.toString()).isNotNull();
      assertThat(row.<String>getAs("ended_at"))
          .as(alert.toString())
          .isEqualTo(text(alert, "ended_at"));
      seen.merge(link(alert, row), 1, Integer::sum);
    }
    assertThat(byFiring).hasSameSizeAs(alerts);
    assertThat(seen).containsKeys("none", "deduplication_key", "monitoring_id", "same_service");
    assertThat(seen.getOrDefault(BY_CHANCE, 0)).as("of " + seen).isLessThanOrEqualTo(3);
  }

  private String link(JsonNode alert, Row row) {
    String page = text(alert, "page");
    String found = row.getAs("incident_id");
    String told = alert + " became " + row;
    if (page == null) {
      assertThat(found).as(told).isNull();
      return "none";
    }
    String rule = row.getAs("link_rule");
    if (("pagerduty:" + page).equals(found)) {
      assertThat(row.<String>getAs("link_evidence")).as(told).isNotBlank();
      return rule;
    }
    if ("deduplication_key".equals(rule)) {
      assertThat(olderPages(alert)).as(told).contains(found);
      return JOINED_OLDER;
    }
    assertThat(rule).as(told).isIn("monitoring_id", "same_service");
    return BY_CHANCE;
  }

  private List<String> olderPages(JsonNode alert) {
    Instant started = Instant.parse(alert.path("started_at").asText());
    return incidents.stream()
        .filter(
            it -> Objects.equals(text(it, "deduplication_key"), text(alert, "deduplication_key")))
        .filter(it -> Instant.parse(it.path("detected_at").asText()).isBefore(started))
        .filter(
            it ->
                it.path("known_at_end").path("open").asBoolean()
                    || Instant.parse(it.path("page_resolved_at").asText()).isAfter(started))
        .map(it -> "pagerduty:" + it.path("page").asText())
        .toList();
  }

  /** The weeks' sums over all services: every alert is in one week, whatever it led to. */
  void assertWorth(Dataset<Row> quality) {
    Row sums =
        quality
            .selectExpr(
                "sum(alert_count)",
                "sum(without_incident_count)",
                "sum(unactionable_count)",
                "sum(flapping_count)")
            .first();
    assertThat(sums.getLong(0)).isEqualTo(alerts.size());
    assertThat(sums.getLong(1)).isEqualTo(count(alert -> text(alert, "page") == null));
    // What is over after one or two minutes and led to nothing, as the world is made.
    assertThat(sums.getLong(2))
        .isEqualTo(count(alert -> List.of("QueueLag", "CpuHigh").contains(text(alert, "name"))))
        .isPositive();
    assertThat(sums.getLong(3))
        .isEqualTo(count(alert -> "CpuHigh".equals(text(alert, "name"))) / 4)
        .isPositive();
  }

  private long count(java.util.function.Predicate<JsonNode> fits) {
    return alerts.stream().filter(fits).count();
  }

  private static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isMissingNode() || value.isNull() ? null : value.asText();
  }
}
