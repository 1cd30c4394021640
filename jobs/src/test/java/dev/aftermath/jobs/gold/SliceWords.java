package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.calendar.RollingWindow;
import dev.aftermath.jobs.domain.calendar.Span;
import dev.aftermath.jobs.domain.series.LabelSelector;
import dev.aftermath.jobs.domain.slo.BudgetingMethod;
import dev.aftermath.jobs.domain.slo.ExclusionRule;
import dev.aftermath.jobs.domain.slo.Grouping;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.MissingRule;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import dev.aftermath.jobs.testing.SampleRows;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Slices built from a few samples, and told in words. */
final class SliceWords {
  private static final String DAY = "2026-03-01T";

  private SliceWords() {}

  static Dataset<Row> built(SampleRows rows, SloDefinition... slos) {
    return SloSliceDays.build(SampleRows.days(rows.toBronze()), SloHistory.of(List.of(slos)));
  }

  static List<String> slices(Dataset<Row> days) {
    return SloSlices.view(days).orderBy("slo", "group_key", "slice_start").collectAsList().stream()
        .map(
            row ->
                row.getAs("slo")
                    + " "
                    + row.getAs("group_key")
                    + " "
                    + row.getAs("slice_start").toString().substring(11, 16)
                    + " "
                    + row.<BigDecimal>getAs("good").stripTrailingZeros().toPlainString()
                    + "/"
                    + row.<BigDecimal>getAs("total").stripTrailingZeros().toPlainString()
                    + undecided(row.getAs("undecided")))
        .toList();
  }

  private static String undecided(BigDecimal events) {
    return events.signum() == 0 ? "" : " undecided " + events.stripTrailingZeros().toPlainString();
  }

  static List<String> audit(Dataset<Row> days) {
    return SloAudit.build(days).orderBy("slo", "day", "part").collectAsList().stream()
        .map(
            row ->
                row.getAs("slo")
                    + " "
                    + row.getAs("day")
                    + " "
                    + row.getAs("part")
                    + ": series "
                    + row.getAs("series_count")
                    + " samples "
                    + row.getAs("sample_count")
                    + " unusable "
                    + row.getAs("unusable_sample_count")
                    + " gaps "
                    + row.getAs("gap_count")
                    + " "
                    + row.getAs("finding"))
        .toList();
  }

  static String at(String time, double value) {
    return DAY + time + "Z=" + value;
  }

  static SeriesQuery query(String selector) {
    return new SeriesQuery(null, LabelSelector.parse(selector));
  }

  static Indicator ratio(String counted, String total, Indicator.Part part) {
    return new Indicator.Ratio(part, query(counted), query(total), Indicator.SampleMeaning.COUNTER);
  }

  static SloDefinition slo(String name, Indicator indicator, Grouping grouping) {
    return slo(name, indicator, grouping, null);
  }

  static SloDefinition slo(
      String name, Indicator indicator, Grouping grouping, @Nullable Instant from) {
    return new SloDefinition(
        name,
        name,
        "shop",
        new TreeMap<>(),
        SloDefinition.Kind.SIMPLE,
        BudgetingMethod.OCCURRENCES,
        List.of(
            new Objective("Good", indicator, new BigDecimal("0.99"), null, null, BigDecimal.ONE)),
        new RollingWindow(Span.parse("2d")),
        MissingRule.UNKNOWN,
        ExclusionRule.REMOVE_TIME,
        grouping,
        List.of(),
        from);
  }
}
