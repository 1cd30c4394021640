package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.incident.IncidentField;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An event log in CSV")
class EventLogCsvReaderTest {
  private static final String HEADER = "ticket,at,count,state,opened,resolved\n";

  private static GatheredExport read(String text) {
    return GatheredExport.of(new EventLogCsvReader(), TestSettings.eventLog(), text);
  }

  @Test
  @DisplayName("gives one record per row, with times in the declared zone and states mapped")
  void mapsRows() {
    GatheredExport read =
        read(
            HEADER
                + "T1,29/2/2016 01:16,0,New,29/2/2016 01:00,?\n"
                + "T1,1/7/2016 12:00,3,Done,29/2/2016 01:00,1/7/2016 11:59\n");

    assertThat(read.defects).isEmpty();
    assertThat(read.records).hasSize(2);
    RawRecord last = read.records.get(1);
    assertThat(last.key()).isEqualTo("T1");
    assertThat(last.versionAt()).isEqualTo(Instant.parse("2016-07-01T10:00:00Z"));
    assertThat(last.sequence()).isEqualTo(3);
    assertThat(last.fields())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                IncidentField.STATE, "RESOLVED",
                IncidentField.STATE_AS_WRITTEN, "Done",
                IncidentField.OPENED_AT, "2016-02-29T00:00:00Z",
                IncidentField.RESOLVED_AT, "2016-07-01T09:59:00Z"));
    assertThat(read.records.get(0).fields()).doesNotContainKey(IncidentField.RESOLVED_AT);
    assertThat(last.body())
        .isEqualTo(
            "{\"ticket\":\"T1\",\"at\":\"1/7/2016 12:00\",\"count\":\"3\",\"state\":\"Done\","
                + "\"opened\":\"29/2/2016 01:00\",\"resolved\":\"1/7/2016 11:59\"}");
  }

  @Test
  @DisplayName("keeps a state that is not mapped as unknown, and warns about the word once")
  void warnsOfUnknownStates() {
    GatheredExport read =
        read(HEADER + "T1,1/1/2016 01:16,0,-100,?,?\nT2,1/1/2016 01:16,0,-100,?,?\n");

    assertThat(read.records)
        .extracting(record -> record.fields().get(IncidentField.STATE))
        .containsExactly("UNKNOWN", "UNKNOWN");
    assertThat(read.warnings).hasSize(1).allMatch(warning -> warning.contains("\"-100\""));
  }

  @Test
  @DisplayName("keeps line breaks, commas and quotation marks of quoted values")
  void readsQuotedValues() {
    GatheredExport read =
        read(HEADER + "\"T,\"\"1\"\"\n\",1/1/2016 01:16,0,New,?,?\nT2,1/1/2016 01:16,0,New,?,?\n");

    assertThat(read.keys()).containsExactly("T,\"1\"", "T2");
  }

  @Test
  @DisplayName("loses one line, and no other, to a quotation mark that is never closed")
  void survivesOpenQuotation() {
    GatheredExport read =
        read(
            HEADER
                + "T1,1/1/2016 01:16,0,New,?,?\n"
                + "\"T2,1/1/2016 01:16,0,New,?,?\n"
                + "T3,1/1/2016 01:16,0,New,?,?\n"
                + "T4,1/1/2016 01:16,0,New,?,?\n");

    assertThat(read.keys()).containsExactly("T1", "T3", "T4");
    assertThat(read.defects)
        .singleElement()
        .satisfies(it -> assertThat(it.where()).startsWith("line 3"));
  }

  @Test
  @DisplayName("takes a quotation mark within an unquoted value as it stands")
  void readsStrayQuotation() {
    GatheredExport read =
        read(HEADER + "5\" disk,1/1/2016 01:16,0,New,?,?\nT2,1/1/2016 01:16,0,New,?,?\n");

    assertThat(read.keys()).containsExactly("5\" disk", "T2");
    assertThat(read.defects).isEmpty();
  }

  @Test
  @DisplayName("is refused for a column that is not there, with the nearest name and all names")
  void refusesMissingColumn() {
    GatheredExport read =
        read("ticket,at,count,sate,opened,resolved\nT1,1/1/2016 01:16,0,New,?,?\n");

    assertThat(read.refused).isTrue();
    Defect defect = read.defects.get(0);
    assertThat(defect.kind()).isEqualTo(DefectKind.MISSING_COLUMN);
    assertThat(defect.cause())
        .isEqualTo(
            "fields.state names the column \"state\", which the file does not have; did you mean"
                + " \"sate\"? (columns: ticket, at, count, sate, opened, resolved)");
  }

  @Test
  @DisplayName("has times in a gap or at a calendar's end refused, and the first of two taken")
  void doesNotGuessTimes() {
    GatheredExport read =
        read(
            HEADER
                + "gap,27/3/2016 02:30,0,New,?,?\n"
                + "none,30/2/2016 02:30,0,New,?,?\n"
                + "twice,30/10/2016 02:30,0,New,?,?\n");

    assertThat(read.keys()).containsExactly("twice");
    assertThat(read.records.get(0).versionAt()).isEqualTo(Instant.parse("2016-10-30T00:30:00Z"));
    assertThat(read.defects).extracting(Defect::kind).containsOnly(DefectKind.BAD_TIME);
    assertThat(read.defects.get(0).cause()).contains("the clocks of Europe/Berlin skipped");
  }

  @Test
  @DisplayName("warns when it holds exactly as many rows as its exporter writes at most")
  void warnsAtCap() {
    SourceSettings plain = TestSettings.eventLog();
    SourceSettings capped =
        new SourceSettings(
            "test",
            plain.zone(),
            plain.datePattern(),
            null,
            List.of("?"),
            List.of(2L),
            "incident",
            plain.fields(),
            plain.states(),
            "ticket",
            "at",
            null);
    String text = HEADER + "T1,1/1/2016 01:16,0,New,?,?\nT2,1/1/2016 01:16,0,New,?,?\n";

    GatheredExport read = GatheredExport.of(new EventLogCsvReader(), capped, text);

    assertThat(read.records).hasSize(2);
    assertThat(read.warnings).singleElement().asString().contains("exactly 2 records");
  }
}
