package dev.aftermath.jobs.simulate;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** The two CSV forms of PagerDuty's web UI, in the zone of the account and without offset. */
final class PagerDutyCsv {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  private PagerDutyCsv() {}

  static void writeAdvanced(Path file, World world, Week week) throws IOException {
    write(
        file,
        world,
        week,
        List.of(
            "id",
            "incident_number",
            "description",
            "service_id",
            "service_name",
            "escalation_policy_id",
            "escalation_policy_name",
            "created_on",
            "resolved_on",
            "seconds_to_first_ack",
            "seconds_to_resolve",
            "auto_resolved",
            "escalation_count",
            "auto_escalation_count",
            "acknowledge_count",
            "assignment_count",
            "acknowledged_by_user_ids",
            "acknowledged_by_user_names",
            "assigned_to_user_ids",
            "assigned_to_user_names",
            "resolved_by_user_id",
            "resolved_by_user_name"),
        PagerDutyCsv::advanced);
  }

  static void writeBasic(Path file, World world, Week week) throws IOException {
    write(
        file,
        world,
        week,
        List.of(
            "#", "Service", "Opened On", "Resolved On", "Resolve By", "Duration", "# Escalations"),
        PagerDutyCsv::basic);
  }

  private interface Row {
    List<Object> of(Incident incident, Page page, DateTimeFormatter time);
  }

  private static void write(Path file, World world, Week week, List<String> header, Row row)
      throws IOException {
    DateTimeFormatter time = TIME.withZone(world.settings().zone());
    try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        CSVPrinter csv = new CSVPrinter(writer, FORMAT)) {
      csv.printRecord(header);
      world.visitChangeable(
          week,
          Visit.writing(
              incident -> {
                Page page = incident.page();
                if (page != null && week.contains(page.resolvedSecond())) {
                  csv.printRecord(row.of(incident, page, time));
                }
              }));
    }
  }

  private static List<Object> advanced(Incident incident, Page page, DateTimeFormatter time) {
    LogEntry acknowledged = page.firstHumanAcknowledgement();
    Person by = page.entries().get(page.entries().size() - 1).person();
    List<Person> acknowledgers = PagerDutyAnalytics.acknowledgers(page);
    List<Person> assignees = PagerDutyAnalytics.assignees(page);
    return List.of(
        page.id(),
        page.number(),
        page.title(),
        incident.service().pagerDutyId(),
        incident.service().name(),
        incident.service().escalationPolicyId(),
        "Default " + incident.service().team(),
        time.format(Instant.ofEpochSecond(page.createdSecond())),
        time.format(Instant.ofEpochSecond(page.resolvedSecond())),
        acknowledged == null ? "" : Long.toString(acknowledged.second() - page.createdSecond()),
        page.resolvedSecond() - page.createdSecond(),
        page.resolution() == Page.Resolution.TIMEOUT,
        page.count(LogEntry.Type.ESCALATE),
        PagerDutyAnalytics.timeoutEscalations(page),
        page.count(LogEntry.Type.ACKNOWLEDGE),
        page.count(LogEntry.Type.ASSIGN),
        ids(acknowledgers),
        names(acknowledgers),
        ids(assignees),
        names(assignees),
        by == null ? "" : by.id(),
        name(by));
  }

  private static List<Object> basic(Incident incident, Page page, DateTimeFormatter time) {
    long seconds = page.resolvedSecond() - page.createdSecond();
    return List.of(
        page.number(),
        incident.service().name(),
        time.format(Instant.ofEpochSecond(page.createdSecond())),
        time.format(Instant.ofEpochSecond(page.resolvedSecond())),
        name(page.entries().get(page.entries().size() - 1).person()),
        "%d:%02d:%02d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60),
        page.count(LogEntry.Type.ESCALATE));
  }

  private static String name(@Nullable Person person) {
    return person == null ? "" : person.name();
  }

  private static String ids(List<Person> people) {
    return people.stream().map(Person::id).collect(Collectors.joining(","));
  }

  private static String names(List<Person> people) {
    return people.stream().map(Person::name).collect(Collectors.joining(","));
  }
}
