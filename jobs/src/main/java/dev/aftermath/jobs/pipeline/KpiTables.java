package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.config.OnCallSettings;
import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.KpiInput;
import dev.aftermath.jobs.gold.KpiSource;
import dev.aftermath.jobs.gold.PublishedInterruptions;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.TeamGroups;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The tables that figures of KPIs are computed from: those that any definition is about.
 *
 * @param smallestGroup how many people a group needs for its figures to be published
 * @param rules what the settings say of how the table of a subject is made
 */
record KpiTables(int smallestGroup, Map<Subject, String> rules) {

  /** The tables by the rules of the settings. */
  static KpiTables of(PlatformSettings settings) {
    Optional<OnCallSettings> onCall = ClockSteps.onCall(settings);
    return new KpiTables(
        ClockSteps.smallestGroup(onCall),
        Map.of(
            Subject.SLAS, ClockSteps.calendars(settings).toString(),
            Subject.DEPLOYMENTS, LandscapeSteps.delivery(settings).toString(),
            Subject.INTERRUPTIONS, onCall.toString(),
            Subject.POSTMORTEM_DUTIES, LearningSteps.rules(settings).toString(),
            Subject.ACTION_ITEMS, LearningSteps.rules(settings).toString()));
  }

  /** The rules of a subject; empty where it has none. */
  String rulesOf(Subject subject) {
    return rules.getOrDefault(subject, "");
  }

  /** Incidents, and what else definitions are about. */
  static Set<Subject> used(List<KpiDefinition> definitions) {
    Set<Subject> used = EnumSet.of(Subject.INCIDENTS);
    definitions.forEach(definition -> used.add(definition.subject()));
    return used;
  }

  /** What is read of the lake. */
  static List<TableSpec> inputs(List<KpiDefinition> definitions) {
    return used(definitions).stream().flatMap(subject -> inputs(subject).stream()).toList();
  }

  /** What is read of the lake for a subject. */
  static List<TableSpec> inputs(Subject subject) {
    TableSpec table = KpiSource.of(subject).table();
    return subject == Subject.INTERRUPTIONS ? List.of(table, TeamGroups.TABLE) : List.of(table);
  }

  /** The cases of each subject that is used. */
  Map<Subject, KpiInput> read(
      List<KpiDefinition> definitions,
      Evaluation evaluation,
      Function<TableSpec, Dataset<Row>> reading) {
    Map<Subject, KpiInput> inputs = new EnumMap<>(Subject.class);
    for (Subject subject : used(definitions)) {
      inputs.put(subject, new KpiInput(read(subject, evaluation, reading), rulesOf(subject)));
    }
    return inputs;
  }

  /** What the figures of definitions depend on besides them and what is read. */
  String rulesOf(List<KpiDefinition> definitions) {
    return used(definitions).stream().map(this::rulesOf).toList().toString();
  }

  /** The cases of a subject, as figures may count them. */
  Dataset<Row> read(
      Subject subject, Evaluation evaluation, Function<TableSpec, Dataset<Row>> reading) {
    Dataset<Row> table = reading.apply(KpiSource.of(subject).table());
    return subject == Subject.INTERRUPTIONS
        ? PublishedInterruptions.of(
            table, reading.apply(TeamGroups.TABLE), smallestGroup, evaluation)
        : table;
  }
}
