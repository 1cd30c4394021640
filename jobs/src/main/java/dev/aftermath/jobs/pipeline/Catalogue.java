package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.bronze.LogLines;
import dev.aftermath.jobs.bronze.Quarantine;
import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.bronze.SampleChunks;
import dev.aftermath.jobs.gold.ActionItemStatus;
import dev.aftermath.jobs.gold.ActionItemWeeks;
import dev.aftermath.jobs.gold.AlertQuality;
import dev.aftermath.jobs.gold.BudgetAttribution;
import dev.aftermath.jobs.gold.BudgetRules;
import dev.aftermath.jobs.gold.CauseBudgets;
import dev.aftermath.jobs.gold.CauseDecisions;
import dev.aftermath.jobs.gold.CauseLabels;
import dev.aftermath.jobs.gold.CauseMembers;
import dev.aftermath.jobs.gold.CauseRegistrations;
import dev.aftermath.jobs.gold.CauseSummaries;
import dev.aftermath.jobs.gold.ContractCompliance;
import dev.aftermath.jobs.gold.ContractFindings;
import dev.aftermath.jobs.gold.DataHealth;
import dev.aftermath.jobs.gold.DeploymentOutcomes;
import dev.aftermath.jobs.gold.IncidentAttributions;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.IncidentLogs;
import dev.aftermath.jobs.gold.IncidentSuggestions;
import dev.aftermath.jobs.gold.IncidentUpdates;
import dev.aftermath.jobs.gold.InterruptionLoad;
import dev.aftermath.jobs.gold.KpiRestatements;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.gold.OnCallGaps;
import dev.aftermath.jobs.gold.PaperworkGaps;
import dev.aftermath.jobs.gold.PostmortemCoverage;
import dev.aftermath.jobs.gold.PostmortemDuties;
import dev.aftermath.jobs.gold.Restatements;
import dev.aftermath.jobs.gold.ServiceDelivery;
import dev.aftermath.jobs.gold.SlaCompliance;
import dev.aftermath.jobs.gold.SlaOutcomes;
import dev.aftermath.jobs.gold.SloAudit;
import dev.aftermath.jobs.gold.SloBreaches;
import dev.aftermath.jobs.gold.SloBurnEpisodes;
import dev.aftermath.jobs.gold.SloDips;
import dev.aftermath.jobs.gold.SloExclusions;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.gold.TargetAvailability;
import dev.aftermath.jobs.gold.TemplateLift;
import dev.aftermath.jobs.gold.TextVectors;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.ActionItems;
import dev.aftermath.jobs.silver.Alerts;
import dev.aftermath.jobs.silver.Changes;
import dev.aftermath.jobs.silver.CustomerNotices;
import dev.aftermath.jobs.silver.ExportAccounts;
import dev.aftermath.jobs.silver.IncidentAccounts;
import dev.aftermath.jobs.silver.IncidentRelations;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.Interruptions;
import dev.aftermath.jobs.silver.LogEntries;
import dev.aftermath.jobs.silver.LogTemplateAliases;
import dev.aftermath.jobs.silver.LogTemplates;
import dev.aftermath.jobs.silver.OnCallShifts;
import dev.aftermath.jobs.silver.Postmortems;
import dev.aftermath.jobs.silver.Problems;
import dev.aftermath.jobs.silver.Runbooks;
import dev.aftermath.jobs.silver.SampleDays;
import dev.aftermath.jobs.silver.SlaClocks;
import dev.aftermath.jobs.silver.StakeholderUpdates;
import dev.aftermath.jobs.silver.TeamGroups;
import dev.aftermath.jobs.silver.TeamMembers;
import dev.aftermath.jobs.silver.UnparsedLogs;
import java.util.List;

/** Every table of the lake. */
public final class Catalogue {
  private static final List<TableSpec> TABLES =
      List.of(
          Exports.TABLE,
          Records.TABLE,
          SampleChunks.TABLE,
          LogLines.TABLE,
          Quarantine.TABLE,
          ExportAccounts.TABLE,
          IncidentAccounts.TABLE,
          IncidentRelations.TABLE,
          Incidents.TABLE,
          TeamMembers.TABLE,
          TeamGroups.TABLE,
          Alerts.TABLE,
          Changes.TABLE,
          Problems.TABLE,
          CustomerNotices.TABLE,
          StakeholderUpdates.TABLE,
          Runbooks.TABLE,
          Postmortems.TABLE,
          ActionItems.TABLE,
          SlaClocks.TABLE,
          Interruptions.TABLE,
          OnCallShifts.TABLE,
          SampleDays.TABLE,
          LogEntries.TABLE,
          LogTemplates.TABLE,
          LogTemplateAliases.TABLE,
          UnparsedLogs.TABLE,
          IncidentFacts.TABLE,
          KpiValues.TABLE,
          KpiRestatements.TABLE,
          AlertQuality.TABLE,
          CauseLabels.TABLE,
          TextVectors.TABLE,
          IncidentSuggestions.TABLE,
          CauseRegistrations.TABLE,
          CauseDecisions.TABLE,
          CauseMembers.TABLE,
          CauseBudgets.TABLE,
          CauseSummaries.TABLE,
          IncidentLogs.TABLE,
          TemplateLift.TABLE,
          IncidentUpdates.TABLE,
          PostmortemDuties.TABLE,
          PostmortemCoverage.TABLE,
          ActionItemStatus.TABLE,
          ActionItemWeeks.TABLE,
          ContractFindings.TABLE,
          ContractCompliance.TABLE,
          DeploymentOutcomes.TABLE,
          IncidentAttributions.TABLE,
          ServiceDelivery.TABLE,
          SlaOutcomes.TABLE,
          SlaCompliance.TABLE,
          InterruptionLoad.TABLE,
          OnCallGaps.TABLE,
          SloSliceDays.TABLE,
          SloAudit.TABLE,
          SloWindows.TABLE,
          Restatements.TABLE,
          SloBreaches.TABLE,
          SloBurnEpisodes.TABLE,
          SloExclusions.TABLE,
          BudgetAttribution.TABLE,
          BudgetRules.TABLE,
          SloDips.TABLE,
          PaperworkGaps.TABLE,
          TargetAvailability.TABLE,
          DataHealth.TABLE,
          Runs.TABLE);

  private Catalogue() {}

  /** The tables, layer by layer. */
  public static List<TableSpec> tables() {
    return TABLES;
  }
}
