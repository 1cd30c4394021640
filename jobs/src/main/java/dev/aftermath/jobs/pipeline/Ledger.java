package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.gold.Restatements;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.lake.TableSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Enters into a table what each version of some tables made of the one before: all in one commit,
 * whose note tells up to which versions. So a version is entered once, however often a run is
 * broken off. A ledger with other columns than now is made anew from all versions.
 */
final class Ledger {
  /** A normal run compares one pair of each table. More in one plan take long to plan. */
  private static final int PAIRS_AT_ONCE = 20;

  private final TableSpec output;
  private final List<TableSpec> tables;
  private final Comparison comparison;

  /**
   * A ledger.
   *
   * @param output the table that it is kept in
   * @param tables those whose versions are compared
   */
  Ledger(TableSpec output, List<TableSpec> tables, Comparison comparison) {
    this.output = output;
    this.tables = List.copyOf(tables);
    this.comparison = comparison;
  }

  /** A version of a table that a run computed, and the one before it. */
  record Pair(TableSpec table, Commit from, Commit to) {}

  /** Tells two versions of a table apart. */
  @FunctionalInterface
  interface Comparison {
    /** The rows to be entered; empty when the two cannot be compared. */
    Optional<Dataset<Row>> changes(Lake lake, Pair pair);
  }

  /** Enters what has not been. */
  void bringUpToDate(Task task) {
    Lake lake = task.lake();
    SortedMap<String, Long> entered = new TreeMap<>();
    if (task.last().isPresent()) {
      if (hasColumnsOfNow(task)) {
        entered.putAll(task.last().orElseThrow().note().versions());
      } else {
        lake.replace(output, none(lake), task.note().ofVersions(entered));
      }
    }
    List<Pair> pairs = new ArrayList<>();
    for (TableSpec table : tables) {
      pairs.addAll(pairs(lake, table, entered.getOrDefault(table.name(), -1L)));
    }
    long batch = task.last().map(Commit::version).orElse(-1L);
    for (int first = 0; first < pairs.size(); first += PAIRS_AT_ONCE) {
      int end = Math.min(first + PAIRS_AT_ONCE, pairs.size());
      List<Pair> next = pairs.subList(first, end);
      next.forEach(pair -> entered.put(pair.table().name(), pair.to().version()));
      Note note = end == pairs.size() ? task.note() : task.note().ofVersions(entered);
      batch++;
      lake.append(output, changes(lake, next), note, output.name(), batch);
    }
  }

  /** What the ledger says of a version. */
  static Restatements.Version version(Commit commit) {
    SortedMap<String, Long> inputs = new TreeMap<>(commit.note().origins());
    inputs.putAll(commit.note().versions());
    return new Restatements.Version(
        commit.version(), inputs, Objects.requireNonNull(commit.note().asOf()));
  }

  private boolean hasColumnsOfNow(Task task) {
    return task.last().orElseThrow().note().code().equals(task.note().code())
        || Arrays.equals(task.lake().read(output).columns(), output.schema().fieldNames());
  }

  /** The versions after one, each with the one before it; those that a run computed. */
  private static List<Pair> pairs(Lake lake, TableSpec table, long entered) {
    List<Commit> versions = computed(lake.commits(table, entered));
    if (versions.isEmpty() || versions.get(0).version() > entered) {
      versions = computed(lake.commits(table));
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = 1; i < versions.size(); i++) {
      if (versions.get(i).version() > entered) {
        pairs.add(new Pair(table, versions.get(i - 1), versions.get(i)));
      }
    }
    return pairs;
  }

  private static List<Commit> computed(List<Commit> commits) {
    return commits.stream().filter(commit -> commit.note().asOf() != null).toList();
  }

  private Dataset<Row> changes(Lake lake, List<Pair> pairs) {
    return pairs.stream()
        .flatMap(pair -> comparison.changes(lake, pair).stream())
        .reduce(Dataset::unionByName)
        .orElseGet(() -> none(lake));
  }

  private Dataset<Row> none(Lake lake) {
    return lake.spark().createDataFrame(List.of(), output.schema());
  }
}
