package dev.aftermath.jobs.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/**
 * What the newest commit of a table says of itself, read from the table's log as the Delta protocol
 * describes it: looking it up costs one small file and no Spark job.
 *
 * @param version the table's newest version
 * @param inputs the digest of everything the table was computed from; empty when it was not
 *     computed
 * @param rowCount the rows that the commit wrote; -1 when it does not say
 */
public record Commit(long version, String inputs, long rowCount) {
  private static final JsonMapper JSON = new JsonMapper();

  /** The newest commit of a table; empty when the table was never written. */
  public static Optional<Commit> newest(LakeFiles files, TableSpec table) {
    String log = table.path() + "/_delta_log";
    return files.names(log).stream()
        .filter(name -> name.matches("[0-9]{20}\\.json"))
        .max(String::compareTo)
        .map(
            name ->
                read(
                    Long.parseLong(name.substring(0, 20)),
                    files.text(log + "/" + name).orElse("")));
  }

  /** The note that is written with a commit. */
  static String note(String runId, String inputs) {
    return JSON.createObjectNode().put("run", runId).put("inputs", inputs).toString();
  }

  private static Commit read(long version, String commit) {
    try {
      for (String line : commit.lines().toList()) {
        if (line.contains("\"commitInfo\"")) {
          JsonNode info = JSON.readTree(line).path("commitInfo");
          JsonNode note = info.path("userMetadata");
          String inputs =
              note.isTextual() ? JSON.readTree(note.asText()).path("inputs").asText("") : "";
          long rows = info.path("operationMetrics").path("numOutputRows").asLong(-1);
          return new Commit(version, inputs, rows);
        }
      }
    } catch (JsonProcessingException e) {
      // A note of somebody else's: the table is then computed again.
      return new Commit(version, "", -1);
    }
    return new Commit(version, "", -1);
  }
}
