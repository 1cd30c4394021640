package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.bronze.Exports;
import dev.aftermath.jobs.bronze.Records;
import dev.aftermath.jobs.bronze.SampleChunks;
import dev.aftermath.jobs.config.Calendars;
import dev.aftermath.jobs.config.KpiDefinitions;
import dev.aftermath.jobs.config.MaintenanceRules;
import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.config.SloFiles;
import dev.aftermath.jobs.config.SloValidation;
import dev.aftermath.jobs.domain.calendar.ReportCalendar;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.slo.BurnRatePolicy;
import dev.aftermath.jobs.domain.slo.Exclusion;
import dev.aftermath.jobs.domain.slo.Maintenance;
import dev.aftermath.jobs.domain.slo.MaintenanceRule;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.gold.ApprovedMaintenance;
import dev.aftermath.jobs.gold.BudgetAttribution;
import dev.aftermath.jobs.gold.BudgetRules;
import dev.aftermath.jobs.gold.DataHealth;
import dev.aftermath.jobs.gold.Evaluation;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.KpiRestatements;
import dev.aftermath.jobs.gold.KpiSource;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.gold.PaperworkGaps;
import dev.aftermath.jobs.gold.Restated;
import dev.aftermath.jobs.gold.Restatements;
import dev.aftermath.jobs.gold.SloAudit;
import dev.aftermath.jobs.gold.SloBreaches;
import dev.aftermath.jobs.gold.SloBurnEpisodes;
import dev.aftermath.jobs.gold.SloDips;
import dev.aftermath.jobs.gold.SloExclusions;
import dev.aftermath.jobs.gold.SloFindings;
import dev.aftermath.jobs.gold.SloSliceDays;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.gold.TargetAvailability;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.jobs.silver.Changes;
import dev.aftermath.jobs.silver.CustomerNotices;
import dev.aftermath.jobs.silver.ExportAccounts;
import dev.aftermath.jobs.silver.LogEntries;
import dev.aftermath.jobs.silver.SampleDays;
import dev.aftermath.jobs.silver.UnparsedLogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The graph from bronze to gold: which table is made from which, and from what definitions. */
public final class Computation {
  private static final long NEVER_WRITTEN = -1;

  private final ZoneId zone;
  private final ReportCalendar calendar;
  private final Duration freeze;
  private final Instant asOf;
  private final Evaluation evaluation;
  private final ClockSteps clocks;
  private final List<KpiDefinition> kpis;
  private final KpiTables tables;
  private final List<SloHistory> slos;
  private final List<BurnRatePolicy> burnRates;
  private final MaintenanceRule maintenance;
  private final LandscapeSteps landscape;
  private final IncidentSteps incidents;
  private final LearningSteps learning;
  private final LogSteps logs;
  private final CauseLabelSteps causeLabels;
  private final CauseSteps causes;
  private final Map<Long, List<Maintenance>> approvedByVersion = new ConcurrentHashMap<>();
  private @Nullable SloFindings findings;
  private List<Long> findingsOf = List.of();

