package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.config.AlertSettings;
import dev.aftermath.jobs.config.MatchingSettings;
import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.alert.AlertQualityRule;
import dev.aftermath.jobs.domain.matching.AlertRules;
import dev.aftermath.jobs.domain.matching.MatchingRules;
import dev.aftermath.jobs.gold.AlertQuality;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.silver.Alerts;
import dev.aftermath.jobs.silver.IncidentAccounts;
import dev.aftermath.jobs.silver.IncidentRelations;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.TeamGroups;
import dev.aftermath.jobs.silver.TeamMembers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The steps about incidents and the alerts that led to them. */
final class IncidentSteps {
  private final MatchingRules matching;
  private final AlertRules linking;
  private final AlertQualityRule quality;
  private final Evaluation evaluation;
  private final int smallestGroup;

  private IncidentSteps(
      MatchingRules matching,
      AlertRules linking,
      AlertQualityRule quality,
      Evaluation evaluation,
      int smallestGroup) {
    this.matching = matching;
    this.linking = linking;
    this.quality = quality;
    this.evaluation = evaluation;
    this.smallestGroup = smallestGroup;
  }

  /**
   * The steps by the rules of the settings.
   *
   * @param smallestGroup how many people a team needs to be told of alone
   */
  static IncidentSteps of(PlatformSettings settings, Evaluation evaluation, int smallestGroup) {
    Path folder = settings.folder();
    try {
      return new IncidentSteps(
          MatchingSettings.read(folder.resolve("matching.yaml")),
          MatchingSettings.alerts(folder.resolve("matching.yaml")),
          AlertSettings.read(folder.resolve("alerts.yaml")),
          evaluation,
          smallestGroup);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  /** The steps, each after those it reads from. */
  List<Step> steps() {
    List<Step> others =
        List.of(
            new Step(
                Alerts.TABLE,
                List.of(Records.TABLE, Incidents.TABLE),
                linking.toString(),
                lake ->
                    Alerts.build(lake.read(Records.TABLE), lake.read(Incidents.TABLE), linking)),
            new Step(TeamMembers.TABLE, TeamMemberDays.INPUTS, "", null, new TeamMemberDays()),
            new Step(
                TeamGroups.TABLE,
                List.of(TeamMembers.TABLE),
                Integer.toString(smallestGroup),
                lake -> TeamGroups.build(lake.read(TeamMembers.TABLE), smallestGroup)),
            new Step(
                IncidentFacts.TABLE,
                FactRules.INPUTS,
                evaluation.zone().toString(),
                evaluation.asOf(),
                Monthly.by(new FactRules(evaluation))),
            new Step(
                AlertQuality.TABLE,
                List.of(Alerts.TABLE),
                evaluation.toString() + quality,
                lake -> AlertQuality.build(lake.read(Alerts.TABLE), quality, evaluation)));
    return Stream.concat(incidents(matching, FoldedStories.usual()).stream(), others.stream())
        .toList();
  }

  /** The steps from records to incidents. */
  static List<Step> incidents(MatchingRules matching, FoldedStories stories) {
    return List.of(
        new Step(
            IncidentAccounts.TABLE,
            List.of(Records.TABLE),
            matching.toString(),
            null,
            new AccountMonths(matching, stories)),
        new Step(
            IncidentRelations.TABLE,
            List.of(IncidentAccounts.TABLE),
            matching.toString(),
            null,
            new RelationMonths(matching, stories)),
        new Step(
            Incidents.TABLE,
            IncidentMonths.INPUTS,
            matching.toString(),
            null,
            new IncidentMonths(stories)));
  }
}
