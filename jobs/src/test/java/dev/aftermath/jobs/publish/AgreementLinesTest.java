package dev.aftermath.jobs.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.testing.SparkTest;
import dev.aftermath.reports.model.SlaLine;
import dev.aftermath.reports.model.SlaLine.Target;
import dev.aftermath.reports.model.Variation.Arrow;
import dev.aftermath.reports.model.Variation.Meaning;
import dev.aftermath.reports.model.Variation.Rule;
import dev.aftermath.reports.model.Variation.Way;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@SparkTest
@DisplayName("The lines about service level agreements")
class AgreementLinesTest {
  private static final ReportWeek WEEK = ReportWeek.labelled("2026-W47", ZoneId.of("UTC"));
  private static final String COLUMNS =
      "target, period, segment_type, segment, resolved_count, met_count, breached_count,"
          + " cancelled_count, undecided_count, without_sla_count, met_ratio,"
          + " met_of_resolved_ratio";

  @Test
  @DisplayName("are none where no incident of any week ever had an SLA")
  void notExported(SparkSession spark) {
    List<String> rows = new ArrayList<>();
    for (String period : List.of("all", "2026-W47")) {
      rows.add("('response', '" + period + "', 'all', 'all', 9L, 0L, 0L, 0L, 0L, 9L, NULL, 0D)");
    }
    assertThat(AgreementLines.of(SampleCells.of(spark, COLUMNS, rows), WEEK)).isEmpty();
  }

  @Test
  @DisplayName("tell of nothing resolved, without a ratio, where only other weeks had tickets")
  void nothingResolved(SparkSession spark) {
    List<Cells> rows =
        SampleCells.of(
            spark,
            COLUMNS,
            List.of(of("all", "all", "all", 9, 9), of("2026-W46", "all", "all", 9, 9)));
    assertThat(AgreementLines.of(rows, WEEK))
        .extracting(SlaLine::target, SlaLine::resolvedCount, SlaLine::metRatio)
        .containsExactly(tuple(Target.RESPONSE, 0L, null), tuple(Target.RESOLUTION, 0L, null));
  }

  @Test
  @DisplayName("compare all tickets with the weeks before, and segments with nothing")
  void compared(SparkSession spark) {
    List<String> rows = new ArrayList<>();
    rows.add(of("all", "all", "all", 360, 330));
    rows.add(of("2026-W47", "service", "cart", 4, 1));
    rows.add(of("2026-W47", "all", "all", 40, 10));
    // Eight weeks before, of which the first is not compared with.
    for (ReportWeek week : WEEK.plusWeeks(-1).lastWeeks(8)) {
      rows.add(of(week.label(), "all", "all", 40, 40));
    }
    List<SlaLine> lines = AgreementLines.of(SampleCells.of(spark, COLUMNS, rows), WEEK);
    assertThat(lines).extracting(SlaLine::segment).containsExactly("all", "cart");
    var variation = Objects.requireNonNull(lines.get(0).variation());
    assertThat(variation.arrow()).isEqualTo(new Arrow(Way.DOWN, Rule.WEEK, Meaning.WORSE));
    assertThat(variation.baselineWeeks()).isEqualTo(7);
    assertThat(lines.get(1).variation()).isNull();
    assertThat(lines.get(1).metOfResolvedRatio()).isEqualTo(0.25);
  }

  /** All that did not meet their SLA breached it. */
  private static String of(
      String period, String segmentType, String segment, long resolved, long met) {
    return "('response', '%s', '%s', '%s', %dL, %dL, %dL, 0L, 0L, 0L, %sD, %sD)"
        .formatted(
            period,
            segmentType,
            segment,
            resolved,
            met,
            resolved - met,
            (double) met / resolved,
            (double) met / resolved);
  }
}
