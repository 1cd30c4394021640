package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.lake.Changed;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.lake.TableSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Computes the months of a table that what changed in its inputs can touch; all of it when that
 * cannot be told: when the program or a definition changed, or an input's log does not say what
 * happened to it.
 */
final class Monthly implements Step.Work {
  private static final long NEVER_WRITTEN = -1;

  private final Rules rules;

  private Monthly(Rules rules) {
    this.rules = rules;
  }

  /** Work by the rules of a table. */
  static Step.Work by(Rules rules) {
    return new Monthly(rules);
  }

  /** How the months of a table depend on its inputs. */
  interface Rules {
    /** All rows. */
    Dataset<Row> all(Lake lake);

    /** All rows of some months, given the table as it is. */
    Dataset<Row> of(Lake lake, SortedSet<String> months);

    /** The days whose rows may differ; empty when that cannot be told. */
    Optional<Days> touched(Change change);

    /** Values of the month column that are no month and depend on all months. */
    default Set<String> besides() {
      return Set.of();
    }

    /** Whether rows of {@link #besides} may differ where no day was touched. */
    default boolean touchesBesides() {
      return false;
    }
  }

  /**
   * What changed since the table was last written.
   *
   * @param inputs what happened to each table of days; of others the rules look at the versions
   * @param versions the versions that the table was made from last
   * @param asOfBefore the instant it was computed for last; null where there is none
   * @param asOf the instant it is to be computed for
   */
  record Change(
      Lake lake,
      Map<String, Changed> inputs,
      Map<String, Long> versions,
      @Nullable Instant asOfBefore,
      @Nullable Instant asOf) {

    /** What happened to a table. */
    Changed of(TableSpec input) {
      return inputs.getOrDefault(input.name(), Changed.NOTHING);
    }

    /** Whether a table has another version than then. */
    boolean differs(TableSpec input) {
      long now = lake.newest(input).map(Commit::version).orElse(NEVER_WRITTEN);
      return now != versions.getOrDefault(input.name(), NEVER_WRITTEN);
    }

    /** The rows of a table as they were then. */
    Dataset<Row> before(TableSpec input) {
      long version = versions.getOrDefault(input.name(), NEVER_WRITTEN);
      return version < 0
          ? lake.spark().createDataFrame(List.of(), input.schema())
          : lake.read(input, version);
    }
  }

  @Override
  public void bringUpToDate(Task task) {
    Optional<Days> touched = change(task).flatMap(rules::touched);
    if (touched.isEmpty()) {
      task.replace(rules.all(task.lake()));
      return;
    }
    SortedSet<String> months = touched.get().months();
    if (months.isEmpty() && !rules.touchesBesides()) {
      return;
    }
    Set<String> replaced = new TreeSet<>(months);
    replaced.addAll(rules.besides());
    task.lake()
        .replaceMonths(
            task.step().output(),
            rules.of(task.lake(), months),
            replaced,
            task.note().ofDays(touched.get()));
  }

  /**
   * What changed since the table of a task was last written; empty when that cannot be told: all of
   * it may have.
   */
  static Optional<Change> change(Task task) {
    if (!task.isOfThisProgram()) {
      return Optional.empty();
    }
    Note before = task.last().map(Commit::note).orElseThrow();
    if (!before.versions().keySet().equals(task.note().versions().keySet())) {
      return Optional.empty();
    }
    Map<String, Changed> inputs = new HashMap<>();
    for (TableSpec input : task.step().inputs()) {
      long from = before.versions().getOrDefault(input.name(), NEVER_WRITTEN);
      long to = task.note().versions().getOrDefault(input.name(), NEVER_WRITTEN);
      Optional<Changed> changed =
          from == to || input.partitions().isEmpty()
              ? Optional.of(Changed.NOTHING)
              : task.lake().changed(input, from, to);
      if (changed.isEmpty()) {
        return Optional.empty();
      }
      inputs.put(input.name(), changed.get());
    }
    return Optional.of(
        new Change(task.lake(), inputs, before.versions(), before.asOf(), task.step().asOf()));
  }
}
