package dev.aftermath.reports;

import dev.aftermath.reports.model.BreachLine;
import dev.aftermath.reports.model.CauseLine;
import dev.aftermath.reports.model.DataHealthLine;
import dev.aftermath.reports.model.Definition;
import dev.aftermath.reports.model.ExcludedLine;
import dev.aftermath.reports.model.Header;
import dev.aftermath.reports.model.IncidentLine;
import dev.aftermath.reports.model.KpiTile;
import dev.aftermath.reports.model.Match;
import dev.aftermath.reports.model.OpenIncidentLine;
import dev.aftermath.reports.model.Sentences;
import dev.aftermath.reports.model.SloLine;
import dev.aftermath.reports.model.SloLine.Verdict;
import dev.aftermath.reports.model.Statistic;
import dev.aftermath.reports.model.TableVersion;
import dev.aftermath.reports.model.Target;
import dev.aftermath.reports.model.Target.Bound;
import dev.aftermath.reports.model.Unit;
import dev.aftermath.reports.model.WeekPoint;
import dev.aftermath.reports.model.WeeklyReport;
import dev.aftermath.reports.model.WeeklySeries;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Reports written by hand: twelve services, umlauts, a 60-character name, weeks without data, few members, no or many incidents. */
public final class SampleReports {
  /** Sixty characters without a place to break. */
  public static final String LONG_NAME = "settlement_reconciliation_and_dispute_handling_backend_emea1";

  /** A service name with umlauts. */
  public static final String UMLAUTS = "Zahlungsabwicklung für Großkunden";

  private static final Instant MONDAY = Instant.parse("2026-11-08T23:00:00Z");
  private static final List<String> SERVICES =
      List.of(
          UMLAUTS, LONG_NAME, "checkout", "catalogue", "search", "identity", "notification", "ledger", "fraud-scoring",
          "mobile-gateway", "reporting", "document-store");

  private SampleReports() {}

  /** A usual week with twelve incidents. */
  public static WeeklyReport usualWeek() {
    return report(incidents(12), open());
  }

  /** A week with eighty incidents. */
  public static WeeklyReport busyWeek() {
    return report(incidents(80), open());
  }

