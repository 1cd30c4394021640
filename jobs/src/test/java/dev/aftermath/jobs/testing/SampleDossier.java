package dev.aftermath.jobs.testing;

import static dev.aftermath.jobs.testing.TableRows.row;

import dev.aftermath.jobs.domain.draft.Dossier;
import dev.aftermath.jobs.domain.draft.LakeRow;
import dev.aftermath.jobs.domain.draft.TableVersion;
import dev.aftermath.jobs.gold.ActionItemStatus;
import dev.aftermath.jobs.gold.BudgetAttribution;
import dev.aftermath.jobs.gold.CauseLabels;
import dev.aftermath.jobs.gold.CauseMembers;
import dev.aftermath.jobs.gold.CauseSummaries;
import dev.aftermath.jobs.gold.ContractFindings;
import dev.aftermath.jobs.gold.IncidentAttributions;
import dev.aftermath.jobs.gold.IncidentFacts;
import dev.aftermath.jobs.gold.IncidentSuggestions;
import dev.aftermath.jobs.gold.PaperworkGaps;
import dev.aftermath.jobs.gold.PostmortemDuties;
import dev.aftermath.jobs.silver.Alerts;
import dev.aftermath.jobs.silver.Changes;
import dev.aftermath.jobs.silver.CustomerNotices;
import dev.aftermath.jobs.silver.Incidents;
import dev.aftermath.jobs.silver.StakeholderUpdates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is known of an incident, INC0012345 alias page Q1ABC2 on 10 November 2026, whose words are
 * as inconvenient as words can be: the texts tell what led to what, and use signs of Markdown.
 */
public final class SampleDossier {
  private static final String AS_OF = "2026-11-18T11:00:00Z";

  private SampleDossier() {}

  /** Everything is known that can be. */
  public static Dossier full() {
    return dossier(
        facts(),
        Stream.of(whatHappened(), changes(), budgets(), cause(), lookedUp(), owed())
            .flatMap(List::stream)
            .toList(),
        AS_OF);
  }

  /** Nothing but a page that was opened. */
  public static Dossier bare() {
    return dossier(
        row(
            IncidentFacts.TABLE,
            """
            incident_id: pagerduty:Q1ABC2
            pagerduty_key: Q1ABC2
            match_state: only_pagerduty
            population: counted
            is_open: true
            opened_at: 2026-11-10T12:00:00Z
            open_as_of: 2026-11-10T14:00:00Z
            """),
        List.of(),
        "2026-11-10T14:00:00Z");
  }

  /** A short one that somebody resolved, but nobody mitigated. */
  public static Dossier unmitigated() {
    return dossier(
        row(
            IncidentFacts.TABLE,
            """
            incident_id: servicenow:INC0012346
            servicenow_number: INC0012346
            match_state: both
            service: orders
            tenant: north
            priority: 3
            impact: 3
            population: counted
            alert_count: 1
            impact_start_at: 2026-11-10T11:58:00Z
            opened_at: 2026-11-10T12:40:00Z
            first_human_acknowledged_at: 2026-11-10T12:41:00Z
            resolved_at: 2026-11-10T13:00:00Z
            restored_at: 2026-11-10T13:00:00Z
            settled_at: 2026-11-10T13:00:00Z
            is_open: false
            cause_text: Known
            """),
        List.of(
            row(PostmortemDuties.TABLE, "required_because: priority 3\nstate: pending"),
            row(
                PaperworkGaps.TABLE,
                "slo: orders\ngroup_key: \nrecorded_seconds: 60\nbad_seconds: 60")),
        AS_OF);
  }

  private static Dossier dossier(LakeRow facts, List<LakeRow> rows, String asOf) {
    return Dossier.of(
        Instant.parse(asOf),
        facts,
        rows,
        Duration.ofHours(24),
        List.of(new TableVersion("incident_facts", 3, Instant.parse("2026-11-18T11:00:05Z"))));
  }

