-- All columns of incident_facts, from the views events and records and by what jobs/docs/tables.md says of them.
-- duck_incidents.py sets the variables as_of, zone and smallest_group, and writes the view facts_told.
--
-- What the generated records never state is a literal: alerts, causes, parents, snoozes, counts of reopenings in a
-- field, and the history of a ticket's states, of which there is one snapshot each. Nor do they tell an event twice,
-- acknowledge after the end, name the channel of a call, or join by any key but a ticket's reference to its page.

CREATE MACRO elapsed(since, until) AS
  -- Clocks that differ by five seconds are no error.
  CASE WHEN epoch_us(until) - epoch_us(since) BETWEEN -5000000 AND -1 THEN 0
    ELSE CAST(floor((epoch_us(until) - epoch_us(since)) / 1000000) AS BIGINT) END;

CREATE MACRO monday(moment) AS CAST(date_trunc('week', moment AT TIME ZONE getvariable('zone')) AS DATE);

CREATE MACRO shown(side, record_key, number) AS
  side || ' ' || record_key || CASE WHEN number <> record_key THEN ' (' || number || ')' ELSE '' END;

CREATE MACRO evidence(ticket, merged_page, page) AS
  ticket || ' names ' || coalesce(merged_page || '; ' || merged_page || ' was merged into ' || page, page);

CREATE MACRO left_out(merged_into, incident_kind) AS
  CASE WHEN merged_into IS NOT NULL THEN 'merged'
    WHEN incident_kind IN ('test', 'drill', 'maintenance') THEN incident_kind END;

CREATE TEMP VIEW told AS
SELECT * REPLACE (
    CAST(opened_at AS TIMESTAMPTZ) AS opened_at, CAST(impact_start_at AS TIMESTAMPTZ) AS impact_start_at,
    CAST(mitigated_at AS TIMESTAMPTZ) AS mitigated_at, CASE WHEN NOT is_open THEN CAST(resolved_at AS TIMESTAMPTZ) END AS resolved_at,
    CASE WHEN NOT is_open THEN CAST(closed_at AS TIMESTAMPTZ) END AS closed_at, CAST(major AS BOOLEAN) AS major,
    CAST(made_sla AS BOOLEAN) AS made_sla, CAST(reassignment_count AS BIGINT) AS reassignment_count)
FROM (SELECT *, state NOT IN ('RESOLVED', 'CLOSED', 'CANCELLED') AS is_open FROM records);

-- Tables and not one query: how many rows there are decides how they are best joined, and cannot be guessed.
CREATE TEMP TABLE pages AS FROM told WHERE system = 'pagerduty';

CREATE TEMP TABLE logs AS
SELECT record_key, min("at") FILTER (kind = 'NOTIFIED') AS first_notified_at, max("at") FILTER (kind = 'RESOLVED') AS last_resolved_at,
  arg_max(actor_kind, "at") FILTER (kind = 'RESOLVED') AS last_resolver,
  arg_min(actor_kind, "at") FILTER (kind = 'ACKNOWLEDGED') AS first_acknowledger, count(*) FILTER (kind = 'ESCALATED') AS escalation_count,
  count(*) FILTER (kind = 'ESCALATED' AND actor_kind = 'TIMEOUT') AS timeout_escalation_count,
  count(*) FILTER (kind = 'ESCALATED' AND actor_kind = 'HUMAN') AS manual_escalation_count,
  bool_or(kind IN ('REOPENED', 'UNACKNOWLEDGED')) AS has_turns
FROM events GROUP BY record_key;

-- Only what came back, or was let go by who had taken it, needs its events in order.
CREATE TEMP TABLE turned AS
WITH turns AS (
    SELECT record_key, kind, "at", lag(kind) OVER track AS kind_before, lag("at") OVER track AS before
    FROM events SEMI JOIN (FROM logs WHERE has_turns) USING (record_key)
    WHERE kind IN ('RESOLVED', 'REOPENED', 'ACKNOWLEDGED', 'UNACKNOWLEDGED')
    WINDOW track AS (PARTITION BY record_key, kind IN ('RESOLVED', 'REOPENED') ORDER BY "at", kind DESC))
