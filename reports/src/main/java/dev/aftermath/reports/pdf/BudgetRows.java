package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.AlertLine;
import dev.aftermath.reports.model.BudgetLine;
import dev.aftermath.reports.model.BudgetLine.Kind;
import dev.aftermath.reports.model.BudgetRuleLine;
import dev.aftermath.reports.model.DipLine;
import dev.aftermath.reports.model.ObjectiveName;
import dev.aftermath.reports.model.SloExclusionLine;
import dev.aftermath.reports.model.WeeklyReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of the tables about error budgets. A page lists so many; the workbook has them all. */
final class BudgetRows {
  /** As many rows as a table of the printed report has. */
  static final int MOST_ROWS = 15;

  private static final int MOST_INCIDENTS = 3;
  private static final BigDecimal HALF_PERCENT = new BigDecimal("0.005");

  private BudgetRows() {}

  static List<Map<String, ?>> spent(WeeklyReport report) {
    List<Map<String, ?>> rows = new ArrayList<>();
    for (List<BudgetLine> alike : alike(report).stream().limit(MOST_ROWS).toList()) {
      BudgetLine line = alike.get(0);
      BigDecimal used = used(line);
      rows.add(
          Map.of(
              "service", Figures.text(line.objective().service()),
              "slo", objectives(alike.stream().map(BudgetLine::objective).toList()),
              "used", Figures.share(used),
              "tone", used != null && used.compareTo(BigDecimal.ONE) > 0 ? "bad" : "",
              "bar", new BudgetParts("parts" + rows.size(), line.parts()),
              "parts", parts(line)));
    }
    return rows;
  }

  /**
   * Budgets that went the same way stand in one row: the SLOs of one indicator over several windows
   * share their last four weeks.
   */
  static List<List<BudgetLine>> alike(WeeklyReport report) {
    Map<List<Object>, List<BudgetLine>> groups = new LinkedHashMap<>();
    for (BudgetLine line : report.errorBudgets().spent()) {
      groups
          .computeIfAbsent(
              List.of(line.objective().service(), line.objective().group(), line.parts()),
              key -> new ArrayList<>())
          .add(line);
    }
    return List.copyOf(groups.values());
  }

  static List<Map<String, ?>> rules(WeeklyReport report) {
    ZoneId zone = report.header().zone();
    return subjects(report).stream()
        .limit(MOST_ROWS)
        .<Map<String, ?>>map(lines -> rule(lines, zone))
        .toList();
  }

  /** What broke a rule, each once with all its objectives, the largest share first. */
  static List<List<BudgetRuleLine>> subjects(WeeklyReport report) {
    Map<List<Object>, List<BudgetRuleLine>> groups = new LinkedHashMap<>();
    for (BudgetRuleLine line : report.errorBudgets().rules()) {
      groups
          .computeIfAbsent(
              List.of(line.rule(), line.subject(), line.windowStart()), key -> new ArrayList<>())
          .add(line);
    }
    return List.copyOf(groups.values());
  }

  static List<Map<String, ?>> alerts(WeeklyReport report) {
    ZoneId zone = report.header().zone();
    return report.errorBudgets().alerts().stream()
        .limit(MOST_ROWS)
        .<Map<String, ?>>map(line -> alert(line, zone))
        .toList();
  }

  static List<Map<String, ?>> dips(WeeklyReport report) {
    ZoneId zone = report.header().zone();
    return report.errorBudgets().dips().stream()
        .limit(MOST_ROWS)
        .<Map<String, ?>>map(line -> dip(line, zone))
        .toList();
  }

  static List<Map<String, ?>> exclusions(WeeklyReport report) {
    ZoneId zone = report.header().zone();
    return report.errorBudgets().exclusions().stream()
        .limit(MOST_ROWS)
        .<Map<String, ?>>map(line -> exclusion(line, zone))
        .toList();
  }

  /** How many of a list a page shows, where it does not show all. */
  static String rest(List<?> lines) {
    return lines.size() > MOST_ROWS
        ? " The first %d of %s; the workbook lists all."
            .formatted(MOST_ROWS, Figures.count(lines.size()))
        : "";
  }

  private static @Nullable BigDecimal used(BudgetLine line) {
    return line.parts().stream()
        .map(BudgetLine.Part::shareOfBudgetRatio)
        .filter(Objects::nonNull)
        .reduce(BigDecimal::add)
        .orElse(null);
  }

