package dev.aftermath.reports.xlsx;

import dev.aftermath.reports.model.Interval;
import dev.aftermath.reports.model.OnCallLoadLine;
import dev.aftermath.reports.model.Promises;
import dev.aftermath.reports.model.UpdateLine;
import dev.aftermath.reports.model.WeeklyReport;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The sheets about service level agreements, updates, being on call, and deliveries. */
final class PromiseSheets {
  private final XSSFWorkbook workbook;
  private final Styles styles;
  private final Promises promises;
  private final ZoneId zone;

  PromiseSheets(XSSFWorkbook workbook, Styles styles, WeeklyReport report) {
    this.workbook = workbook;
    this.styles = styles;
    this.promises = report.promises();
    this.zone = report.header().zone();
  }

  void add() {
    agreements();
    updates();
    loads();
    gaps();
    deliveries();
  }

  private void agreements() {
    Table table =
        table(
            "SLAs",
            text("Target", 12),
            text("Segment type", 14),
            text("Segment", 30),
            count("Resolved"),
            count("Met"),
            count("Breached"),
            count("Undecided"),
            count("Cancelled"),
            count("Without SLA"),
            share("Met of decided"),
            count("Decided"),
            share("Met of resolved"),
            new Column("Against the weeks before", 26, Kind.LONG_TEXT),
            count("Weeks compared"));
    if (promises.agreements().isEmpty()) {
      table.note("No task SLA was exported.");
    }
    promises
        .agreements()
        .forEach(
            line ->
                table.row(
                    words(line.target()),
                    line.segmentType(),
                    line.segment(),
                    line.resolvedCount(),
                    line.metCount(),
                    line.breachedCount(),
                    line.undecidedCount(),
                    line.cancelledCount(),
                    line.withoutSlaCount(),
                    line.metRatio(),
                    line.decidedCount(),
                    line.metOfResolvedRatio(),
                    line.variation() == null ? "" : line.variation().words(line.decidedCount()),
                    line.variation() == null ? null : line.variation().baselineWeeks()));
    table.finish();
  }

  private void updates() {
    Table table =
        table(
            "Updates",
            text("Priority", 14),
            count("Incidents"),
            count("Customers told"),
            duration("Customers, median"),
            duration("Customers, longest"),
            count("With a ticket"),
            count("Stakeholders told"),
            duration("Stakeholders, median"),
            duration("Stakeholders, longest"));
    if (promises.updates().isEmpty()) {
      table.note("No incident was opened in this week.");
    }
    for (UpdateLine line : promises.updates()) {
      UpdateLine.Told customers = line.customers();
      UpdateLine.Told stakeholders = line.stakeholders();
      table.row(
          line.priority(),
          customers.incidentCount(),
          customers.toldCount(),
          customers.medianSeconds(),
          customers.longestSeconds(),
          stakeholders.incidentCount(),
          stakeholders.toldCount(),
          stakeholders.medianSeconds(),
          stakeholders.longestSeconds());
    }
    table.finish();
  }

  private void loads() {
    Table table =
        table(
            "On-call load",
            new Column("Teams", 44, Kind.LONG_TEXT),
            count("People"),
            count("Shifts"),
            new Column("Incidents per shift", 14, Kind.DECIMAL),
            text("What is counted", 22),
            count("Count"),
            count("Usual, lower"),
            count("Usual, upper"),
            new Column("Against the weeks before", 26, Kind.LONG_TEXT),
            count("Weeks compared"));
    if (promises.loads().isEmpty()) {
      table.note("No figures: nobody was interrupted, or too few people to tell of.");
    }
    for (OnCallLoadLine line : promises.loads()) {
      for (OnCallLoadLine.Figure figure : line.figures()) {
        Interval usual = figure.variation().usual();
        table.row(
            line.teams(),
            line.peopleCount(),
            line.shiftCount(),
            line.incidentsPerShift(),
            words(figure.measure()),
            figure.count(),
            usual == null ? null : usual.lower(),
            usual == null ? null : usual.upper(),
            figure.variation().words(figure.count()),
            figure.variation().baselineWeeks());
      }
    }
    table.finish();
  }

  private void gaps() {
    Table table =
        table(
            "On-call gaps",
            text("Escalation policy", 32),
            count("Level"),
            moment("From"),
            moment("Until"),
            duration("Nobody for"),
            duration("Covered by another level"),
            duration("At no level"));
    if (promises.gaps().isEmpty()) {
      table.note("No gap is known in the shifts that were exported.");
    }
    promises
        .gaps()
        .forEach(
            line ->
                table.row(
                    line.escalationPolicy(),
                    line.escalationLevel(),
                    line.startedAt(),
                    line.endedAt(),
                    line.gapSeconds(),
                    line.otherLevelCoveredSeconds(),
                    line.gapSeconds() - line.otherLevelCoveredSeconds()));
    table.finish();
  }

  private void deliveries() {
    Table table =
        table(
            "Delivery",
            text("Service", 36),
            count("Deployments"),
            duration("Median lead time"),
            count("Lead times known"),
            count("Failed"),
            share("Failed of deployments"),
            duration("Median recovery time"),
            count("Recovered from"),
            count("Rework"),
            share("Rework of deployments"));
    if (promises.deliveries().isEmpty()) {
      table.note("No deployment was exported.");
    }
    promises
        .deliveries()
        .forEach(
            line ->
                table.row(
                    line.service(),
                    line.deploymentCount(),
                    line.medianLeadSeconds(),
                    line.leadCount(),
                    line.failedCount(),
                    line.failRatio(),
                    line.medianRecoverySeconds(),
                    line.recoveredCount(),
                    line.reworkCount(),
                    line.reworkRatio()));
    table.finish();
  }

  private Table table(String name, Column... columns) {
    return new Table(workbook, name, styles, zone, List.of(columns));
  }

  private Column moment(String header) {
    return new Column("%s (%s)".formatted(header, zone), 21, Kind.MOMENT);
  }

  private static Column text(String header, int width) {
    return new Column(header, width, Kind.TEXT);
  }

  private static Column count(String header) {
    return new Column(header, 14, Kind.COUNT);
  }

  private static Column share(String header) {
    return new Column(header, 15, Kind.SHARE);
  }

  private static Column duration(String header) {
    return new Column(header + " (h:mm:ss)", 17, Kind.DURATION);
  }

  private static String words(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
