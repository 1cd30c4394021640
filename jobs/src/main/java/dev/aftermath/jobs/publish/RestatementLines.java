package dev.aftermath.jobs.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.Subject;
import dev.aftermath.jobs.gold.KpiCases.Segment;
import dev.aftermath.jobs.gold.KpiRestatements;
import dev.aftermath.jobs.gold.KpiValues;
import dev.aftermath.jobs.gold.Restatements;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import dev.aftermath.reports.model.RestatementLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/**
 * What a week's report says of restated figures: those of this week and the four before, and of
 * older weeks' KPIs what has been restated since the week began, which no report before could tell.
 * A ledger that no run has made yet has nothing to say.
 */
final class RestatementLines {
  private static final int WEEKS = 5;

  private final Lake lake;
  private final ReportWeek week;

  RestatementLines(Lake lake, ReportWeek week) {
    this.lake = lake;
    this.week = week;
  }

  /**
   * Newest first; at the end of one week its KPIs before its objectives.
   *
   * @param kpis our own definitions, each in the version that tells the week
   */
  List<RestatementLine> all(List<KpiDefinition> kpis) {
    List<Ended> lines = new ArrayList<>(ofKpis(kpis));
    lines.addAll(ofObjectives());
    return lines.stream()
        .sorted(Comparator.comparing(Ended::day).reversed())
        .map(Ended::line)
        .toList();
  }

  /** A line, and the last day of what its figure is of. */
  private record Ended(LocalDate day, RestatementLine line) {}

  private List<Ended> ofKpis(List<KpiDefinition> kpis) {
    Map<String, KpiDefinition> ours = new LinkedHashMap<>();
    kpis.forEach(kpi -> ours.put(kpi.id(), kpi));
    Column isRecent =
        col("period").geq(week.plusWeeks(1 - WEEKS).label()).or(col("as_of").gt(lit(week.start())));
    List<Cells> restated =
        rows(
            KpiRestatements.TABLE,
            col("figure")
                .equalTo("value")
                .and(col("segment_type").equalTo(Segment.ALL.type()))
                .and(col("kpi_id").isin(ours.keySet().toArray()))
                .and(col("period").leq(week.label()))
                .and(isRecent),
            "kpi_id",
            "to_version");
    Map<List<String>, Long> counts = counts(restated);
    return restated.stream().map(cells -> ofKpi(cells, ours, counts)).toList();
  }

  private Ended ofKpi(
      Cells cells, Map<String, KpiDefinition> ours, Map<List<String>, Long> counts) {
    KpiDefinition kpi = ours.get(cells.text("kpi_id"));
    String period = cells.text("period");
    return new Ended(
        ReportWeek.labelled(period, week.zone()).monday().plusDays(6),
        new RestatementLine(
            KpiValues.TABLE.name(),
            kpi == null ? cells.text("kpi_id") : kpi.name(),
            part(kpi, counts.get(place(cells))),
            "",
            period,
            cells.text("figure"),
            kpi == null ? null : Tiles.unit(kpi),
            cells.optionalText("old_value"),
            cells.optionalText("new_value"),
            cells.text("reason"),
            cells.number("from_version"),
            cells.number("to_version")));
  }

  /** Behind how many cases the figures stand now: a median of three is to be seen as such. */
  private Map<List<String>, Long> counts(List<Cells> restated) {
    if (restated.isEmpty()) {
      return Map.of();
    }
    Object[] kpis = restated.stream().map(cells -> cells.text("kpi_id")).distinct().toArray();
    Object[] periods = restated.stream().map(cells -> cells.text("period")).distinct().toArray();
    Column isAsked =
        col("segment_type")
            .equalTo(Segment.ALL.type())
            .and(col("kpi_id").isin(kpis))
            .and(col("period").isin(periods));
    Map<List<String>, Long> counts = new HashMap<>();
    rows(KpiValues.TABLE, isAsked, "kpi_id", "period")
        .forEach(cells -> counts.put(place(cells), cells.number("n")));
    return counts;
  }

  private static List<String> place(Cells cells) {
    return List.of(cells.text("kpi_id"), cells.text("period"));
  }

  private static String part(@Nullable KpiDefinition kpi, @Nullable Long count) {
    Subject subject = kpi == null ? Subject.INCIDENTS : kpi.subject();
    String cases = count == null ? "all " + subject.many() : subject.count(count);
    return kpi == null || kpi.headline() == null
        ? cases
        : KpiDefinition.word(kpi.headline()).replace('_', ' ') + " of " + cases;
  }

  private List<Ended> ofObjectives() {
    Object[] days = week.lastWeeks(WEEKS).stream().map(each -> each.monday().plusDays(6)).toArray();
    return rows(
            Restatements.TABLE,
            col("table_name")
                .equalTo(SloWindows.TABLE.name())
                .and(col("window").equalTo(SloWindows.DECLARED))
                .and(col("day").isin(days))
                .and(
                    col("figure")
                        .isin(
                            "sli",
                            "budget_consumed_ratio",
                            "verdict",
                            "net_budget_consumed_ratio",
                            "net_verdict")),
            "day",
            "slo",
            "group_key",
            "objective",
            "figure",
            "to_version")
        .stream()
        .map(RestatementLines::ofObjective)
        .toList();
  }

  private static Ended ofObjective(Cells cells) {
    LocalDate day = cells.row().<LocalDate>getAs("day");
    return new Ended(
        day,
        new RestatementLine(
            SloWindows.TABLE.name(),
            cells.text("slo"),
            cells.text("objective"),
            cells.text("group_key"),
            day.toString(),
            cells.text("figure"),
            null,
            cells.optionalText("old_value"),
            cells.optionalText("new_value"),
            cells.text("reason"),
            cells.number("from_version"),
            cells.number("to_version")));
  }

  private List<Cells> rows(TableSpec ledger, Column condition, String... order) {
    if (lake.newest(ledger).isEmpty()) {
      return List.of();
    }
    return lake
        .read(ledger)
        .where(condition)
        .orderBy(Arrays.stream(order).map(name -> col(name)).toArray(Column[]::new))
        .collectAsList()
        .stream()
        .map(Cells::new)
        .toList();
  }
}
