package dev.aftermath.jobs.publish;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.to_json;

import dev.aftermath.jobs.domain.calendar.ReportWeek;
import dev.aftermath.jobs.gold.BudgetAttribution;
import dev.aftermath.jobs.gold.CauseSummaries;
import dev.aftermath.jobs.gold.ContractFindings;
import dev.aftermath.jobs.gold.DataHealth;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.KpiRestatements;
import dev.aftermath.jobs.gold.Restatements;
import dev.aftermath.jobs.gold.SloBreaches;
import dev.aftermath.jobs.gold.SloExclusions;
import dev.aftermath.jobs.gold.SloWindows;
import dev.aftermath.jobs.lake.Commit;
import dev.aftermath.jobs.lake.Lake;
import dev.aftermath.jobs.lake.TableSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The lists that the evidence pack of a week holds. */
final class EvidenceLists {
  private final Lake lake;
  private final ReportWeek week;

  EvidenceLists(Lake lake, ReportWeek week) {
    this.lake = lake;
    this.week = week;
  }

  List<EvidenceList> all() {
    List<EvidenceList> lists =
        new ArrayList<>(
            List.of(
                population(),
                responseTimes(),
                completeness(),
                windows(),
                breaches(),
                causes(),
                exceptions()));
    exclusions().ifPresent(lists::add);
    attribution().ifPresent(lists::add);
    restatements().ifPresent(lists::add);
    kpiRestatements().ifPresent(lists::add);
    return lists;
  }

  private Optional<EvidenceList> exclusions() {
    return whereMade(
        SloExclusions.TABLE,
        () ->
            list(
                "slo_exclusions",
                "Approved maintenance of the four weeks up to the period's end, which the net"
                    + " figures leave out.",
                SloExclusions.TABLE,
                "start_at < "
                    + end()
                    + " AND end_at > TIMESTAMP '"
                    + week.end().minus(Duration.ofDays(28))
                    + "'",
                List.of("start_at", "exclusion_id", "slo", "group_key", "objective"),
                columns(SloExclusions.TABLE.schema().fieldNames()),
                List.of("excluded_slice_count", "excluded_bad", "excluded_total"),
                List.of(
                    "A slice that only two exclusions together cover is left out, but counted with"
                        + " neither.")));
  }

  private Optional<EvidenceList> attribution() {
    return whereMade(
        BudgetAttribution.TABLE,
        () ->
            list(
                "budget_attribution",
                "What used the error budgets of the windows that touch the period.",
                BudgetAttribution.TABLE,
                "window_start < " + end() + " AND window_end > " + start(),
                List.of(
                    "slo",
                    "group_key",
                    "objective",
                    "window",
                    "window_start",
                    "window_end",
                    "part"),
                columns(BudgetAttribution.TABLE.schema().fieldNames()),
                List.of("bad"),
                List.of(
                    "Windows that have not ended are split as of evaluated_at.",
                    "What several open incidents share is parted evenly between them.")));
  }

  private Optional<EvidenceList> restatements() {
    return whereMade(
        Restatements.TABLE,
        () ->
            list(
                "restatements",
                "Figures of days of the period, and of what began on them, that came out"
                    + " differently than a run before had computed them.",
                Restatements.TABLE,
                "day >= DATE '"
                    + week.monday()
                    + "' AND day <= DATE '"
                    + week.monday().plusDays(6)
                    + "'",
                List.of(
                    "day",
                    "table_name",
                    "slo",
                    "group_key",
                    "objective",
                    "window",
                    "start_at",
                    "part",
                    "figure",
                    "to_version"),
                withInputsAsJson(Restatements.TABLE),
                List.of(),
                List.of("An empty list says that every figure stands as it was first computed.")));
  }

  private Optional<EvidenceList> kpiRestatements() {
    return whereMade(
        KpiRestatements.TABLE,
        () ->
            list(
                "kpi_restatements",
                "KPI figures of the period that came out differently after it was frozen.",
                KpiRestatements.TABLE,
                "period = '" + week.label() + "'",
                List.of("kpi_id", "segment_type", "segment", "to_version", "figure"),
                withInputsAsJson(KpiRestatements.TABLE),
                List.of(),
                List.of(
                    "An empty list says that every figure stands as it was first computed once the"
                        + " period was frozen, or that it is not frozen yet.")));
  }

  private static Column[] withInputsAsJson(TableSpec ledger) {
    return Arrays.stream(ledger.schema().fieldNames())
        .map(name -> name.endsWith("_inputs") ? to_json(col(name)).as(name) : col(name))
        .toArray(Column[]::new);
  }

  /** Nothing where no run has made the table yet. */
  private Optional<EvidenceList> whereMade(TableSpec table, Supplier<EvidenceList> list) {
    return lake.newest(table).map(version -> list.get());
  }

