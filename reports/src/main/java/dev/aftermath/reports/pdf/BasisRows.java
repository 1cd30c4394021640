package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.DataHealthLine;
import dev.aftermath.reports.model.ExcludedLine;
import dev.aftermath.reports.model.WeeklyReport;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows that say what the figures rest on. */
final class BasisRows {
  private static final int MOST_WARNINGS = 3;

  private BasisRows() {}

  static List<Map<String, ?>> health(WeeklyReport report) {
    ZoneId zone = report.header().zone();
    return report.dataHealth().stream().<Map<String, ?>>map(line -> health(line, zone)).toList();
  }

  /** All sources in one line, for the first page. */
  static String healthSentence(WeeklyReport report) {
    List<DataHealthLine> lines = report.dataHealth();
    long warnings = lines.stream().mapToLong(line -> line.warnings().size()).sum();
    long excluded = report.excluded().stream().mapToLong(ExcludedLine::count).sum();
    return "%d sources, %s files: %s records good, %s repeated, %s quarantined; %s incidents left out of the KPIs. %s"
        .formatted(
            lines.size(),
            Figures.count(lines.stream().mapToLong(DataHealthLine::files).sum()),
            Figures.count(lines.stream().mapToLong(DataHealthLine::goodRecords).sum()),
            Figures.count(lines.stream().mapToLong(DataHealthLine::duplicateRecords).sum()),
            Figures.count(lines.stream().mapToLong(DataHealthLine::quarantinedRecords).sum()),
            Figures.count(excluded),
            warnings == 0
                ? "No warnings."
                : lines.stream()
                    .flatMap(
                        line ->
                            line.warnings().stream().map(warning -> line.source() + ": " + warning))
                    .limit(MOST_WARNINGS)
                    .map(Figures::text)
                    .map(warning -> warning.endsWith(".") ? warning : warning + ".")
                    .collect(
                        Collectors.joining(
                            " ",
                            warnings == 1 ? "Warning: " : "Warnings: ",
                            warnings > MOST_WARNINGS
                                ? " More are listed under data health."
                                : "")));
  }

  static List<Map<String, ?>> definitions(WeeklyReport report) {
    return report.definitions().stream()
        .<Map<String, ?>>map(
            line ->
                Map.of(
                    "id", Figures.text(line.id()),
                    "version", Figures.text(line.version()),
                    "text", Figures.prose(line.text())))
        .toList();
  }

  static List<Map<String, ?>> inputs(WeeklyReport report) {
    return report.header().tableVersions().stream()
        .<Map<String, ?>>map(
            line -> Map.of("table", Figures.text(line.table()), "version", line.words()))
        .toList();
  }

  private static Map<String, ?> health(DataHealthLine line, ZoneId zone) {
    Instant observed = line.lastObservedAt();
    return Map.of(
        "source", Figures.text(line.source()),
        "warnings",
            line.warnings().isEmpty()
                ? "no warnings"
                : line.warnings().stream().map(Figures::text).collect(Collectors.joining(" · ")),
        "files", Figures.count(line.files()),
        "good", Figures.count(line.goodRecords()),
        "duplicate", Figures.count(line.duplicateRecords()),
        "quarantined", Figures.count(line.quarantinedRecords()),
        "tone", line.quarantinedRecords() > 0 ? "bad" : "",
        "observed", observed == null ? "no data" : Figures.moment(observed, zone));
  }
}
