package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.IncidentLine;
import dev.aftermath.reports.model.Match;
import dev.aftermath.reports.model.OpenIncidentLine;
import dev.aftermath.reports.model.WeeklyReport;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of the tables about incidents. */
final class IncidentRows {
  private IncidentRows() {}

  static List<Map<String, ?>> all(WeeklyReport report) {
    ZoneId zone = report.header().zone();
    return report.incidents().stream().<Map<String, ?>>map(line -> row(line, zone)).toList();
  }

  static List<Map<String, ?>> open(WeeklyReport report) {
    ZoneId zone = report.header().zone();
    return report.openIncidents().stream().<Map<String, ?>>map(line -> open(line, zone)).toList();
  }

  static List<Map<String, ?>> excluded(WeeklyReport report) {
    return report.excluded().stream()
        .<Map<String, ?>>map(
            line ->
                Map.of("reason", Figures.text(line.reason()), "count", Figures.count(line.count())))
        .toList();
  }

  private static Map<String, ?> row(IncidentLine line, ZoneId zone) {
    return Map.ofEntries(
        Map.entry("id", Figures.text(line.id())),
        Map.entry("title", Figures.text(line.title())),
        Map.entry("service", place(line.service(), line.tenant())),
        Map.entry("priority", Figures.text(line.priority())),
        Map.entry("opened", Figures.shortMoment(line.openedAt(), zone)),
        Map.entry("acknowledge", Figures.duration(line.acknowledgeSeconds())),
        Map.entry("resolve", Figures.duration(line.resolveSeconds())),
        Map.entry("state", Figures.text(line.state())),
        Map.entry("match", match(line.match())));
  }

  private static Map<String, ?> open(OpenIncidentLine line, ZoneId zone) {
    return Map.of(
        "id", Figures.text(line.id()),
        "title", Figures.text(line.title()),
        "service", place(line.service(), line.tenant()),
        "priority", Figures.text(line.priority()),
        "opened", Figures.moment(line.openedAt(), zone),
        "age", Figures.duration(line.ageSeconds()));
  }

  private static String place(@Nullable String service, @Nullable String tenant) {
    return Stream.of(Figures.text(service), Figures.text(tenant))
        .filter(part -> !part.equals(Figures.NONE))
        .collect(Collectors.joining(" · "));
  }

  private static String match(Match match) {
    return switch (match) {
      case BOTH -> "both records";
      case ONLY_PAGERDUTY -> "only PagerDuty";
      case ONLY_SERVICENOW -> "only ServiceNow";
    };
  }
}
