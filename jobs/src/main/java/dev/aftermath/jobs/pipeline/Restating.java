package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.slo.Exclusion;
import dev.aftermath.jobs.gold.Restated;
import dev.aftermath.jobs.gold.RestatementCauses;
import dev.aftermath.jobs.gold.Restatements;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.lake.Changed;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.Changes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Enters into the ledger what each version of the {@link Restated} tables made of the one before:
 * all in one commit, whose note tells up to which versions. So a version is entered once, however
 * often a run is broken off. A ledger with other columns than now is made anew from all versions.
 */
final class Restating implements Step.Work {
  private static final String SERIES = "restatements";

  /** A normal run compares one pair of each table. More in one plan take long to plan. */
  private static final int PAIRS_AT_ONCE = 20;

  private final BiFunction<Lake, Long, List<Exclusion>> exclusions;

  /**
   * Work that tells changed exclusions.
   *
   * @param exclusions the approved maintenance of a version of {@link Changes}
   */
  Restating(BiFunction<Lake, Long, List<Exclusion>> exclusions) {
    this.exclusions = exclusions;
  }

  /** A version of a table and the one before it. */
  private record Pair(Restated table, Commit from, Commit to) {}

  @Override
  public void bringUpToDate(Task task) {
    Lake lake = task.lake();
    SortedMap<String, Long> entered = new TreeMap<>();
    if (task.last().isPresent()) {
      if (hasColumnsOfNow(task)) {
        entered.putAll(task.last().orElseThrow().note().versions());
      } else {
        lake.replace(Restatements.TABLE, none(lake), task.note().ofVersions(entered));
      }
    }
    List<Pair> pairs = new ArrayList<>();
    for (Restated table : Restated.ALL) {
      pairs.addAll(pairs(lake, table, entered.getOrDefault(table.table().name(), -1L)));
    }
    long batch = task.last().map(Commit::version).orElse(-1L);
    for (int first = 0; first < pairs.size(); first += PAIRS_AT_ONCE) {
      int end = Math.min(first + PAIRS_AT_ONCE, pairs.size());
      List<Pair> next = pairs.subList(first, end);
      next.forEach(pair -> entered.put(pair.table().table().name(), pair.to().version()));
      Note note = end == pairs.size() ? task.note() : task.note().ofVersions(entered);
      batch++;
      lake.append(Restatements.TABLE, changes(lake, next), note, SERIES, batch);
    }
  }

  private static boolean hasColumnsOfNow(Task task) {
    return task.last().orElseThrow().note().code().equals(task.note().code())
        || Arrays.equals(
            task.lake().read(Restatements.TABLE).columns(),
            Restatements.TABLE.schema().fieldNames());
  }

  /** The versions after one, each with the one before it; those that a run computed. */
  private static List<Pair> pairs(Lake lake, Restated table, long entered) {
    List<Commit> versions = computed(lake.commits(table.table(), entered));
    if (versions.isEmpty() || versions.get(0).version() > entered) {
      versions = computed(lake.commits(table.table()));
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
        .flatMap(pair -> changes(lake, pair).stream())
        .reduce(Dataset::unionByName)
        .orElseGet(() -> none(lake));
  }

  private static Dataset<Row> none(Lake lake) {
    return lake.spark().createDataFrame(List.of(), Restatements.TABLE.schema());
  }

  private Optional<Dataset<Row>> changes(Lake lake, Pair pair) {
    return Restatements.between(
        pair.table(),
        rows(lake, pair, pair.from()),
        rows(lake, pair, pair.to()),
        new Restatements.Step(
            version(pair.from()),
            version(pair.to()),
            causes(lake, pair),
            pair.to().note().runId()));
  }

  /** The rows of a version, of a table kept by month those of the months computed anew. */
  private static Dataset<Row> rows(Lake lake, Pair pair, Commit version) {
    Dataset<Row> rows = lake.read(pair.table().table(), version.version());
    Days days = pair.to().note().days();
    return days == null ? rows : rows.where(col(TableSpec.MONTH).isin(days.months().toArray()));
  }

  private static Restatements.Version version(Commit commit) {
    SortedMap<String, Long> inputs = new TreeMap<>(commit.note().origins());
    inputs.putAll(commit.note().versions());
    return new Restatements.Version(
        commit.version(), inputs, Objects.requireNonNull(commit.note().asOf()));
  }

  private RestatementCauses causes(Lake lake, Pair pair) {
    Note from = pair.from().note();
    Note to = pair.to().note();
    if (!from.code().equals(to.code())) {
      return RestatementCauses.of(RestatementCauses.Reason.CODE_CHANGED);
    }
    if (!from.definition().equals(to.definition())) {
      return RestatementCauses.of(RestatementCauses.Reason.DEFINITION_CHANGED);
    }
    return pair.table().equals(Restated.ATTRIBUTION)
        ? new RestatementCauses(null, samples(lake, from, to), excluded(lake, from, to))
        : new RestatementCauses(null, null, Days.none());
  }

  private static @Nullable Days samples(Lake lake, Note from, Note to) {
    long before = input(from, SloSliceDays.TABLE);
    long now = input(to, SloSliceDays.TABLE);
    return before == now
        ? Days.none()
        : lake.changed(SloSliceDays.TABLE, before, now).map(Changed::days).orElse(null);
  }

  private Days excluded(Lake lake, Note from, Note to) {
    long before = input(from, Changes.TABLE);
    long now = input(to, Changes.TABLE);
    return before == now
        ? Days.none()
        : WindowRules.daysThatDiffer(exclusions.apply(lake, before), exclusions.apply(lake, now));
  }

  private static long input(Note note, TableSpec table) {
    return note.versions().getOrDefault(table.name(), -1L);
  }
}