  private EvidenceList population() {
    return list(
        "population_incidents",
        "Every incident that was opened, open or settled in the period, counted or not.",
        IncidentFacts.TABLE,
        "(opened_at IS NULL OR opened_at < "
            + end()
            + ") AND (opened_at >= "
            + start()
            + " OR is_open OR settled_at >= "
            + start()
            + " OR coalesce(opened_at, settled_at) IS NULL)",
        List.of("opened_at", "incident_id"),
        columns(
            "incident_id",
            "pagerduty_key",
            "pagerduty_number",
            "servicenow_key",
            "match_state",
            "population",
            "title",
            "service",
            "tenant",
            "priority",
            "impact",
            "opened_at",
            "resolved_at",
            "closed_at",
            "is_open",
            "missing_fields"),
        List.of(),
        List.of(
            "An incident that reached none of the sources is not in the list.",
            "missing_fields: what every record must carry and this one lacks, parted by"
                + " semicolons."));
  }

  private EvidenceList responseTimes() {
    return list(
        "response_times",
        "How fast incidents opened in the period were acknowledged and resolved.",
        IncidentFacts.TABLE,
        "population = 'counted' AND opened_at >= " + start() + " AND opened_at < " + end(),
        List.of("opened_at", "incident_id"),
        columns(
            "incident_id",
            "service",
            "tenant",
            "priority",
            "opened_at",
            "first_human_acknowledged_at",
            "acknowledged_basis",
            "time_to_acknowledge_seconds",
            "resolved_at",
            "resolved_basis",
            "resolver_kind",
            "time_to_resolve_seconds",
            "reopened_count",
            "escalation_count",
            "made_sla"),
        List.of("time_to_acknowledge_seconds", "time_to_resolve_seconds"),
        List.of(
            "Acknowledged is acknowledged by a human; an incident nobody acknowledged has no time.",
            "resolved_basis event_log: the ticket states no resolution, its log shows one."));
  }

  private EvidenceList completeness() {
    return list(
        "completeness",
        "What was received from each source so far, and what of it could be used.",
        DataHealth.TABLE,
        "source IS NOT NULL",
        List.of("source"),
        columns(DataHealth.TABLE.schema().fieldNames()),
        List.of("source_count", "good_count", "duplicate_count", "quarantined_count"),
        List.of("Counts are of all exports received, not of the period alone."));
  }

  private EvidenceList windows() {
    return list(
        "slo_windows",
        "Every objective over every window that ended with the period.",
        SloWindows.TABLE,
        "day = DATE '" + week.monday().plusDays(6) + "'",
        List.of("slo", "group_key", "objective", "window"),
        columns(SloWindows.TABLE.schema().fieldNames()),
        List.of("good", "total", "unknown_slice_count"),
        List.of("A slice without samples is unknown, never good: see sli_worst and sli_best."));
  }

  private EvidenceList breaches() {
    return list(
        "slo_breaches",
        "Every interval of the period in which an objective's error budget was spent.",
        SloBreaches.TABLE,
        "start_at < " + end() + " AND coalesce(end_at, " + end() + ") > " + start(),
        List.of("start_at", "slo", "group_key", "objective"),
        columns(SloBreaches.TABLE.schema().fieldNames()),
        List.of(),
        List.of());
  }

  private EvidenceList causes() {
    return list(
        "recurring_causes",
        "Causes that struck more than once.",
        CauseSummaries.TABLE,
        "episode_count >= 2 AND first_seen_at < " + end(),
        List.of("cause_id"),
        columns(CauseSummaries.TABLE.schema().fieldNames()),
        List.of("incident_count", "episode_count", "total_resolve_seconds"),
        List.of(
            "A cause is the same failure again, by exact fingerprints, hard links and titles that"
                + " machines made alike: no proof of what caused it.",
            "Incidents opened soon after one another are one episode."));
  }

  private EvidenceList exceptions() {
    return list(
        "exceptions",
        "What broke a rule of the operations contract: incidents opened and changes begun in the"
            + " period, postmortems that were owed or written in it, and runbooks as they stand.",
        ContractFindings.TABLE,
        "at IS NULL OR (at >= " + start() + " AND at < " + end() + ")",
        List.of("at", "rule", "subject_key"),
        columns(
            "rule",
            "rule_version",
            "rule_text",
            "severity",
            "subject",
            "subject_key",
            "number",
            "services",
            "missing_field",
            "reason",
            "place",
            "at"),
        List.of(),
        List.of("An empty list says that everything of the period keeps every rule."));
  }

  private EvidenceList list(
      String name,
      String purpose,
      TableSpec table,
      String predicate,
      List<String> order,
      Column[] columns,
      List<String> totals,
      List<String> knownLimits) {
    String place = table.layer().folder() + "." + table.name();
    Dataset<Row> considered = lake.read(table);
    return new EvidenceList(
        name,
        purpose,
        place,
        lake.newest(table).map(Commit::version).orElse(-1L),
        predicate,
        String.join(", ", order),
        considered.count(),
        considered
            .where(expr(predicate))
            .orderBy(order.stream().map(column -> col(column)).toArray(Column[]::new))
            .select(columns),
        totals,
        knownLimits);
  }

  private static Column[] columns(String... names) {
    return Arrays.stream(names).map(name -> col(name)).toArray(Column[]::new);
  }

  private String start() {
    return "TIMESTAMP '" + week.start() + "'";
  }

  private String end() {
    return "TIMESTAMP '" + week.end() + "'";
  }
}