  private static LakeRow facts() {
    return row(
        IncidentFacts.TABLE,
        """
        incident_id: pagerduty:Q1ABC2
        pagerduty_key: Q1ABC2
        pagerduty_number: 4711
        servicenow_key: 9d1f
        servicenow_number: INC0012345
        title: Errors in *checkout* | caused by <b>expired</b> token_ #
        service: expired-orders
        tenant: north
        priority: 1
        impact: 1
        match_state: both
        match_rule: number_mentioned
        match_evidence: the ticket mentions #4711
        population: counted
        impact_start_at: 2026-11-10T11:58:00Z
        impact_start_source: servicenow
        alert_count: 1
        first_alert_at: 2026-11-10T11:59:00Z
        opened_at: 2026-11-10T12:00:00Z
        opened_basis: recorded
        first_human_acknowledged_at: 2026-11-10T12:05:03Z
        time_to_acknowledge_seconds: 303
        mitigated_at: 2026-11-10T13:00:00Z
        mitigated_source: servicenow
        resolved_at: 2026-11-10T13:20:00Z
        resolved_basis: recorded
        resolver_class: human
        restored_at: 2026-11-10T13:00:00Z
        settled_at: 2026-11-10T13:20:00Z
        time_to_restore_seconds: 3720
        restore_start_basis: impact
        restore_end_basis: mitigated
        is_open: false
        cause_text: The token was not renewed because nobody knew of it.
        change_reference: CHG0000007
        """);
  }

  private static List<LakeRow> whatHappened() {
    return List.of(
        row(
            Incidents.TABLE,
            """
            events/ at=2026-11-10T12:00:00Z, kind=TRIGGERED, actor_kind=AUTOMATION, detail=api, system=pagerduty
            events/ at=2026-11-10T12:00:02Z, kind=NOTIFIED, actor_kind=AUTOMATION, detail=push, system=pagerduty
            events/ at=2026-11-10T12:00:09Z, kind=NOTIFIED, actor_kind=AUTOMATION, detail=sms, system=pagerduty
            events/ at=2026-11-10T12:00:00Z, kind=ALERTED, actor_kind=AUTOMATION, detail=f00d, system=pagerduty
            events/ at=2026-11-10T12:05:03Z, kind=ACKNOWLEDGED, actor_kind=HUMAN, detail=website, system=pagerduty
            events/ at=2026-11-10T12:06:00Z, kind=STATE_CHANGED, actor_kind=UNKNOWN, detail=Work, system=servicenow
            events/ at=2026-11-10T13:20:00Z, kind=RESOLVED, actor_kind=HUMAN, detail=website, system=pagerduty
            """),
        row(
            Alerts.TABLE,
            """
            system: alertmanager
            fingerprint: f00d
            started_at: 2026-11-10T11:59:00Z
            ended_at: 2026-11-10T13:01:00Z
            name: ErrorsHigh
            severity: critical
            service: expired-orders
            tenant: north
            link_rule: alert_named
            link_evidence: its log names f00d
            """),
        row(
            StakeholderUpdates.TABLE,
            """
            system: servicenow
            update_key: u1
            audience: stakeholder
            told_at: 2026-11-10T12:30:00Z
            """),
        row(
            CustomerNotices.TABLE,
            """
            system: statuspage
            notice_key: n1
            title: Orders fail due to an outage
            impact: major
            updates/ at=2026-11-10T12:20:00Z, state_as_written=investigating
            """));
  }

  private static List<LakeRow> changes() {
    return List.of(
        row(
            IncidentAttributions.TABLE,
            """
            rule: explicit_reference
            reason: the record names CHG0000007
            deployment_key: servicenow:CHG0000007:expired-orders
            """),
        row(
            Changes.TABLE,
            """
            system: servicenow
            change_key: CHG0000007
            number: CHG0000007
            title: Release 12
            change_type: normal
            start_at: 2026-11-10T11:30:00Z
            end_at: 2026-11-10T11:50:00Z
            """));
  }

