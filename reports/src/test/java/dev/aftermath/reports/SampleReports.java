package dev.aftermath.reports;

import dev.aftermath.reports.model.BreachLine;
import dev.aftermath.reports.model.DataHealthLine;
import dev.aftermath.reports.model.Ending;
import dev.aftermath.reports.model.ErrorBudgets;
import dev.aftermath.reports.model.ExcludedLine;
import dev.aftermath.reports.model.Header;
import dev.aftermath.reports.model.IncidentLine;
import dev.aftermath.reports.model.Learning;
import dev.aftermath.reports.model.NetFigures;
import dev.aftermath.reports.model.OpenIncidentLine;
import dev.aftermath.reports.model.Promises;
import dev.aftermath.reports.model.Sentences;
import dev.aftermath.reports.model.SloLine;
import dev.aftermath.reports.model.SloLine.Verdict;
import dev.aftermath.reports.model.TableVersion;
import dev.aftermath.reports.model.Unit;
import dev.aftermath.reports.model.WeeklyReport;
import dev.aftermath.reports.model.WeeklySeries;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Reports written by hand: twelve services, umlauts, a 60-character name, weeks without data, few
 * members, no or many incidents.
 */
public final class SampleReports {
  /** Sixty characters without a place to break. */
  public static final String LONG_NAME =
      "settlement_reconciliation_and_dispute_handling_backend_emea1";

  /** A service name with umlauts. */
  public static final String UMLAUTS = "Zahlungsabwicklung für Großkunden";

  static final Instant MONDAY = Instant.parse("2026-11-08T23:00:00Z");
  static final List<String> SERVICES =
      List.of(
          UMLAUTS,
          LONG_NAME,
          "checkout",
          "catalogue",
          "search",
          "identity",
          "notification",
          "ledger",
          "fraud-scoring",
          "mobile-gateway",
          "reporting",
          "document-store");

  private SampleReports() {}

  /** A usual week with twelve incidents. */
  public static WeeklyReport usualWeek() {
    return report(SampleIncidents.incidents(12), SampleIncidents.open());
  }

  /** A week with eighty incidents. */
  public static WeeklyReport busyWeek() {
    return report(SampleIncidents.incidents(80), SampleIncidents.open());
  }

