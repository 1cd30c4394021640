package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.Interval;
import dev.aftermath.reports.model.KpiTile;
import dev.aftermath.reports.model.OpenEnded;
import dev.aftermath.reports.model.Statistic;
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
          Map.ofEntries(
              Map.entry("name", Figures.text(kpi.name())),
              Map.entry("value", headline(kpi)),
              Map.entry("basis", basis(kpi)),
              Map.entry("interval", interval(kpi)),
              Map.entry("variation", KpiWords.variation(kpi)),
              Map.entry("variationTone", KpiWords.variationTone(kpi)),
              Map.entry("previous", "week before: " + KpiWords.previous(kpi)),
              Map.entry("target", kpi.target() == null ? "" : "target " + target(kpi)),
              Map.entry("tone", tone(kpi)),
              Map.entry("spark", Trend.sparkline("spark" + rows.size(), kpi.unit(), kpi.weeks()))));
    }
    return rows;
  }

  private static String headline(KpiTile kpi) {
    Double value = kpi.value();
    if (value != null) {
      return Figures.value(kpi.unit(), value);
    }
    return kpi.n() == 0 ? "no data" : "n = " + Figures.count(kpi.n());
  }

  private static String interval(KpiTile kpi) {
    Interval interval = kpi.interval();
    if (interval == null) {
      return "";
    }
    String what = kpi.statistic() == Statistic.COUNT ? "95 % of the rate: " : "95 %: ";
    return what + Figures.interval(kpi.unit(), interval);
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
    Unit unit = kpi.unit();
    Double change = kpi.change();
    OpenEnded openEnded = kpi.openEnded();
    boolean isShare = kpi.statistic() == Statistic.SHARE;
    String interval = lines(unit, kpi.interval());
    return Map.ofEntries(
        Map.entry("name", Figures.text(kpi.name())),
        Map.entry("definition", kpi.id() + " " + kpi.version()),
        Map.entry("n", Figures.count(kpi.n())),
        Map.entry("mean", Figures.value(unit, kpi.mean())),
        Map.entry("meanInterval", isShare ? interval : ""),
        Map.entry("median", Figures.value(unit, kpi.median())),
        Map.entry("medianInterval", kpi.statistic() == Statistic.MEDIAN ? interval : ""),
        Map.entry("p90", Figures.value(unit, kpi.p90())),
        Map.entry("p90Interval", lines(unit, kpi.p90Interval())),
        Map.entry("open", openEnded == null ? "" : KpiWords.openMedian(unit, openEnded)),
        Map.entry("openCount", openEnded == null ? "" : Figures.count(openEnded.n()) + " not over"),
        Map.entry("previous", Figures.value(unit, kpi.previousValue())),
        Map.entry("change", change == null ? "" : Figures.change(unit, change)),
        Map.entry("variation", KpiWords.variation(kpi)),
        Map.entry("variationTone", KpiWords.variationTone(kpi)),
        Map.entry("detectable", KpiWords.detectable(kpi)),
        Map.entry("target", kpi.target() == null ? "" : "target " + target(kpi)),
        Map.entry("tone", tone(kpi)),
        Map.entry("reason", KpiWords.meanChange(kpi)));
  }

  private static String lines(Unit unit, @Nullable Interval interval) {
    return interval == null ? "" : Figures.interval(unit, interval).replace(" – ", " –\n");
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
