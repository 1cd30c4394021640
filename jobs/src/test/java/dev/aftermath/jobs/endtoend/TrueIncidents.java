package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.testing.Timestamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What was true of the incidents of a simulated world, to be compared with what was computed. */
final class TrueIncidents {
  private static final JsonMapper JSON = new JsonMapper();

  private static final List<String> NEARBY = List.of("same_monitoring_id", "same_service");

  /** A page and a ticket of two troubles, which looked alike: no rule can tell them apart. */
  private static final String BY_CHANCE = "joined by chance";

  private final List<JsonNode> incidents;

  private TrueIncidents(List<JsonNode> incidents) {
    this.incidents = incidents;
  }

  static TrueIncidents in(Path truth) throws IOException {
    List<JsonNode> incidents = new ArrayList<>();
    for (String line : Files.readAllLines(truth.resolve("incidents.jsonl"))) {
      if (!line.isBlank()) {
        incidents.add(JSON.readTree(line));
      }
    }
    return new TrueIncidents(incidents);
  }

  /** Fails at the first incident whose matching or course is not that of the truth. */
  void assertAreThoseOf(Dataset<Row> facts) {
    Map<String, Row> byPage = new HashMap<>();
    Map<String, Row> byTicket = new HashMap<>();
    for (Row fact : Timestamps.asText(facts).collectAsList()) {
      put(byPage, fact, "pagerduty_key");
      put(byTicket, fact, "servicenow_key");
    }
    Map<String, Integer> seen = new TreeMap<>();
    int pages = 0;
    int tickets = 0;
    for (JsonNode incident : incidents) {
      String page = text(incident, "page");
      String ticket = text(incident, "ticket");
      pages += page == null ? 0 : 1;
      tickets += ticket == null ? 0 : 1;
      seen.merge(assertMatched(incident, byPage, byTicket), 1, Integer::sum);
      if (page != null) {
        assertCourse(incident, byPage.get(page), seen);
      }
      if (ticket != null) {
        assertImpact(incident, byTicket.get(ticket), seen);
      }
    }
    assertThat(byPage).hasSize(pages);
    assertThat(byTicket).hasSize(tickets);
    assertThat(seen).as("what the world holds").containsKeys("ticket_names_page");
    assertThat(seen.getOrDefault(BY_CHANCE, 0)).as("of " + seen).isLessThanOrEqualTo(4);
  }

  /** Of those that nobody wrote a key into, a rule may leave some alone; it joins no other pair. */
  private static String assertMatched(
      JsonNode incident, Map<String, Row> byPage, Map<String, Row> byTicket) {
    String page = text(incident, "page");
    String ticket = text(incident, "ticket");
    Row ofPage = byPage.get(page);
    Row ofTicket = byTicket.get(ticket);
    String told = incident.toString();
    if (page == null || ticket == null) {
      Row fact = page == null ? ofTicket : ofPage;
      if (fact.getAs("match_rule") != null) {
        assertThat(fact.<String>getAs("match_rule")).as(told).isIn(NEARBY);
        return BY_CHANCE;
      }
      assertThat(fact.<String>getAs("match_state"))
          .as(told)
          .isEqualTo(page == null ? "only_servicenow" : "only_pagerduty");
      return "alone";
    }
    String acquaintance = text(incident, "acquaintance");
    String rule = ofTicket.getAs("match_rule");
    if ("none".equals(acquaintance)) {
      if (rule == null) {
        return "not matched";
      }
      assertThat(rule).as(told).isIn(NEARBY);
    } else {
      assertThat(rule).as(told).isEqualTo(acquaintance);
    }
    assertThat(ofTicket.<String>getAs("pagerduty_key")).as(told).isEqualTo(page);
    assertThat(ofTicket.<String>getAs("match_evidence")).as(told).isNotBlank();
    return rule;
  }

