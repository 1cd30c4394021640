package dev.aftermath.jobs.pipeline;

import static org.apache.spark.sql.functions.col;

import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.config.CauseRegistrySettings;
import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.calendar.Days;
import dev.aftermath.jobs.domain.cause.CauseRules;
import dev.aftermath.jobs.domain.cause.DecidedCauses;
import dev.aftermath.jobs.gold.ActionItemStatus;
import dev.aftermath.jobs.gold.BudgetAttribution;
import dev.aftermath.jobs.gold.CauseBudgets;
import dev.aftermath.jobs.gold.CauseDecisions;
import dev.aftermath.jobs.gold.CauseMembers;
import dev.aftermath.jobs.gold.CauseRegistrations;
import dev.aftermath.jobs.gold.CauseRemedies;
import dev.aftermath.jobs.gold.CauseSightings;
import dev.aftermath.jobs.gold.CauseSummaries;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentAttributions;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.Alerts;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The steps from incidents to causes. */
final class CauseSteps {
  private final CauseRules rules;
  private final Evaluation evaluation;

  private CauseSteps(CauseRules rules, Evaluation evaluation) {
    this.rules = rules;
    this.evaluation = evaluation;
  }

  /** The steps by the rules of the settings. */
  static CauseSteps of(PlatformSettings settings, Evaluation evaluation) {
    return new CauseSteps(rules(settings), evaluation);
  }

  /** The rules of the settings. */
  static CauseRules rules(PlatformSettings settings) {
    Path file = settings.folder().resolve("cause-registry.yaml");
    try {
      return CauseRegistrySettings.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The steps, after those of facts, attributions and budgets. */
  List<Step> steps() {
    return List.of(
        new Step(
            Problems.TABLE,
            List.of(Records.TABLE),
            "",
            lake -> Problems.build(lake.read(Records.TABLE))),
        new Step(
            CauseRegistrations.TABLE,
            List.of(Incidents.TABLE, Alerts.TABLE),
            rules.toString(),
            evaluation.asOf(),
            this::register),
        new Step(
            CauseMembers.TABLE,
            List.of(
                IncidentFacts.TABLE,
                CauseRegistrations.TABLE,
                IncidentAttributions.TABLE,
                CauseDecisions.TABLE),
            "",
            lake ->
                CauseMembers.build(
                    lake.read(IncidentFacts.TABLE),
                    lake.read(CauseRegistrations.TABLE),
                    lake.read(IncidentAttributions.TABLE),
                    decided(lake))),
        new Step(
            CauseBudgets.TABLE,
            List.of(BudgetAttribution.TABLE, CauseMembers.TABLE, SloWindows.TABLE),
            "",
            lake ->
                CauseBudgets.build(
                    lake.read(BudgetAttribution.TABLE),
                    lake.read(CauseMembers.TABLE),
                    lake.read(SloWindows.TABLE))),
        new Step(
            CauseSummaries.TABLE,
            List.of(
                CauseMembers.TABLE,
                ActionItemStatus.TABLE,
                Incidents.TABLE,
                Problems.TABLE,
                CauseBudgets.TABLE,
                CauseRegistrations.TABLE,
                CauseDecisions.TABLE),
            rules.toString() + evaluation,
            lake ->
                CauseSummaries.build(
                    lake.read(CauseMembers.TABLE),
                    remedies(lake),
                    lake.read(CauseBudgets.TABLE),
                    lake.read(CauseRegistrations.TABLE),
                    decided(lake),
                    rules,
                    evaluation)));
  }

  /** Where no problem record was ever read, nobody has to look for the incidents of any. */
  private Dataset<Row> remedies(Lake lake) {
    Dataset<Row> actionItems = lake.read(ActionItemStatus.TABLE);
    return hasRows(lake, Problems.TABLE)
        ? CauseRemedies.of(actionItems, lake.read(Incidents.TABLE), lake.read(Problems.TABLE))
        : CauseRemedies.ofPostmortems(actionItems);
  }

  private static boolean hasRows(Lake lake, TableSpec table) {
    return lake.newest(table).map(Commit::rowCount).filter(count -> count != 0).isPresent();
  }

  /** One batch of a run. Without news it has no rows: it tells that these versions were seen. */
  private void register(Task task) {
    Lake lake = task.lake();
    long batch = task.last().map(Commit::version).orElse(-1L) + 1;
    Dataset<Row> entries;
    if (batch == 0) {
      Dataset<Row> sightings = CauseSightings.of(lake.read(Incidents.TABLE), evaluation);
      entries = CauseRegistrations.first(withRules(lake, sightings), rules, evaluation);
    } else {
      entries = further(task, registered(task), batch);
    }
    lake.append(
        CauseRegistrations.TABLE, entries, task.note(), CauseRegistrations.TABLE.name(), batch);
  }

  /** The table so far. It is never computed again, so one of before is arranged as it is now. */
  private static Dataset<Row> registered(Task task) {
    Lake lake = task.lake();
    Dataset<Row> registered = lake.read(CauseRegistrations.TABLE);
    if (!CauseRegistrations.isOfBefore(registered)) {
      return registered;
    }
    // With the note of before: what came since is still to be entered.
    lake.replace(
        CauseRegistrations.TABLE,
        CauseRegistrations.arranged(registered),
        task.last().orElseThrow().note());
    return lake.read(CauseRegistrations.TABLE);
  }

  /** What is not in the registry as it is: looked for where something may have changed. */
  private Dataset<Row> further(Task task, Dataset<Row> registered, long batch) {
    Lake lake = task.lake();
    Dataset<Row> incidents = lake.read(Incidents.TABLE);
    Dataset<Row> near = registered;
    SortedSet<String> months = touched(task).orElse(null);
    if (months != null) {
      incidents = incidents.where(col(TableSpec.MONTH).isin(months.toArray()));
      // An incident that was said to be opened in another month touches both.
      near = CauseRegistrations.of(registered, months);
    }
    Dataset<Row> news = CauseSightings.notIn(near, CauseSightings.of(incidents, evaluation));
    return CauseRegistrations.further(
        withRules(lake, news), registered, near, rules, batch, evaluation);
  }

  /**
   * The months of which something may have to be entered: what changed, and what has begun since
   * the last time. Empty when that may be all.
   */
  private static Optional<SortedSet<String>> touched(Task task) {
    return Monthly.change(task)
        .filter(change -> change.asOfBefore() != null)
        .map(
            change ->
                change
                    .of(Incidents.TABLE)
                    .days()
                    .and(Days.between(day(change.asOfBefore()), day(change.asOf())))
                    .months());
  }

  private static LocalDate day(@Nullable Instant instant) {
    return LocalDate.ofInstant(Objects.requireNonNull(instant), ZoneOffset.UTC);
  }

  private static Dataset<Row> withRules(Lake lake, Dataset<Row> sightings) {
    return hasRows(lake, Alerts.TABLE)
        ? CauseSightings.withRules(sightings, lake.read(Alerts.TABLE))
        : CauseSightings.withoutRules(sightings);
  }

  /** What humans decided; nothing where nobody ever did. */
  static DecidedCauses decided(Lake lake) {
    return lake.newest(CauseDecisions.TABLE).isEmpty()
        ? DecidedCauses.of(List.of(), java.util.Map.of())
        : CauseDecisions.replayed(
            CauseDecisions.in(lake.read(CauseDecisions.TABLE)),
            lake.read(CauseRegistrations.TABLE));
  }
}
