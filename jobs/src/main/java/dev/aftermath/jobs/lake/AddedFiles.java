package dev.aftermath.jobs.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files that came to a table between two of its versions, read from its log without a job. */
final class AddedFiles {
  private static final JsonMapper JSON = new JsonMapper();

  private AddedFiles() {}

  /**
   * The names below the table's folder; empty when the log does not tell, or when anything else
   * happened than that files were added.
   */
  static Optional<List<String>> between(LakeFiles files, TableSpec table, long from, long to) {
    if (from < 0 || to < from) {
      return Optional.empty();
    }
    List<String> added = new ArrayList<>();
    for (long version = from + 1; version <= to; version++) {
      Optional<String> commit = files.text(Commit.file(table, version));
      if (commit.isEmpty() || !addNames(added, commit.get())) {
        return Optional.empty();
      }
    }
    return Optional.of(added);
  }

  private static boolean addNames(List<String> names, String commit) {
    try {
      for (String line : commit.lines().toList()) {
        JsonNode action = JSON.readTree(line);
        if (action.has("metaData") || action.has("remove")) {
          return false;
        }
        if (action.has("add")) {
          URI name = URI.create(action.path("add").path("path").asText());
          if (name.isAbsolute() || action.path("add").has("deletionVector")) {
            return false;
          }
          names.add(name.getPath());
        }
      }
      return true;
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return false;
    }
  }
}
