package dev.aftermath.jobs.publish;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.config.PlatformSettings;
import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.contract.ContractRule;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.gold.BudgetAttribution;
import dev.aftermath.jobs.gold.BudgetRules;
import dev.aftermath.jobs.gold.CauseMembers;
import dev.aftermath.jobs.gold.CauseSummaries;
import dev.aftermath.jobs.gold.DataHealth;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.KpiRestatements;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.gold.Restatements;
import dev.aftermath.jobs.gold.SloBreaches;
import dev.aftermath.jobs.gold.SloBurnEpisodes;
import dev.aftermath.jobs.gold.SloDips;
import dev.aftermath.jobs.gold.SloExclusions;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.reports.model.BreachLine;
import dev.aftermath.reports.model.CauseLine;
import dev.aftermath.reports.model.DataHealthLine;
import dev.aftermath.reports.model.Definition;
import dev.aftermath.reports.model.ErrorBudgets;
import dev.aftermath.reports.model.ExcludedLine;
import dev.aftermath.reports.model.Header;
import dev.aftermath.reports.model.KpiTile;
import dev.aftermath.reports.model.NetFigures;
import dev.aftermath.reports.model.Promises;
import dev.aftermath.reports.model.RestatementLine;
import dev.aftermath.reports.model.SloLine;
import dev.aftermath.reports.model.TableVersion;
import dev.aftermath.reports.model.WeeklyReport;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * Fills the report of a week from the gold tables. Looks things up; of figures it computes only
 * what the weeks before say about promises, and the medians of the few updates of a week.
 */
public final class WeeklyReports {
  /** The gold tables that a report is made from. */
  private static final List<TableSpec> TABLES =
      List.of(
          KpiValues.TABLE,
          KpiRestatements.TABLE,
          IncidentFacts.TABLE,
          SloWindows.TABLE,
          SloBreaches.TABLE,
          BudgetAttribution.TABLE,
          BudgetRules.TABLE,
          SloBurnEpisodes.TABLE,
          SloDips.TABLE,
          SloExclusions.TABLE,
          Restatements.TABLE,
          CauseSummaries.TABLE,
          CauseMembers.TABLE,
          DataHealth.TABLE);

  private final Lake lake;
  private final PlatformSettings settings;
  private final List<KpiDefinition> kpis;
  private final List<ContractRule> contract;
  private final Instant asOf;

  /**
   * Reports from the lake.
   *
   * @param contract the rules of the operations contract
   * @param asOf the instant that the gold tables were computed for
   */
  public WeeklyReports(
      Lake lake,
      PlatformSettings settings,
      List<KpiDefinition> kpis,
      List<ContractRule> contract,
      Instant asOf) {
    this.lake = lake;
    this.settings = settings;
    this.kpis = List.copyOf(kpis);
    this.contract = List.copyOf(contract);
    this.asOf = asOf;
  }

  /** The versions of the gold tables that reports are made from. */
  public List<TableVersion> tableVersions() {
    return Stream.of(TABLES, PromiseLines.TABLES, LearningLines.TABLES)
        .flatMap(List::stream)
        .map(
            table ->
                new TableVersion(
                    table.layer().folder() + "." + table.name(),
                    lake.newest(table).map(Commit::version).orElse(-1L)))
        .toList();
  }

  /** The report of a week. */
  public WeeklyReport of(ReportWeek week) {
    Incidents incidents = Incidents.of(lake.read(IncidentFacts.TABLE), week);
    List<SloLine> slos = slos(week);
    List<CauseLine> causes = Causes.of(lake);
    ErrorBudgets budgets = new BudgetLines(lake, week).all();
    Tiles figures = new Tiles(kpiValues(week), inForce(week), week, incidents);
    List<KpiTile> tiles = figures.tiles();
    List<RestatementLine> restatements = new RestatementLines(lake, week).all(inForce(week));
    Promises promises = new PromiseLines(lake, contract, week).all(incidents);
    return new WeeklyReport(
        new Header(
            "Weekly operations report",
            settings.organisation(),
            week.label(),
            week.start(),
            week.end(),
            week.zone(),
            asOf,
            week.end().plus(settings.freeze()),
            tableVersions()),
        Verdicts.with(promises, Verdicts.sentences(slos, tiles, budgets.rules(), causes)),
        tiles,
        slos,
        breaches(week),
        budgets,
        restatements,
        incidents.opened(),
        incidents.open(),
        causes,
        BrokenPromiseLines.of(lake),
        promises,
        new LearningLines(lake, week).all(),
        dataHealth(),
        excluded(incidents),
        definitions(week, restatements),
        figures.series());
  }

  private List<Row> kpiValues(ReportWeek week) {
    Object[] labels = week.lastWeeks(Tiles.WEEKS).stream().map(ReportWeek::label).toArray();
    return lake.read(KpiValues.TABLE)
        .where(col("segment_type").equalTo("all").and(col("period").isin(labels)))
        .collectAsList();
  }

  private List<SloLine> slos(ReportWeek week) {
    LocalDate lastDay = week.monday().plusDays(6);
    return lake
        .read(SloWindows.TABLE)
        .where(col("day").equalTo(lit(lastDay)).and(col("window").equalTo(SloWindows.DECLARED)))
        .orderBy(col("budget_consumed_ratio").desc_nulls_last(), col("slo"), col("objective"))
        .collectAsList()
        .stream()
        .map(row -> slo(new Cells(row), week.zone()))
        .toList();
  }

