package dev.aftermath.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("aftermath slo evaluate")
class SloEvaluateCommandTest {
  private static final String INDICATOR =
      """
      indicator:
        metadata: {name: ratio}
        spec:
          ratioMetric:
            counter: true
            good: {metricSource: {spec: {query: good_total}}}
            total: {metricSource: {spec: {query: all_total}}}
      """;

  private static final String THREE_HOURS =
      """
      slice_start,good,total
      2026-03-01T00:00:00Z,95,100
      2026-03-01T01:00:00Z,95,100
      2026-03-01T02:00:00Z,95,100
      """;

  private static final String FOUR_HOURS = THREE_HOURS + "2026-03-01T03:00:00Z,95,100\n";

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest(name = "{0} of slices at {1} and {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "7m | 00:00 | 00:05 | timeSliceWindow PT7M cannot be made of the slices of PT5M in"
            + " | ; make it a multiple of that, or give slices whose length divides PT7M",
        "5m | 00:00 | 00:07 | timeSliceWindow PT5M cannot be made of the slices of PT7M in"
            + " | ; make it a multiple of that, or give slices whose length divides PT5M",
        "9m | 00:02 | 00:05 | timeSliceWindow PT9M cannot be made of the slices of PT3M in"
            + " | ; give slices that begin at whole multiples of it since 1970 in UTC, not at"
            + " 2026-03-01T00:02:00Z"
      })
  @DisplayName("points in the SLO at a slice length that the slices of the file do not make")
  void unmadeSlices(String window, String first, String second, String problem, String remedy)
      throws IOException {
    String objective =
        "- {displayName: seven, target: 0.9, timeSliceWindow: %s}\n".formatted(window);
    String slices =
        """
        slice_start,good,total
        2026-03-01T%s:00Z,95,100
        2026-03-01T%s:00Z,95,100
        """
            .formatted(first, second);

    int code = evaluate(slo("", "RatioTimeslices", INDICATOR, objective), slices, "csv");

    assertThat(code).isEqualTo(3);
    assertThat(text(err)).contains("slo.yaml:17:58: " + problem, "slices.csv" + remedy);
  }

  @Test
  @DisplayName("judges each slice by the version that ruled it: 20 bad of a budget of 20 + 2")
  void versions() throws IOException {
    String loose = slo("", "Occurrences", INDICATOR, "- {displayName: all, target: 0.9}\n");
    String strict =
        slo(
            "annotations: {aftermath/effective-from: '2026-03-01T02:00:00Z'}",
            "Occurrences",
            INDICATOR,
            "- {displayName: all, target: 0.99}\n");

    int code = evaluate(loose + "---\n" + strict, FOUR_HOURS, "csv");

    assertThat(code).isZero();
    assertThat(rows())
        .containsExactly(
            "api,all,2026-03-01T00:00:00Z,2026-03-01T04:00:00Z,0.95,0.99,0.90909091,1,met,,,,");
  }

  @Test
  @DisplayName("adds the whole of a composite to its parts: half of 0.5 and half of 5 are 2.75")
  void composite() throws IOException {
    String parts =
        part("one", "0.9", INDICATOR) + part("two", "0.99", INDICATOR.replace("good_", "fast_"));

    int code = evaluate(slo("", "Occurrences", "", parts), FOUR_HOURS, "csv");

    assertThat(code).isZero();
    assertThat(rows())
        .containsExactly(
            "api,one,2026-03-01T00:00:00Z,2026-03-01T04:00:00Z,0.95,0.9,0.5,1,met,,,,",
            "api,two,2026-03-01T00:00:00Z,2026-03-01T04:00:00Z,0.95,0.99,5,1,missed,,,,",
            "api,composite,2026-03-01T00:00:00Z,2026-03-01T04:00:00Z,0.9725,0.99,2.75,1,missed"
                + ",,,,");
  }

  @Test
  @DisplayName("shows bounds where a slice is unknown: 285 or 385 good of 400")
  void bounds() throws IOException {
    String slo = slo("", "Occurrences", INDICATOR, "- {displayName: all, target: 0.9}\n");

    evaluate(slo, THREE_HOURS, "csv");

    assertThat(rows())
        .containsExactly(
            "api,all,2026-03-01T00:00:00Z,2026-03-01T04:00:00Z,0.95,0.9,0.5,0.75,met"
                + ",0.7125,0.9625,missed,met");
  }

  @Test
  @DisplayName("tells in JSON the rules that were applied")
  void rules() throws IOException {
    String slo =
        slo(
            "annotations: {aftermath/missing: bad, aftermath/exclusions: drop_events}",
            "Occurrences",
            INDICATOR,
            "- {displayName: all, target: 0.9}\n");
    String calendar =
        "{duration: 1d, isRolling: false, calendar: {startTime: '2026-01-01 00:00:00', timeZone:"
            + " Europe/Berlin}}";

    evaluate(slo.replace("{duration: 4h, isRolling: true}", calendar), FOUR_HOURS, "json");

    // From 23:00 UTC to 04:00: the day's first hour is unknown, and 380 of 500 reach no 0.9.
    assertThat(text(out))
        .contains(
            "\"window_start\" : \"2026-02-28T23:00:00Z\"",
            "\"sli\" : 0.76",
            "\"verdict\" : \"missed\"",
            "\"verdict_worst\" : \"missed\"",
            "\"verdict_best\" : \"met\"",
            "\"missing\" : \"bad\"",
            "\"exclusions\" : \"drop_events\"",
            "\"zone\" : \"Europe/Berlin\"");
  }

  private int evaluate(String slo, String slices, String format) throws IOException {
    Path sloFile = Files.writeString(folder.resolve("slo.yaml"), slo);
    Path sliceFile = Files.writeString(folder.resolve("slices.csv"), slices);
    return Main.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        "slo",
        "evaluate",
        sloFile.toString(),
        "--slices",
        sliceFile.toString(),
        "--as-of",
        "2026-03-01T04:00:00Z",
        "--format",
        format);
  }

  private static String slo(
      String annotations, String method, String indicator, String objectives) {
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: api
        %sspec:
          service: web
        %s  timeWindow: [{duration: 4h, isRolling: true}]
          budgetingMethod: %s
          objectives:
        %s"""
        .formatted(annotations.indent(2), indicator.indent(2), method, objectives.indent(4));
  }

  private static String part(String name, String target, String indicator) {
    return "- displayName: "
        + name
        + "\n"
        + ("target: " + target + "\ncompositeWeight: 0.5\n" + indicator).indent(2);
  }

  private List<String> rows() {
    return text(out).lines().skip(1).toList();
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
