package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aftermath.jobs.config.FileGroup;
import dev.aftermath.jobs.config.SourceFiles;
import dev.aftermath.jobs.domain.incident.ActorKind;
import dev.aftermath.jobs.domain.incident.EventKind;
import dev.aftermath.jobs.domain.incident.IncidentField;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
@DisplayName("Real exports of tickets and pages")
class RealTicketExportsTest {

  private static Path data(String name) {
    Path shared = Path.of(System.getProperty("aftermath.shared", "../../shared"));
    Path folder = Files.exists(shared) ? shared : Path.of("../../../shared");
    Path file = folder.resolve("data").resolve(name);
    assumeTrue(Files.exists(file), "skipped: no real exports at " + file);
    return file;
  }

  private static GatheredExport readLog() throws IOException {
    FileGroup group =
        SourceFiles.load(Path.of("../conf/sources")).stream()
            .flatMap(
                source ->
                    source
                        .groupOf("uci498_incident_event_log.zip", "incident_event_log.csv")
                        .stream())
            .findFirst()
            .orElseThrow();
    Path zip = data("servicenow/uci498_incident_event_log.zip");
    GatheredExport gathered = new GatheredExport();
    ExportArchive.read(
        "uci498_incident_event_log.zip",
        () -> Files.newInputStream(zip),
        ExportArchive.Limits.ordinary(),
        new ExportArchive.Visitor() {
          @Override
          public void entry(String name, InputStream bytes) throws IOException {
            try {
              ExportReaders.reader(group.format()).read(bytes, group.settings(), gathered);
            } catch (RefusedExportException e) {
              gathered.defects.add(e.defect());
            }
          }

          @Override
          public void refused(Defect defect) {
            gathered.defects.add(defect);
          }

          @Override
          public void warn(String warning) {
            gathered.warnings.add(warning);
          }
        });
    return gathered;
  }

  @Test
  @DisplayName("the ServiceNow log gives the reference numbers by its last rows")
  void readsServiceNowLog() throws IOException {
    GatheredExport log = readLog();

    Map<String, RawRecord> last = new HashMap<>();
    Set<String> everResolved = new HashSet<>();
    Comparator<RawRecord> order =
        Comparator.comparing((RawRecord record) -> Objects.requireNonNull(record.versionAt()))
            .thenComparingLong(RawRecord::sequence)
            .thenComparingLong(RawRecord::position);
    for (RawRecord record : log.records) {
      last.merge(record.key(), record, (one, other) -> order.compare(one, other) > 0 ? one : other);
      if ("RESOLVED".equals(record.fields().get(IncidentField.STATE))) {
        everResolved.add(record.key());
      }
    }

    assertThat(log.defects).isEmpty();
    assertThat(log.warnings).isEmpty();
    assertThat(log.records).hasSize(141_712);
    assertThat(last).hasSize(24_918);
    assertThat(count(last, IncidentField.MADE_SLA, "true")).isEqualTo(15_803);
    assertThat(count(last, IncidentField.MADE_SLA, "false")).isEqualTo(9_115);
    assertThat(last.values().stream().filter(it -> resolvedAt(it) != null)).hasSize(23_362);
    assertThat(
            last.values().stream()
                .filter(it -> resolvedAt(it) == null)
                .filter(it -> everResolved.contains(it.key())))
        .hasSize(1_543);
    assertThat(
            last.values().stream()
                .filter(it -> !"0".equals(it.fields().get(IncidentField.REOPEN_COUNT))))
        .hasSize(275);
    assertThat(count(last, IncidentField.PRIORITY, "3")).isEqualTo(23_466);
    assertThat(meanMinutes(last))
        .isCloseTo(10_690.294923, org.assertj.core.data.Offset.offset(1e-6));
  }

  private static String resolvedAt(RawRecord record) {
    return record.fields().get(IncidentField.RESOLVED_AT);
  }

