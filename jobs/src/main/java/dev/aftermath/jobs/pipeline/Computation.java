package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.bronze.LogLines;
import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.bronze.SampleChunks;
import dev.aftermath.jobs.config.KpiDefinition;
import dev.aftermath.jobs.config.KpiDefinitions;
import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.config.SloFiles;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.gold.CauseMembers;
import dev.aftermath.jobs.gold.ContractFindings;
import dev.aftermath.jobs.gold.DataHealth;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.gold.RecurringCauses;
import dev.aftermath.jobs.gold.SloBreaches;
import dev.aftermath.jobs.gold.SloSlices;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.gold.TargetAvailability;
import dev.aftermath.jobs.silver.Changes;
import dev.aftermath.jobs.silver.ExportAccounts;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.LogEntries;
import dev.aftermath.jobs.silver.SampleDays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** The graph from bronze to gold: which table is made from which, and from what definitions. */
public final class Computation {
  private final ZoneId zone;
  private final Instant asOf;
  private final Evaluation evaluation;
  private final List<KpiDefinition> kpis;
  private final List<SloDefinition> slos;

  private Computation(PlatformSettings settings, Instant asOf) {
    this.zone = settings.reportZone();
    this.asOf = endOfLastClosedDay(asOf, zone);
    this.evaluation = new Evaluation(this.asOf, zone);
    this.kpis = kpis(settings);
    this.slos = SloFiles.read(List.of(settings.folder().resolve("slos"))).definitionsOrThrow();
  }

  /**
   * The steps, each after those it reads from.
   *
   * @param asOf figures are computed for the end of the last day that was over at this instant in
   *     the report zone: all runs of one day compute the same
   */
  public static List<Step> steps(PlatformSettings settings, Instant asOf) {
    return new Computation(settings, asOf).steps();
  }

  /** The KPI definitions of the settings. */
  public static List<KpiDefinition> kpis(PlatformSettings settings) {
    Path folder = settings.folder().resolve("kpis");
    try {
      return KpiDefinitions.read(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  /** The instant that figures are computed for when a run happens at {@code asOf}. */
  public static Instant endOfLastClosedDay(Instant asOf, ZoneId zone) {
    return asOf.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
  }

  private List<Step> steps() {
    return List.of(
        new Step(
            SampleDays.TABLE,
            List.of(SampleChunks.TABLE),
            "",
            lake -> SampleDays.build(lake.read(SampleChunks.TABLE))),
        new Step(
            Incidents.TABLE,
            List.of(Records.TABLE),
            "",
            lake -> Incidents.build(lake.read(Records.TABLE))),
        new Step(
            SloSlices.TABLE,
            List.of(SampleDays.TABLE),
            slos.toString(),
            lake -> SloSlices.build(lake.read(SampleDays.TABLE), slos)),
        new Step(
            IncidentFacts.TABLE,
            List.of(Incidents.TABLE),
            evaluation.toString(),
            lake -> IncidentFacts.build(lake.read(Incidents.TABLE), evaluation)),
        new Step(
            KpiValues.TABLE,
            List.of(IncidentFacts.TABLE),
            evaluation + kpis.toString(),
            lake -> KpiValues.build(lake.read(IncidentFacts.TABLE), kpis, evaluation)),
        new Step(
            SloWindows.TABLE,
            List.of(SloSlices.TABLE),
            slos.toString() + zone + asOf,
            lake -> SloWindows.build(lake.read(SloSlices.TABLE), slos, zone, asOf)),
        new Step(
            SloBreaches.TABLE,
            List.of(SloSlices.TABLE),
            slos.toString() + zone + asOf,
            lake -> SloBreaches.build(lake.read(SloSlices.TABLE), slos, zone, asOf)),
        new Step(
            CauseMembers.TABLE,
            List.of(IncidentFacts.TABLE),
            "",
            lake -> CauseMembers.build(lake.read(IncidentFacts.TABLE))),
        new Step(
            RecurringCauses.TABLE,
            List.of(CauseMembers.TABLE),
            evaluation.toString(),
            lake -> RecurringCauses.build(lake.read(CauseMembers.TABLE), evaluation)),
        new Step(
            ContractFindings.TABLE,
            List.of(IncidentFacts.TABLE),
            "",
            lake -> ContractFindings.build(lake.read(IncidentFacts.TABLE))),
        new Step(
            TargetAvailability.TABLE,
            List.of(SampleDays.TABLE),
            "",
            lake -> TargetAvailability.build(lake.read(SampleDays.TABLE))),
        new Step(
            Changes.TABLE,
            List.of(Records.TABLE),
            "",
            lake -> Changes.build(lake.read(Records.TABLE))),
        new Step(
            LogEntries.TABLE,
            List.of(LogLines.TABLE),
            "",
            lake -> LogEntries.build(lake.read(LogLines.TABLE))),
        new Step(
            ExportAccounts.TABLE,
            List.of(Exports.TABLE),
            "",
            lake -> ExportAccounts.build(lake.read(Exports.TABLE))),
        new Step(
            DataHealth.TABLE,
            List.of(ExportAccounts.TABLE),
            "",
            lake -> DataHealth.build(lake.read(ExportAccounts.TABLE))));
  }
}
