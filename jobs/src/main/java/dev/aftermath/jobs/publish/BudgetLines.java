package dev.aftermath.jobs.publish;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.cause.CauseLabel;
import dev.aftermath.jobs.gold.BudgetAttribution;
import dev.aftermath.jobs.gold.BudgetRules;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.SloBurnEpisodes;
import dev.aftermath.jobs.gold.SloDips;
import dev.aftermath.jobs.gold.SloExclusions;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.reports.model.AlertLine;
import dev.aftermath.reports.model.BudgetLine;
import dev.aftermath.reports.model.BudgetRuleLine;
import dev.aftermath.reports.model.DipLine;
import dev.aftermath.reports.model.Ending;
import dev.aftermath.reports.model.ErrorBudgets;
import dev.aftermath.reports.model.ObjectiveName;
import dev.aftermath.reports.model.SloExclusionLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * What a week's report says of error budgets, one look at each table. A table that no run has made
 * yet has nothing to say.
 */
final class BudgetLines {
  private static final String FOUR_WEEKS = "four_weeks";
  private static final Comparator<BigDecimal> SMALLEST_FIRST = Comparator.naturalOrder();

  private final Lake lake;
  private final ReportWeek week;

  BudgetLines(Lake lake, ReportWeek week) {
    this.lake = lake;
    this.week = week;
  }

  ErrorBudgets all() {
    List<Cells> parts =
        rows(
            BudgetAttribution.TABLE,
            touches("window_start", "window_end")
                .and(col("window").equalTo(FOUR_WEEKS))
                .and(col("bad").notEqual(lit(0))));
    List<Cells> rules =
        rows(BudgetRules.TABLE, touches("window_start", "window_end").and(col("is_violated")));
    List<Cells> dips =
        rows(
            SloDips.TABLE,
            col("start_at")
                .geq(at(week.start()))
                .and(col("start_at").lt(at(week.end())))
                .and(col("finding").notEqual("dip_with_incident")),
            "start_at",
            "slo",
            "group_key",
            "objective");
    Map<String, String> names = names(parts, rules, dips);
    return new ErrorBudgets(
        spent(parts, names), rules(rules, names), alerts(), dips(dips, names), exclusions());
  }

  private static List<BudgetLine> spent(List<Cells> parts, Map<String, String> names) {
    Map<ObjectiveName, List<Cells>> objectives = new LinkedHashMap<>();
    for (Cells part : parts) {
      objectives.computeIfAbsent(objective(part), name -> new ArrayList<>()).add(part);
    }
    List<BudgetLine> lines = new ArrayList<>();
    objectives.forEach(
        (objective, cells) ->
            lines.add(
                new BudgetLine(
                    objective,
                    cells.get(0).instant("window_start"),
                    cells.get(0).instant("evaluated_at"),
                    cells.stream()
                        .map(part -> part(part, names))
                        .sorted(
                            Comparator.comparing(BudgetLine.Part::kind)
                                .thenComparing(
                                    BudgetLine.Part::shareOfBudgetRatio,
                                    Comparator.nullsFirst(SMALLEST_FIRST).reversed())
                                .thenComparing(part -> String.valueOf(part.incident())))
                        .toList())));
    lines.sort(
        Comparator.comparing(BudgetLines::used, SMALLEST_FIRST.reversed())
            .thenComparing(line -> line.objective().service() + line.objective().inWords()));
    return lines;
  }

  private static BudgetLine.Part part(Cells cells, Map<String, String> names) {
    String incident = cells.optionalText("incident_id");
    return new BudgetLine.Part(
        BudgetLine.Kind.valueOf(cells.text("part_kind").toUpperCase(Locale.ROOT)),
        incident == null ? null : names.getOrDefault(incident, incident),
        cells.optionalDecimal("share_of_budget"),
        cells.optionalDecimal("share_of_consumed"));
  }

  private static BigDecimal used(BudgetLine line) {
    BigDecimal used = BigDecimal.ZERO;
    for (BudgetLine.Part part : line.parts()) {
      BigDecimal share = part.shareOfBudgetRatio();
      used = share == null ? used : used.add(share);
    }
    return used;
  }

  private List<BudgetRuleLine> rules(List<Cells> rows, Map<String, String> names) {
    Map<String, String> wordings = wordings(rows);
    return rows.stream()
        .map(
            cells -> {
              String subject = cells.text("subject");
              return new BudgetRuleLine(
                  BudgetRuleLine.Rule.valueOf(cells.text("rule").toUpperCase(Locale.ROOT)),
                  objective(cells),
                  isIncident(cells)
                      ? names.getOrDefault(subject, subject)
                      : wordings.getOrDefault(subject, subject),
                  cells.instant("window_start"),
                  cells.instant("window_end"),
                  cells.instant("evaluated_at"),
                  cells.number("incident_count"),
                  cells.optionalDecimal("share_of_budget"));
            })
        .sorted(
            Comparator.comparing(BudgetRuleLine::rule)
                .thenComparing(
                    BudgetRuleLine::shareOfBudgetRatio,
                    Comparator.nullsLast(SMALLEST_FIRST).reversed())
                .thenComparing(line -> line.objective().inWords() + line.subject()))
        .toList();
  }

  private static boolean isIncident(Cells rule) {
    return rule.text("rule").equals("incident_four_weeks");
  }

