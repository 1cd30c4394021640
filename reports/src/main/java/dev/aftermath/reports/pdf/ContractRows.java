package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.ContractFindingLine;
import dev.aftermath.reports.model.ContractRuleLine;
import dev.aftermath.reports.model.ContractRuleLine.Span;
import dev.aftermath.reports.model.WeeklyReport;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows about the operations contract. A page lists so many findings; the workbook all. */
final class ContractRows {
  /** As many subjects as the printed report lists. */
  static final int MOST_SUBJECTS = 12;

  private static final Pattern DELAY = Pattern.compile("\\b([0-9]+) s after\\b");

  private static final String UNSTATED = " is not stated";

  private ContractRows() {}

  static List<Map<String, ?>> rules(WeeklyReport report) {
    return report.promises().rules().stream()
        .filter(line -> line.checkedCount() > 0)
        .<Map<String, ?>>map(ContractRows::rule)
        .toList();
  }

  private static Map<String, ?> rule(ContractRuleLine line) {
    return Map.ofEntries(
        Map.entry("rule", name(line.rule())),
        Map.entry("severity", line.severity()),
        Map.entry("owner", Figures.text(line.owner())),
        Map.entry("checked", Figures.count(line.checkedCount())),
        Map.entry("met", Figures.count(line.metCount())),
        Map.entry("ratio", PromiseWords.ratio(line.metRatio())),
        Map.entry("tone", isGrave(line) ? "bad" : ""),
        Map.entry("open", open(line)),
        Map.entry(
            "variation",
            line.span() == Span.NOW ? "as they are now" : PromiseWords.variation(line.variation())),
        Map.entry("variationTone", PromiseWords.tone(line.variation())));
  }

  private static boolean isGrave(ContractRuleLine line) {
    return line.brokenCount() > 0 && line.severity().equals("high");
  }

  private static String open(ContractRuleLine line) {
    String open = Figures.count(line.openCount());
    return line.newOpenCount() == 0
        ? open
        : "%s (+%s)".formatted(open, Figures.count(line.newOpenCount()));
  }

  static List<Map<String, ?>> findings(WeeklyReport report) {
    ZoneId zone = report.header().zone();
    return subjects(report).stream()
        .limit(MOST_SUBJECTS)
        .<Map<String, ?>>map(lines -> finding(lines, zone))
        .toList();
  }

  /** What breaks rules, each once with all of them, in the order of the gravest. */
  static List<List<ContractFindingLine>> subjects(WeeklyReport report) {
    Map<String, List<ContractFindingLine>> subjects = new LinkedHashMap<>();
    for (ContractFindingLine line : report.promises().findings()) {
      subjects.computeIfAbsent(line.number(), number -> new ArrayList<>()).add(line);
    }
    return List.copyOf(subjects.values());
  }

  private static Map<String, ?> finding(List<ContractFindingLine> lines, ZoneId zone) {
    ContractFindingLine line = lines.get(0);
    Instant began = line.beganAt();
    return Map.of(
        "number", number(line),
        "missing", missing(lines),
        "title", line.title() == null ? "" : Figures.text(line.title()),
        "service",
            Stream.concat(line.services().stream(), Stream.ofNullable(line.tenant()))
                .map(Figures::text)
                .collect(Collectors.joining(" · ")),
        "severity", line.severity(),
        "began", began == null ? "as it is now" : Figures.shortMoment(began, zone),
        "state", line.state() == ContractFindingLine.State.OPEN ? "open" : "closed");
  }

  /** All that is not stated in one list, and what else is wrong. */
  private static String missing(List<ContractFindingLine> lines) {
    List<String> reasons =
        lines.stream().map(line -> Figures.text(line.inWords())).distinct().toList();
    String unstated =
        reasons.stream()
            .filter(reason -> reason.endsWith(UNSTATED))
            .map(reason -> reason.substring(0, reason.length() - UNSTATED.length()))
            .collect(Collectors.joining(", "));
    Stream<String> wrong =
        reasons.stream().filter(reason -> !reason.endsWith(UNSTATED)).map(ContractRows::timed);
    return Stream.concat(
            unstated.isEmpty() ? Stream.empty() : Stream.of("not stated: " + unstated), wrong)
        .collect(Collectors.joining("; "));
  }

  /** A delay by the units that people read. */
  private static String timed(String reason) {
    return DELAY
        .matcher(reason)
        .replaceFirst(delay -> Figures.duration(Long.valueOf(delay.group(1))) + " after");
  }

  /** The file of a runbook is in the folder of all. */
  private static String number(ContractFindingLine line) {
    return Figures.text(
        line.subject().equals("runbook")
            ? line.number().substring(line.number().lastIndexOf('/') + 1)
            : line.number());
  }

  private static String name(String rule) {
    String words = rule.replace('_', ' ').replaceAll("\\bid\\b", "ID");
    return Figures.text(Character.toUpperCase(words.charAt(0)) + words.substring(1));
  }
}
