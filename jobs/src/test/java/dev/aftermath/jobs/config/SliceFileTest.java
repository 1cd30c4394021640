package dev.aftermath.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aftermath.jobs.domain.slo.SliceTimeline;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SliceFileTest {

  @Test
  @DisplayName("Lines may come in any order and zone; a repeated one counts once")
  void anyOrder() throws IOException {
    SliceTimeline timeline =
        read(
            """
            slice_start,good,total
            2026-03-01T00:10:00Z,9.5,10
            2026-03-01T01:00:00+01:00,10,10
            2026-03-01T00:10:00Z,9.50,10
            2026-03-01T00:05:00Z,0,0
            """,
            Optional.empty());

    assertThat(timeline.sliceLength()).isEqualTo(Duration.ofMinutes(5));
    assertThat(timeline.size()).isEqualTo(3);
    assertThat(timeline.start(0)).isEqualTo("2026-03-01T00:00:00Z");
  }

  @Test
  @DisplayName("A declared length holds even when every second slice is missing")
  void declaredLength() throws IOException {
    String text = "slice_start,good,total\n2026-03-01T00:00:00Z,1,1\n2026-03-01T00:10:00Z,1,1\n";

    assertThat(read(text, Optional.of(Duration.ofMinutes(5))).size()).isEqualTo(3);
    assertThat(read(text, Optional.empty()).size()).isEqualTo(2);
  }

  @Test
  @DisplayName("Every broken line is shown with its number")
  void brokenLines() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    slice_start,good,total
                    yesterday,1,1
                    2026-03-01T00:00:00Z,NaN,-1
                    2026-03-01T00:05:00Z,11,10
                    2026-03-01T00:10:00Z,1
                    2026-03-01T00:15:00Z,1,2
                    2026-03-01T00:15:00Z,2,2
                    2026-03-01T00:20:00Z,2,2
                    2026-03-01T00:27:00Z,2,2
                    """,
                    Optional.empty()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("slices.csv:2:1: Invalid slice_start \"yesterday\"")
        .hasMessageContaining("slices.csv:3:1: Invalid good \"NaN\"")
        .hasMessageContaining("slices.csv:3:1: Invalid total \"-1\"")
        .hasMessageContaining("slices.csv:4:1: good 11 is more than total 10")
        .hasMessageContaining("slices.csv:5:1: This line has 2 values")
        .hasMessageContaining("slices.csv:7:1: slice_start 2026-03-01T00:15:00Z has other numbers")
        .hasMessageContaining(
            "slices.csv:9:1: slice_start 2026-03-01T00:27:00Z is no whole number");
  }

  @Test
  @DisplayName("Numbers have at most nine decimals, as exactly as sums are kept")
  void decimals() throws IOException {
    String start = "slice_start,good,total\n2026-03-01T00:00:00Z,1,1\n2026-03-01T00:05:00Z,";

    assertThat(read(start + "0.123456789,1\n", Optional.empty()).size()).isEqualTo(2);
    assertThatThrownBy(() -> read(start + "0.1234567891,1\n", Optional.empty()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("slices.csv:3:1: Invalid good \"0.1234567891\"")
        .hasMessageContaining("at most nine decimals");
  }

  @Test
  @DisplayName("Dates that make a grid beyond all measure, and parts of seconds, are refused")
  void absurdDates() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    slice_start,good,total
                    0001-01-01T00:00:00Z,1,1
                    2026-03-01T00:00:00Z,1,1
                    2026-03-01T00:00:01Z,1,1
                    """,
                    Optional.empty()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("there are more than 5000000 slices of PT1S");
    assertThatThrownBy(
            () ->
                read(
                    "slice_start,good,total\n2026-03-01T00:00:00.0000001Z,1,1\n", Optional.empty()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("must be a whole second");
  }

  @Test
  @DisplayName("A missing column is named")
  void missingColumn() {
    assertThatThrownBy(() -> read("start,good,total\n", Optional.empty()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("Missing column slice_start");
    assertThatThrownBy(() -> read("", Optional.empty()))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("Missing column slice_start");
  }

  private static SliceTimeline read(String text, Optional<Duration> length) throws IOException {
    return SliceFile.read("slices.csv", new StringReader(text), length);
  }
}
