"""DuckDB's side of the part incidents: facts of incidents from rows of events, and every KPI by the definitions of conf/kpis.

    duck_incidents.py FOLDER RESULTS RUNS DEFINITIONS
"""

import json
import pathlib
import resource
import sys
import time

import duckdb
import yaml

FOLDER, RESULTS, RUNS, DEFINITIONS = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
AS_OF = "TIMESTAMPTZ '2026-06-28 22:00:00+00'"  # midnight in the zone of the reports
ZONE = "Europe/Berlin"
SKEW_SECONDS = 5
SEGMENTS = ("service", "tenant", "priority", "system")


def note(**fields):
    with open(RESULTS, "a", encoding="utf-8") as out:
        out.write(json.dumps({"part": "incidents", "system": "duckdb", **fields}) + "\n")


def say(text):
    print(text, file=sys.stderr, flush=True)


# One row per incident. A ticket joins the page that it names; the page decides when, the ticket what.
FACTS = f"""
    WITH events AS (SELECT * REPLACE (CAST("at" AS TIMESTAMPTZ) AS "at") FROM '{FOLDER}/incidents-parquet/events/*.parquet')
    , records AS (FROM '{FOLDER}/incidents-parquet/records/*.parquet')
    , joined AS (
        SELECT record_key, actor, min("at") AS "at" FROM events
        WHERE kind = 'ACKNOWLEDGED' AND actor_kind = 'HUMAN' GROUP BY ALL)
    , responders AS (
        SELECT record_key, min("at") AS first_human_acknowledged_at, count(*) AS responder_count,
          CASE WHEN count(*) > 1 THEN max("at") END AS last_responder_acknowledged_at
          , sum(epoch_us("at")) AS responders_at
        FROM joined GROUP BY ALL)
    , acts AS (
        SELECT record_key, "at", lag("at") OVER (PARTITION BY record_key, actor ORDER BY "at") AS before FROM events
        WHERE actor_kind = 'HUMAN' AND kind <> 'NOTIFIED')
    , efforts AS (
        SELECT record_key, sum(CASE WHEN before >= "at" - INTERVAL 20 MINUTE THEN epoch_us("at") - epoch_us(before) ELSE 600000000 END) // 1000000
          AS response_effort_seconds
        FROM acts GROUP BY ALL)
    , logs AS (
        SELECT record_key, min("at") FILTER (kind = 'NOTIFIED') AS first_notified_at,
          max("at") FILTER (kind = 'RESOLVED') AS resolved_at,
          arg_max(actor_kind, "at") FILTER (kind = 'RESOLVED') AS resolver_kind,
          count(*) FILTER (kind = 'REOPENED') AS reopened_count,
          count(*) FILTER (kind = 'ESCALATED') AS escalation_count,
          list(("at", kind, actor_kind) ORDER BY "at") AS events
        FROM events GROUP BY ALL)
    , pages AS (FROM records WHERE system = 'pagerduty')
    , survivors AS (
        WITH RECURSIVE steps AS (
            SELECT record_key AS page, record_key AS survivor, merged_into FROM pages
            UNION ALL
            SELECT s.page, p.record_key, p.merged_into FROM steps s JOIN pages p ON p.record_key = s.merged_into)
        SELECT page, survivor FROM steps WHERE merged_into IS NULL)
    , tickets AS (
        SELECT t.*, s.survivor, row_number() OVER (PARTITION BY s.survivor ORDER BY t.opened_at, t.record_key) AS place
        FROM records t JOIN survivors s ON s.page = t.external_reference WHERE t.system = 'servicenow')
    , merged AS (SELECT merged_into AS record_key, count(*) AS merged_child_count FROM pages WHERE merged_into IS NOT NULL GROUP BY ALL)
    , incidents AS (
        SELECT p.record_key AS incident_id, coalesce(t.service, p.service) AS service, coalesce(t.tenant, p.tenant) AS tenant,
          coalesce(t.priority, p.priority) AS priority,
          CASE WHEN t.system IS NULL THEN 'pagerduty' ELSE 'pagerduty+servicenow' END AS system,
          CASE WHEN t.system IS NULL THEN 'only_pagerduty' ELSE 'both' END AS match_state,
          CASE WHEN p.merged_into IS NOT NULL THEN 'merged' ELSE coalesce(p.incident_kind, 'counted') END AS population,
          CAST(p.opened_at AS TIMESTAMPTZ) AS opened_at, CAST(t.impact_start_at AS TIMESTAMPTZ) AS impact_start_at,
          CAST(t.mitigated_at AS TIMESTAMPTZ) AS mitigated_at, CAST(t.closed_at AS TIMESTAMPTZ) AS closed_at,
          e.response_effort_seconds, CASE WHEN l.resolved_at IS NOT NULL AND p.state IN ('RESOLVED', 'CLOSED')
            THEN (responder_count * epoch_us(l.resolved_at) - responders_at) // 1000000 END AS engaged_seconds,
          r.* EXCLUDE (record_key, responders_at), l.* EXCLUDE (record_key), coalesce(m.merged_child_count, 0) AS merged_child_count,
          p.state NOT IN ('RESOLVED', 'CLOSED') AS is_open,
          CAST(t.made_sla AS BOOLEAN) AS made_sla, CAST(t.reassignment_count AS BIGINT) AS reassignment_count,
          CAST(t.major AS BOOLEAN) AS major, t.change_reference
        FROM pages p LEFT JOIN tickets t ON t.survivor = p.record_key AND t.place = 1 LEFT JOIN responders r ON r.record_key = p.record_key
          LEFT JOIN efforts e ON e.record_key = p.record_key LEFT JOIN logs l ON l.record_key = p.record_key LEFT JOIN merged m ON m.record_key = p.record_key
        UNION ALL BY NAME
        SELECT record_key AS incident_id, service, tenant, priority, system, 'only_servicenow' AS match_state, 'duplicate' AS population,
          CAST(opened_at AS TIMESTAMPTZ) AS opened_at, CAST(impact_start_at AS TIMESTAMPTZ) AS impact_start_at,
          CAST(mitigated_at AS TIMESTAMPTZ) AS mitigated_at, CAST(closed_at AS TIMESTAMPTZ) AS closed_at,
          CAST(resolved_at AS TIMESTAMPTZ) AS resolved_at, state NOT IN ('RESOLVED', 'CLOSED') AS is_open
        FROM tickets WHERE place > 1)
    , settled AS (
        SELECT *, CASE WHEN NOT is_open THEN coalesce(resolved_at, closed_at) END AS settled_at,
          CASE WHEN resolved_at IS NOT NULL THEN 'recorded' END AS resolved_basis,
          coalesce(mitigated_at, CASE WHEN resolver_kind IS DISTINCT FROM 'TIMEOUT' AND population <> 'merged' THEN resolved_at END) AS restored_at,
          CAST(NULL AS TIMESTAMPTZ) AS first_touch_at, CAST(NULL AS TIMESTAMPTZ) AS detected_at, CAST(NULL AS BOOLEAN) AS is_internally_detected, first_human_acknowledged_at IS NOT NULL AS is_acknowledged, reopened_count > 0 AS is_reopened
        FROM incidents)
    SELECT * REPLACE (is_open OR coalesce(settled_at >= {AS_OF}, false) AS is_open),
      CASE WHEN (is_open OR settled_at >= {AS_OF}) AND opened_at < {AS_OF} THEN date_diff('second', opened_at, {AS_OF}) END AS open_age_seconds
    FROM settled
"""