  /** A week in which nothing happened. */
  public static WeeklyReport quietWeek() {
    WeeklyReport usual = usualWeek();
    return new WeeklyReport(
        usual.header(),
        new Sentences("Every SLO is met.", "Nothing changed beyond noise.", "Nothing needs a decision."),
        List.of(empty()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        usual.definitions(),
        List.of());
  }

  private static WeeklyReport report(List<IncidentLine> incidents, List<OpenIncidentLine> open) {
    return new WeeklyReport(
        new Header(
            "Weekly service report",
            "Nordlicht Zahlungsdienste GmbH",
            "2026-W46",
            MONDAY,
            Instant.parse("2026-11-15T23:00:00Z"),
            ZoneId.of("Europe/Berlin"),
            Instant.parse("2026-11-17T11:00:00Z"),
            List.of(
                new TableVersion("gold.incident_facts", 41),
                new TableVersion("gold.kpi_values", 41),
                new TableVersion("gold.slo_windows", 87))),
        new Sentences(
            UMLAUTS + " spent 312 % of its 28-day error budget: 99.688 % of requests succeeded against a target of 99.9 %.",
            "Nothing changed beyond noise: incidents, time to acknowledge and time to resolve stayed within their usual range.",
            "Decide whether to stop feature deployments of " + UMLAUTS
                + " until its budget recovers; 2 incidents have been open for more than 5 days."),
        kpis(incidents.size()),
        slos(),
        breaches(),
        incidents,
        open,
        causes(),
        List.of(
            new DataHealthLine("pagerduty-main", 3, 412, 18, 0, Instant.parse("2026-11-16T05:58:12Z"), List.of()),
            new DataHealthLine(
                "servicenow-emea", 2, 10_000, 0, 7, Instant.parse("2026-11-16T06:00:00Z"),
                List.of("incident.csv holds exactly 10,000 rows, a known export cap: it may be incomplete")),
            new DataHealthLine("prometheus-live", 12, 1_209_600, 0, 0, Instant.parse("2026-11-16T05:59:30Z"), List.of()),
            new DataHealthLine("loki-live", 0, 0, 0, 0, null, List.of("no export received"))),
        List.of(new ExcludedLine("merged into another incident", 9), new ExcludedLine("drill or test", 2)),
        definitions(),
        List.of(
            new WeeklySeries("resolved", "Incidents resolved", Unit.COUNT, weeks(17, 23, 16, 24, 20, null, 25, 20, 17, 19, 24, 11), null)));
  }

  private static List<KpiTile> kpis(int incidents) {
    Target within = new Target(0.9, Bound.AT_LEAST);
    return List.of(
        new KpiTile("incident-count", "v1", "Incidents", Unit.COUNT, Statistic.COUNT, incidents, null, null, null, 23.0,
            weeks(18, 22, 17, 25, 19, null, 24, 21, 16, 20, 23, incidents), null, null),
        new KpiTile("mtta", "v2", "Time to acknowledge", Unit.SECONDS, Statistic.MEDIAN, 19, 512.4, 245.0, 1260.0, 271.0,
            weeks(300, 280, 310, 260, 240, null, null, 330, 290, 250, 271, 245), new Target(300, Bound.AT_MOST), null),
        new KpiTile("mttr", "v2", "Time to resolve", Unit.SECONDS, Statistic.MEDIAN, 18, 14_822.0, 5_520.0, 41_400.0, 4_980.0,
            weeks(4800, 5400, 6100, 4300, 5200, null, 7400, 6900, 5100, 5600, 4980, 5520), new Target(7200, Bound.AT_MOST), null),
        new KpiTile("ack-within-5min", "v1", "Acknowledged within 5 min", Unit.RATIO, Statistic.SHARE, 19, 0.8421, null, null, 0.8696,
            weeks(0.8, 0.85, 0.79, 0.9, 0.88, null, 0.83, 0.86, 0.91, 0.84, 0.8696, 0.8421), within, null),
        new KpiTile("major-mttr", "v2", "Time to resolve, major incidents", Unit.SECONDS, Statistic.MEDIAN, 2, null, null, null, null,
            weeks(null, null, 9000, null, null, null, 12600, null, null, 10800, null, null), new Target(14_400, Bound.AT_MOST),
            "n<5: no statistic"),
        new KpiTile("customer-notice", "v1", "First customer notice for " + UMLAUTS, Unit.SECONDS, Statistic.P90, 6, 1500.0, 1320.0, 3000.0, 2700.0,
            weeks(2400, 2100, 2600, 3100, 2900, null, 2500, 2700, 2300, 3300, 2700, 3000), null, null),
        new KpiTile("auto-resolved", "v1", "Resolved without a human", Unit.RATIO, Statistic.SHARE, 21, 0.2857, null, null, 0.2174,
            weeks(0.25, 0.3, 0.2, 0.22, 0.31, null, 0.27, 0.24, 0.26, 0.29, 0.2174, 0.2857), null, null),
        new KpiTile("reopened", "v1", "Reopened", Unit.COUNT, Statistic.COUNT, 0, null, null, null, 1.0,
            weeks(0, 1, 0, 2, 0, null, 0, 0, 1, 0, 1, 0), null, null));
  }

  private static KpiTile empty() {
    return new KpiTile("mttr", "v2", "Time to resolve", Unit.SECONDS, Statistic.MEDIAN, 0, null, null, null, null,
        weeks(null, null, null, null, null, null, null, null, null, null, null, null), null, null);
  }

  private static List<WeekPoint> weeks(Number... values) {
    List<WeekPoint> points = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      Double value = values[i] == null ? null : values[i].doubleValue();
      points.add(new WeekPoint("2026-W" + (35 + i), value, i == 3 ? 4 : 20));
    }
    return points;
  }

  private static List<SloLine> slos() {
    List<SloLine> lines = new ArrayList<>();
    lines.add(slo(0, "availability", "0.999", "rolling 28 d", 9_968_800, 10_000_000, "1", Verdict.MISSED));
    lines.add(slo(1, "latency-300ms", "0.99", "rolling 28 d", 988_000, 1_000_000, "0.996", Verdict.MISSED));
    for (int i = 2; i < 11; i++) {
      lines.add(slo(i, "availability", "0.995", "rolling 28 d", 1_000_000 - 450L * (i - 1), 1_000_000, "1", Verdict.MET));
    }
    lines.add(slo(2, "availability", "0.9995", "month 2026-11", 499_930, 500_000, "0.9995", Verdict.MET));
    lines.add(
        new SloLine("availability", "document-store", "requests", new BigDecimal("0.999"), "rolling 28 d", null, null, null,
            new BigDecimal("0.31"), BigDecimal.ZERO, BigDecimal.ZERO, null, Verdict.NOT_EVALUABLE));
    return lines;
  }