  /** A week in which nothing happened. */
  public static WeeklyReport quietWeek() {
    WeeklyReport usual = usualWeek();
    return new WeeklyReport(
        usual.header(),
        new Sentences(
            "Every SLO is met.", "Nothing changed beyond noise.", "Nothing needs a decision."),
        List.of(SampleKpis.empty()),
        List.of(),
        List.of(),
        ErrorBudgets.none(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Promises.none(),
        Learning.none(),
        List.of(),
        List.of(),
        usual.definitions(),
        List.of());
  }

  /** The usual week as it looked before it took its last late data. */
  public static WeeklyReport provisionalWeek() {
    WeeklyReport usual = usualWeek();
    return new WeeklyReport(
        header(Instant.parse("2026-11-16T06:00:00Z")),
        usual.sentences(),
        usual.kpis(),
        usual.slos(),
        usual.breaches(),
        usual.errorBudgets(),
        usual.restatements(),
        usual.incidents(),
        usual.openIncidents(),
        usual.causes(),
        usual.brokenPromises(),
        usual.promises(),
        usual.learning(),
        usual.dataHealth(),
        usual.excluded(),
        usual.definitions(),
        usual.series());
  }

  private static Header header(Instant asOf) {
    return new Header(
        "Weekly service report",
        "Nordlicht Zahlungsdienste GmbH",
        "2026-W46",
        MONDAY,
        Instant.parse("2026-11-15T23:00:00Z"),
        ZoneId.of("Europe/Berlin"),
        asOf,
        Instant.parse("2026-11-17T11:00:00Z"),
        List.of(
            new TableVersion("gold.incident_facts", 41),
            new TableVersion("gold.kpi_values", 41),
            new TableVersion("gold.slo_windows", 87)));
  }

  private static WeeklyReport report(List<IncidentLine> incidents, List<OpenIncidentLine> open) {
    return new WeeklyReport(
        header(Instant.parse("2026-11-17T11:00:00Z")),
        new Sentences(
            UMLAUTS
                + " spent 312 % of its 28-day error budget: 99.688 % of requests succeeded against"
                + " a target of 99.9 %.",
            "More than chance explains: Time to acknowledge: four weeks higher than before; Time to"
                + " resolve: four weeks higher than before.",
            "Decide whether to stop feature deployments of "
                + UMLAUTS
                + " until its budget recovers; 2 incidents have been open for more than 5 days."),
        SampleKpis.kpis(incidents.size()),
        slos(),
        breaches(),
        SampleBudgets.all(),
        SampleBudgets.restatements(),
        incidents,
        open,
        SampleIncidents.causes(),
        SampleIncidents.brokenPromises(),
        SamplePromises.usual(),
        SampleLearning.usual(),
        List.of(
            new DataHealthLine(
                "pagerduty-main", 3, 412, 18, 0, Instant.parse("2026-11-16T05:58:12Z"), List.of()),
            new DataHealthLine(
                "servicenow-emea",
                2,
                10_000,
                0,
                7,
                Instant.parse("2026-11-16T06:00:00Z"),
                List.of(
                    "incident.csv holds exactly 10,000 rows, a known export cap: it may be"
                        + " incomplete")),
            new DataHealthLine(
                "prometheus-live",
                12,
                1_209_600,
                0,
                0,
                Instant.parse("2026-11-16T05:59:30Z"),
                List.of()),
            new DataHealthLine("loki-live", 0, 0, 0, 0, null, List.of("no export received"))),
        List.of(
            new ExcludedLine("merged into another incident", 9),
            new ExcludedLine("drill or test", 2)),
        SampleIncidents.definitions(),
        List.of(
            new WeeklySeries(
                "resolved",
                "Incidents resolved",
                Unit.COUNT,
                SampleKpis.weeks(17, 23, 16, 24, 20, null, 25, 20, 17, 19, 24, 11),
                null)));
  }

  private static List<SloLine> slos() {
    List<SloLine> lines = new ArrayList<>();
    lines.add(
        slo(0, "availability", "0.999", "rolling 28d", 9_968_800, 10_000_000, "1", Verdict.MISSED));
    lines.add(
        slo(
            1,
            "latency-300ms",
            "0.99",
            "rolling 28d",
            988_000,
            1_000_000,
            "0.996",
            Verdict.MISSED));
    for (int i = 2; i < 11; i++) {
      lines.add(
          slo(
              i,
              "availability",
              "0.995",
              "rolling 28d",
              1_000_000 - 450L * (i - 1),
              1_000_000,
              "1",
              Verdict.MET));
    }
    lines.add(
        slo(2, "availability", "0.9995", "calendar 1M", 499_930, 500_000, "0.9995", Verdict.MET));
    lines.add(
        new SloLine(
            "availability",
            "document-store",
            "",
            "requests",
            new BigDecimal("0.999"),
            "rolling 28d",
            "last 28 days",
            null,
            null,
            null,
            new BigDecimal("0.31"),
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            null,
            Verdict.NOT_EVALUABLE,
            Verdict.NOT_EVALUABLE,
            Verdict.NOT_EVALUABLE,
            new NetFigures(null, null, Verdict.NOT_EVALUABLE, 0),
            null));
    return lines;
  }

  private static SloLine slo(
      int service,
      String slo,
      String target,
      String window,
      long good,
      long total,
      String coverage,
      Verdict verdict) {
    BigDecimal ratio = ratio(good, total);
    BigDecimal objective = new BigDecimal(target);
    BigDecimal known = new BigDecimal(coverage);
    BigDecimal unknown = BigDecimal.ONE.subtract(known);
    BigDecimal budget =
        BigDecimal.ONE
            .subtract(ratio)
            .divide(BigDecimal.ONE.subtract(objective), 9, RoundingMode.HALF_EVEN);
    return new SloLine(
        slo,
        SERVICES.get(service),
        service == 4 ? "tenant=acme" : "",
        "requests",
        objective,
        window,
        window.equals("calendar 1M") ? "Nov 2026 so far" : "last 28 days",
        ratio,
        ratio.multiply(known),
        ratio.multiply(known).add(unknown),
        known,
        BigDecimal.valueOf(good),
        BigDecimal.valueOf(total),
        budget,
        verdict,
        unknown.signum() > 0 ? Verdict.MISSED : verdict,
        verdict,
        service == 0
            ? new NetFigures(new BigDecimal("0.9982"), new BigDecimal("1.8"), verdict, 12)
            : new NetFigures(ratio, budget, verdict, 0),
        budget.compareTo(BigDecimal.ONE) < 0
            ? BigDecimal.valueOf(28).multiply(BigDecimal.ONE.subtract(budget))
            : null);
  }

  private static BigDecimal ratio(long part, long whole) {
    return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 12, RoundingMode.HALF_EVEN);
  }

  private static List<BreachLine> breaches() {
    return List.of(
        new BreachLine(
            "availability",
            UMLAUTS,
            "",
            "Good",
            MONDAY.plusSeconds(118_800),
            MONDAY.plusSeconds(126_000),
            Ending.ENDED,
            new BigDecimal("31.2"),
            new BigDecimal("1.92")),
        new BreachLine(
            "latency-300ms",
            LONG_NAME,
            "",
            "Good",
            MONDAY.plusSeconds(500_000),
            null,
            Ending.OPEN,
            new BigDecimal("6.4"),
            new BigDecimal("0.22")),
        new BreachLine(
            "integrity",
            "ledger",
            "",
            "Good",
            MONDAY.plusSeconds(300_000),
            MONDAY.plusSeconds(300_300),
            Ending.ENDED_BY_DEFINITION,
            null,
            null));
  }
}
