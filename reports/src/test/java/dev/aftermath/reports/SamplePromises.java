package dev.aftermath.reports;

import dev.aftermath.reports.model.ContractFindingLine;
import dev.aftermath.reports.model.ContractFindingLine.State;
import dev.aftermath.reports.model.ContractRuleLine;
import dev.aftermath.reports.model.ContractRuleLine.Span;
import dev.aftermath.reports.model.DeliveryLine;
import dev.aftermath.reports.model.Interval;
import dev.aftermath.reports.model.OnCallGapLine;
import dev.aftermath.reports.model.OnCallLoadLine;
import dev.aftermath.reports.model.OnCallLoadLine.Figure;
import dev.aftermath.reports.model.OnCallLoadLine.Measure;
import dev.aftermath.reports.model.Promises;
import dev.aftermath.reports.model.SlaLine;
import dev.aftermath.reports.model.SlaLine.Target;
import dev.aftermath.reports.model.UpdateLine;
import dev.aftermath.reports.model.UpdateLine.Told;
import dev.aftermath.reports.model.Variation;
import dev.aftermath.reports.model.Variation.Arrow;
import dev.aftermath.reports.model.Variation.Meaning;
import dev.aftermath.reports.model.Variation.Rule;
import dev.aftermath.reports.model.Variation.Way;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Promises and rules written by hand: one rule gets worse, one had nothing to check. */
public final class SamplePromises {
  private static final Variation STEADY = new Variation(null, 11, null, 0.2);
  private static final Variation WORSE =
      new Variation(new Arrow(Way.DOWN, Rule.WEEK, Meaning.WORSE), 11, null, 0.2);

  private SamplePromises() {}

  /** All that the usual week tells. */
  public static Promises usual() {
    return new Promises(
        List.of(
            new SlaLine(Target.RESPONSE, "all", "all", 20, 14, 2, 1, 0, 3, 0.875, 0.7, STEADY),
            new SlaLine(Target.RESOLUTION, "all", "all", 20, 9, 7, 0, 1, 3, 0.5625, 0.45, WORSE),
            new SlaLine(Target.RESPONSE, "priority", "1", 4, 3, 1, 0, 0, 0, 0.75, 0.75, null),
            new SlaLine(Target.RESPONSE, "service", "checkout", 5, 5, 0, 0, 0, 0, 1.0, 1.0, null)),
        List.of(
            rule("incident_tenant", "incident", "high", 20, 12, WORSE, 3, 2),
            rule("runbook_rollback", "runbook", "high", 12, 11, null, 1, 0),
            rule("incident_monitoring_id", "incident", "medium", 20, 19, STEADY, 0, 0),
            rule("change_governance_policy", "change", "high", 0, 0, Variation.UNKNOWN, 0, 0)),
        findings(),
        List.of(
            new UpdateLine("1", new Told(6, 5, 1_500.0, 2_700L), new Told(4, 3, null, 600L)),
            new UpdateLine(null, new Told(2, 0, null, null), new Told(0, 0, null, null))),
        List.of(load()),
        List.of(
            new OnCallGapLine(
                "Default shop",
                1,
                SampleReports.MONDAY.plusSeconds(7_200),
                SampleReports.MONDAY.plusSeconds(18_000),
                10_800,
                9_000)),
        List.of(
            new DeliveryLine("checkout", 4, 3, 176_400.0, 1, 0.25, 1, 5_400.0, 1, 0.25),
            new DeliveryLine("ledger", 0, 0, null, 0, null, 0, null, 0, null)));
  }

  private static ContractRuleLine rule(
      String rule,
      String subject,
      String severity,
      long checked,
      long met,
      @Nullable Variation variation,
      long open,
      long fresh) {
    return new ContractRuleLine(
        rule,
        1,
        subject,
        severity,
        "Service owners",
        "What " + rule + " asks for.",
        variation == null ? Span.NOW : Span.WEEK,
        checked,
        met,
        checked == 0 ? null : Double.valueOf((double) met / checked),
        variation,
        open,
        fresh);
  }

  /** Fifteen subjects, the first of which breaks two rules. */
  private static List<ContractFindingLine> findings() {
    List<ContractFindingLine> findings = new ArrayList<>();
    findings.add(finding("INC0010001", "incident_tenant", "tenant", "tenant is not stated"));
    findings.add(finding("INC0010001", "incident_impact", "impact", "impact is not stated"));
    findings.add(
        finding(
            "CHG0000007", "change_approved_before_start", "approved_at", "5400 s after start_at"));
    findings.add(
        new ContractFindingLine(
            "runbook_rollback",
            1,
            "high",
            "Service owners",
            "runbook",
            "runbooks/search.md",
            null,
            List.of("search"),
            null,
            "rollback",
            "rollback is not stated",
            "runbooks/search.md:26",
            State.OPEN,
            null));
    for (int i = 0; i < 12; i++) {
      findings.add(
          finding("INC00200" + (10 + i), "incident_tenant", "tenant", "tenant is not stated"));
    }
    return findings;
  }

  private static ContractFindingLine finding(
      String number, String rule, String field, String reason) {
    return new ContractFindingLine(
        rule,
        1,
        "high",
        "Service owners",
        number.startsWith("CHG") ? "change" : "incident",
        number,
        "=1+1 as its title",
        List.of("checkout"),
        "acme",
        field,
        reason,
        null,
        State.CLOSED,
        Instant.parse("2026-11-12T10:00:00Z"));
  }

  private static OnCallLoadLine load() {
    Variation louder =
        new Variation(new Arrow(Way.UP, Rule.WEEK, Meaning.WORSE), 11, new Interval(4, 21), 0.5);
    Variation usual = new Variation(null, 11, new Interval(20, 61), 0.5);
    return new OnCallLoadLine(
        "payments, shop",
        14,
        28,
        0.75,
        List.of(
            new Figure(Measure.INTERRUPTIONS, 60, usual),
            new Figure(Measure.IN_BUSINESS_HOURS, 21, usual),
            new Figure(Measure.IN_OFF_HOURS, 5, Variation.UNKNOWN),
            new Figure(Measure.IN_SLEEP, 34, louder),
            new Figure(Measure.DISTURBED_NIGHTS, 9, Variation.UNKNOWN),
            new Figure(Measure.OVERLOADED_SHIFTS, 2, Variation.UNKNOWN)));
  }
}