  private static SloLine slo(
      int service, String slo, String target, String window, long good, long total, String coverage, Verdict verdict) {
    BigDecimal ratio = ratio(good, total);
    BigDecimal objective = new BigDecimal(target);
    BigDecimal known = new BigDecimal(coverage);
    BigDecimal unknown = BigDecimal.ONE.subtract(known);
    BigDecimal budget =
        BigDecimal.ONE.subtract(ratio).divide(BigDecimal.ONE.subtract(objective), 9, RoundingMode.HALF_EVEN);
    return new SloLine(slo, SERVICES.get(service), "requests", objective, window, ratio, ratio.multiply(known),
        ratio.multiply(known).add(unknown), known, BigDecimal.valueOf(good), BigDecimal.valueOf(total), budget, verdict);
  }

  private static BigDecimal ratio(long part, long whole) {
    return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 12, RoundingMode.HALF_EVEN);
  }

  private static List<BreachLine> breaches() {
    return List.of(
        new BreachLine("availability", UMLAUTS, MONDAY.plusSeconds(118_800), MONDAY.plusSeconds(126_000),
            new BigDecimal("31.2"), new BigDecimal("1.92")),
        new BreachLine("latency-300ms", LONG_NAME, MONDAY.plusSeconds(500_000), null, new BigDecimal("6.4"),
            new BigDecimal("0.22")),
        new BreachLine("integrity", "ledger", MONDAY.plusSeconds(300_000), MONDAY.plusSeconds(300_300), null, null));
  }

  private static List<CauseLine> causes() {
    return List.of(
        new CauseLine(UMLAUTS, "Connection pool exhausted after deployment", 5, Instant.parse("2026-09-02T08:00:00Z"),
            MONDAY.plusSeconds(118_800), List.of("PD-Q1AA", "PD-Q1BB", "PD-Q1CC", "INC0012345", "PD-Q1EE"), 41_220L),
        new CauseLine("ledger", "Zertifikat abgelaufen (Gültigkeit überschritten)", 3, Instant.parse("2026-08-11T22:10:00Z"),
            MONDAY.plusSeconds(300_000), List.of("INC0011111", "INC0012222", "INC0013333"), 9_000L),
        new CauseLine(null, "Disk full", 2, Instant.parse("2026-10-20T02:00:00Z"), MONDAY.plusSeconds(10_000),
            List.of("PD-Q2AA", "PD-Q2BB"), null));
  }

  private static List<OpenIncidentLine> open() {
    return List.of(
        new OpenIncidentLine("INC0014001", "Settlement file of a partner bank is late every morning", LONG_NAME, "emea",
            "P3", Instant.parse("2026-11-05T06:12:00Z"), 1_054_080),
        new OpenIncidentLine("PD-Q9ZZ", "=HYPERLINK(\"http://example.org\") in a title", "checkout", null, null,
            Instant.parse("2026-11-17T10:15:00Z"), 2_700));
  }

  private static List<IncidentLine> incidents(int count) {
    List<IncidentLine> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean unresolved = i % 11 == 10;
      lines.add(
          new IncidentLine(
              i % 3 == 0 ? "INC00%05d".formatted(14_000 + i) : "PD-Q%04X".formatted(40_000 + i),
              i % 4 == 0
                  ? "Error rate of " + SERVICES.get(i % 12) + " above 5 % for 10 minutes"
                  : "Probe failed: " + SERVICES.get(i % 12),
              i % 7 == 6 ? null : SERVICES.get(i % 12),
              i % 5 == 4 ? null : List.of("emea", "amer", "apac").get(i % 3),
              i % 6 == 5 ? null : "P" + (1 + i % 4),
              MONDAY.plusSeconds(7_000L * i),
              i % 8 == 7 ? null : 45L + 67L * i,
              unresolved ? null : 600L + 3_333L * i,
              unresolved ? "acknowledged" : "resolved",
              Match.values()[i % 3]));
    }
    return lines;
  }

  private static List<Definition> definitions() {
    return List.of(
        new Definition("incident-count", "v1",
            "Incidents opened in the week, merged children, drills and tests left out and counted apart."),
        new Definition("mtta", "v2",
            "From the opening of an incident to the first acknowledgement by a human in the event log, over incidents opened in the"
                + " week and acknowledged by the as-of time."),
        new Definition("mttr", "v2",
            "From opening to the resolution that lasted, over incidents resolved by the as-of time. Open incidents are never counted"
                + " as resolved."));
  }
}
