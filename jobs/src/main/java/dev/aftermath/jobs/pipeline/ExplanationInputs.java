package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.lake.TableSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The tables that a figure was made from, as they were when it was. */
final class ExplanationInputs {
  private final Lake lake;
  private final Map<String, Long> versions;
  private final @Nullable Dataset<Row> slices;
  private final Set<String> readAsOfNow = new TreeSet<>();

  private ExplanationInputs(Lake lake, Map<String, Long> versions, @Nullable Dataset<Row> slices) {
    this.lake = lake;
    this.versions = versions;
    this.slices = slices;
  }

  /** Those that the commit of a figure's table names, and those that its slices were made from. */
  static ExplanationInputs of(Lake lake, Commit windows) {
    Map<String, Long> versions = new HashMap<>();
    Long slices = windows.note().versions().get(SloSliceDays.TABLE.name());
    if (slices != null) {
      Commit.of(lake.files(), SloSliceDays.TABLE, slices)
          .ifPresent(commit -> add(versions, commit.note()));
    }
    add(versions, windows.note());
    return new ExplanationInputs(lake, versions, null);
  }

  /** The same tables as they are. */
  static ExplanationInputs ofNow(Lake lake) {
    return new ExplanationInputs(lake, Map.of(), null);
  }

  /** The same with other rows of {@link SloSliceDays}. */
  ExplanationInputs withSlices(Dataset<Row> other) {
    return new ExplanationInputs(lake, versions, other);
  }

  /** A table as it was; as it is where no note or log tells of its version. */
  Dataset<Row> read(TableSpec table) {
    if (slices != null && table.equals(SloSliceDays.TABLE)) {
      return slices;
    }
    Long version = versions.get(table.name());
    if (version != null && Commit.of(lake.files(), table, version).isPresent()) {
      return lake.read(table, version);
    }
    readAsOfNow.add(table.name());
    return lake.read(table);
  }

  /** The tables that were read as they are. */
  Set<String> readAsOfNow() {
    return Set.copyOf(readAsOfNow);
  }

  private static void add(Map<String, Long> versions, Note note) {
    versions.putAll(note.origins());
    versions.putAll(note.versions());
  }
}
