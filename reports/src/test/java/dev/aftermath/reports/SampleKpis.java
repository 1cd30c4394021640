package dev.aftermath.reports;

import dev.aftermath.reports.model.Interval;
import dev.aftermath.reports.model.KpiTile;
import dev.aftermath.reports.model.MeanChange;
import dev.aftermath.reports.model.OpenEnded;
import dev.aftermath.reports.model.Statistic;
import dev.aftermath.reports.model.Target;
import dev.aftermath.reports.model.Target.Bound;
import dev.aftermath.reports.model.Unit;
import dev.aftermath.reports.model.Variation;
import dev.aftermath.reports.model.Variation.Arrow;
import dev.aftermath.reports.model.Variation.Meaning;
import dev.aftermath.reports.model.Variation.Rule;
import dev.aftermath.reports.model.Variation.Way;
import dev.aftermath.reports.model.WeekPoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The KPIs of the sample reports. */
final class SampleKpis {
  private SampleKpis() {}

  static List<KpiTile> kpis(int incidents) {
    return List.of(
        count(
            "incident-count",
            "Incidents",
            incidents,
            23.0,
            weeks(18, 22, 17, 25, 19, null, 24, 21, 16, 20, 23, incidents)),
        median(
            "mtta",
            "Time to acknowledge",
            19,
            List.of(512.4, 245.0, 1260.0),
            271.0,
            300,
            weeks(300, 280, 310, 260, 240, null, null, 330, 290, 250, 271, 245)),
        median(
            "mttr",
            "Time to resolve",
            18,
            List.of(14_822.0, 5_520.0, 41_400.0),
            4_980.0,
            7_200,
            weeks(4800, 5400, 6100, 4300, 5200, null, 7400, 6900, 5100, 5600, 4980, 5520)),
        share(
            "ack-within-5min",
            "Acknowledged within 5 min",
            19,
            0.8421,
            new Target(0.9, Bound.AT_LEAST),
            weeks(0.8, 0.85, 0.79, 0.9, 0.88, null, 0.83, 0.86, 0.91, 0.84, 0.8696, 0.8421)),
        few(),
        notice(),
        share(
            "auto-resolved",
            "Resolved without a human",
            21,
            0.2857,
            null,
            weeks(0.25, 0.3, 0.2, 0.22, 0.31, null, 0.27, 0.24, 0.26, 0.29, 0.2174, 0.2857)),
        count("reopened", "Reopened", 0, 1.0, weeks(0, 1, 0, 2, 0, null, 0, 0, 1, 0, 1, 0)));
  }

  static KpiTile empty() {
    return new KpiTile(
        "mttr",
        "v2",
        "Time to resolve",
        Unit.SECONDS,
        Statistic.MEDIAN,
        0,
        null,
        null,
        null,
        null,
        weeks(null, null, null, null, null, null, null, null, null, null, null, null),
        null,
        null,
        Variation.UNKNOWN,
        new OpenEnded(0, null),
        null,
        null,
        null);
  }

  private static KpiTile count(
      String id, String name, long n, Double previous, List<WeekPoint> weeks) {
    return new KpiTile(
        id,
        "v1",
        name,
        Unit.COUNT,
        Statistic.COUNT,
        n,
        null,
        null,
        null,
        previous,
        weeks,
        new Interval(0.6 * n, 1.5 * n + 3.7),
        null,
        new Variation(null, 11, new Interval(8, 38), 0.55),
        null,
        null,
        null,
        null);
  }

  private static KpiTile median(
      String id,
      String name,
      long n,
      List<Double> figures,
      Double previous,
      double atMost,
      List<WeekPoint> weeks) {
    return new KpiTile(
        id,
        "v2",
        name,
        Unit.SECONDS,
        Statistic.MEDIAN,
        n,
        figures.get(0),
        figures.get(1),
        figures.get(2),
        previous,
        weeks,
        new Interval(0.62 * figures.get(1), 1.7 * figures.get(1)),
        new Interval(0.7 * figures.get(2), 3 * figures.get(2)),
        new Variation(new Arrow(Way.UP, Rule.FOUR_WEEKS, Meaning.WORSE), 11, null, 1.31),
        new OpenEnded(3, 1.1 * figures.get(1)),
        new MeanChange(8_840, 9_361, -701, 180, 5_461, "PD-Q3ZK81"),
        new Target(atMost, Bound.AT_MOST),
        null);
  }

  private static KpiTile share(
      String id,
      String name,
      long n,
      Double share,
      @Nullable Target target,
      List<WeekPoint> weeks) {
    return new KpiTile(
        id,
        "v1",
        name,
        Unit.RATIO,
        Statistic.SHARE,
        n,
        share,
        null,
        null,
        weeks.get(10).value(),
        weeks,
        new Interval(share - 0.21, share + 0.105),
        null,
        new Variation(null, 11, null, 0.283),
        null,
        null,
        target,
        null);
  }

  private static KpiTile few() {
    return new KpiTile(
        "major-mttr",
        "v2",
        "Time to resolve, major incidents",
        Unit.SECONDS,
        Statistic.MEDIAN,
        2,
        null,
        null,
        null,
        null,
        weeks(null, null, 9000, null, null, null, 12600, null, null, 10800, null, null),
        null,
        null,
        Variation.UNKNOWN,
        new OpenEnded(1, null),
        null,
        new Target(14_400, Bound.AT_MOST),
        "n<5: no statistic");
  }

  private static KpiTile notice() {
    return new KpiTile(
        "customer-notice",
        "v1",
        "First customer notice for " + SampleReports.UMLAUTS,
        Unit.SECONDS,
        Statistic.P90,
        6,
        1500.0,
        1320.0,
        3000.0,
        2700.0,
        weeks(2400, 2100, 2600, 3100, 2900, null, 2500, 2700, 2300, 3300, 2700, 3000),
        null,
        null,
        Variation.UNKNOWN,
        null,
        null,
        null,
        null);
  }

  /** The fourth week rests on four members, every other one on twenty. */
  static List<WeekPoint> weeks(Number... values) {
    List<WeekPoint> points = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Double value = values[i] == null ? null : values[i].doubleValue();
      points.add(new WeekPoint("2026-W" + (35 + i), value, i == 3 ? 4 : 20));
    }
    return points;
  }
}
