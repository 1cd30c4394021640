package dev.aftermath.jobs.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aftermath.jobs.domain.calendar.Days;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a commit says of how its rows came about.
 *
 * @param runId the run that wrote it
 * @param inputs the digest of everything the table was computed from; empty when it was not
 *     computed
 * @param code the version of the program's arithmetic, with the table's columns
 * @param definition the digest of the settings that the rows depend on
 * @param asOf the instant that the rows were computed for; null where they depend on none
 * @param versions the version of each table that was read
 * @param origins the version of each table of the first layer that those came from
 * @param days the days whose rows may have changed; null when that may be all
 */
public record Note(
    String runId,
    String inputs,
    String code,
    String definition,
    @Nullable Instant asOf,
    SortedMap<String, Long> versions,
    SortedMap<String, Long> origins,
    @Nullable Days days) {
  private static final JsonMapper JSON = new JsonMapper();

  /** The note of rows that were taken in rather than computed. */
  public static Note of(String runId) {
    return of(runId, "");
  }

  /** The note of rows of which no more is told than the digest of what they were computed from. */
  public static Note of(String runId, String inputs) {
    return new Note(runId, inputs, "", "", null, new TreeMap<>(), new TreeMap<>(), null);
  }

  /** The same for rows of which only those of some days may have changed. */
  public Note ofDays(Days changed) {
    return new Note(runId, inputs, code, definition, asOf, versions, origins, changed);
  }

  /**
   * The same for rows of which only those are there that come from some versions of the inputs:
   * nothing is done that is to be done from others.
   */
  public Note ofVersions(SortedMap<String, Long> read) {
    return new Note(runId, "", code, definition, asOf, new TreeMap<>(read), origins, days);
  }

  String toJson() {
    ObjectNode note = JSON.createObjectNode().put("run", runId).put("inputs", inputs);
    if (!code.isEmpty()) {
      note.put("code", code).put("definition", definition);
      if (asOf != null) {
        note.put("as_of", asOf.toString());
      }
      versions.forEach(note.putObject("versions")::put);
      origins.forEach(note.putObject("origins")::put);
      if (days != null) {
        note.put("days", days.toString());
      }
    }
    return note.toString();
  }

  /** The note that a commit carries; empty for one that nobody here wrote. */
  static Optional<Note> parse(String json) {
    try {
      JsonNode note = JSON.readTree(json);
      if (!note.path("run").isTextual()) {
        return Optional.empty();
      }
      return Optional.of(
          new Note(
              note.path("run").asText(),
              note.path("inputs").asText(""),
              note.path("code").asText(""),
              note.path("definition").asText(""),
              note.has("as_of") ? Instant.parse(note.path("as_of").asText()) : null,
              numbers(note.path("versions")),
              numbers(note.path("origins")),
              note.has("days") ? Days.parse(note.path("days").asText()) : null));
    } catch (JsonProcessingException | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  private static SortedMap<String, Long> numbers(JsonNode node) {
    SortedMap<String, Long> numbers = new TreeMap<>();
    node.properties().forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asLong()));
    return numbers;
  }
}
