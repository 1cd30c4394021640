package dev.aftermath.reports;

import dev.aftermath.reports.model.AlertLine;
import dev.aftermath.reports.model.BudgetLine;
import dev.aftermath.reports.model.BudgetLine.Kind;
import dev.aftermath.reports.model.BudgetLine.Part;
import dev.aftermath.reports.model.BudgetRuleLine;
import dev.aftermath.reports.model.DipLine;
import dev.aftermath.reports.model.Ending;
import dev.aftermath.reports.model.ErrorBudgets;
import dev.aftermath.reports.model.ObjectiveName;
import dev.aftermath.reports.model.RestatementLine;
import dev.aftermath.reports.model.SloExclusionLine;
import dev.aftermath.reports.model.Unit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of error budgets in the sample reports. */
final class SampleBudgets {
  private static final Instant FROM = Instant.parse("2026-10-18T22:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-15T23:00:00Z");
  private static final ObjectiveName UMLAUTS = name("availability", SampleReports.UMLAUTS, "");
  private static final ObjectiveName LONG = name("latency-300ms", SampleReports.LONG_NAME, "");
  private static final ObjectiveName SEARCH = name("availability", "search", "tenant=acme");

  private SampleBudgets() {}

  static ErrorBudgets all() {
    return new ErrorBudgets(spent(), rules(), alerts(), dips(), exclusions());
  }

  private static List<BudgetLine> spent() {
    return List.of(
        new BudgetLine(
            UMLAUTS,
            FROM,
            TO,
            List.of(
                part(Kind.INCIDENT, "INC0010001", "1.9", "0.609"),
                part(Kind.INCIDENT, "INC0010017", "0.41", "0.131"),
                part(Kind.INCIDENT, "INC0010020", "0.1", "0.032"),
                part(Kind.INCIDENT, "INC0010021", "0.06", "0.019"),
                part(Kind.INCIDENT, "INC0010022", "0.05", "0.016"),
                part(Kind.UNEXPLAINED, null, "0.2", "0.064"),
                part(Kind.BASELINE, null, "0.38", "0.122"),
                part(Kind.EXCLUSION, null, "0.02", "0.006"))),
        new BudgetLine(
            LONG,
            FROM,
            TO,
            List.of(
                part(Kind.INCIDENT, "INC0010004", "0.75", "0.625"),
                part(Kind.UNEXPLAINED, null, "0.001", "0.001"),
                part(Kind.BASELINE, null, "0.449", "0.374"))),
        new BudgetLine(SEARCH, FROM, TO, List.of(part(Kind.BASELINE, null, "0.09", "1"))));
  }

  private static List<BudgetRuleLine> rules() {
    return List.of(
        new BudgetRuleLine(
            BudgetRuleLine.Rule.INCIDENT_FOUR_WEEKS,
            UMLAUTS,
            "INC0010001",
            FROM,
            TO,
            TO,
            1,
            new BigDecimal("1.9")),
        new BudgetRuleLine(
            BudgetRuleLine.Rule.CAUSE_QUARTER,
            LONG,
            "Connection pool exhausted after a deployment of …",
            Instant.parse("2026-09-30T22:00:00Z"),
            Instant.parse("2026-12-31T23:00:00Z"),
            TO,
            4,
            new BigDecimal("0.34")));
  }

