package dev.aftermath.jobs.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.reports.model.OnCallLoadLine;
import dev.aftermath.reports.model.OnCallLoadLine.Figure;
import dev.aftermath.reports.model.OnCallLoadLine.Measure;
import dev.aftermath.reports.model.UpdateLine;
import dev.aftermath.reports.model.UpdateLine.Told;
import dev.aftermath.reports.model.Variation.Arrow;
import dev.aftermath.reports.model.Variation.Meaning;
import dev.aftermath.reports.model.Variation.Rule;
import dev.aftermath.reports.model.Variation.Way;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
@DisplayName("The lines about being on call and about updates")
class OnCallLinesTest {
  private static final ReportWeek WEEK = ReportWeek.labelled("2026-W47", ZoneId.of("UTC"));

  @Test
  @DisplayName(
      "give an arrow only to the count that left the usual, and say the weeks compared with")
  void load(SparkSession spark) {
    List<String> rows = new ArrayList<>();
    // Nine weeks before, of which the first is not compared with.
    for (ReportWeek week : WEEK.plusWeeks(-1).lastWeeks(9)) {
      rows.add("('%s', 'shop', 12L, 14L, 0.5D, 30L, 20L, 5L, 5L, 4L, 1L)".formatted(week.label()));
    }
    rows.add("('2026-W47', 'shop', 12L, 14L, 0.5D, 55L, 20L, 5L, 30L, 5L, 1L)");
    rows.add("('2026-W46', 'gone', 11L, 14L, 0.5D, 1L, 1L, 0L, 0L, 0L, 0L)");
    List<Cells> cells =
        SampleCells.of(
            spark,
            "week, teams, people_count, shift_count, incidents_per_shift, interruption_count,"
                + " business_count, off_count, sleep_count, disturbed_night_count,"
                + " overloaded_shift_count",
            rows);
    List<OnCallLoadLine> lines = OnCallLines.loads(cells, WEEK);
    assertThat(lines).extracting(OnCallLoadLine::teams).containsExactly("shop");
    assertThat(lines.get(0).figures())
        .extracting(Figure::count)
        .containsExactly(55L, 20L, 5L, 30L, 5L, 1L);
    assertThat(lines.get(0).figures())
        .allSatisfy(figure -> assertThat(figure.variation().baselineWeeks()).isEqualTo(8));
    assertThat(lines.get(0).figures())
        .filteredOn(figure -> figure.variation().arrow() != null)
        .extracting(Figure::measure)
        .containsExactly(Measure.INTERRUPTIONS, Measure.IN_SLEEP);
    assertThat(lines.get(0).figures().get(3).variation().arrow())
        .isEqualTo(new Arrow(Way.UP, Rule.WEEK, Meaning.WORSE));
  }

  @Test
  @DisplayName("give the median of five updates and not of four, and expect none without a ticket")
  void updates(SparkSession spark) {
    List<String> rows =
        new ArrayList<>(
            List.of("('2', 'both', 60L, NULL)", "(NULL, 'only_pagerduty', NULL, NULL)"));
    for (int minutes = 10; minutes <= 40; minutes += 10) {
      rows.add("('2', 'both', %dL, %dL)".formatted(minutes * 60, minutes * 60));
    }
    List<Cells> cells =
        SampleCells.of(
            spark,
            "priority, match_state, time_to_first_customer_update_seconds,"
                + " time_to_first_stakeholder_update_seconds",
            rows);
    assertThat(UpdateLines.of(cells))
        .containsExactly(
            new UpdateLine("2", new Told(5, 5, 1_200.0, 2_400L), new Told(5, 4, null, 2_400L)),
            new UpdateLine(null, new Told(1, 0, null, null), new Told(0, 0, null, null)));
  }
}
