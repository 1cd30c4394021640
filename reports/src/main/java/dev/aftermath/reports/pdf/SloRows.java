package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.BreachLine;
import dev.aftermath.reports.model.ObjectiveName;
import dev.aftermath.reports.model.SloLine;
import dev.aftermath.reports.model.SloLine.Verdict;
import dev.aftermath.reports.model.WeeklyReport;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The rows of the tables about service levels. */
final class SloRows {
  /** As many exceptions as the first page has room for beside long names. */
  static final int MOST_EXCEPTIONS = 5;

  private SloRows() {}

  static List<Map<String, ?>> all(WeeklyReport report) {
    return rows("budget", report.slos());
  }

  /** What was not met, worst budget first; then what could not be evaluated. */
  static List<Map<String, ?>> exceptions(WeeklyReport report) {
    return rows("exception", exceptionLines(report).stream().limit(MOST_EXCEPTIONS).toList());
  }

  static List<SloLine> exceptionLines(WeeklyReport report) {
    return report.slos().stream()
        .filter(line -> line.verdict() != Verdict.MET)
        .sorted(
            Comparator.comparing(SloLine::verdict)
                .thenComparing(
                    SloLine::budgetConsumedRatio,
                    Comparator.nullsLast(Comparator.<BigDecimal>reverseOrder())))
        .toList();
  }

  static List<Map<String, ?>> breaches(WeeklyReport report) {
    ZoneId zone = report.header().zone();
    return report.breaches().stream()
        .<Map<String, ?>>map(line -> breach(line, zone, report.header().asOf()))
        .toList();
  }

  private static List<Map<String, ?>> rows(String prefix, List<SloLine> lines) {
    List<Map<String, ?>> rows = new ArrayList<>();
    for (SloLine line : lines) {
      rows.add(row(line, new BudgetBar(prefix + rows.size(), line.budgetConsumedRatio())));
    }
    return rows;
  }

  private static Map<String, ?> row(SloLine line, BudgetBar bar) {
    return Map.ofEntries(
        Map.entry("verdict", verdict(line.verdict())),
        Map.entry("certainty", certainty(line)),
        Map.entry("net", net(line)),
        Map.entry("pace", pace(line)),
        Map.entry("tone", tone(line.verdict())),
        Map.entry("service", Figures.text(line.service())),
        Map.entry(
            "slo",
            Figures.text(
                new ObjectiveName(line.slo(), line.service(), line.group(), line.objective())
                    .inWords())),
        Map.entry("window", line.windowLabel()),
        Map.entry("target", Figures.target(line.targetRatio())),
        Map.entry("sli", line.total().signum() == 0 ? "no events" : Figures.sli(line.sli())),
        Map.entry("bounds", Figures.bounds(line.sliWorst(), line.sliBest())),
        Map.entry("coverage", Figures.coverage(line.coverageRatio())),
        Map.entry("budget", Figures.share(line.budgetConsumedRatio())),
        Map.entry("bullet", bar));
  }

  private static Map<String, ?> breach(BreachLine line, ZoneId zone, Instant asOf) {
    Instant end = line.endedAt();
    return Map.of(
        "service", Figures.text(line.service()),
        "slo",
            Figures.text(
                new ObjectiveName(line.slo(), line.service(), line.group(), line.objective())
                    .inWords()),
        "started", Figures.shortMoment(line.startedAt(), zone),
        "ended", Figures.end(end, line.ending(), zone),
        "tone", end == null ? "bad" : "",
        "duration",
            Figures.duration(
                Duration.between(line.startedAt(), end == null ? asOf : end).toSeconds()),
        "burn", Figures.times(line.worstBurnRate()),
        "budget", Figures.share(line.budgetConsumedRatio()));
  }

  /** Each verdict has a mark of its own shape, so that it reads in greyscale. */
  private static String verdict(Verdict verdict) {
    return switch (verdict) {
      case MET -> "● Met";
      case MISSED -> "▲ Missed";
      case NOT_EVALUABLE -> "○ Not evaluable";
    };
  }

  /** Whether what is unknown could turn the verdict. */
  private static String certainty(SloLine line) {
    if (line.verdict() == Verdict.MET && line.verdictWorst() == Verdict.MISSED) {
      return "if unknown was bad: missed";
    }
    return line.verdict() == Verdict.MISSED && line.verdictBest() == Verdict.MET
        ? "if unknown was good: met"
        : "";
  }

  private static String net(SloLine line) {
    String net = Figures.share(line.net().budgetConsumedRatio());
    return net.equals(Figures.share(line.budgetConsumedRatio())) ? "" : "net " + net;
  }

  private static String pace(SloLine line) {
    BigDecimal days = line.budgetLastsDays();
    if (days == null) {
      return "";
    }
    return days.compareTo(BigDecimal.valueOf(99)) > 0
        ? "lasts > 99 days"
        : "lasts %s days".formatted(days.setScale(1, RoundingMode.DOWN).toPlainString());
  }

  private static String tone(Verdict verdict) {
    return switch (verdict) {
      case MET -> "good";
      case MISSED -> "bad";
      case NOT_EVALUABLE -> "unknown";
    };
  }
}
