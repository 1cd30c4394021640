package dev.aftermath.reports.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.reports.SampleReports;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Broken promises in a report")
class BrokenPromiseRowsTest {

  @Test
  @DisplayName("are one of each cause, with how it stood, when it was due and what followed")
  void rows() {
    List<Map<String, ?>> rows = BrokenPromiseRows.of(SampleReports.usualWeek());

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).get("number")).isEqualTo("OPS-4711 · and 1 more of this cause");
    assertThat(rows.get(0).get("standing")).isEqualTo("done 11 Oct 2026, 19 days before");
    assertThat(rows.get(0).get("due")).isEqualTo("8 Oct 2026");
    assertThat(rows.get(0).get("back")).isEqualTo("31 Oct 2026");
    assertThat(rows.get(0).get("times")).isEqualTo("2×, last 10 Nov 2026");
    assertThat(rows.get(1).get("standing")).isEqualTo("overdue by 32 days");
    assertThat(rows.get(1).get("back")).isEqualTo("10 Nov 2026");
    assertThat(rows.get(1).get("times")).isEqualTo("once since promised");
    assertThat(BrokenPromiseRows.note(SampleReports.usualWeek()))
        .endsWith("one of each cause; the workbook lists 3.");
  }

  @Test
  @DisplayName("are said to be none where there are none")
  void none() {
    assertThat(BrokenPromiseRows.of(SampleReports.quietWeek())).isEmpty();
    assertThat(BrokenPromiseRows.note(SampleReports.quietWeek()))
        .isEqualTo(
            "No cause struck again while an action item about it was overdue, or after one was"
                + " done.");
  }
}