def names(value):
    return value if isinstance(value, list) else [value]


def condition(one):
    column = one["column"]
    if "is_known" in one:
        return f"({column} IS NOT NULL) = {one['is_known']}"
    if "at_least" in one:
        return f"{column} >= {one['at_least']}"
    if "at_most" in one:
        return f"{column} <= {one['at_most']}"
    if "is_not" in one:
        return f"{column} IS DISTINCT FROM {literal(one['is_not'])}"
    return f"{column} IN ({', '.join(literal(value) for value in names(one['is']))})"


def literal(value):
    return str(value) if isinstance(value, bool) else f"'{value}'"


def query(definition):
    """A KPI by week, over all incidents and by each segment."""
    statistic = definition["statistic"]
    where = [f"coalesce({condition(one)}, false)" for one in definition.get("population", [])]
    value = numerator = "NULL"
    if statistic in ("duration", "share"):
        start, end = ("coalesce(" + ", ".join(names(definition[side])) + ")" if side in definition else None for side in ("start", "end"))
        value = definition.get("seconds") or f"greatest(date_diff('second', {start}, {end}), 0)"
        # Clocks that differ by less are no error.
        where += [f"{value} IS NOT NULL"] + ([] if "seconds" in definition else [f"{end} >= {start} - INTERVAL {SKEW_SECONDS} SECOND"])
    elif statistic == "number":
        value = definition["number"]
        where.append(f"{value} IS NOT NULL")
    elif statistic == "ratio":
        numerator = f"count(*) FILTER ({condition(definition['meets'])})"
        where.append(f"{definition['meets']['column']} IS NOT NULL" if "is_known" not in definition["meets"] else "true")
    if statistic == "count" and "meets" in definition:
        where.append(f"coalesce({condition(definition['meets'])}, false)")
    if statistic == "share":
        numerator = f"count(*) FILTER (value <= {definition['within_seconds']})"
    cohort = f"{definition.get('cohort', 'opened')}_at"
    sets = ", ".join(f"(week, {segment})" for segment in SEGMENTS) + ", (week)"
    measured = "value" if statistic in ("duration", "number") else "CAST(NULL AS BIGINT)"
    return f"""
        SELECT '{definition["id"]}' AS kpi_id, week, {", ".join(SEGMENTS)}, grouping({", ".join(SEGMENTS)}) AS kind, count(*) AS n,
          {numerator} AS numerator_count, sum({measured}) / count({measured}) AS mean_seconds, quantile_cont({measured}, 0.5) AS median_seconds,
          quantile_cont({measured}, 0.9) AS p90_seconds, exp(avg(ln(greatest({measured}, 1)))) AS geometric_mean_seconds
        FROM (SELECT *, CAST(date_trunc('week', {cohort} AT TIME ZONE '{ZONE}') AS DATE) AS week, {value} AS value FROM facts
              WHERE {cohort} < {AS_OF} AND {" AND ".join(where or ["true"])})
        GROUP BY GROUPING SETS ({sets})
    """


