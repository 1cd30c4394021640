package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.gold.ActionItemStatus;
import dev.aftermath.jobs.gold.ContractFindings;
import dev.aftermath.jobs.gold.PostmortemDuties;
import dev.aftermath.jobs.silver.Postmortems;
import dev.aftermath.jobs.testing.Timestamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/** The postmortems that were written in a simulated world, against what is found in its exports. */
final class TruePostmortems {
  private static final JsonMapper JSON = new JsonMapper();

  /** What a rule calls what a postmortem lacks. */
  private static final Map<String, String> MISSING = Map.of("approver", "approver_pseudonym");

  private final List<JsonNode> lines = new ArrayList<>();

  private TruePostmortems() {}

  static TruePostmortems in(Path truth) throws IOException {
    TruePostmortems postmortems = new TruePostmortems();
    for (String line : Files.readAllLines(truth.resolve("postmortems.jsonl"))) {
      if (!line.isBlank()) {
        postmortems.lines.add(JSON.readTree(line));
      }
    }
    return postmortems;
  }

  void assertAreThoseOf(TestPlatform platform, Instant asOf) {
    assertStates(platform, asOf);
    assertLinks(platform);
    assertLacks(platform);
    assertActionItems(platform);
  }

  /** Every ticket that asks for a postmortem stands as it truly does. */
  private void assertStates(TestPlatform platform, Instant asOf) {
    Map<String, String> computed = new TreeMap<>();
    for (Row row :
        platform
            .read(PostmortemDuties.TABLE)
            .where("number LIKE 'INC%'")
            .select("number", "state")
            .collectAsList()) {
      computed.put(row.getString(0), row.getString(1));
    }
    Map<String, String> planted = new TreeMap<>();
    for (JsonNode line : lines) {
      // What leads nowhere stands alone: that its incident has none is what anybody can know.
      if (!line.path("reference").asText().equals("none")) {
        planted.put(line.path("ticket").asText(), state(line, asOf));
      }
    }
    computed.keySet().retainAll(planted.keySet());
    assertThat(computed).isEqualTo(planted);
    assertThat(planted.values()).contains("in_time", "pending", "missing");
  }

  private static String state(JsonNode line, Instant asOf) {
    Instant resolved = Instant.parse(line.path("resolved_at").asText());
    Instant due = resolved.plus(Duration.ofDays(5));
    // What comes after the end of the world is in no export yet.
    if (!resolved.isBefore(TinyWorld.END)) {
      return "open";
    }
    if (line.path("is_written").asBoolean()) {
      Instant completed = Instant.parse(line.path("completed_at").asText());
      if (!completed.isAfter(asOf)) {
        return completed.isAfter(due) ? "late" : "in_time";
      }
    }
    return asOf.isAfter(due) ? "missing" : "pending";
  }

  /** Each leads to its own incident, by the rule that its reference calls for. */
  private void assertLinks(TestPlatform platform) {
    Map<String, String> computed = new TreeMap<>();
    for (Row row :
        platform
            .read(Postmortems.TABLE)
            .join(
                platform.read(PostmortemDuties.TABLE).select("incident_id", "number"),
                "incident_id")
            .select("postmortem_key", "number", "match_rule")
            .collectAsList()) {
      computed.put(row.getString(0), row.getString(1) + " " + row.getString(2));
    }
    Map<String, String> planted = new TreeMap<>();
    for (JsonNode line : lines) {
      String rule =
          switch (line.path("reference").asText()) {
            case "states_ticket", "states_page" -> "stated_reference";
            case "mentions_ticket" -> "mentioned_reference";
            default -> "";
          };
      if (!rule.isEmpty()) {
        planted.put(line.path("id").asText(), line.path("ticket").asText() + " " + rule);
      }
    }
    assertThat(computed).containsAllEntriesOf(planted).hasSizeGreaterThan(5);
  }

  private void assertLacks(TestPlatform platform) {
    Set<String> found = new TreeSet<>();
    for (Row row :
        platform
            .read(ContractFindings.TABLE)
            .where("subject = 'postmortem' AND missing_field != 'incident'")
            .select("number", "missing_field")
            .collectAsList()) {
      found.add(row.getString(0) + " " + row.getString(1));
    }
    Set<String> planted = new TreeSet<>();
    for (JsonNode line : lines) {
      for (JsonNode lack : line.path("lacks")) {
        String part = MISSING.getOrDefault(lack.asText(), lack.asText());
        planted.add(line.path("id").asText() + " " + part);
      }
    }
    assertThat(found).isEqualTo(planted);
  }

  private void assertActionItems(TestPlatform platform) {
    List<String> computed =
        Timestamps.asText(platform.read(ActionItemStatus.TABLE))
            .selectExpr("postmortem_key", "tracker", "is_owned", "due_basis", "state")
            .collectAsList()
            .stream()
            .map(Row::toString)
            .sorted()
            .toList();
    List<String> planted = new ArrayList<>();
    for (JsonNode line : lines) {
      for (JsonNode item : line.path("action_items")) {
        planted.add(
            "[%s,%s,%s,%s,%s]"
                .formatted(
                    line.path("id").asText(),
                    item.path("tracker").asText(),
                    item.path("is_owned").asBoolean(),
                    item.path("due_on").isNull() ? "policy" : "stated",
                    item.path("closed_on").isNull() ? "open" : "done"));
      }
    }
    planted.sort(null);
    assertThat(computed).isEqualTo(planted).hasSizeGreaterThan(10);
  }
}