SELECT record_key, list("at" ORDER BY "at") FILTER (kind = 'REOPENED') AS reopened_at,
  sum(elapsed(before, "at")) FILTER (kind = 'REOPENED' AND kind_before = 'RESOLVED') AS idle_seconds,
  count(*) FILTER (kind = 'ACKNOWLEDGED' AND kind_before = 'UNACKNOWLEDGED') AS reacknowledged_count
FROM turns GROUP BY record_key;

-- An act is ten minutes of work, or the time since the last one where that is twenty or less.
CREATE TEMP TABLE people AS
SELECT record_key, actor, joined_at, list_sum(list_transform(acts, lambda act, place:
    CASE WHEN place > 1 AND act - acts[place - 1] <= 1200000000 THEN act - acts[place - 1] ELSE 600000000 END)) AS worked_us
FROM (
  SELECT record_key, actor, min("at") FILTER (kind = 'ACKNOWLEDGED') AS joined_at, list_sort(list(epoch_us("at"))) AS acts
  FROM events WHERE actor_kind = 'HUMAN' AND kind <> 'NOTIFIED' GROUP BY record_key, actor);

CREATE TEMP TABLE responses AS
SELECT record_key, min(joined_at) AS first_human_acknowledged_at, arg_min(actor, joined_at) AS first_responder,
  count(joined_at) AS responder_count, CASE WHEN count(joined_at) > 1 THEN max(joined_at) END AS last_responder_acknowledged_at,
  sum(epoch_us(joined_at)) AS joined_us, CAST(sum(worked_us) // 1000000 AS BIGINT) AS response_effort_seconds
FROM people GROUP BY record_key;

-- Three or more by one person, each ten seconds or less after the one before.
CREATE TEMP TABLE bulk AS
WITH answers AS (SELECT record_key, first_responder, epoch_us(first_human_acknowledged_at) AS "at" FROM responses WHERE responder_count > 0)
, steps AS (
    SELECT record_key, lag("at") OVER acts - lag("at", 2) OVER acts <= 10000000 AS before_2, "at" - lag("at") OVER acts <= 10000000 AS before_1,
      lead("at") OVER acts - "at" <= 10000000 AS after_1, lead("at", 2) OVER acts - lead("at") OVER acts <= 10000000 AS after_2
    FROM answers WINDOW acts AS (PARTITION BY first_responder ORDER BY "at"))
SELECT record_key FROM steps WHERE before_1 AND (before_2 OR after_1) OR after_1 AND after_2;

-- Pages that live on in others, over all steps.
CREATE TEMP TABLE merges AS
SELECT p.record_key, p.number, p.opened_at, p.merged_into
FROM pages p SEMI JOIN pages into_this ON into_this.record_key = p.merged_into WHERE p.merged_into IS NOT NULL;

CREATE TEMP TABLE survivors AS
WITH RECURSIVE ways AS (
    SELECT record_key, number, opened_at, merged_into AS survivor FROM merges
    UNION ALL
    SELECT w.record_key, w.number, w.opened_at, m.merged_into FROM ways w JOIN merges m ON m.record_key = w.survivor)
FROM ways w ANTI JOIN merges m ON m.record_key = w.survivor;

-- A ticket is that of the page that it names, or that this one lives on in: of several the one opened first.
CREATE TEMP TABLE tickets AS
SELECT t.*, coalesce(s.survivor, t.external_reference) AS page_key, shown('ticket', t.record_key, t.number) AS shown_ticket,
  shown('page', s.record_key, s.number) AS shown_merged_page,
  list_filter([CASE WHEN monitoring_id IS NULL THEN 'monitoring_id' END, CASE WHEN tenant IS NULL THEN 'tenant' END,
    CASE WHEN impact IS NULL THEN 'impact' END], lambda field: field IS NOT NULL) AS missing_fields,
  row_number() OVER (PARTITION BY coalesce(s.survivor, t.external_reference) ORDER BY t.opened_at, t.record_key) AS place
FROM told t LEFT JOIN survivors s ON s.record_key = t.external_reference
WHERE t.system <> 'pagerduty';

CREATE TEMP TABLE refires AS
WITH ends AS (
    SELECT p.record_key, p.deduplication_key, epoch_us(l.last_resolved_at) AS resolved_us
    FROM pages p JOIN logs l USING (record_key) WHERE NOT p.is_open AND p.merged_into IS NULL)
SELECT e.record_key, count(*) AS refire_count
FROM ends e JOIN pages p USING (deduplication_key)
WHERE p.merged_into IS NULL AND p.record_key <> e.record_key
  AND epoch_us(p.opened_at) > e.resolved_us AND epoch_us(p.opened_at) <= e.resolved_us + 86400000000
GROUP BY e.record_key;

-- A team is told of alone once it and those known before it have enough people, as the team of incidents and as that of
-- pages. Nobody matters to that who came to a team after it had enough.
CREATE TEMP TABLE early AS
WITH teams AS (
    SELECT p.team AS page_team, coalesce(t.team, p.team) AS team, actor, min(joined_at) AS since
    FROM people JOIN pages p USING (record_key) LEFT JOIN tickets t ON t.page_key = p.record_key AND t.place = 1
    WHERE joined_at IS NOT NULL GROUP BY ALL)
, members AS (
    SELECT 'page' AS kind, page_team AS team, actor, min(since) AS since FROM teams WHERE page_team IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT 'incident' AS kind, team, actor, min(since) AS since FROM teams WHERE team IS NOT NULL GROUP BY ALL)
SELECT *, row_number() OVER (PARTITION BY kind, team ORDER BY since, actor) AS place,
  min((since, team)) OVER (PARTITION BY kind, team) AS known_order
FROM members QUALIFY place <= getvariable('smallest_group');

SET VARIABLE together_since = (
  SELECT list(since ORDER BY since)[getvariable('smallest_group')]
  FROM (SELECT min(since) AS since FROM early WHERE kind = 'incident' GROUP BY actor));

CREATE TEMP TABLE team_groups AS
WITH known_before AS (
    SELECT t.kind, t.team, e.actor, min(e.since) AS since
    FROM early t JOIN early e ON e.kind = t.kind AND e.known_order < t.known_order
    WHERE t.place = 1 GROUP BY ALL)
, covered AS (
    SELECT kind, team, list(since ORDER BY since)[getvariable('smallest_group')] AS since
    FROM known_before GROUP BY ALL HAVING count(*) >= getvariable('smallest_group'))
, alone AS (
    SELECT c.kind, c.team, greatest(c.since, e.since) AS since
    FROM covered c JOIN early e ON e.kind = c.kind AND e.team = c.team AND e.place = getvariable('smallest_group'))
SELECT i.team, greatest(i.since, p.since) AS alone_since
FROM alone i LEFT JOIN alone p ON p.kind = 'page' AND p.team = i.team
WHERE i.kind = 'incident' AND (p.team IS NOT NULL OR i.team NOT IN (SELECT team FROM early WHERE kind = 'page'));

CREATE TEMP VIEW facts_told AS
-- The page decides when, the ticket what.
WITH incidents AS (
    SELECT 'pagerduty:' || p.record_key AS incident_id, p.record_key AS pagerduty_key, t.record_key AS servicenow_key,
      p.number AS pagerduty_number, t.number AS servicenow_number, coalesce(t.title, p.title) AS title, coalesce(t.service, p.service) AS service,
      coalesce(t.tenant, p.tenant) AS tenant, coalesce(t.team, p.team) AS team, coalesce(t.priority, p.priority) AS priority,
      coalesce(t.impact, p.impact) AS impact, coalesce(t.major, p.major) AS major,
      CASE WHEN t.record_key IS NULL THEN 'only_pagerduty' ELSE 'both' END AS match_state,
      CASE WHEN t.record_key IS NOT NULL THEN 'ticket_names_page' END AS match_rule,
      evidence(t.shown_ticket, t.shown_merged_page, shown('page', p.record_key, p.number)) AS match_evidence,
      CASE WHEN t.record_key IS NULL THEN 'pagerduty' ELSE 'pagerduty+' || t.system END AS system,
      coalesce(left_out(p.merged_into, p.incident_kind), left_out(t.merged_into, t.incident_kind), 'counted') AS population,
      coalesce(c.merged_child_count, 0) AS merged_child_count, c.merged_children_opened_at,
      coalesce(t.impact_start_at, p.impact_start_at) AS impact_start_at,
      CASE WHEN t.impact_start_at IS NOT NULL THEN t.system WHEN p.impact_start_at IS NOT NULL THEN p.system END AS impact_start_source,
      p.opened_at, l.first_notified_at, r.first_human_acknowledged_at, l.first_acknowledger = 'AUTOMATION' AS is_by_automation,
      elapsed(p.opened_at, r.first_human_acknowledged_at) < 5 AS is_within_five_seconds, b.record_key IS NOT NULL AS is_in_bulk,
      CASE WHEN l.record_key IS NOT NULL THEN coalesce(r.responder_count, 0) END AS responder_count, r.last_responder_acknowledged_at,
      coalesce(t.mitigated_at, p.mitigated_at) AS mitigated_at,
      CASE WHEN t.mitigated_at IS NOT NULL THEN t.system WHEN p.mitigated_at IS NOT NULL THEN p.system END AS mitigated_source,
      CASE WHEN NOT p.is_open THEN greatest(l.last_resolved_at, p.resolved_at) END AS resolved_at,
      coalesce(l.last_resolver, 'UNKNOWN') AS resolver, coalesce(t.closed_at, p.closed_at) AS closed_at, coalesce(u.reopened_at, []) AS reopened_at,
      coalesce(u.idle_seconds, 0) AS idle_seconds, r.response_effort_seconds, r.joined_us, p.is_open,
      CASE WHEN p.deduplication_key IS NOT NULL THEN coalesce(f.refire_count, 0) END AS refire_count,
      coalesce(l.escalation_count, 0) AS escalation_count, coalesce(l.timeout_escalation_count, 0) AS timeout_escalation_count,
      coalesce(l.manual_escalation_count, 0) AS manual_escalation_count, coalesce(u.reacknowledged_count, 0) AS reacknowledged_count,
      coalesce(t.reassignment_count, p.reassignment_count) AS reassignment_count, coalesce(t.made_sla, p.made_sla) AS made_sla, t.missing_fields,
      coalesce(t.change_reference, p.change_reference) AS change_reference, CAST(NULL AS VARCHAR) AS flag
    FROM pages p LEFT JOIN tickets t ON t.page_key = p.record_key AND t.place = 1 LEFT JOIN logs l ON l.record_key = p.record_key
      LEFT JOIN turned u ON u.record_key = p.record_key LEFT JOIN responses r ON r.record_key = p.record_key
      LEFT JOIN bulk b ON b.record_key = p.record_key LEFT JOIN refires f ON f.record_key = p.record_key
      LEFT JOIN (
        SELECT survivor, count(*) AS merged_child_count, min(opened_at) AS merged_children_opened_at FROM survivors GROUP BY survivor) c
        ON c.survivor = p.record_key
    UNION ALL BY NAME
    SELECT t.system || ':' || t.record_key AS incident_id, t.record_key AS servicenow_key, t.number AS servicenow_number, t.title, t.service,
      t.tenant, t.team, t.priority, t.impact, t.major, 'only_servicenow' AS match_state,
      evidence(t.shown_ticket, t.shown_merged_page, shown('page', p.record_key, p.number)) || ', but that page is matched with another'
        AS match_evidence,
      t.system, coalesce(left_out(t.merged_into, t.incident_kind), 'duplicate') AS population, 0 AS merged_child_count, t.impact_start_at,
      CASE WHEN t.impact_start_at IS NOT NULL THEN t.system END AS impact_start_source, t.opened_at, t.mitigated_at,
      CASE WHEN t.mitigated_at IS NOT NULL THEN t.system END AS mitigated_source, t.resolved_at, 'UNKNOWN' AS resolver, t.closed_at,
      [] AS reopened_at, 0 AS idle_seconds, t.is_open, 0 AS escalation_count, 0 AS timeout_escalation_count, 0 AS manual_escalation_count,
      0 AS reacknowledged_count, t.reassignment_count, t.made_sla, t.missing_fields, t.change_reference, 'page_has_other_ticket' AS flag
    FROM tickets t JOIN pages p ON p.record_key = t.page_key WHERE t.place > 1)
, ended AS (
    SELECT i.* REPLACE (
        CASE WHEN opened_at >= g.alone_since THEN i.team
          WHEN i.team IS NOT NULL AND coalesce(opened_at, getvariable('together_since')) >= getvariable('together_since') THEN '(small teams)'
          END AS team),
      CASE WHEN NOT is_open THEN coalesce(resolved_at, closed_at) END AS settled_at, coalesce(impact_start_at, opened_at) AS began_at,
      CASE WHEN resolved_at IS NOT NULL THEN resolver END AS resolver_kind,
      CASE WHEN resolved_at IS NULL THEN NULL WHEN population = 'merged' THEN 'merge' WHEN resolver = 'HUMAN' THEN 'human'
        WHEN resolver = 'AUTOMATION' THEN 'integration' WHEN resolver = 'TIMEOUT' THEN 'timeout' END AS resolver_class,
      monday(opened_at) AS opened_week_date, monday(resolved_at) AS resolved_week_date
    FROM incidents i LEFT JOIN team_groups g ON g.team = i.team)
, restored AS (
    SELECT * REPLACE (is_open OR coalesce(settled_at >= getvariable('as_of'), false) AS is_open),
      coalesce(mitigated_at, CASE WHEN coalesce(resolver_class NOT IN ('timeout', 'merge'), true) THEN resolved_at END) AS restored_at
    FROM ended)
, timed AS (
    SELECT *, elapsed(opened_at, first_human_acknowledged_at) AS time_to_acknowledge_seconds,
      elapsed(opened_at, last_responder_acknowledged_at) AS time_to_mobilize_seconds,
      elapsed(began_at, mitigated_at) AS time_to_mitigate_seconds, elapsed(began_at, restored_at) AS time_to_restore_seconds,
      elapsed(opened_at, resolved_at) AS time_to_resolve_seconds,
      is_open OR coalesce(opened_at >= getvariable('as_of'), false) AS is_yet_to_end
    FROM restored)
SELECT incident_id, pagerduty_key, servicenow_key, pagerduty_number, servicenow_number, title, service, tenant, team, priority, impact, major,
  match_state, match_rule, match_evidence, system, population, CAST(NULL AS VARCHAR) AS parent, CAST(0 AS BIGINT) AS child_count,
  merged_child_count, merged_children_opened_at, impact_start_at, impact_start_source, CAST(0 AS BIGINT) AS alert_count,
  CAST(NULL AS TIMESTAMPTZ) AS first_alert_at, CAST(NULL AS TIMESTAMPTZ) AS detected_at, CAST(NULL AS BOOLEAN) AS is_internally_detected,
  opened_at, CASE WHEN opened_at IS NOT NULL THEN 'recorded' END AS opened_basis, first_notified_at, CAST(NULL AS TIMESTAMPTZ) AS first_touch_at,
  first_human_acknowledged_at, CASE WHEN first_human_acknowledged_at IS NOT NULL THEN 'recorded' END AS acknowledged_basis,
  list_filter([CASE WHEN is_by_automation THEN 'by_automation' END, CASE WHEN is_within_five_seconds THEN 'within_five_seconds' END,
    CASE WHEN is_in_bulk THEN 'in_bulk' END], lambda doubt: doubt IS NOT NULL) AS acknowledgement_doubts,
  CASE WHEN NOT (is_within_five_seconds OR is_in_bulk) THEN first_human_acknowledged_at END AS credibly_acknowledged_at, responder_count,
  last_responder_acknowledged_at, mitigated_at, mitigated_source, resolved_at, CASE WHEN resolved_at IS NOT NULL THEN 'recorded' END AS resolved_basis,
  resolver_kind, resolver_class, restored_at, closed_at, settled_at, reopened_at, time_to_acknowledge_seconds,
  CAST(NULL AS BIGINT) AS time_to_first_touch_seconds,
  elapsed(first_human_acknowledged_at, last_responder_acknowledged_at) AS time_to_engage_seconds, time_to_mobilize_seconds,
  time_to_mitigate_seconds, time_to_restore_seconds,
  CASE WHEN restored_at IS NULL THEN NULL WHEN impact_start_at IS NOT NULL THEN 'impact' WHEN opened_at IS NOT NULL THEN 'opened' END
    AS restore_start_basis,
  CASE WHEN mitigated_at IS NOT NULL THEN 'mitigated' WHEN restored_at IS NOT NULL THEN 'resolved' END AS restore_end_basis,
  time_to_resolve_seconds, CAST(elapsed(opened_at, settled_at) - idle_seconds AS BIGINT) AS active_seconds, CAST(0 AS BIGINT) AS snoozed_seconds,
  response_effort_seconds, CAST((responder_count * epoch_us(resolved_at) - joined_us) // 1000000 AS BIGINT) AS engaged_seconds,
  first_human_acknowledged_at IS NOT NULL AS is_acknowledged, is_open,
  CASE WHEN is_open AND opened_at < getvariable('as_of') THEN elapsed(opened_at, getvariable('as_of')) END AS open_age_seconds,
  CASE WHEN is_yet_to_end THEN getvariable('as_of') END AS open_as_of, len(reopened_at) > 0 AS is_reopened, len(reopened_at) AS reopened_count,
  CAST(NULL AS BIGINT) AS recorded_reopened_count, refire_count, escalation_count, timeout_escalation_count, manual_escalation_count,
  reacknowledged_count, reassignment_count, made_sla, strftime(opened_week_date, '%G-W%V') AS opened_week, opened_week_date,
  strftime(resolved_week_date, '%G-W%V') AS resolved_week, resolved_week_date, missing_fields, CAST(NULL AS VARCHAR) AS cause_text,
  CAST(NULL AS VARCHAR) AS cause_key, change_reference,
  list_filter([flag, CASE WHEN opened_at IS NULL THEN 'opening_not_known' END,
    CASE WHEN time_to_acknowledge_seconds < 0 THEN 'acknowledged_before_opened' END,
    CASE WHEN time_to_mobilize_seconds < 0 THEN 'mobilized_before_opened' END,
    CASE WHEN time_to_mitigate_seconds < 0 THEN 'mitigated_before_impact' END,
    CASE WHEN time_to_restore_seconds < 0 AND (impact_start_at IS NOT NULL OR mitigated_at IS NOT NULL) THEN 'restored_before_impact' END,
    CASE WHEN time_to_resolve_seconds < 0 THEN 'resolved_before_opened' END], lambda flag: flag IS NOT NULL) AS flags,
  CASE WHEN is_yet_to_end THEN 'open' ELSE coalesce(strftime(opened_at, '%Y-%m'), 'unknown') END AS month
FROM timed;