  private Computation(PlatformSettings settings, Instant asOf) {
    this.zone = settings.reportZone();
    this.calendar = settings.calendar();
    this.freeze = settings.freeze();
    this.asOf = endOfLastClosedDay(asOf, zone);
    this.evaluation = new Evaluation(this.asOf, zone);
    this.clocks = new ClockSteps(settings, evaluation);
    this.kpis = kpis(settings);
    this.tables = KpiTables.of(settings);
    // An announced version changes no table before it is in force; then all are computed anew.
    this.slos = SloHistory.of(slos(settings)).stream().map(slo -> slo.knownAt(this.asOf)).toList();
    this.burnRates = settings.burnRatePolicies();
    this.maintenance = maintenance(settings);
    this.landscape = LandscapeSteps.of(settings, evaluation);
    this.learning = LearningSteps.of(settings, evaluation);
    this.incidents = IncidentSteps.of(settings, evaluation, clocks.smallestGroup());
    this.logs = LogSteps.of(settings, evaluation);
    this.causeLabels = CauseLabelSteps.of(settings);
    this.causes = CauseSteps.of(settings, evaluation);
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
      return KpiDefinitions.read(
          folder, KpiSource.named(), Calendars.read(settings.folder().resolve("calendars")));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Which changes are approved maintenance, as the settings say. */
  static MaintenanceRule maintenance(PlatformSettings settings) {
    Path file = settings.folder().resolve("exclusions.yaml");
    try {
      return MaintenanceRules.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** What the settings say of SLOs that is valid, but not computed; a line each. */
  public static List<String> notComputed(PlatformSettings settings) {
    List<SloDefinition> definitions = slos(settings);
    return Stream.concat(
            SloValidation.notComputed(definitions).stream(),
            SloBurnEpisodes.refusals(SloHistory.of(definitions), settings.burnRatePolicies())
                .stream())
        .toList();
  }

  /** The SLOs of the settings, all versions. */
  public static List<SloDefinition> slos(PlatformSettings settings) {
    return SloFiles.read(List.of(settings.folder().resolve("slos"))).definitionsOrThrow();
  }

  /** The instant that figures are computed for when a run happens at {@code asOf}. */
  public static Instant endOfLastClosedDay(Instant asOf, ZoneId zone) {
    return asOf.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
  }

  private List<Step> steps() {
    // Each after its inputs: slices may be counted from incidents, notices and log lines too.
    return Stream.of(
            incidents.steps(),
            logs.lines(),
            changes(),
            samples(),
            objectives(),
            findings(),
            learning.steps(),
            logs.lift(),
            causeLabels.steps(),
            landscape.steps(),
            causes.steps(),
            clocks.steps(),
            figures(),
            others())
        .flatMap(List::stream)
        .toList();
  }

  private List<Step> samples() {
    return List.of(
        monthly(SampleDays.TABLE, SampleChunks.TABLE, "", null, new SampleRules.OfDays()),
        ofSlices());
  }

  /** Month by month where all slices come from samples; lines and incidents are counted whole. */
  private Step ofSlices() {
    return sliceInputs().size() == 1
        ? monthly(
            SloSliceDays.TABLE,
            SampleDays.TABLE,
            slos.toString(),
            null,
            new SampleRules.OfSlices(slos))
        : new Step(SloSliceDays.TABLE, sliceInputs(), sliceDefinition(), this::slices);
  }

  private List<TableSpec> sliceInputs() {
    List<TableSpec> inputs = new ArrayList<>(List.of(SampleDays.TABLE));
    if (SloSliceDays.needLogs(slos)) {
      inputs.add(LogEntries.TABLE);
    }
    if (SloSliceDays.needIncidents(slos)) {
      inputs.addAll(PublishedIncidents.INPUTS);
    }
    if (SloSliceDays.needNotices(slos)) {
      inputs.add(CustomerNotices.TABLE);
    }
    return inputs;
  }

  private String sliceDefinition() {
    boolean lastsUntilNow = SloSliceDays.needIncidents(slos) || SloSliceDays.needNotices(slos);
    return slos + (lastsUntilNow ? asOf.toString() : "");
  }

  private Dataset<Row> slices(Lake lake) {
    Dataset<Row> slices = SloSliceDays.build(lake.read(SampleDays.TABLE), slos);
    if (SloSliceDays.needLogs(slos)) {
      slices = slices.union(SloSliceDays.ofLogs(lake.read(LogEntries.TABLE), slos));
    }
    if (SloSliceDays.needIncidents(slos)) {
      slices = slices.union(SloSliceDays.ofIncidents(PublishedIncidents.read(lake), slos, asOf));
    }
    if (SloSliceDays.needNotices(slos)) {
      slices = slices.union(SloSliceDays.ofNotices(lake.read(CustomerNotices.TABLE), slos, asOf));
    }
    return slices;
  }

  private List<Step> objectives() {
    String definition = slos.toString() + calendar;
    return List.of(
        new Step(
            SloWindows.TABLE,
            List.of(SloSliceDays.TABLE, Changes.TABLE),
            definition + maintenance,
            asOf,
            Monthly.by(new WindowRules(slos, calendar, asOf, this::exclusions))),
        monthly(
            SloBurnEpisodes.TABLE,
            SloSliceDays.TABLE,
            definition + burnRates,
            asOf,
            new EpisodeRules(slos, burnRates, calendar, asOf)));
  }

  /** What is found in all slices in one go: of one, the inputs of all are therefore inputs. */
  private List<Step> findings() {
    return List.of(
        finding(SloBreaches.TABLE, SloBreaches::build),
        finding(SloExclusions.TABLE, SloExclusions::build),
        finding(BudgetAttribution.TABLE, BudgetAttribution::build),
        step(BudgetRules.TABLE, BudgetAttribution.TABLE, "", BudgetRules::build),
        finding(SloDips.TABLE, SloDips::build),
        finding(PaperworkGaps.TABLE, PaperworkGaps::build),
        new Step(
            Restatements.TABLE,
            Restated.ALL.stream().map(Restated::table).toList(),
            "",
            null,
            new Restating(this::exclusions)));
  }

  private Step finding(TableSpec output, Function<SloFindings, Dataset<Row>> rows) {
    return new Step(
        output,
        List.of(SloSliceDays.TABLE, Changes.TABLE, IncidentFacts.TABLE),
        slos.toString() + calendar + zone + maintenance,
        asOf,
        task -> task.replace(rows.apply(found(task.lake()))));
  }

  /** Searched for once by all the steps of these inputs; the inputs' own steps ended before. */
  private synchronized SloFindings found(Lake lake) {
    List<Long> versions =
        Stream.of(SloSliceDays.TABLE, Changes.TABLE, IncidentFacts.TABLE)
            .map(input -> version(lake, input))
            .toList();
    SloFindings found = findings;
    if (found == null || !versions.equals(findingsOf)) {
      found =
          SloFindings.in(
              lake.read(SloSliceDays.TABLE),
              lake.read(IncidentFacts.TABLE),
              slos,
              approved(lake),
              zone,
              asOf);
      findings = found;
      findingsOf = versions;
    }
    return found;
  }

  private static long version(Lake lake, TableSpec table) {
    return lake.newest(table).map(Commit::version).orElse(NEVER_WRITTEN);
  }

  private List<Maintenance> approved(Lake lake) {
    return approved(lake, version(lake, Changes.TABLE));
  }

  /** Collected once for all the steps that ask. */
  private List<Maintenance> approved(Lake lake, long version) {
    return version == NEVER_WRITTEN
        ? List.of()
        : approvedByVersion.computeIfAbsent(
            version,
            it -> ApprovedMaintenance.among(lake.read(Changes.TABLE, it), maintenance, asOf));
  }

  private List<Exclusion> exclusions(Lake lake, long version) {
    return ApprovedMaintenance.exclusions(approved(lake, version));
  }

  private static List<Step> changes() {
    return List.of(
        step(Changes.TABLE, Records.TABLE, "", Changes::build),
        step(CustomerNotices.TABLE, Records.TABLE, "", CustomerNotices::build));
  }

  private List<Step> figures() {
    return List.of(
        new Step(
            KpiValues.TABLE,
            KpiTables.inputs(kpis),
            zone + kpis.toString() + tables.rulesOf(kpis),
            asOf,
            Monthly.by(new KpiRules(kpis, tables, evaluation))),
        new Step(
            KpiRestatements.TABLE, List.of(KpiValues.TABLE), "", null, new KpiRestating(freeze)));
  }

  private static List<Step> others() {
    return List.of(
        monthly(TargetAvailability.TABLE, SampleDays.TABLE, "", null, new SampleRules.OfTargets()),
        monthly(SloAudit.TABLE, SloSliceDays.TABLE, "", null, new SampleRules.OfAudits()),
        step(ExportAccounts.TABLE, Exports.TABLE, "", ExportAccounts::build),
        new Step(
            DataHealth.TABLE,
            List.of(ExportAccounts.TABLE, UnparsedLogs.TABLE),
            "",
            lake ->
                DataHealth.build(lake.read(ExportAccounts.TABLE), lake.read(UnparsedLogs.TABLE))));
  }

  private static Step step(
      TableSpec output, TableSpec input, String definition, UnaryOperator<Dataset<Row>> rows) {
    return new Step(output, List.of(input), definition, lake -> rows.apply(lake.read(input)));
  }

  private static Step monthly(
      TableSpec output,
      TableSpec input,
      String definition,
      @Nullable Instant asOf,
      Monthly.Rules rules) {
    return new Step(output, List.of(input), definition, asOf, Monthly.by(rules));
  }
}