  private static long count(Map<String, RawRecord> last, IncidentField field, String value) {
    return last.values().stream().filter(it -> value.equals(it.fields().get(field))).count();
  }

  private static double meanMinutes(Map<String, RawRecord> last) {
    return last.values().stream()
        .filter(it -> resolvedAt(it) != null)
        .collect(
            Collectors.averagingLong(
                it ->
                    Duration.between(
                            Instant.parse(it.fields().get(IncidentField.OPENED_AT)),
                            Instant.parse(resolvedAt(it)))
                        .toMinutes()));
  }

  @Test
  @DisplayName("the PagerDuty capture gives acknowledgements that its snapshots do not hold")
  void readsPagerDutyCapture() throws IOException {
    String file =
        "pagerduty/devlake-captures/backend_plugins_pagerduty_e2e_raw_tables__raw_pagerduty_incidents.csv";
    String incidents;
    try (CSVParser rows =
        CSVParser.parse(
            data(file),
            StandardCharsets.UTF_8,
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get())) {
      incidents =
          rows.stream().map((CSVRecord row) -> row.get("data")).collect(Collectors.joining(","));
    }

    GatheredExport read =
        GatheredExport.of(new PagerDutyIncidentsReader(), "{\"incidents\":[" + incidents + "]}");

    assertThat(read.defects).isEmpty();
    Map<String, RawRecord> byNumber =
        read.records.stream()
            .collect(Collectors.toMap(it -> it.fields().get(IncidentField.NUMBER), it -> it));
    assertThat(byNumber).containsOnlyKeys("4", "5", "6");
    assertThat(secondsToFirst(byNumber.get("4"), EventKind.ACKNOWLEDGED)).isEqualTo(1);
    assertThat(secondsToFirst(byNumber.get("5"), EventKind.ACKNOWLEDGED)).isEqualTo(9);
    assertThat(secondsToFirst(byNumber.get("6"), EventKind.ACKNOWLEDGED)).isEqualTo(10);
    assertThat(secondsToFirst(byNumber.get("6"), EventKind.RESOLVED)).isEqualTo(368);
    assertThat(events(byNumber.get("4"), EventKind.ACKNOWLEDGED)).hasSize(3);
    assertThat(events(byNumber.get("4"), EventKind.ESCALATED)).hasSize(8);
    assertThat(events(byNumber.get("5"), EventKind.RESOLVED)).isEmpty();
  }

  private static List<RawEvent> events(RawRecord record, EventKind kind) {
    return record.events().stream().filter(event -> event.kind() == kind).toList();
  }

  private static long secondsToFirst(RawRecord record, EventKind kind) {
    Instant first =
        events(record, kind).stream()
            .filter(event -> event.actorKind() == ActorKind.HUMAN)
            .map(RawEvent::at)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    return Duration.between(Instant.parse(record.fields().get(IncidentField.OPENED_AT)), first)
        .toSeconds();
  }

  private static GatheredExport read(ExportReader reader, SourceSettings settings, String name)
      throws IOException {
    return GatheredExport.of(reader, settings, Files.readAllBytes(data(name)));
  }

  @Test
  @DisplayName("the PagerDuty REST fixtures parse, and other objects are told apart")
  void readsPagerDutyFixtures() throws IOException {
    SourceSettings settings = SourceSettings.named("test");
    String folder = "pagerduty/faros-fixtures/sources_pagerduty-source_test_files_";
    GatheredExport incidents =
        read(new PagerDutyIncidentsReader(), settings, folder + "incidents.json");
    GatheredExport entries =
        read(new PagerDutyLogEntriesReader(), settings, folder + "incidentLogEntries.json");
    GatheredExport users = read(new PagerDutyIncidentsReader(), settings, folder + "users.json");

    assertThat(incidents.defects).isEmpty();
    assertThat(incidents.records).hasSize(3);
    assertThat(entries.defects).isEmpty();
    assertThat(entries.records).hasSize(3);
    assertThat(entries.keys()).containsExactlyInAnyOrderElementsOf(incidents.keys());
    assertThat(users.records).isEmpty();
    assertThat(users.defects)
        .isNotEmpty()
        .allMatch(defect -> defect.kind() == DefectKind.WRONG_FORMAT);
  }

