package dev.aftermath.jobs.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.domain.calendar.Days;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a table of days between two of its versions, read from its log without a Spark
 * job: of a computed commit what its note says, of another one the days of the files that it added
 * and removed.
 *
 * @param days days whose rows may differ
 * @param removed whether rows were taken away
 */
public record Changed(Days days, boolean removed) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Nothing happened. */
  public static final Changed NOTHING = new Changed(Days.none(), false);

  /** Both. */
  public Changed and(Changed other) {
    return new Changed(days.and(other.days), removed || other.removed);
  }

  /**
   * What happened after one version, up to another.
   *
   * @return empty when the log does not tell: it is gone, the columns changed, or the table is not
   *     kept by month
   */
  static Optional<Changed> between(LakeFiles files, TableSpec table, long from, long to) {
    if (!table.isByMonth() || from < 0 || to < from) {
      return Optional.empty();
    }
    Changed changed = NOTHING;
    for (long version = from + 1; version <= to; version++) {
      Optional<Commit> commit = Commit.of(files, table, version);
      if (commit.isEmpty()) {
        return Optional.empty();
      }
      Days noted = commit.get().note().days();
      Optional<Changed> step =
          noted == null
              ? ofActions(files.text(Commit.file(table, version)).orElse(""))
              : Optional.of(new Changed(noted, false));
      if (step.isEmpty()) {
        return Optional.empty();
      }
      changed = changed.and(step.get());
    }
    return Optional.of(changed);
  }

  private static Optional<Changed> ofActions(String commit) {
    Changed changed = NOTHING;
    try {
      for (String line : commit.lines().toList()) {
        JsonNode action = JSON.readTree(line);
        if (action.has("metaData")) {
          return Optional.empty();
        }
        JsonNode file = action.has("add") ? action.path("add") : action.path("remove");
        if (file.isMissingNode() || !file.path("dataChange").asBoolean(true)) {
          continue;
        }
        Days days = days(file);
        if (days == null) {
          return Optional.empty();
        }
        changed = changed.and(new Changed(days, action.has("remove")));
      }
    } catch (JsonProcessingException | DateTimeException e) {
      return Optional.empty();
    }
    return Optional.of(changed);
  }

  private static @Nullable Days days(JsonNode file) throws JsonProcessingException {
    JsonNode stats = JSON.readTree(file.path("stats").asText("{}"));
    String first = stats.path("minValues").path("day").asText("");
    String last = stats.path("maxValues").path("day").asText("");
    if (!first.isEmpty() && !last.isEmpty()) {
      return Days.between(LocalDate.parse(first), LocalDate.parse(last));
    }
    JsonNode month = file.path("partitionValues").path(TableSpec.MONTH);
    return month.isTextual() ? Days.ofMonth(month.asText()) : null;
  }
}
