package dev.aftermath.reports;

import dev.aftermath.reports.model.BrokenPromiseLine;
import dev.aftermath.reports.model.CauseLine;
import dev.aftermath.reports.model.Definition;
import dev.aftermath.reports.model.IncidentLine;
import dev.aftermath.reports.model.Match;
import dev.aftermath.reports.model.OpenIncidentLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Incidents, causes and definitions of the sample reports. */
final class SampleIncidents {
  private SampleIncidents() {}

  static List<IncidentLine> incidents(int count) {
    List<IncidentLine> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean unresolved = i % 11 == 10;
      lines.add(
          new IncidentLine(
              i % 3 == 0 ? "INC00%05d".formatted(14_000 + i) : "PD-Q%04X".formatted(40_000 + i),
              i % 4 == 0
                  ? "Error rate of "
                      + SampleReports.SERVICES.get(i % 12)
                      + " above 5 % for 10 minutes"
                  : "Probe failed: " + SampleReports.SERVICES.get(i % 12),
              i % 7 == 6 ? null : SampleReports.SERVICES.get(i % 12),
              i % 5 == 4 ? null : List.of("emea", "amer", "apac").get(i % 3),
              i % 6 == 5 ? null : "P" + (1 + i % 4),
              SampleReports.MONDAY.plusSeconds(7_000L * i),
              i % 8 == 7 ? null : 45L + 67L * i,
              unresolved ? null : 600L + 3_333L * i,
              unresolved ? "acknowledged" : "resolved",
              List.of(Match.BOTH, Match.ONLY_PAGERDUTY, Match.ONLY_SERVICENOW).get(i % 3)));
    }
    return lines;
  }

  static List<OpenIncidentLine> open() {
    return List.of(
        new OpenIncidentLine(
            "INC0014001",
            "Settlement file of a partner bank is late every morning",
            SampleReports.LONG_NAME,
            "emea",
            "P3",
            Instant.parse("2026-11-05T06:12:00Z"),
            924_480),
        new OpenIncidentLine(
            "PD-Q9ZZ",
            "=HYPERLINK(\"http://example.org\") in a title",
            "checkout",
            null,
            null,
            Instant.parse("2026-11-15T22:15:00Z"),
            2_700));
  }

  static List<CauseLine> causes() {
    return List.of(
        new CauseLine(
            "4f1c9a20b7d3e856",
            SampleReports.UMLAUTS,
            "Connection pool exhausted after deployment",
            5,
            2,
            9,
            Instant.parse("2026-09-02T08:00:00Z"),
            SampleReports.MONDAY.plusSeconds(118_800),
            1_640_000.0,
            CauseLine.Trend.RISING,
            new CauseLine.Standing(
                CauseLine.Status.CAME_BACK,
                Instant.parse("2026-10-12T09:00:00Z"),
                CauseLine.FixBasis.ACTION_ITEMS,
                Instant.parse("2026-10-31T04:00:00Z"),
                Instant.parse("2027-01-16T00:00:00Z")),
            new CauseLine.ActionItems(3, 1, 4, 11L, Instant.parse("2026-11-09T23:00:00Z")),
            new BigDecimal("0.4149"),
            "checkout-availability",
            List.of("PD-Q1AA", "PD-Q1BB", "PD-Q1CC", "INC0012345", "PD-Q1EE", "PD-Q1FF"),
            41_220L),
        new CauseLine(
            "09bd77e1c2a45f30",
            "ledger",
            "Zertifikat abgelaufen (Gültigkeit überschritten)",
            3,
            0,
            3,
            Instant.parse("2026-08-11T22:10:00Z"),
            Instant.parse("2026-10-11T22:10:00Z"),
            2_635_200.0,
            CauseLine.Trend.STEADY,
            new CauseLine.Standing(
                CauseLine.Status.CLAIMED_FIXED,
                Instant.parse("2026-10-20T09:00:00Z"),
                CauseLine.FixBasis.HUMAN,
                null,
                Instant.parse("2027-01-19T12:00:00Z")),
            CauseLine.ActionItems.none(),
            new BigDecimal("0.012"),
            "ledger-availability",
            List.of("INC0011111", "INC0012222", "INC0013333"),
            9_000L),
        diskFull());
  }

  private static CauseLine diskFull() {
    return new CauseLine(
        "c0ffee0011223344",
        null,
        "Disk full",
        2,
        1,
        2,
        Instant.parse("2026-10-20T02:00:00Z"),
        SampleReports.MONDAY.plusSeconds(10_000),
        432_000.0,
        CauseLine.Trend.NEW,
        new CauseLine.Standing(CauseLine.Status.RECURRING, null, null, null, null),
        new CauseLine.ActionItems(1, 0, 0, 2L, Instant.parse("2026-12-01T23:00:00Z")),
        null,
        null,
        List.of("PD-Q2AA", "PD-Q2BB"),
        null);
  }

  static List<BrokenPromiseLine> brokenPromises() {
    return List.of(
        brokenPromise("4f1c9a20b7d3e856", "OPS-4711", BrokenPromiseLine.Kind.DONE),
        brokenPromise("4f1c9a20b7d3e856", "OPS-4712", BrokenPromiseLine.Kind.OVERDUE),
        brokenPromise("c0ffee0011223344", "PM-0010044#2", BrokenPromiseLine.Kind.OVERDUE));
  }

  private static BrokenPromiseLine brokenPromise(
      String causeId, String number, BrokenPromiseLine.Kind kind) {
    boolean isDone = kind == BrokenPromiseLine.Kind.DONE;
    return new BrokenPromiseLine(
        causeId,
        isDone ? SampleReports.UMLAUTS : "ledger",
        isDone ? "Connection pool exhausted after deployment" : "Disk full",
        "Alert on the first sign of this, and limit what one tenant can take of the pool",
        number,
        kind,
        Instant.parse("2026-10-08T22:00:00Z"),
        isDone ? Instant.parse("2026-10-11T22:00:00Z") : null,
        isDone ? 2 : 1,
        Instant.parse("2026-10-31T04:00:00Z"),
        Instant.parse("2026-11-10T09:00:00Z"),
        isDone ? null : 32L,
        isDone ? 19L : null);
  }

  static List<Definition> definitions() {
    return List.of(
        new Definition(
            "incident-count",
            "v1",
            "Incidents opened in the week, merged children, drills and tests left out and counted"
                + " apart."),
        new Definition(
            "mtta",
            "v2",
            "From the opening of an incident to the first acknowledgement by a human in the event"
                + " log, over incidents opened in the week and acknowledged by the as-of time."),
        new Definition(
            "mttr",
            "v2",
            "From opening to the resolution that lasted, over incidents resolved by the as-of time."
                + " Open incidents are never counted as resolved."));
  }
}
