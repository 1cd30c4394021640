package dev.aftermath.jobs.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.gold.ContractFindings;
import dev.aftermath.jobs.gold.DeploymentOutcomes;
import dev.aftermath.jobs.gold.IncidentAttributions;
import dev.aftermath.jobs.gold.IncidentUpdates;
import dev.aftermath.jobs.testing.Timestamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/** What the simulated landscape lacks, against what the rules find in its exports. */
final class TrueContracts {
  private static final JsonMapper JSON = new JsonMapper();

  private TrueContracts() {}

  /** Findings and first updates are those of the truth, and no others. */
  static void assertFound(TestPlatform platform, Path truth) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(truth.resolve("contracts.jsonl"))) {
      lines.add(JSON.readTree(line));
    }
    assertThat(found(platform)).isEqualTo(planted(lines)).hasSizeGreaterThan(10);
    assertTold(platform, lines);
    assertAttributed(platform, truth);
  }

  /** What tickets name as the cause is the deployment that was the cause. */
  private static void assertAttributed(TestPlatform platform, Path truth) throws IOException {
    Map<String, String> attributed = new HashMap<>();
    for (Row row :
        platform
            .read(IncidentAttributions.TABLE)
            .where("rule = 'explicit_reference'")
            .join(platform.read(DeploymentOutcomes.TABLE), "deployment_key")
            .join(platform.read(IncidentUpdates.TABLE), "incident_id")
            .select("servicenow_number", "number")
            .collectAsList()) {
      attributed.put(row.getString(0), row.getString(1));
    }
    assertThat(attributed).isNotEmpty();
    Map<String, String> causes = new HashMap<>();
    for (String line : Files.readAllLines(truth.resolve("incidents.jsonl"))) {
      JsonNode incident = JSON.readTree(line);
      if (attributed.containsKey(incident.path("ticket").asText())) {
        causes.put(incident.path("ticket").asText(), incident.path("caused_by_change").textValue());
      }
    }
    assertThat(attributed).isEqualTo(causes);
  }

  private static Set<String> planted(List<JsonNode> lines) {
    Set<String> planted = new TreeSet<>();
    for (JsonNode line : lines) {
      // Tests are outside of the population, whatever their tickets lack.
      if (!line.path("kind").asText().equals("test")) {
        line.path("lacks")
            .forEach(
                lack ->
                    planted.add(
                        line.path("subject").asText()
                            + " "
                            + line.path("number").asText()
                            + " "
                            + lack.asText()));
      }
    }
    return planted;
  }

  private static Set<String> found(TestPlatform platform) {
    Set<String> found = new TreeSet<>();
    for (Row row :
        platform
            .read(ContractFindings.TABLE)
            .where("subject IN ('incident', 'change', 'runbook')")
            .select("subject", "number", "missing_field")
            .collectAsList()) {
      found.add(row.getString(0) + " " + row.getString(1) + " " + row.getString(2));
    }
    return found;
  }

  private static void assertTold(TestPlatform platform, List<JsonNode> lines) {
    List<Row> updates =
        Timestamps.asText(platform.read(IncidentUpdates.TABLE))
            .where("servicenow_number IS NOT NULL")
            .collectAsList();
    int told = 0;
    for (JsonNode line : lines) {
      if (!line.path("subject").asText().equals("incident")) {
        continue;
      }
      String number = line.path("number").asText();
      Row row =
          updates.stream()
              .filter(it -> number.equals(it.getAs("servicenow_number")))
              .findFirst()
              .orElseThrow();
      assertThat(row.<String>getAs("first_stakeholder_update_at"))
          .as(number)
          .isEqualTo(line.path("stakeholders_told_at").textValue());
      String customers = line.path("customers_told_at").textValue();
      String computed = row.getAs("first_customer_update_at");
      if (customers != null) {
        told++;
        // A notice of another incident of the service may have told them before.
        assertThat(computed).as(number).isNotNull().isLessThanOrEqualTo(customers);
        if (computed.equals(customers)) {
          assertThat(row.<String>getAs("notice_key"))
              .as(number)
              .isEqualTo(line.path("notice").textValue());
        }
      }
    }
    assertThat(told).isGreaterThan(5);
  }
}