  private static SloLine slo(Cells cells, ZoneId zone) {
    return new SloLine(
        cells.text("slo"),
        cells.text("service"),
        cells.text("group_key"),
        cells.text("objective"),
        cells.decimal("target"),
        cells.text("window_kind") + " " + cells.text("window_length"),
        windowLabel(cells, zone),
        cells.optionalDecimal("sli"),
        cells.optionalDecimal("sli_worst"),
        cells.optionalDecimal("sli_best"),
        cells.optionalDecimal("coverage"),
        cells.decimal("good"),
        cells.decimal("total"),
        cells.optionalDecimal("budget_consumed_ratio"),
        verdict(cells, "verdict"),
        verdict(cells, "verdict_worst"),
        verdict(cells, "verdict_best"),
        new NetFigures(
            cells.optionalDecimal("net_sli"),
            cells.optionalDecimal("net_budget_consumed_ratio"),
            verdict(cells, "net_verdict"),
            cells.number("excluded_slice_count")),
        cells.optionalDecimal("days_to_exhaustion_at_7d_pace"));
  }

  private static SloLine.Verdict verdict(Cells cells, String name) {
    return SloLine.Verdict.valueOf(cells.text(name).toUpperCase(Locale.ROOT));
  }

  private static String windowLabel(Cells cells, ZoneId zone) {
    String length = cells.text("window_length");
    return cells.text("window_kind").equals("calendar")
        ? WindowLabel.calendar(
            length,
            cells.instant("window_start"),
            cells.instant("window_end"),
            cells.instant("evaluated_at"),
            zone)
        : WindowLabel.rolling(length);
  }

  private List<BreachLine> breaches(ReportWeek week) {
    return lake
        .read(SloBreaches.TABLE)
        .where(
            col("start_at")
                .lt(lit(week.end()))
                .and(coalesce(col("end_at"), lit(week.end())).gt(lit(week.start()))))
        .orderBy("start_at", "slo", "group_key", "objective")
        .collectAsList()
        .stream()
        .map(Cells::new)
        .map(
            cells ->
                new BreachLine(
                    cells.text("slo"),
                    cells.text("service"),
                    cells.text("group_key"),
                    cells.text("objective"),
                    cells.instant("start_at"),
                    cells.optionalInstant("end_at"),
                    BudgetLines.ending(cells),
                    cells.optionalDecimal("worst_hour_burn_rate"),
                    cells.optionalDecimal("budget_consumed_ratio")))
        .toList();
  }

  private List<DataHealthLine> dataHealth() {
    return lake.read(DataHealth.TABLE).orderBy("source").collectAsList().stream()
        .map(Cells::new)
        .map(
            cells ->
                new DataHealthLine(
                    cells.text("source"),
                    cells.number("export_count"),
                    cells.number("good_count"),
                    cells.number("duplicate_count"),
                    cells.number("quarantined_count"),
                    cells.optionalInstant("observed_to"),
                    cells.texts("warnings")))
        .toList();
  }

  private static List<ExcludedLine> excluded(Incidents incidents) {
    List<ExcludedLine> lines = new ArrayList<>();
    for (Map.Entry<String, Long> reason : new TreeMap<>(incidents.excluded()).entrySet()) {
      lines.add(new ExcludedLine(inWords(reason.getKey()), reason.getValue()));
    }
    return lines;
  }

  private static String inWords(String population) {
    return switch (population) {
      case "merged" -> "merged into another incident, which is counted";
      case "duplicate" -> "a second ticket of a page, whose incident is counted";
      case "test" -> "test";
      case "drill" -> "drill";
      case "maintenance" -> "planned maintenance";
      default -> population;
    };
  }

  /** Our own definitions, each in the version that tells the week. */
  private List<KpiDefinition> inForce(ReportWeek week) {
    return kpis.stream()
        .filter(kpi -> kpi.dialect() == null && kpi.term().holds(week.monday()))
        .toList();
  }

  /** Of other subjects than incidents a report has figures only where they are restated. */
  private List<Definition> definitions(ReportWeek week, List<RestatementLine> restatements) {
    Set<String> restated = new HashSet<>();
    restatements.forEach(line -> restated.add(line.subject()));
    List<Definition> definitions = new ArrayList<>();
    for (KpiDefinition kpi : inForce(week)) {
      if (kpi.subject() == Subject.INCIDENTS || restated.contains(kpi.name())) {
        definitions.add(
            new Definition(kpi.id(), String.valueOf(kpi.version()), kpi.text().strip()));
      }
    }
    definitions.add(
        new Definition(
            "week",
            "1",
            "ISO week, Monday 00:00 to Monday 00:00 in "
                + week.zone()
                + ". It takes late data for "
                + settings.freeze().toHours()
                + " hours after its end; a report as of an earlier time is provisional, and what"
                + " comes out differently afterwards is listed as restated."));
    definitions.add(
        new Definition(
            "variation",
            "2",
            "An arrow stands where chance explains a difference in fewer than 1 of 1,000 weeks: of"
                + " the week, or of the last four weeks together, against up to 26 weeks before."
                + " Counts by a c-chart, shares by a p-chart, medians on the scale of logarithms;"
                + " limits widen where weeks vary more than incidents within them explain. Of fewer"
                + " than 20 incidents no median gets an arrow. \u201cShows from\u201d: the smallest"
                + " lasting rise that four weeks would show in four of five cases."));
    definitions.add(
        new Definition(
            "interval",
            "1",
            "95 %. Of a median from order statistics, from 6 incidents on; of a share Wilson's; of"
                + " a count the exact Poisson limits of its rate. Open ones: what is not over"
                + " counts as lasting at least so long (Kaplan\u2013Meier). A mean changes by its"
                + " longest incident, by another mix of priorities, and within priorities; the"
                + " parts sum to the change."));
    definitions.addAll(PromiseDefinitions.of(contract));
    return definitions;
  }
}
