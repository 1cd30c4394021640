package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.draft.TableVersion;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Some tables of a lake as they stood at one moment: a run that writes meanwhile changes nothing of
 * what is read.
 */
final class LakeState {
  private final Lake lake;
  private final Map<TableSpec, Commit> commits;

  private LakeState(Lake lake, Map<TableSpec, Commit> commits) {
    this.lake = lake;
    this.commits = commits;
  }

  /**
   * The tables as they stood at an instant, or else as they stand now.
   *
   * @param publishedBy null for now
   * @throws NotPublishedException when one of the tables was first written after the instant
   */
  static LakeState of(Lake lake, List<TableSpec> tables, @Nullable Instant publishedBy) {
    Map<TableSpec, Commit> commits = new LinkedHashMap<>();
    for (TableSpec table : tables) {
      Optional<Commit> commit =
          publishedBy == null ? lake.newest(table) : Published.at(lake, table, publishedBy);
      commit.ifPresent(it -> commits.put(table, it));
    }
    return new LakeState(lake, commits);
  }

  /** Whether the table was ever written. */
  boolean has(TableSpec table) {
    return commits.containsKey(table);
  }

  /** The rows of one of the tables; none when it was never written. */
  Dataset<Row> read(TableSpec table) {
    Commit commit = commits.get(table);
    return commit == null
        ? lake.spark().createDataFrame(List.of(), table.schema())
        : lake.read(table, commit.version());
  }

  /**
   * The evaluation that the rows of a table are as of, which was ever written.
   *
   * @throws NotPublishedException when its commit does not tell, as those of early releases
   */
  Instant asOf(TableSpec table) {
    Commit commit = Objects.requireNonNull(commits.get(table), table.name());
    Instant asOf = commit.note().asOf();
    if (asOf == null) {
      throw new NotPublishedException(table, commit);
    }
    return asOf;
  }

  /** The versions that are read. */
  List<TableVersion> versions() {
    List<TableVersion> versions = new ArrayList<>();
    commits.forEach(
        (table, commit) ->
            versions.add(new TableVersion(table.name(), commit.version(), commit.writtenAt())));
    return versions;
  }
}
