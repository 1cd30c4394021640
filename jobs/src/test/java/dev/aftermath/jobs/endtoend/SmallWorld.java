package dev.aftermath.jobs.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What was true in one simulated world, and what its exports had told of it when it ended.
 *
 * @param truth the lines of each file of the truth
 */
record SmallWorld(
    Map<String, List<JsonNode>> truth, List<KnownIncident> incidents, List<KnownAlert> alerts) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> FILES =
      List.of(
          "incidents.jsonl",
          "alerts.jsonl",
          "slas.jsonl",
          "notices.jsonl",
          "contracts.jsonl",
          "deployments.jsonl",
          "postmortems.jsonl",
          "interruptions.json",
          "on_call_gaps.json");

  static SmallWorld read(Path folder, Instant end) throws IOException {
    Map<String, List<JsonNode>> truth = new TreeMap<>();
    for (String file : FILES) {
      truth.put(file, lines(folder.resolve(file)));
    }
    List<KnownIncident> known =
        KnownPairs.among(Objects.requireNonNull(truth.get("incidents.jsonl")), end);
    List<KnownAlert> alerts =
        KnownAlert.among(Objects.requireNonNull(truth.get("alerts.jsonl")), known);
    List<KnownIncident> incidents =
        known.stream().map(it -> it.alertedAt(KnownAlert.firstOf(alerts, it))).toList();
    return new SmallWorld(truth, incidents, alerts);
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    if (file.toString().endsWith(".json")) {
      JSON.readTree(file.toFile()).forEach(lines::add);
      return lines;
    }
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        lines.add(JSON.readTree(line));
      }
    }
    return lines;
  }

  List<JsonNode> lines(String file) {
    return Objects.requireNonNull(truth.get(file), file);
  }
}