  private static List<LakeRow> budgets() {
    return List.of(
        budget("declared", "0.100000000000000001", "false"),
        budget("month", "212.5", "true"),
        row(
            PaperworkGaps.TABLE,
            """
            slo: orders-availability
            group_key:\s
            recorded_seconds: 4800
            bad_seconds: 3600
            unknown_seconds: 300
            """));
  }

  private static LakeRow budget(String window, String bad, String isMoreThanAFifth) {
    return row(
        BudgetAttribution.TABLE,
        """
        slo: orders-availability
        service: expired-orders
        group_key:\s
        objective: 99.9
        window: %s
        window_start: 2026-11-01T00:00:00Z
        window_end: 2026-12-01T00:00:00Z
        bad: %s
        budget_total: 1000
        exceeds_20_percent: %s
        """
            .formatted(window, bad, isMoreThanAFifth));
  }

  private static LakeRow called(String id, String names) {
    return row(IncidentFacts.TABLE, "incident_id: " + id + "\n" + names);
  }

  /** The first two are one episode; the last is of the episode of the incident itself. */
  private static List<LakeRow> cause() {
    return List.of(
        member("pagerduty:Q1ABC2", "2026-11-10T12:00:00Z", 4_800),
        member("pagerduty:Q0A", "2026-09-01T10:00:00Z", 600),
        member("pagerduty:Q0B", "2026-09-01T20:00:00Z", 7_200),
        member("pagerduty:Q0C", "2026-10-05T10:00:00Z", 900),
        member("pagerduty:Q0D", "2026-11-10T02:00:00Z", 60),
        called("pagerduty:Q0A", "servicenow_number: INC0000008\npagerduty_number: 7"),
        called("pagerduty:Q0B", "pagerduty_number: 8"),
        row(
            CauseSummaries.TABLE,
            """
            cause_id: 4f1c9a20b7d3e856
            label: The token expired
            label_source: human
            status: came_back
            trend: rising
            """));
  }

  private static LakeRow member(String id, String openedAt, int resolvedAfterSeconds) {
    return row(
        CauseMembers.TABLE,
        """
        cause_id: 4f1c9a20b7d3e856
        incident_id: %s
        edge: template
        evidence: errors in <*>
        opened_at: %s
        time_to_resolve_seconds: %d
        """
            .formatted(id, openedAt, resolvedAfterSeconds));
  }

  private static List<LakeRow> lookedUp() {
    return List.of(
        row(
            CauseLabels.TABLE,
            """
            trigger: time_or_expiry
            trigger_source: dictionary
            trigger_words: expired
            root_cause: unknown
            root_cause_source: none
            """),
        row(
            IncidentSuggestions.TABLE,
            """
            suggested_incident_id: pagerduty:Q0Z
            suggested_title: Errors led to a queue
            suggested_cause_text: The root cause was a full disk.
            suggested_opened_at: 2026-08-01T00:00:00Z
            reason: shared words: errors
            """));
  }

  private static List<LakeRow> owed() {
    return List.of(
        row(
            ActionItemStatus.TABLE,
            """
            source: postmortems
            text: Alert on tokens due to expire
            incident_number: INC0009999
            due_at: 2026-10-01T00:00:00Z
            is_overdue: true
            overdue_days: 48
            tracker: OPS-12
            place: postmortems/PM-1.md:41
            """),
        row(
            ContractFindings.TABLE,
            """
            rule: incident_runbook
            severity: low
            rule_text: A ticket names the runbook.
            missing_field: runbook_reference
            reason: runbook_reference is not stated
            """),
        row(
            PostmortemDuties.TABLE,
            """
            required_because: priority 1
            state: missing
            due_at: 2026-11-15T13:20:00Z
            """));
  }
}
