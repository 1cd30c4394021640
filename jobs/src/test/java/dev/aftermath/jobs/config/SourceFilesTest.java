package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.sources.ExportFormat;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The settings of sources")
class SourceFilesTest {

  private static List<SourceDefinition> read(String text) throws IOException {
    return SourceFiles.read("x.yaml", new StringReader(text));
  }

  @Test
  @DisplayName("give groups of files with all that is declared about them")
  void readsAll() throws IOException {
    SourceDefinition source =
        read("""
        source: tickets
        system: servicenow
        zone: Europe/Berlin
        files:
          - match: ["a/*.csv", "b/**/*.csv"]
            format: event-log-csv
            date_pattern: d/M/yyyy HH:mm
            charset: windows-1252
            null_tokens: ["?"]
            row_caps: [10000, 500]
            key: number
            clock: updated
            sequence: count
            fields: {opened_at: opened}
            states: {In Arbeit: in_progress}
        """)
            .get(0);

    FileGroup group = source.files().get(0);
    assertThat(source.name()).isEqualTo("tickets");
    assertThat(group.format()).isEqualTo(ExportFormat.EVENT_LOG_CSV);
    assertThat(group.settings().zone()).isEqualTo("Europe/Berlin");
    assertThat(group.settings().rowCaps()).containsExactly(10_000L, 500L);
    assertThat(group.settings().fields()).containsEntry("opened_at", "opened");
    assertThat(group.settings().states()).containsEntry("in arbeit", "in_progress");
    assertThat(group.settings().sequenceColumn()).isEqualTo("count");
  }

  @Test
  @DisplayName("name every problem at once, with its place and the nearest spelling")
  void reportsAllProblems() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    source: Tickets
                    system: servicenau
                    zone: Europe/Berlim
                    files:
                      - match: "a/*.csv"
                        formt: event-log-csv
                      - match: "a/["
                        format: servicenow-cvs
                        row_caps: [0]
                      - match: "c/*.csv"
                        format: event-log-csv
                        date_pattern: d/M/qqqqqqq
                        fields: {opend_at: opened}
                        states: {New: oppen}
                        charset: latin-99
                        record_kind: wish
                    """))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContainingAll(
            "x.yaml:1:9: Invalid source: \"Tickets\"",
            "x.yaml:2:9: Unknown system \"servicenau\"; did you mean \"servicenow\"?",
            "x.yaml:3:7: Invalid zone: \"Europe/Berlim\" is no time zone; did you mean"
                + " \"Europe/Berlin\"?",
            "x.yaml:6:5: Unknown key \"formt\"; did you mean \"format\"?",
            "x.yaml:7:12: Invalid match: \"a/[\" is no glob",
            "x.yaml:8:13: Unknown format \"servicenow-cvs\"; did you mean \"servicenow-csv\"?",
            "x.yaml:9:15: Invalid row_caps: \"0\"",
            "Invalid date_pattern: \"d/M/qqqqqqq\"",
            "x.yaml:13:14: Unknown field \"opend_at\"; did you mean \"opened_at\"?",
            "x.yaml:14:14: Unknown state \"oppen\"; did you mean \"open\"?",
            "Invalid charset: \"latin-99\"",
            "Unknown record_kind \"wish\"",
            "x.yaml:10:5: Missing key: event-log-csv needs it");
  }

  @Test
  @DisplayName("want zone and pattern where files do not say them")
  void wantsZoneAndPattern() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    source: a
                    system: servicenow
                    files:
                      - match: "*.csv"
                        format: servicenow-csv
                    ---
                    source: b
                    system: pagerduty
                    files:
                      - match: "*.csv"
                        format: pagerduty-csv
                      - match: "*.json"
                        format: loki-api
                    """))
        .hasMessageContainingAll(
            "x.yaml:4:5: Missing date_pattern: servicenow-csv needs it",
            "x.yaml:4:5: Missing zone: servicenow-csv needs it",
            "x.yaml:10:5: Missing zone: pagerduty-csv needs it",
            "\"loki-api\" is no format of pagerduty");
  }

  @Test
  @DisplayName("match files as if archives were unpacked where they lie")
  void matchesPaths() throws IOException {
    List<SourceDefinition> sources = SourceFiles.load(Path.of("../conf/sources"));

    assertThat(sources)
        .extracting(SourceDefinition::name)
        .containsExactly(
            "alertmanager",
            "azure-devops",
            "loki",
            "pagerduty",
            "postmortems",
            "prometheus",
            "runbooks",
            "servicenow-event-log",
            "servicenow",
            "statuspage");
    assertThat(format(sources, "alertmanager", "alertmanager/2026-W07/notifications-1.jsonl.gz"))
        .contains(ExportFormat.ALERTMANAGER_WEBHOOK);
    assertThat(format(sources, "alertmanager", "alertmanager/alerts.json"))
        .contains(ExportFormat.ALERTMANAGER_ALERTS);
    assertThat(format(sources, "runbooks", "runbooks/checkout/slow.md"))
        .contains(ExportFormat.RUNBOOKS_MARKDOWN);
    assertThat(format(sources, "postmortems", "postmortems/2026/PM2026-009 -  Lost  logs"))
        .contains(ExportFormat.POSTMORTEMS_MARKDOWN);
    assertThat(format(sources, "postmortems", "postmortems/PM2026-001 - Lost logs.md"))
        .contains(ExportFormat.POSTMORTEMS_MARKDOWN);
    assertThat(format(sources, "postmortems", "postmortems/wiki/pages-1.json"))
        .contains(ExportFormat.POSTMORTEMS_CONFLUENCE_API);
    assertThat(format(sources, "postmortems", "postmortems/wiki/page.xhtml"))
        .contains(ExportFormat.POSTMORTEMS_CONFLUENCE);
    assertThat(format(sources, "postmortems", "postmortems/LICENSE")).isEmpty();
    assertThat(format(sources, "statuspage", "statuspage/2026-11/scheduled-maintenances.json"))
        .contains(ExportFormat.STATUSPAGE_INCIDENTS);
    assertThat(format(sources, "pagerduty", "pagerduty/2026-W07/incidents-1.json"))
        .contains(ExportFormat.PAGERDUTY_INCIDENTS);
    assertThat(format(sources, "pagerduty", "pagerduty/log_entries-late-2026-W07-1.json.gz"))
        .contains(ExportFormat.PAGERDUTY_LOG_ENTRIES);
    assertThat(format(sources, "pagerduty", "pagerduty/2026-W07/incidents-basic.csv"))
        .contains(ExportFormat.PAGERDUTY_CSV);
    assertThat(format(sources, "pagerduty", "pagerduty/2026-W07/notes.md")).isEmpty();
    SourceDefinition tickets = source(sources, "servicenow");
    assertThat(
            tickets
                .groupOf("servicenow/2026-W07/servicenow-2026-W07.zip", "change_request-1.json")
                .map(group -> group.settings().recordKind()))
        .contains("change");
    assertThat(
            tickets.groupOf("servicenow/w/incident-1.csv.zip", "export.dat").map(FileGroup::format))
        .contains(ExportFormat.SERVICENOW_CSV);
    assertThat(
            source(sources, "servicenow-event-log")
                .groupOf("uci498_incident_event_log.zip", "incident_event_log.csv")
                .map(FileGroup::format))
        .contains(ExportFormat.EVENT_LOG_CSV);
  }

  private static SourceDefinition source(List<SourceDefinition> sources, String name) {
    return sources.stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  private static Optional<ExportFormat> format(
      List<SourceDefinition> sources, String name, String path) {
    return source(sources, name).groupOf(path).map(FileGroup::format);
  }
}
