package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.gold.CauseMembers;
import dev.aftermath.jobs.gold.CauseSummaries;
import dev.aftermath.jobs.gold.IncidentFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * The causes of a simulated world against those that are found. A cause strikes one tenant on one
 * service there as far as records tell, since titles are compared within these.
 */
final class TrueCauses {
  private static final JsonMapper JSON = new JsonMapper();

  private TrueCauses() {}

  /** An incident with its cause as it was and as it was found. */
  private record Found(String causeId, String truth) {}

  /**
   * Of 100 incidents with a machine's title 95 are with most of their cause, and none of a human's
   * is with another's.
   */
  static void assertFound(TestPlatform platform, Path truth) throws IOException {
    Map<String, String> causes = new HashMap<>();
    for (String line : Files.readAllLines(truth.resolve("incidents.jsonl"))) {
      JsonNode incident = JSON.readTree(line);
      String cause = incident.path("cause").asText();
      if (!cause.isEmpty()) {
        causes.put("page " + incident.path("page").asText(), cause);
        causes.put("ticket " + incident.path("ticket").asText(), cause);
      }
    }
    List<Found> machines = new ArrayList<>();
    List<Found> humans = new ArrayList<>();
    for (Row row :
        platform
            .read(CauseMembers.TABLE)
            .join(
                platform
                    .read(IncidentFacts.TABLE)
                    .select("incident_id", "pagerduty_key", "servicenow_number"),
                "incident_id")
            .selectExpr(
                "cause_id",
                "concat_ws(' on ', tenant, service)",
                "pagerduty_key",
                "servicenow_number",
                "is_machine_titled")
            .collectAsList()) {
      String cause =
          row.isNullAt(2)
              ? causes.get("ticket " + row.getString(3))
              : causes.get("page " + row.getString(2));
      if (cause != null) {
        (row.getBoolean(4) ? machines : humans)
            .add(new Found(row.getString(0), cause + " of " + row.getString(1)));
      }
    }
    assertThat(machines).hasSizeGreaterThan(20);
    Map<String, Map<String, Long>> byTruth = new TreeMap<>();
    machines.forEach(
        it ->
            byTruth
                .computeIfAbsent(it.truth(), key -> new HashMap<>())
                .merge(it.causeId(), 1L, Long::sum));
    long right =
        byTruth.values().stream()
            .mapToLong(ids -> ids.values().stream().mapToLong(Long::longValue).max().orElse(0))
            .sum();
    assertThat((double) right / machines.size()).as("%s", byTruth).isGreaterThanOrEqualTo(0.95);
    Map<String, String> truths = new HashMap<>();
    machines.forEach(it -> truths.putIfAbsent(it.causeId(), it.truth()));
    humans.forEach(
        it ->
            assertThat(it.truth())
                .isEqualTo(truths.computeIfAbsent(it.causeId(), id -> it.truth())));
    assertThat(platform.read(CauseSummaries.TABLE).where("episode_count >= 2").count())
        .isPositive();
  }
}
