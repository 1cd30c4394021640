package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.config.PostmortemSettings;
import dev.aftermath.jobs.domain.postmortem.PostmortemRules;
import dev.aftermath.jobs.gold.ActionItemStatus;
import dev.aftermath.jobs.gold.ActionItemWeeks;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.PostmortemCoverage;
import dev.aftermath.jobs.gold.PostmortemDuties;
import dev.aftermath.jobs.silver.ActionItems;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.Postmortems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The steps about what was learnt from incidents: postmortems and their action items. */
final class LearningSteps {
  private final PostmortemRules rules;
  private final Evaluation evaluation;

  private LearningSteps(PostmortemRules rules, Evaluation evaluation) {
    this.rules = rules;
    this.evaluation = evaluation;
  }

  /** The steps by the rules of the settings. */
  static LearningSteps of(PlatformSettings settings, Evaluation evaluation) {
    return new LearningSteps(rules(settings), evaluation);
  }

  /** What the settings say of postmortems. */
  static PostmortemRules rules(PlatformSettings settings) {
    Path file = settings.folder().resolve("postmortems.yaml");
    try {
      return PostmortemSettings.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** The steps, after those of incidents and their facts. */
  List<Step> steps() {
    return List.of(
        new Step(
            Postmortems.TABLE,
            List.of(Records.TABLE, Exports.TABLE, Incidents.TABLE),
            rules.nearby().toString(),
            lake ->
                Postmortems.build(
                    lake.read(Records.TABLE),
                    lake.read(Exports.TABLE),
                    lake.read(Incidents.TABLE),
                    rules)),
        new Step(
            ActionItems.TABLE,
            List.of(Postmortems.TABLE),
            "",
            lake -> ActionItems.build(lake.read(Postmortems.TABLE))),
        new Step(
            PostmortemDuties.TABLE,
            List.of(IncidentFacts.TABLE, Postmortems.TABLE),
            evaluation + rules.toString(),
            lake ->
                PostmortemDuties.build(
                    lake.read(IncidentFacts.TABLE),
                    lake.read(Postmortems.TABLE),
                    rules,
                    evaluation)),
        new Step(
            PostmortemCoverage.TABLE,
            List.of(PostmortemDuties.TABLE),
            evaluation.toString(),
            lake -> PostmortemCoverage.build(lake.read(PostmortemDuties.TABLE), evaluation)),
        new Step(
            ActionItemStatus.TABLE,
            List.of(ActionItems.TABLE, IncidentFacts.TABLE),
            evaluation + rules.toString(),
            lake ->
                ActionItemStatus.build(
                    lake.read(ActionItems.TABLE),
                    lake.read(IncidentFacts.TABLE),
                    rules,
                    evaluation)),
        new Step(
            ActionItemWeeks.TABLE,
            List.of(ActionItemStatus.TABLE),
            evaluation.toString(),
            lake -> ActionItemWeeks.build(lake.read(ActionItemStatus.TABLE), evaluation)));
  }
}
