package dev.aftermath.jobs.domain.postmortem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.postmortem.Block.Heading;
import dev.aftermath.jobs.domain.postmortem.Block.Item;
import dev.aftermath.jobs.domain.postmortem.Block.Paragraph;
import dev.aftermath.jobs.domain.postmortem.Block.Table;
import dev.aftermath.jobs.domain.postmortem.Block.TableRow;
import dev.aftermath.jobs.domain.postmortem.Document.Property;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The timeline of a postmortem")
class TimelineTest {

  @ParameterizedTest(name = "{0} is {1}")
  @DisplayName("reads times as people write them")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-03-01 9:05            | 2026-03-01T09:05:00Z
          2026/03/01 09:05:30        | 2026-03-01T09:05:30Z
          2026-03-01T09:05:00Z       | 2026-03-01T09:05:00Z
          2026-03-01 09:05 +02:00    | 2026-03-01T07:05:00Z
          2026-03-01 09:05 CET       | 2026-03-01T08:05:00Z
          2026-07-01 09:05 CEST      | 2026-07-01T07:05:00Z
          2026-03-01 09:05 Europe/Berlin | 2026-03-01T08:05:00Z
          1 March 2026, 9:05 pm      | 2026-03-01T21:05:00Z
          Mar 1st 2026 12:30 AM      | 2026-03-01T00:30:00Z
          1.3.2026 09:05 Uhr         | 2026-03-01T09:05:00Z
          25/12/2026 09:05           | 2026-12-25T09:05:00Z
          12/25/2026 09:05           | 2026-12-25T09:05:00Z
          ~2026-03-01 09:05          | 2026-03-01T09:05:00Z
          2026-03-01 09:05 - 11:00   | 2026-03-01T09:05:00Z
          """)
  void written(String written, String at) {
    assertThat(entries("All times in UTC.", row(written, "x")).get(0).at()).hasToString(at);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @DisplayName("says why a time cannot be known")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-03-01             | no_time
          09:05                  | no_date
          2026-03-?? 09:05       | placeholder
          2026-03-01 HH:mm       | placeholder
          20202-01-16 12:00      | unreadable
          2026-02-30 09:05       | unreadable
          04/05/2026 09:05       | ambiguous_date
          soon                   | unreadable
          """)
  void flawed(String written, String flaw) {
    TimelineEntry entry = entries("All times in UTC.", row(written, "x")).get(0);

    assertThat(entry.at()).isNull();
    assertThat(entry.flaw()).isEqualTo(flaw);
    assertThat(entry.written()).isEqualTo(written);
  }

  @Test
  @DisplayName("takes the zone that the document states, or else that of the source, or none")
  void zones() {
    TableRow row = row("2026-07-01 09:05", "x");

    assertThat(entries("All times in CET.", row).get(0).at()).hasToString("2026-07-01T07:05:00Z");
    assertThat(entries("No zone.", ZoneId.of("America/New_York"), row).get(0))
        .satisfies(
            entry -> {
              assertThat(entry.at()).hasToString("2026-07-01T13:05:00Z");
              assertThat(entry.basis()).isEqualTo("zone_of_source");
            });
    assertThat(entries("No zone.", row).get(0).flaw()).isEqualTo("no_zone");
    assertThat(entries("", ZoneId.of("Europe/Berlin"), row("2026-03-29 02:30", "x")).get(0).flaw())
        .isEqualTo("skipped_by_clock");
  }

  @Test
  @DisplayName("goes on with the date before, and past midnight")
  void dates() {
    assertThat(
            entries(
                "All times in UTC.",
                row("2026-03-01 23:50", "a"),
                row("23:40", "b"),
                row("00:10", "c")))
        .extracting(entry -> entry.at() + " " + entry.basis())
        .containsExactly(
            "2026-03-01T23:50:00Z zone_of_document",
            "2026-03-01T23:40:00Z date_of_row_before, zone_of_document",
            "2026-03-02T00:10:00Z day_after_row_before, zone_of_document");
  }

  @Test
  @DisplayName("may be a list below dates, or lines that begin with a time")
  void lists() {
    assertThat(
            Timeline.of(
                outline(
                    List.of(new Property("timezone", "UTC", 1)),
                    new Item("2026-03-01", null, 3),
                    new Item("09:05: Errors begin", null, 4),
                    new Item("and go on", null, 5),
                    new Paragraph("[09:20] Rolled back\nWe met at 10:30 to talk.", 6)),
                clock(new Property("timezone", "UTC", 1))))
        .extracting(entry -> entry.line() + " " + entry.at() + " " + entry.text())
        .containsExactly(
            "4 2026-03-01T09:05:00Z Errors begin\nand go on",
            "6 2026-03-01T09:20:00Z Rolled back\nWe met at 10:30 to talk.");
  }

  private static TimelineClock clock(Property... properties) {
    return TimelineClock.of(outline(List.of(properties)), null);
  }

  private static List<TimelineEntry> entries(String statement, TableRow... rows) {
    return entries(statement, null, rows);
  }

  private static List<TimelineEntry> entries(
      String statement, @Nullable ZoneId declared, TableRow... rows) {
    List<TableRow> all = new ArrayList<>(List.of(row("Time", "Event")));
    all.addAll(List.of(rows));
    Outline outline = outline(List.of(), new Paragraph(statement, 3), new Table(all, 4));
    return Timeline.of(outline, TimelineClock.of(outline, declared));
  }

  private static Outline outline(List<Property> properties, Block... blocks) {
    return Outline.of(
        new Document(
            properties,
            Stream.concat(
                    Stream.of(new Heading(1, "Title", 1), new Heading(2, "Timeline", 2)),
                    Stream.of(blocks))
                .toList()));
  }

  private static TableRow row(String... cells) {
    return new TableRow(List.of(cells), 5);
  }
}