  @Test
  @DisplayName("notifications of Alertmanager parse, with and without fingerprint and status")
  void readsNotifications() throws IOException {
    String folder = "alertmanager/prometheus-msteams__prometheus-msteams/";
    SourceSettings settings = SourceSettings.named("test");
    GatheredExport three =
        read(
            new AlertmanagerWebhookReader(),
            settings,
            folder + "examples_templates_card-grafana-inspired-payload.json");
    GatheredExport old =
        read(
            new AlertmanagerWebhookReader(),
            settings,
            folder + "pkg_card_testdata_prom_post_request.json");

    assertThat(three.defects).isEmpty();
    assertThat(three.keys())
        .containsExactly(
            "ff6a7a0f5f1c1309|2020-10-11T14:34:11.279Z",
            "554664fa753a2b45|2020-10-11T14:34:11.279Z",
            "911c76f0240f015b|2020-10-11T14:34:11.279Z");
    assertThat(three.records.get(2).fields())
        .containsEntry(
            IncidentField.DEDUPLICATION_KEY,
            "{}/{namespace=\"whatever/promstack\"}:{alertname=\"JustATestAlert_1\"}")
        .containsEntry(IncidentField.SEVERITY, "info");
    assertThat(old.defects).isEmpty();
    assertThat(old.keys()).singleElement().asString().endsWith("|2018-03-07T11:33:21.873Z");
    assertThat(old.records.get(0).fields()).containsEntry(IncidentField.STATE, "OPEN");
  }

  @Test
  @DisplayName("ServiceNow's documented answers parse as incidents and changes")
  void readsServiceNowExamples() throws IOException {
    String folder = "servicenow/servicenow-docs-examples/";
    for (int number = 2; number <= 5; number++) {
      GatheredExport read =
          read(
              new ServiceNowTableReader(),
              SourceSettings.named("test"),
              folder + "tableapi_example_" + number + "_incident.json");
      assertThat(read.defects).isEmpty();
      assertThat(read.records).hasSize(1);
      assertThat(read.records.get(0).fields()).containsKeys(IncidentField.OPENED_AT);
    }
    for (int number : List.of(1, 2, 3, 6)) {
      GatheredExport read =
          read(
              new ServiceNowTableReader(),
              TestSettings.changes(),
              folder + "changeapi_example_" + number + "_change_request.json");
      assertThat(read.defects).isEmpty();
      assertThat(read.records).hasSize(1);
    }
    GatheredExport problem =
        read(
            new ServiceNowTableReader(),
            SourceSettings.named("test"),
            folder + "tableapi_example_1_problem.json");
    assertThat(problem.defects).extracting(Defect::kind).containsExactly(DefectKind.WRONG_FORMAT);
  }

  @Test
  @DisplayName("every captured ServiceNow answer is taken or refused, and none ends in an error")
  void readsServiceNowCaptures() throws IOException {
    try (Stream<Path> files = Files.list(data("servicenow/rapid7-captures"))) {
      for (Path file : files.sorted().toList()) {
        GatheredExport read =
            GatheredExport.of(
                new ServiceNowTableReader(),
                SourceSettings.named("test"),
                Files.readAllBytes(file));
        boolean empty = file.getFileName().toString().contains("empty");
        boolean error = file.getFileName().toString().contains("invalid_sys_id");
        assertThat(read.account()).as(file.toString()).matches(sum -> empty ? sum == 0 : sum > 0);
        assertThat(read.refused).as(file.toString()).isEqualTo(error);
        if (file.getFileName().toString().contains("search_security_incident_all")) {
          assertThat(read.records).hasSize(3);
        }
      }
    }
  }
}
