package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.calendar.Interval;
import dev.aftermath.jobs.domain.kpi.Decision;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.KpiCases;
import dev.aftermath.jobs.gold.KpiRestatements;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What became of one figure of {@link KpiValues} since its week froze.
 *
 * @param of what the figure counts or measures
 * @param frozenAt from when on another figure is a restatement
 * @param first how it was first published after that; null while it was not
 * @param restatements oldest first
 */
public record FrozenFigure(
    Subject of, Instant frozenAt, @Nullable Published first, List<Restatement> restatements) {

  /**
   * A figure as it was published.
   *
   * @param version of {@link KpiValues}
   * @param writtenAt when the version stood in the lake
   * @param value null where it is undefined, or the version has no such row
   */
  public record Published(long version, String runId, Instant writtenAt, @Nullable Double value) {}

  /**
   * What a run changed of it.
   *
   * @param version the version of {@link KpiValues} that the run made
   * @param writtenAt when that stood in the lake
   * @param reason as {@link KpiRestatements} has it
   * @param definitions the versions of the definition before and after
   * @param cases whose part in the figure changed, in the order of their ids; empty where the
   *     definition did, or is not the one of then any more
   */
  public record Restatement(
      long version,
      String runId,
      Instant writtenAt,
      String reason,
      List<Long> definitions,
      List<Change> figures,
      List<Change> cases) {}

  /**
   * A figure, or what a case brings to it.
   *
   * @param before null where it was undefined, or the case was not one of the week
   * @param after null where it is undefined, or the case is not one of the week
   */
  public record Change(String name, @Nullable String before, @Nullable String after) {}

  /** Looks up what is known now, whenever the subject was published. */
  public static FrozenFigure of(
      Lake lake, PlatformSettings settings, KpiExplanation.Subject subject) {
    Instant frozenAt = subject.week().end().plus(settings.freeze());
    return new FrozenFigure(
        subject.definition().subject(),
        frozenAt,
        first(lake, subject, frozenAt).orElse(null),
        restatements(lake, KpiTables.of(settings), subject));
  }

  private static Optional<Published> first(
      Lake lake, KpiExplanation.Subject subject, Instant frozenAt) {
    return lake.commits(KpiValues.TABLE).stream()
        .filter(commit -> isMadeAfter(commit, frozenAt))
        .findFirst()
        .map(
            commit ->
                new Published(
                    commit.version(),
                    commit.note().runId(),
                    commit.writtenAt(),
                    KpiExplanation.ofWeek(lake, commit.version(), subject)
                        .map(row -> row.<Double>getAs("value"))
                        .orElse(null)));
  }

  private static boolean isMadeAfter(Commit commit, Instant frozenAt) {
    Instant asOf = commit.note().asOf();
    return asOf != null && !asOf.isBefore(frozenAt);
  }

  private static List<Restatement> restatements(
      Lake lake, KpiTables tables, KpiExplanation.Subject subject) {
    SortedMap<Long, List<Row>> runs = new TreeMap<>();
    for (Row row :
        lake.read(KpiRestatements.TABLE)
            .where(col("kpi_id").equalTo(subject.definition().id()))
            .where(col("period").equalTo(subject.week().label()))
            .where(col("segment_type").equalTo(subject.segment().type()))
            .where(col("segment").equalTo(subject.segment().name()))
            .orderBy(col("is_derived"), col("figure"))
            .collectAsList()) {
      runs.computeIfAbsent(row.getAs("to_version"), version -> new ArrayList<>()).add(row);
    }
    return runs.values().stream().map(rows -> restatement(lake, tables, subject, rows)).toList();
  }

  private static Restatement restatement(
      Lake lake, KpiTables tables, KpiExplanation.Subject subject, List<Row> rows) {
    Row any = rows.get(0);
    long version = any.getAs("to_version");
    return new Restatement(
        version,
        any.getAs("run_id"),
        Commit.of(lake.files(), KpiValues.TABLE, version)
            .map(Commit::writtenAt)
            .orElseGet(() -> any.<Instant>getAs("as_of")),
        any.getAs("reason"),
        List.of(any.getAs("from_kpi_version"), any.getAs("to_kpi_version")),
        rows.stream()
            .map(
                row ->
                    new Change(row.getAs("figure"), row.getAs("old_value"), row.getAs("new_value")))
            .toList(),
        isDefinedAsNow(lake, tables, subject, any) ? cases(lake, tables, subject, any) : List.of());
  }

  /** Whether both versions tell the week by the definition that the settings have. */
  private static boolean isDefinedAsNow(
      Lake lake, KpiTables tables, KpiExplanation.Subject subject, Row change) {
    String digest =
        KpiValues.digest(
            subject.definition(),
            subject.week().zone(),
            tables.rulesOf(subject.definition().subject()));
    return Stream.of("from_version", "to_version")
        .map(change::<Long>getAs)
        .filter(version -> Commit.of(lake.files(), KpiValues.TABLE, version).isPresent())
        .flatMap(version -> KpiExplanation.ofWeek(lake, version, subject).stream())
        .allMatch(row -> digest.equals(row.getAs("definition_digest")));
  }

  private static List<Change> cases(
      Lake lake, KpiTables tables, KpiExplanation.Subject subject, Row change) {
    Map<String, String> before = parts(lake, tables, subject, change, "from");
    Map<String, String> after = parts(lake, tables, subject, change, "to");
    Set<String> ids = new TreeSet<>(before.keySet());
    ids.addAll(after.keySet());
    return ids.stream()
        .filter(id -> !Objects.equals(before.get(id), after.get(id)))
        .map(id -> new Change(id, before.get(id), after.get(id)))
        .toList();
  }

  /**
   * What each case of the week brought to the figure, by the tables of a version.
   *
   * @param side {@code from} or {@code to}
   */
  private static Map<String, String> parts(
      Lake lake, KpiTables tables, KpiExplanation.Subject subject, Row change, String side) {
    Map<String, Long> inputs = change.getJavaMap(change.fieldIndex(side + "_inputs"));
    KpiDefinition definition = subject.definition();
    Evaluation evaluation = new Evaluation(asOf(lake, change, side), subject.week().zone());
    Map<String, String> parts = new HashMap<>();
    if (KpiTables.inputs(definition.subject()).stream()
        .allMatch(table -> isThere(lake, table, inputs))) {
      KpiCases.of(
              tables.read(
                  definition.subject(),
                  evaluation,
                  table -> lake.read(table, inputs.getOrDefault(table.name(), -1L))),
              List.of(definition),
              new Interval(subject.week().start(), subject.week().end()),
              subject.segment(),
              evaluation)
          .getOrDefault(definition, List.of())
          .forEach(decided -> parts.put(decided.id(), words(decided.decision())));
    }
    return parts;
  }

  private static boolean isThere(Lake lake, TableSpec table, Map<String, Long> inputs) {
    Long version = inputs.get(table.name());
    return version != null && Commit.of(lake.files(), table, version).isPresent();
  }

  /** The evaluation of a version; that of the later one where the log does not tell any more. */
  private static Instant asOf(Lake lake, Row change, String side) {
    return Commit.of(lake.files(), KpiValues.TABLE, change.getAs(side + "_version"))
        .map(commit -> commit.note().asOf())
        .orElseGet(() -> change.<Instant>getAs("as_of"));
  }

  private static String words(Decision decision) {
    return decision instanceof Decision.Taken taken
        ? String.valueOf(taken.value())
        : "left out (" + ((Decision.LeftOut) decision).reason() + ")";
  }
}