  private static List<AlertLine> alerts() {
    return List.of(
        new AlertLine(
            UMLAUTS,
            "sre-workbook",
            "1h and 5m at 14.4",
            "page",
            SampleReports.MONDAY.plusSeconds(119_100),
            SampleReports.MONDAY.plusSeconds(126_300),
            Ending.ENDED,
            new BigDecimal("31.2"),
            new BigDecimal("0.021"),
            new BigDecimal("1.61")),
        new AlertLine(
            LONG,
            "sre-workbook",
            "3d and 6h at 1",
            "ticket",
            SampleReports.MONDAY.plusSeconds(510_000),
            null,
            Ending.OPEN,
            new BigDecimal("1.6"),
            new BigDecimal("0.11"),
            null),
        new AlertLine(
            LONG,
            "sre-workbook",
            "6h and 30m at 6",
            "page",
            SampleReports.MONDAY.plusSeconds(510_300),
            SampleReports.MONDAY.plusSeconds(531_900),
            Ending.ENDED_WITHOUT_DATA,
            new BigDecimal("6.4"),
            new BigDecimal("0.12"),
            new BigDecimal("0.05")),
        new AlertLine(
            UMLAUTS,
            "sre-workbook",
            "3d and 6h at 1",
            "ticket",
            SampleReports.MONDAY.plusSeconds(512_100),
            SampleReports.MONDAY.plusSeconds(518_400),
            Ending.ENDED_BY_DEFINITION,
            new BigDecimal("1.1"),
            new BigDecimal("0.31"),
            new BigDecimal("0.01")));
  }

  private static List<DipLine> dips() {
    return List.of(
        new DipLine(
            DipLine.Finding.LOSS_WITHOUT_INCIDENT,
            UMLAUTS,
            SampleReports.MONDAY.plusSeconds(200_000),
            SampleReports.MONDAY.plusSeconds(201_500),
            new BigDecimal("0.2"),
            null),
        new DipLine(
            DipLine.Finding.INCIDENT_WITHOUT_LOSS,
            SEARCH,
            SampleReports.MONDAY.plusSeconds(300_000),
            null,
            null,
            "INC0010033"));
  }

  private static List<SloExclusionLine> exclusions() {
    return List.of(
        new SloExclusionLine(
            UMLAUTS,
            "CHG0004711",
            SampleReports.MONDAY.plusSeconds(7_200),
            SampleReports.MONDAY.plusSeconds(10_800),
            "approved",
            "Change Advisory Board",
            SampleReports.MONDAY.minusSeconds(86_400),
            new BigDecimal("200"),
            new BigDecimal("12400"),
            List.of()),
        new SloExclusionLine(
            LONG,
            "CHG0004712",
            SampleReports.MONDAY.plusSeconds(92_000),
            SampleReports.MONDAY.plusSeconds(95_600),
            "approved",
            null,
            SampleReports.MONDAY.plusSeconds(100_000),
            BigDecimal.ZERO,
            new BigDecimal("310"),
            List.of("after the fact", "unused")));
  }

  static List<RestatementLine> restatements() {
    return List.of(
        ofKpi("Time to resolve", "2026-W45", Unit.SECONDS, "2400.5", "16030.0", "late_data"),
        ofKpi("Incidents acknowledged", "2026-W45", Unit.RATIO, "0.9", "0.875", "incident_changed"),
        restated("sli", "0.9981", "0.99712", "late_data"),
        restated("budget_consumed_ratio", "1.9", "2.88", "late_data"),
        new RestatementLine(
            "slo_windows",
            "availability",
            "requests",
            "tenant=acme",
            "2026-11-08",
            "verdict",
            null,
            "not_evaluable",
            "met",
            "definition_changed",
            80,
            84),
        ofKpi("Open incidents", "2026-W31", Unit.COUNT, null, "3.0", "matching_changed"));
  }

  private static RestatementLine restated(String figure, String was, String is, String reason) {
    return new RestatementLine(
        "slo_windows",
        "availability",
        "requests",
        "",
        "2026-11-08",
        figure,
        null,
        was,
        is,
        reason,
        80,
        84);
  }

  private static RestatementLine ofKpi(
      String kpi, String week, Unit unit, @Nullable String was, String is, String reason) {
    return new RestatementLine(
        "kpi_values", kpi, "all incidents", "", week, "value", unit, was, is, reason, 40, 41);
  }

  private static ObjectiveName name(String slo, String service, String group) {
    return new ObjectiveName(slo, service, group, "requests");
  }

  private static Part part(Kind kind, @Nullable String incident, String ofBudget, String ofBad) {
    return new Part(kind, incident, new BigDecimal(ofBudget), new BigDecimal(ofBad));
  }
}
