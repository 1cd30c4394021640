package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.Layer;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.lake.TableSpec;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A step in a run: what its table is to be made from now, and what it was made from last.
 *
 * @param note how the rows come about that are to be written
 * @param last the newest commit of the table; empty when it was never written
 */
record Task(Lake lake, Step step, Note note, Optional<Commit> last) {
  /** Raised when the same inputs give other rows than before: all tables are then made again. */
  private static final String CODE_VERSION = "2";

  static Task of(Lake lake, Step step, String runId) {
    SortedMap<String, Long> versions = new TreeMap<>();
    SortedMap<String, Long> origins = new TreeMap<>();
    for (TableSpec input : step.inputs()) {
      Optional<Commit> newest = lake.newest(input);
      versions.put(input.name(), newest.map(Commit::version).orElse(-1L));
      if (input.layer() == Layer.BRONZE) {
        newest.ifPresent(commit -> origins.put(input.name(), commit.version()));
      } else {
        // An input that nothing new concerned says of older versions than the others.
        newest.ifPresent(
            commit ->
                commit.note().origins().forEach((name, it) -> origins.merge(name, it, Math::max)));
      }
    }
    String code =
        Sha256.hex(
            String.join(
                "\n",
                CODE_VERSION,
                step.output().schema().toDDL(),
                step.output().partitions().toString()));
    String definition = Sha256.hex(step.definition());
    String inputs =
        Sha256.hex(
            String.join("\n", code, definition, String.valueOf(step.asOf()), versions.toString()));
    Note note = new Note(runId, inputs, code, definition, step.asOf(), versions, origins, null);
    return new Task(lake, step, note, lake.newest(step.output()));
  }

  /** Whether the table was made from exactly this. */
  boolean isDone() {
    return last.map(commit -> commit.note().inputs().equals(note.inputs())).orElse(false);
  }

  /** Whether the table was made by this program, with its columns, from the same definition. */
  boolean isOfThisProgram() {
    return last.map(Commit::note)
        .filter(before -> before.code().equals(note.code()))
        .filter(before -> before.definition().equals(note.definition()))
        .isPresent();
  }

  /** Puts the rows in the place of all that the table held. */
  void replace(Dataset<Row> rows) {
    lake.replace(step.output(), rows, note);
  }
}
