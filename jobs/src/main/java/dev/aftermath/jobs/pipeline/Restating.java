package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.slo.Exclusion;
import dev.aftermath.jobs.gold.BudgetAttribution;
import dev.aftermath.jobs.gold.Restated;
import dev.aftermath.jobs.gold.RestatementCauses;
import dev.aftermath.jobs.gold.Restatements;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.lake.Changed;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.pipeline.Ledger.Pair;
import dev.aftermath.jobs.silver.Changes;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Compares the versions of the {@link Restated} tables for the ledger of {@link Restatements}. */
final class Restating implements Step.Work {
  private final BiFunction<Lake, Long, List<Exclusion>> exclusions;

  /**
   * Work that tells changed exclusions.
   *
   * @param exclusions the approved maintenance of a version of {@link Changes}
   */
  Restating(BiFunction<Lake, Long, List<Exclusion>> exclusions) {
    this.exclusions = exclusions;
  }

  @Override
  public void bringUpToDate(Task task) {
    new Ledger(
            Restatements.TABLE, Restated.ALL.stream().map(Restated::table).toList(), this::changes)
        .bringUpToDate(task);
  }

  private Optional<Dataset<Row>> changes(Lake lake, Pair pair) {
    return Restatements.between(
        Restated.of(pair.table()),
        rows(lake, pair, pair.from()),
        rows(lake, pair, pair.to()),
        new Restatements.Step(
            Ledger.version(pair.from()),
            Ledger.version(pair.to()),
            causes(lake, pair),
            pair.to().note().runId()));
  }

  /** The rows of a version, of a table kept by month those of the months computed anew. */
  private static Dataset<Row> rows(Lake lake, Pair pair, Commit version) {
    Dataset<Row> rows = lake.read(pair.table(), version.version());
    Days days = pair.to().note().days();
    return days == null ? rows : rows.where(col(TableSpec.MONTH).isin(days.months().toArray()));
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
    return pair.table().equals(BudgetAttribution.TABLE)
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