  /** How people worded the causes that broke a rule, by their keys. */
  private Map<String, String> wordings(List<Cells> rules) {
    Set<String> keys = new TreeSet<>();
    rules.stream()
        .filter(rule -> !isIncident(rule))
        .forEach(rule -> keys.add(rule.text("subject")));
    Map<String, List<String>> texts = new HashMap<>();
    if (!keys.isEmpty()) {
      rows(IncidentFacts.TABLE, col("cause_key").isin(keys.toArray()))
          .forEach(
              member ->
                  texts
                      .computeIfAbsent(member.text("cause_key"), key -> new ArrayList<>())
                      .add(member.text("cause_text")));
    }
    Map<String, String> wordings = new HashMap<>();
    texts.forEach(
        (key, said) -> {
          String wording = CauseLabel.wording(said);
          wordings.put(key, wording.isEmpty() ? key : wording);
        });
    return wordings;
  }

  private List<AlertLine> alerts() {
    return rows(
            SloBurnEpisodes.TABLE,
            touches("start_at", "end_at"),
            "start_at",
            "slo",
            "group_key",
            "objective",
            "policy",
            "rule")
        .stream()
        .map(
            cells ->
                new AlertLine(
                    objective(cells),
                    cells.text("policy"),
                    cells.text("rule"),
                    cells.text("severity"),
                    cells.instant("start_at"),
                    cells.optionalInstant("end_at"),
                    ending(cells),
                    cells.optionalDecimal("worst_burn_rate"),
                    cells.optionalDecimal("budget_spent_before_start_ratio"),
                    cells.optionalDecimal("budget_consumed_during_ratio")))
        .toList();
  }

  /** Breaches and episodes have the words of the same states. */
  static Ending ending(Cells cells) {
    return Ending.valueOf(cells.text("state").toUpperCase(Locale.ROOT));
  }

  private static List<DipLine> dips(List<Cells> rows, Map<String, String> names) {
    return rows.stream()
        .map(cells -> dip(cells, names))
        .sorted(Comparator.comparing(DipLine::finding))
        .toList();
  }

  private static DipLine dip(Cells cells, Map<String, String> names) {
    List<String> incidents = cells.texts("incident_ids");
    return new DipLine(
        cells.text("finding").equals("dip_without_incident")
            ? DipLine.Finding.LOSS_WITHOUT_INCIDENT
            : DipLine.Finding.INCIDENT_WITHOUT_LOSS,
        objective(cells),
        cells.instant("start_at"),
        cells.optionalInstant("end_at"),
        cells.optionalDecimal("share_of_budget"),
        incidents.isEmpty() ? null : names.getOrDefault(incidents.get(0), incidents.get(0)));
  }

  private List<SloExclusionLine> exclusions() {
    return rows(
            SloExclusions.TABLE,
            col("start_at")
                .lt(at(week.end()))
                .and(col("end_at").gt(at(week.end().minus(Duration.ofDays(28))))),
            "start_at",
            "exclusion_id",
            "slo",
            "group_key",
            "objective")
        .stream()
        .map(
            cells ->
                new SloExclusionLine(
                    objective(cells),
                    cells.text("exclusion_id"),
                    cells.instant("start_at"),
                    cells.instant("end_at"),
                    cells.text("approval"),
                    cells.optionalText("approver"),
                    cells.optionalInstant("approved_at"),
                    cells.decimal("excluded_bad"),
                    cells.decimal("excluded_total"),
                    findings(cells)))
        .toList();
  }

  private static List<String> findings(Cells cells) {
    List<String> findings = new ArrayList<>();
    for (String finding : List.of("after_the_fact", "overlapping", "unused")) {
      if (cells.row().<Boolean>getAs("is_" + finding)) {
        findings.add(finding.replace('_', ' '));
      }
    }
    return findings;
  }

  /** What people call the incidents that the rows speak of. */
  private Map<String, String> names(List<Cells> parts, List<Cells> rules, List<Cells> dips) {
    Set<String> ids = new TreeSet<>();
    for (Cells part : parts) {
      String id = part.optionalText("incident_id");
      if (id != null) {
        ids.add(id);
      }
    }
    rules.stream().filter(BudgetLines::isIncident).forEach(rule -> ids.add(rule.text("subject")));
    dips.forEach(dip -> ids.addAll(dip.texts("incident_ids")));
    Map<String, String> names = new HashMap<>();
    if (!ids.isEmpty()) {
      rows(IncidentFacts.TABLE, col("incident_id").isin(ids.toArray()))
          .forEach(fact -> names.put(fact.text("incident_id"), Incidents.name(fact)));
    }
    return names;
  }

  private List<Cells> rows(TableSpec table, Column condition, String... order) {
    if (lake.newest(table).isEmpty()) {
      return List.of();
    }
    Column[] by = Stream.of(order).map(functions::col).toArray(Column[]::new);
    return lake.read(table).where(condition).orderBy(by).collectAsList().stream()
        .map(Cells::new)
        .toList();
  }

  private Column touches(String start, String end) {
    return col(start)
        .lt(at(week.end()))
        .and(coalesce(col(end), at(week.end())).gt(at(week.start())));
  }

  private static Column at(Instant instant) {
    return lit(instant);
  }

  private static ObjectiveName objective(Cells cells) {
    return new ObjectiveName(
        cells.text("slo"), cells.text("service"), cells.text("group_key"), cells.text("objective"));
  }
}