def main():
    # What was open when weeks ended is a running sum and belongs to no cohort; it is left to ours alone.
    definitions = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(pathlib.Path(DEFINITIONS).rglob("*.yaml"))]
    queries = [query(one) for one in definitions if one["statistic"] not in ("stock", "age") and one.get("of", "incidents") == "incidents"]
    db = None
    for run in range(1, RUNS + 1):
        db = duckdb.connect()
        db.execute("SET threads = 2")
        db.execute("SET TimeZone = 'UTC'")
        db.execute("SET enable_progress_bar = false")
        db.execute(f"SET temp_directory = '{FOLDER}/duckdb-spill'")
        began = time.monotonic()
        db.execute(f"CREATE TABLE facts AS {FACTS}")
        db.execute(f"COPY facts TO '{FOLDER}/duckdb-facts.parquet'")
        facts = time.monotonic() - began
        db.execute("CREATE TABLE kpis AS " + " UNION ALL ".join(queries))
        db.execute(f"COPY kpis TO '{FOLDER}/duckdb-kpis.parquet'")
        whole = time.monotonic() - began
        for what, seconds in (("facts", facts), ("KPIs", whole - facts)):
            note(what=f"records to KPIs: {what}", run=run, seconds=seconds)
        note(what="records to KPIs", run=run, seconds=whole)
        say(f"  duckdb: facts {facts:.2f} s, KPIs {whole - facts:.2f} s, run {run}")
    compare(db)
    note(what="KPI definitions", value=len(queries))
    note(what="version", value=duckdb.__version__)
    note(what="incidents peak_mib", value=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def compare(db):
    """Every figure of DuckDB is one of ours, or this says how many are not."""
    same, other = db.execute(
        f"""WITH theirs AS (
              SELECT kpi_id, strftime(week, '%G-W%V') AS period,
                CASE kind WHEN 7 THEN 'service' WHEN 11 THEN 'tenant' WHEN 13 THEN 'priority' WHEN 14 THEN 'system' ELSE 'all' END AS segment_type,
                coalesce(service, tenant, priority, system, 'all') AS segment, n, numerator_count, mean_seconds, median_seconds, p90_seconds
              FROM kpis WHERE n > 0)
            SELECT count(*) FILTER (is_same), count(*) FILTER (NOT coalesce(is_same, false)) FROM (
              SELECT o.n = t.n AND o.numerator_count IS NOT DISTINCT FROM t.numerator_count
                AND (t.median_seconds IS NULL OR o.median_seconds IS NULL OR abs(o.median_seconds - t.median_seconds) < 1e-6 * greatest(1, t.median_seconds))
                AND (t.p90_seconds IS NULL OR o.p90_seconds IS NULL OR abs(o.p90_seconds - t.p90_seconds) < 1e-6 * greatest(1, t.p90_seconds)) AS is_same
              FROM theirs t LEFT JOIN '{FOLDER}/kpis-ours/*.parquet' o USING (kpi_id, period, segment_type, segment))"""
    ).fetchone()
    note(what="figures equal to ours", value=same)
    note(what="figures other than ours", value=other)
    say(f"  duckdb: {same} figures equal to ours, {other} not")


main()
