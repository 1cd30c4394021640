package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.KpiRestatements;
import dev.aftermath.jobs.gold.KpiSource;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.gold.RestatementCauses.Reason;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.Note;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.pipeline.Ledger.Pair;
import dev.aftermath.jobs.silver.Incidents;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares the versions of {@link KpiValues} for the ledger of {@link KpiRestatements}. */
final class KpiRestating implements Step.Work {
  private final Duration freeze;

  /**
   * Work that enters weeks once they are frozen.
   *
   * @param freeze how long after its end a week freezes
   */
  KpiRestating(Duration freeze) {
    this.freeze = freeze;
  }

  @Override
  public void bringUpToDate(Task task) {
    new Ledger(KpiRestatements.TABLE, List.of(KpiValues.TABLE), this::changes).bringUpToDate(task);
  }

  private Optional<Dataset<Row>> changes(Lake lake, Pair pair) {
    UnaryOperator<Dataset<Row>> written = written(lake, pair);
    return Optional.of(
        KpiRestatements.between(
            written.apply(lake.read(pair.table(), pair.from().version())),
            written.apply(lake.read(pair.table(), pair.to().version())),
            new KpiRestatements.Step(
                Ledger.version(pair.from()),
                Ledger.version(pair.to()),
                Origin.of(lake, pair.to()).reason(Origin.of(lake, pair.from())),
                pair.to().note().runId()),
            freeze));
  }

  /** The months that the later version wrote: the others are the same. */
  private static UnaryOperator<Dataset<Row>> written(Lake lake, Pair pair) {
    return lake.changed(pair.table(), pair.from().version(), pair.to().version())
        .map(changed -> changed.days().months().toArray())
        .<UnaryOperator<Dataset<Row>>>map(
            months -> rows -> rows.where(col(TableSpec.MONTH).isin(months)))
        .orElse(UnaryOperator.identity());
  }

  /**
   * What a version came from besides its definitions.
   *
   * @param code of the arithmetic of each table on the way, as far as logs tell
   * @param matching the digest of the rules by which pages and tickets become incidents
   * @param records the version of what was taken in
   */
  private record Origin(Map<String, String> code, String matching, long records) {
    static Origin of(Lake lake, Commit values) {
      Map<String, String> code = new HashMap<>();
      code.put(KpiValues.TABLE.name(), values.note().code());
      for (Subject subject : Subject.values()) {
        TableSpec table = KpiSource.of(subject).table();
        input(lake, Optional.of(values.note()), table)
            .ifPresent(note -> code.put(table.name(), note.code()));
      }
      Optional<Note> facts = input(lake, Optional.of(values.note()), IncidentFacts.TABLE);
      Optional<Note> incidents = input(lake, facts, Incidents.TABLE);
      incidents.ifPresent(note -> code.put(Incidents.TABLE.name(), note.code()));
      return new Origin(
          code,
          incidents.map(Note::definition).orElse(""),
          values.note().origins().getOrDefault(Records.TABLE.name(), -1L));
    }

    private static Optional<Note> input(Lake lake, Optional<Note> output, TableSpec input) {
      return output
          .map(note -> note.versions().get(input.name()))
          .flatMap(version -> Commit.of(lake.files(), input, version))
          .map(Commit::note);
    }

    Reason reason(Origin before) {
      if (isByOtherCodeThan(before)) {
        return Reason.CODE_CHANGED;
      }
      if (!matching.equals(before.matching)) {
        return Reason.MATCHING_CHANGED;
      }
      return records == before.records ? Reason.INCIDENT_CHANGED : Reason.LATE_DATA;
    }

    /** A table that only one of them came from, since a KPI was added, says nothing of others. */
    private boolean isByOtherCodeThan(Origin before) {
      return code.entrySet().stream()
          .anyMatch(
              each ->
                  !each.getValue()
                      .equals(before.code.getOrDefault(each.getKey(), each.getValue())));
    }
  }
}
