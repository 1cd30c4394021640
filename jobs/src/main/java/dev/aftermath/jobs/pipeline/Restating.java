package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.gold.Restatements;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.lake.TableSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Enters into the ledger what each version of {@link SloWindows} made of the one before. A version
 * is entered once, however often a run is broken off: its number is that of the batch.
 */
final class Restating implements Step.Work {
  private static final String SERIES = "restatements-of-slo_windows";

  @Override
  public void bringUpToDate(Task task) {
    Lake lake = task.lake();
    List<Commit> versions = lake.commits(SloWindows.TABLE);
    long entered = entered(task.last());
    for (int i = 1; i < versions.size(); i++) {
      Commit to = versions.get(i);
      if (to.version() > entered) {
        lake.append(
            Restatements.TABLE,
            between(lake, versions.get(i - 1), to),
            task.note(),
            SERIES,
            to.version());
      }
    }
  }

  private static long entered(Optional<Commit> last) {
    return last.map(commit -> commit.note().versions().getOrDefault(SloWindows.TABLE.name(), -1L))
        .orElse(-1L);
  }

  private static Dataset<Row> between(Lake lake, Commit from, Commit to) {
    return Restatements.between(
        published(lake, from, from, to),
        published(lake, to, from, to),
        new Restatements.Step(
            from.version(), to.version(), reason(from.note(), to.note()), to.note().runId()));
  }

  /** The rows that both versions have to tell, of the months that were computed anew. */
  private static Dataset<Row> published(Lake lake, Commit version, Commit from, Commit to) {
    Dataset<Row> rows = lake.read(SloWindows.TABLE, version.version());
    Instant before = from.note().asOf();
    Instant now = to.note().asOf();
    if (before != null && now != null) {
      rows = rows.where(col("evaluated_at").leq(lit(before.isBefore(now) ? before : now)));
    }
    Days days = to.note().days();
    return days == null ? rows : rows.where(col(TableSpec.MONTH).isin(days.months().toArray()));
  }

  private static Restatements.Reason reason(Note from, Note to) {
    if (!from.code().equals(to.code())) {
      return Restatements.Reason.CODE_CHANGED;
    }
    return from.definition().equals(to.definition())
        ? Restatements.Reason.LATE_DATA
        : Restatements.Reason.DEFINITION_CHANGED;
  }
}