  private static String parts(BudgetLine line) {
    List<String> words = new ArrayList<>();
    List<BudgetLine.Part> incidents =
        line.parts().stream().filter(part -> part.kind() == Kind.INCIDENT).toList();
    incidents.stream()
        .limit(MOST_INCIDENTS)
        .forEach(part -> words.add(Figures.text(part.incident()) + " " + share(part)));
    if (incidents.size() > MOST_INCIDENTS) {
      List<BudgetLine.Part> others = incidents.subList(MOST_INCIDENTS, incidents.size());
      BigDecimal sum =
          others.stream()
              .map(BudgetLine.Part::shareOfBudgetRatio)
              .filter(Objects::nonNull)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      words.add(
          "%d more %s %s"
              .formatted(others.size(), others.size() == 1 ? "incident" : "incidents", share(sum)));
    }
    line.parts().stream()
        .filter(part -> part.kind() != Kind.INCIDENT)
        .forEach(part -> words.add(words(part.kind()) + " " + share(part)));
    // A name stays on one line with its figure.
    return words.stream()
        .map(word -> word.replace(' ', '\u00a0'))
        .collect(Collectors.joining(" · "));
  }

  private static String words(Kind kind) {
    return switch (kind) {
      case INCIDENT -> "incident";
      case UNEXPLAINED -> "unexplained";
      case BASELINE -> "baseline";
      case EXCLUSION -> "maintenance";
    };
  }

  private static String share(BudgetLine.Part part) {
    return share(part.shareOfBudgetRatio());
  }

  private static String share(@Nullable BigDecimal share) {
    return share != null && share.signum() > 0 && share.compareTo(HALF_PERCENT) < 0
        ? "< 1 %"
        : Figures.share(share);
  }

  private static Map<String, ?> rule(List<BudgetRuleLine> lines, ZoneId zone) {
    BudgetRuleLine line = lines.get(0);
    boolean incident = line.rule() == BudgetRuleLine.Rule.INCIDENT_FOUR_WEEKS;
    return Map.of(
        "subject",
        Figures.text(line.subject()),
        "slo",
        slo(line.objective()),
        "share",
        Figures.share(line.shareOfBudgetRatio()),
        "tone",
        "bad",
        "window",
        window(line) + Figures.date(line.evaluatedAt(), zone),
        "consequence",
        incident
            ? "a postmortem with a top-priority action"
            : "a top-priority action in the next quarter's plan (%d incidents)"
                .formatted(line.incidentCount()));
  }

  private static String window(BudgetRuleLine line) {
    return switch (line.rule()) {
      case INCIDENT_FOUR_WEEKS -> "4 weeks to ";
      case CAUSE_QUARTER -> line.coversWindow() ? "quarter to " : "quarter so far, to ";
    };
  }

  private static Map<String, ?> alert(AlertLine line, ZoneId zone) {
    Instant end = line.endedAt();
    return Map.of(
        "service", Figures.text(line.objective().service()),
        "slo", Figures.text(line.objective().inWords()),
        "rule",
            Figures.text(
                line.rule().startsWith(line.severity())
                    ? line.rule()
                    : line.severity() + ": " + line.rule()),
        "policy", Figures.text(line.policy()),
        "started", Figures.shortMoment(line.startedAt(), zone),
        "ended", Figures.end(end, line.ending(), zone),
        "tone", end == null ? "bad" : "",
        "worst", Figures.times(line.worstBurnRate()),
        "before", share(line.budgetSpentBeforeRatio()),
        "during", share(line.budgetSpentDuringRatio()));
  }

  private static Map<String, ?> dip(DipLine line, ZoneId zone) {
    Instant end = line.endedAt();
    boolean loss = line.finding() == DipLine.Finding.LOSS_WITHOUT_INCIDENT;
    return Map.of(
        "service", Figures.text(line.objective().service()),
        "slo", Figures.text(line.objective().inWords()),
        "finding", loss ? "▲ loss without incident" : "○ incident without loss",
        "tone", loss ? "bad" : "unknown",
        "started", Figures.shortMoment(line.startedAt(), zone),
        "ended", end == null ? "ongoing" : Figures.shortMoment(end, zone),
        "share", share(line.shareOfBudgetRatio()),
        "incident", Figures.text(line.incident()));
  }

  private static Map<String, ?> exclusion(SloExclusionLine line, ZoneId zone) {
    Instant approved = line.approvedAt();
    return Map.of(
        "exclusion", Figures.text(line.exclusion()),
        "slo", slo(line.objective()),
        "started", Figures.shortMoment(line.startedAt(), zone),
        "ended", Figures.shortMoment(line.endedAt(), zone),
        "approver", Figures.text(line.approver()),
        "approved",
            approved == null
                ? Figures.text(line.approval())
                : line.approval() + " " + Figures.shortMoment(approved, zone),
        "excluded", amount(line.bad()) + " of " + amount(line.total()),
        "tone", line.findings().isEmpty() ? "" : "bad",
        "flags", line.findings().isEmpty() ? "none" : String.join(", ", line.findings()));
  }

  private static String amount(BigDecimal amount) {
    return Figures.count(amount.setScale(0, java.math.RoundingMode.HALF_UP).longValue());
  }

  private static String objectives(List<ObjectiveName> objectives) {
    String first = Figures.text(objectives.get(0).inWords());
    return objectives.size() == 1 ? first : first + " and %d more".formatted(objectives.size() - 1);
  }

  private static String slo(ObjectiveName objective) {
    return Figures.text(objective.service() + " · " + objective.inWords());
  }
}
