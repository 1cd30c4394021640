package dev.aftermath.jobs.domain.draft;

import dev.aftermath.jobs.domain.slo.Grouping;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whom it hurt, for how long, and what it took of error budgets. */
final class DraftImpact {
  private static final Map<String, String> LEVELS = Map.of("1", "high", "2", "medium", "3", "low");

  private DraftImpact() {}

  static DraftSection of(Dossier dossier) {
    List<List<String>> rows = new ArrayList<>();
    LakeRow facts = dossier.facts();
    Map<String, String> services = new LinkedHashMap<>();
    put(services, facts.text("service"), "incident_facts.service");
    dossier.all("alerts").forEach(row -> put(services, row.text("service"), "alerts.service"));
    budgetRows(dossier).forEach(row -> put(services, row.text("service"), "budget_attribution"));
    services.forEach((name, source) -> rows.add(List.of("Service", name, source)));
    Map<String, String> tenants = new LinkedHashMap<>();
    put(tenants, facts.text("tenant"), "incident_facts.tenant");
    dossier.all("alerts").forEach(row -> put(tenants, row.text("tenant"), "alerts.tenant"));
    tenants.forEach((name, source) -> rows.add(List.of("Tenant", name, source)));
    String level = facts.text("impact");
    if (level != null) {
      rows.add(
          List.of(
              "Impact as recorded", LEVELS.getOrDefault(level, level), "incident_facts.impact"));
    }
    for (LakeRow gap : dossier.all("paperwork_gaps")) {
      rows.add(
          List.of(
              "SLI below its target while it was open, " + sloOf(gap),
              Told.duration(gap.number("bad_seconds"))
                  + unknown(gap.count("unknown_seconds"))
                  + " of "
                  + Told.duration(gap.number("recorded_seconds")),
              "paperwork_gaps"));
    }
    for (LakeRow notice : dossier.all("customer_notices")) {
      rows.add(
          List.of(
              "Customers were told",
              Told.text(notice.text("title")) + " (" + notice.text("impact") + ")",
              notice.name("system") + " " + notice.name("notice_key")));
    }
    return DraftSection.of(
        "Impact",
        sentences(dossier, services.size(), tenants.size()),
        new DraftTable(List.of("What", "Value", "Source"), rows));
  }

  private static void put(Map<String, String> names, @Nullable String name, String source) {
    if (name != null) {
      names.putIfAbsent(name, source);
    }
  }

  private static String unknown(long seconds) {
    return seconds == 0 ? "" : " and unknown for " + Told.duration(seconds) + ",";
  }

  private static List<String> sentences(Dossier dossier, int services, int tenants) {
    LakeRow facts = dossier.facts();
    return List.of(
        concerned(services, tenants),
        felt(facts.instant("impact_start_at"), facts.instant("mitigated_at")));
  }

  private static String concerned(int services, int tenants) {
    return "It concerned "
        + (services == 0 ? "no service that is known" : Told.count(services, "service"))
        + " and "
        + (tenants == 0 ? "no tenant that is known" : Told.count(tenants, "tenant"))
        + ".";
  }

  /** The resolution says only that somebody was done by then. */
  private static String felt(@Nullable Instant began, @Nullable Instant mitigated) {
    if (began != null && mitigated != null) {
      return "Customers felt it for "
          + Told.between(began, mitigated)
          + ", from "
          + Told.time(began)
          + " to "
          + Told.time(mitigated)
          + " UTC.";
    }
    if (began != null) {
      return "Customers felt it from " + Told.time(began) + " UTC on; until when is not known.";
    }
    return mitigated == null
        ? "When customers felt it is not known."
        : "Customers felt it until " + Told.time(mitigated) + " UTC; since when is not known.";
  }

  /** Every part of a budget that it took, with all digits. */
  static DraftSection budgets(Dossier dossier) {
    List<LakeRow> parts = budgetRows(dossier);
    boolean isGrouped = parts.stream().anyMatch(row -> !isWhole(row));
    List<String> columns = new ArrayList<>(List.of("SLO", "Objective"));
    if (isGrouped) {
      columns.add("Group");
    }
    columns.addAll(
        List.of("Window", "Part of budget", "Bad", "Budget so far", "From", "To", "Source"));
    return DraftSection.of(
        "Error budget burnt",
        List.of(sentence(parts)),
        new DraftTable(columns, parts.stream().map(row -> cells(row, isGrouped)).toList()));
  }

  private static String sentence(List<LakeRow> parts) {
    if (parts.isEmpty()) {
      return "No part of an error budget is put down to it.";
    }
    LakeRow largest =
        parts.stream()
            .filter(row -> row.exact("budget_total").signum() > 0)
            .max(Comparator.comparing(DraftImpact::share))
            .orElse(null);
    String said =
        largest == null
            ? "The windows have no budget to take a part of."
            : "The largest part of a budget that it took is "
                + Told.percent(largest.exact("bad"), largest.exact("budget_total"))
                + ".";
    return said
        + " What is bad is counted as each objective counts it; windows overlap, so there is no sum.";
  }

  private static BigDecimal share(LakeRow row) {
    return row.exact("bad").divide(row.exact("budget_total"), 18, RoundingMode.HALF_UP);
  }

  private static List<String> cells(LakeRow row, boolean isGrouped) {
    List<String> cells = new ArrayList<>(List.of(row.name("slo"), row.name("objective")));
    if (isGrouped) {
      cells.add(isWhole(row) ? "all" : row.name("group_key"));
    }
    cells.addAll(
        List.of(
            Told.words(row.text("window")),
            Told.percent(row.exact("bad"), row.exact("budget_total"))
                + (row.is("exceeds_20_percent") ? ", more than a fifth" : ""),
            Told.exact(row.exact("bad")),
            Told.exact(row.exact("budget_total")),
            Told.minute(row.instant("window_start")),
            Told.minute(row.instant("window_end")),
            "budget_attribution"));
    return cells;
  }

  private static boolean isWhole(LakeRow row) {
    return row.name("group_key").equals(Grouping.WHOLE);
  }

  private static String sloOf(LakeRow row) {
    return row.name("slo") + (isWhole(row) ? "" : " " + row.name("group_key"));
  }

  private static List<LakeRow> budgetRows(Dossier dossier) {
    return dossier.all("budget_attribution");
  }
}
