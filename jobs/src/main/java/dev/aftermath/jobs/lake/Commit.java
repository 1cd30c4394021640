package dev.aftermath.jobs.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a commit of a table says of itself, read from the table's log as the Delta protocol
 * describes it: looking it up costs one small file and no Spark job.
 *
 * @param version the table's version that the commit made
 * @param note how its rows came about
 * @param rowCount the rows that the commit wrote; -1 when it does not say
 * @param writtenAt when it was written
 */
public record Commit(long version, Note note, long rowCount, Instant writtenAt) {
  private static final JsonMapper JSON = new JsonMapper();

  /** The newest commit of a table; empty when the table was never written. */
  public static Optional<Commit> newest(LakeFiles files, TableSpec table) {
    return versions(files, table).stream()
        .max(Long::compare)
        .flatMap(version -> of(files, table, version));
  }

  /** The commits of a table from a version on that are still in its log, ascending. */
  public static List<Commit> since(LakeFiles files, TableSpec table, long first) {
    List<Commit> commits = new ArrayList<>();
    versions(files, table).stream()
        .filter(version -> version >= first)
        .sorted()
        .forEach(version -> of(files, table, version).ifPresent(commits::add));
    return commits;
  }

  /**
   * The commit that an instant found as the newest one; empty when the table was first written
   * later, or never.
   */
  public static Optional<Commit> at(LakeFiles files, TableSpec table, Instant instant) {
    return versions(files, table).stream()
        .sorted(Comparator.reverseOrder())
        .flatMap(version -> of(files, table, version).stream())
        .filter(commit -> !commit.writtenAt().isAfter(instant))
        .findFirst();
  }

  /** The commit of a version; empty when it is not, or no longer, in the log. */
  public static Optional<Commit> of(LakeFiles files, TableSpec table, long version) {
    return files.text(file(table, version)).map(text -> read(version, text));
  }

  static String file(TableSpec table, long version) {
    return String.format(java.util.Locale.ROOT, "%s/_delta_log/%020d.json", table.path(), version);
  }

  private static List<Long> versions(LakeFiles files, TableSpec table) {
    return files.names(table.path() + "/_delta_log").stream()
        .filter(name -> name.matches("[0-9]{20}\\.json"))
        .map(name -> Long.parseLong(name.substring(0, 20)))
        .toList();
  }

  private static Commit read(long version, String commit) {
    try {
      for (String line : commit.lines().toList()) {
        if (line.contains("\"commitInfo\"")) {
          JsonNode info = JSON.readTree(line).path("commitInfo");
          return new Commit(
              version,
              Note.parse(info.path("userMetadata").asText("")).orElse(Note.of("")),
              info.path("operationMetrics").path("numOutputRows").asLong(-1),
              Instant.ofEpochMilli(info.path("timestamp").asLong()));
        }
      }
    } catch (JsonProcessingException e) {
      // A note of somebody else's: the table is then computed again.
      return new Commit(version, Note.of(""), -1, Instant.EPOCH);
    }
    return new Commit(version, Note.of(""), -1, Instant.EPOCH);
  }
}
