package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.KpiTile;
import dev.aftermath.reports.model.Target;
import dev.aftermath.reports.model.Unit;
import dev.aftermath.reports.model.WeekPoint;
import dev.aftermath.reports.model.WeeklyReport;
import dev.aftermath.reports.model.WeeklySeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tiles, charts and table of the KPIs. */
final class KpiRows {
  private KpiRows() {}

  static List<Map<String, ?>> tiles(WeeklyReport report) {
    List<Map<String, ?>> rows = new ArrayList<>();
    for (KpiTile kpi : report.kpis()) {
      rows.add(
          Map.of(
              "name", Figures.text(kpi.name()),
              "value", kpi.value() == null ? "no data" : Figures.value(kpi.unit(), kpi.value()),
              "basis", basis(kpi),
              "previous", "week before: " + Figures.value(kpi.unit(), kpi.previousValue()),
              "target", kpi.target() == null ? "no target" : "target " + target(kpi),
              "tone", tone(kpi),
              "spark", Trend.sparkline("spark" + rows.size(), kpi.unit(), kpi.weeks())));
    }
    return rows;
  }

  static List<Map<String, ?>> charts(WeeklyReport report) {
    List<Map<String, ?>> rows = new ArrayList<>();
    for (KpiTile kpi : report.kpis()) {
      String title = kpi.name() + statistic(kpi);
      rows.add(chart("chart" + rows.size(), title, kpi.unit(), kpi.weeks(), kpi.target()));
    }
    for (WeeklySeries series : report.series()) {
      rows.add(
          chart(
              "chart" + rows.size(),
              series.title(),
              series.unit(),
              series.points(),
              series.target()));
    }
    return rows;
  }

  static List<Map<String, ?>> table(WeeklyReport report) {
    return report.kpis().stream().<Map<String, ?>>map(KpiRows::row).toList();
  }

  private static Map<String, ?> row(KpiTile kpi) {
    return Map.of(
        "name", Figures.text(kpi.name()),
        "definition", kpi.id() + " " + kpi.version(),
        "n", Figures.count(kpi.n()),
        "mean", Figures.value(kpi.unit(), kpi.mean()),
        "median", Figures.value(kpi.unit(), kpi.median()),
        "p90", Figures.value(kpi.unit(), kpi.p90()),
        "previous", Figures.value(kpi.unit(), kpi.previousValue()),
        "target", kpi.target() == null ? Figures.NONE : target(kpi),
        "tone", tone(kpi),
        "note", kpi.note() == null ? "" : kpi.note());
  }

  private static Map<String, ?> chart(
      String id, String title, Unit unit, List<WeekPoint> points, @Nullable Target target) {
    String scale = Trend.axis(unit, points, target).label();
    String goal =
        target == null
            ? ""
            : ", target " + bound(target) + " " + Figures.value(unit, target.value());
    boolean empty = points.stream().allMatch(point -> point.value() == null);
    return Map.of(
        "title", Figures.text(title),
        "unit", empty ? "no data" : scale + goal,
        "chart", Trend.chart(id, unit, points, target));
  }

  private static String basis(KpiTile kpi) {
    if (kpi.note() != null) {
      return kpi.note();
    }
    return switch (kpi.statistic()) {
      case COUNT -> "in this week";
      case SHARE -> "of n = " + Figures.count(kpi.n());
      case MEAN -> "mean of n = " + Figures.count(kpi.n());
      case MEDIAN -> "median of n = " + Figures.count(kpi.n());
      case P90 -> "90th percentile of n = " + Figures.count(kpi.n());
    };
  }

  private static String statistic(KpiTile kpi) {
    return switch (kpi.statistic()) {
      case COUNT, SHARE -> "";
      case MEAN -> ", mean";
      case MEDIAN -> ", median";
      case P90 -> ", p90";
    };
  }

  private static String target(KpiTile kpi) {
    Target target = kpi.target();
    Double value = kpi.value();
    if (target == null) {
      return Figures.NONE;
    }
    String verdict = value == null ? "" : target.isMetBy(value) ? " · met" : " · missed";
    return bound(target) + " " + Figures.value(kpi.unit(), target.value()) + verdict;
  }

  private static String tone(KpiTile kpi) {
    Target target = kpi.target();
    Double value = kpi.value();
    if (target == null || value == null) {
      return "unknown";
    }
    return target.isMetBy(value) ? "good" : "bad";
  }

  private static String bound(Target target) {
    return target.bound() == Target.Bound.AT_MOST ? "≤" : "≥";
  }
}