  private void assertCourse(JsonNode incident, Row fact, Map<String, Integer> seen) {
    String told = incident.toString();
    JsonNode known = incident.path("known_at_end");
    assertThat(at(fact, "first_notified_at"))
        .as(told)
        .isEqualTo(instant(known, "first_notified_at"));
    assertThat(at(fact, "last_responder_acknowledged_at"))
        .as(told)
        .isEqualTo(instant(known, "last_responder_acknowledged_at"));
    assertThat(fact.<Long>getAs("responder_count"))
        .as(told)
        .isEqualTo(known.path("responders").asLong());
    assertThat(fact.<Long>getAs("snoozed_seconds"))
        .as(told)
        .isEqualTo(known.path("snoozed_seconds").asLong());
    assertThat(fact.<Long>getAs("timeout_escalation_count"))
        .as(told)
        .isEqualTo(known.path("timeout_escalations").asLong());
    assertThat(fact.<Long>getAs("manual_escalation_count"))
        .as(told)
        .isEqualTo(known.path("manual_escalations").asLong());
    assertThat(fact.<Long>getAs("reacknowledged_count"))
        .as(told)
        .isEqualTo(known.path("acknowledged_again").asLong());
    assertThat(fact.<Boolean>getAs("is_open")).as(told).isEqualTo(known.path("open").asBoolean());
    boolean isOpen = known.path("open").asBoolean();
    assertThat(fact.<Long>getAs("active_seconds"))
        .as(told)
        .isEqualTo(isOpen ? null : Long.valueOf(known.path("active_seconds").asLong()));
    if (!isOpen) {
      assertThat(fact.<Long>getAs("engaged_seconds"))
          .as(told)
          .isEqualTo(
              known.path("responders").asLong() == 0
                  ? null
                  : Long.valueOf(known.path("engaged_seconds").asLong()));
      assertThat(fact.<String>getAs("resolver_class")).as(told).isEqualTo(resolution(incident));
    }
    List<String> reopened =
        StreamSupport.stream(known.path("reopened_at").spliterator(), false)
            .map(it -> Instant.parse(it.asText()).toString())
            .toList();
    List<Object> found = fact.getList(fact.fieldIndex("reopened_at"));
    if (fact.getAs("servicenow_key") == null || !reopened.isEmpty()) {
      assertThat(found.stream().map(TrueIncidents::shown))
          .as(told)
          .containsExactlyElementsOf(reopened);
    }
    assertThat(fact.<Long>getAs("merged_child_count")).as(told).isEqualTo(children(incident));
    assertThat(fact.<Long>getAs("refire_count")).as(told).isEqualTo(refires(incident));
    note(seen, "reopened", !reopened.isEmpty());
    note(seen, "snoozed", known.path("snoozed_seconds").asLong() > 0);
    note(seen, "refired", refires(incident) > 0);
    note(seen, "survivor", children(incident) > 0);
  }

  private static void assertImpact(JsonNode incident, Row fact, Map<String, Integer> seen) {
    String told = incident.toString();
    boolean isStated = fact.getAs("impact_start_at") != null;
    if (isStated) {
      assertThat(at(fact, "impact_start_at"))
          .as(told)
          .isEqualTo(instant(incident, "impact_start_at"));
      assertThat(fact.<String>getAs("impact_start_source")).isEqualTo("servicenow");
    }
    if (fact.getAs("mitigated_at") != null) {
      assertThat(at(fact, "mitigated_at")).as(told).isEqualTo(instant(incident, "mitigated_at"));
      Instant start = isStated ? instant(incident, "impact_start_at") : at(fact, "opened_at");
      assertThat(fact.<Long>getAs("time_to_restore_seconds"))
          .as(told)
          .isEqualTo(Duration.between(start, instant(incident, "mitigated_at")).toSeconds());
    }
    note(seen, "impact stated", isStated);
  }

  private static String resolution(JsonNode incident) {
    return text(incident, "resolution");
  }

  /** Over all steps: what was merged into one that was merged itself lives on in this one, too. */
  private long children(JsonNode incident) {
    String page = text(incident, "page");
    return text(incident, "merged_into") != null && !isOpen(incident)
        ? 0
        : mergedInto(page).stream().mapToLong(it -> 1 + steps(it)).sum();
  }

  private long steps(JsonNode merged) {
    return mergedInto(text(merged, "page")).stream().mapToLong(it -> 1 + steps(it)).sum();
  }

  private List<JsonNode> mergedInto(@Nullable String page) {
    return incidents.stream()
        .filter(it -> page != null && page.equals(text(it, "merged_into")))
        .filter(it -> !isOpen(it))
        .toList();
  }

  private static boolean isOpen(JsonNode incident) {
    return incident.path("known_at_end").path("open").asBoolean();
  }

  /** Pages with the same key that came up within a day after this one was resolved for good. */
  private long refires(JsonNode incident) {
    Instant resolved = instant(incident, "page_resolved_at");
    if (incident.path("known_at_end").path("open").asBoolean()) {
      return 0;
    }
    return incidents.stream()
        .filter(it -> text(it, "page") != null && text(it, "merged_into") == null)
        .filter(
            it ->
                Objects.equals(text(it, "deduplication_key"), text(incident, "deduplication_key")))
        .map(it -> instant(it, "detected_at"))
        .filter(at -> at.isAfter(resolved) && !at.isAfter(resolved.plus(Duration.ofHours(24))))
        .count();
  }

  private static void note(Map<String, Integer> seen, String what, boolean happened) {
    if (happened) {
      seen.merge(what, 1, Integer::sum);
    }
  }

  private static void put(Map<String, Row> rows, Row fact, String column) {
    String key = fact.getAs(column);
    if (key != null) {
      assertThat(rows.put(key, fact)).as(key).isNull();
    }
  }

  private static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isMissingNode() || value.isNull() ? null : value.asText();
  }

  private static @Nullable Instant instant(JsonNode node, String field) {
    String text = text(node, field);
    return text == null ? null : Instant.parse(text);
  }

  private static @Nullable Instant at(Row row, String column) {
    Object at = row.getAs(column);
    return at == null ? null : Instant.parse(at.toString());
  }

  private static String shown(Object at) {
    return String.valueOf(at);
  }
}
