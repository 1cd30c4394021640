package dev.aftermath.jobs.publish;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.contract.ContractRule;
import dev.aftermath.jobs.domain.contract.ContractRule.Severity;
import dev.aftermath.jobs.domain.statistics.Share;
import dev.aftermath.jobs.domain.statistics.ShareChart;
import dev.aftermath.jobs.gold.ContractCompliance;
import dev.aftermath.jobs.gold.ContractFindings;
import dev.aftermath.reports.model.ContractFindingLine;
import dev.aftermath.reports.model.ContractFindingLine.State;
import dev.aftermath.reports.model.ContractRuleLine;
import dev.aftermath.reports.model.ContractRuleLine.Span;
import dev.aftermath.reports.model.Variation;
import dev.aftermath.reports.model.Variation.Meaning;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the rules of the operations contract were kept, and what broke them. */
final class ContractLines {
  private ContractLines() {}

  /**
   * What broke a rule, the gravest and newest first.
   *
   * @param rows of {@link ContractFindings}
   * @param incidents by whose names people know them
   */
  static List<ContractFindingLine> findings(List<Cells> rows, Incidents incidents) {
    return rows.stream()
        .map(cells -> finding(cells, incidents))
        .sorted(
            Comparator.comparing((ContractFindingLine line) -> severity(line.severity()))
                .reversed()
                .thenComparing(
                    ContractFindingLine::beganAt,
                    Comparator.nullsFirst(Instant::compareTo).reversed())
                .thenComparing(ContractFindingLine::number)
                .thenComparing(ContractFindingLine::rule))
        .toList();
  }

  private static ContractFindingLine finding(Cells cells, Incidents incidents) {
    String key = cells.text("subject_key");
    String number = cells.optionalText("number");
    return new ContractFindingLine(
        cells.text("rule"),
        cells.number("rule_version"),
        cells.text("severity"),
        cells.text("rule_owner"),
        cells.text("subject"),
        incidents.names().getOrDefault(key, number == null ? key : number),
        cells.optionalText("title"),
        cells.texts("services"),
        cells.optionalText("tenant"),
        cells.text("missing_field"),
        cells.text("reason"),
        cells.optionalText("place"),
        cells.row().<Boolean>getAs("is_open") ? State.OPEN : State.CLOSED,
        cells.optionalInstant("at"));
  }

  /**
   * The rules, the gravest and least kept first; those that had nothing to check last.
   *
   * @param contract the rules in force
   * @param rows of {@link ContractCompliance} of all subjects, by week and of {@code all}
   */
  static List<ContractRuleLine> rules(
      List<ContractRule> contract,
      List<Cells> rows,
      List<ContractFindingLine> findings,
      ReportWeek week) {
    Map<String, WeeklyHistory<Share>> weeks = new HashMap<>();
    Map<String, Share> ever = new HashMap<>();
    for (Cells cells : rows) {
      String rule = cells.text("rule");
      Share kept = new Share(cells.number("met_count"), cells.number("checked_count"));
      if (cells.text("period").equals("all")) {
        ever.put(rule, kept);
      } else {
        weeks.computeIfAbsent(rule, it -> new WeeklyHistory<>()).put(cells.text("period"), kept);
      }
    }
    return contract.stream()
        .map(
            rule ->
                rule.subject().isAsItIsNow()
                    ? line(rule, ever.get(rule.id()), null, findings, week)
                    : line(
                        rule, weeks.getOrDefault(rule.id(), new WeeklyHistory<>()), findings, week))
        .sorted(
            Comparator.comparing((ContractRuleLine line) -> line.checkedCount() == 0)
                .thenComparing(
                    Comparator.comparing((ContractRuleLine line) -> severity(line.severity()))
                        .reversed())
                .thenComparing(ContractRuleLine::metRatio, Comparator.nullsLast(Double::compareTo))
                .thenComparing(ContractRuleLine::rule))
        .toList();
  }

  private static ContractRuleLine line(
      ContractRule rule,
      WeeklyHistory<Share> weeks,
      List<ContractFindingLine> findings,
      ReportWeek week) {
    Variation variation = weeks.variation(week, new ShareChart(), new Share(0, 0), Meaning.BETTER);
    return line(rule, weeks.at(week), variation, findings, week);
  }

  private static ContractRuleLine line(
      ContractRule rule,
      @Nullable Share kept,
      @Nullable Variation variation,
      List<ContractFindingLine> findings,
      ReportWeek week) {
    List<ContractFindingLine> open =
        findings.stream()
            .filter(line -> line.rule().equals(rule.id()) && line.state() == State.OPEN)
            .toList();
    Share known = kept == null ? new Share(0, 0) : kept;
    return new ContractRuleLine(
        rule.id(),
        rule.version(),
        rule.subject().word(),
        word(rule.severity()),
        rule.owner(),
        rule.text(),
        variation == null ? Span.NOW : Span.WEEK,
        known.n(),
        known.having(),
        known.n() == 0 ? null : Double.valueOf((double) known.having() / known.n()),
        variation,
        open.size(),
        open.stream().filter(line -> isOf(line.beganAt(), week)).count());
  }

  private static boolean isOf(@Nullable Instant at, ReportWeek week) {
    return at != null && !at.isBefore(week.start());
  }

  private static Severity severity(String word) {
    return Severity.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }
}
