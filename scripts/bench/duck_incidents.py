"""DuckDB's side of the part incidents: facts of incidents from rows of events, and every KPI by the definitions of conf/kpis.

    duck_incidents.py FOLDER RESULTS RUNS SETTINGS
"""

import json
import pathlib
import resource
import sys
import time

import duckdb
import yaml

FOLDER, RESULTS, RUNS = sys.argv[1], sys.argv[2], int(sys.argv[3])
SETTINGS = pathlib.Path(sys.argv[4])
FACTS = pathlib.Path(__file__).with_name("duck_facts.sql").read_text(encoding="utf-8")
AS_OF = "TIMESTAMPTZ '2026-06-28 22:00:00+00'"  # midnight in the zone of the reports
SKEW_MICROS = 5_000_000
SEGMENTS = ("service", "tenant", "team", "priority", "system")
FIGURES = ("mean_seconds", "median_seconds", "p90_seconds", "geometric_mean_seconds")
# What is settled was mostly resolved then: that week is known.
WEEKS = {"opened": "opened_week_date", "resolved": "resolved_week_date", "settled": "coalesce(resolved_week_date, monday(settled_at))"}


def note(**fields):
    with open(RESULTS, "a", encoding="utf-8") as out:
        out.write(json.dumps({"part": "incidents", "system": "duckdb", **fields}) + "\n")


def say(text):
    print(text, file=sys.stderr, flush=True)


def setting(file, name):
    return yaml.safe_load((SETTINGS / file).read_text(encoding="utf-8"))[name]


def connect():
    db = duckdb.connect()
    db.execute("SET threads = 2")
    db.execute("SET TimeZone = 'UTC'")
    db.execute("SET enable_progress_bar = false")
    db.execute("SET preserve_insertion_order = false")
    db.execute(f"SET temp_directory = '{FOLDER}/duckdb-spill'")
    db.execute(f"SET VARIABLE as_of = {AS_OF}")
    db.execute(f"SET VARIABLE zone = '{setting('aftermath.yaml', 'report_zone')}'")
    db.execute(f"SET VARIABLE smallest_group = {setting('on-call.yaml', 'smallest_group')}")
    for rows in ("events", "records"):
        db.execute(f"CREATE VIEW {rows} AS FROM '{FOLDER}/incidents-parquet/{rows}/*.parquet'")
    return db


def names(value):
    return value if isinstance(value, list) else [value]


def literal(value):
    return str(value) if isinstance(value, bool) else f"'{value}'"


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


def measured(definition):
    """What a case brings to a KPI, null where it is none of its cases."""
    where = [condition(one) for one in definition.get("population", [])]
    statistic, value = definition["statistic"], "true"
    if statistic == "number" or "seconds" in definition:
        value = definition.get("number") or definition["seconds"]
    elif statistic in ("duration", "share"):
        start, end = ("epoch_us(coalesce(" + ", ".join(names(definition[side])) + "))" for side in ("start", "end"))
        value = f"greatest(({end} - {start}) // 1000000, 0)"
        # Clocks that differ by less are no error.
        where.append(f"{end} - {start} >= -{SKEW_MICROS}")
    elif statistic == "ratio":
        value = f"({condition(definition['meets'])})"
    elif "meets" in definition:
        where.append(condition(definition["meets"]))
    return f"CASE WHEN {' AND '.join(where or ['true'])} THEN {value} END"


def figures(definition):
    """The figures of a KPI over its cases, as one value."""
    statistic, kpi = definition["statistic"], definition["id"]
    numerator = mean = quantiles = geometric = "NULL"
    if statistic == "ratio":
        numerator = f"count(*) FILTER ({kpi})"
    elif statistic == "share":
        numerator = f"count(*) FILTER ({kpi} <= {definition['within_seconds']})"
    elif statistic in ("duration", "number"):
        mean, quantiles = f"avg({kpi})", f"quantile_cont({kpi}, [0.5, 0.9])"
        # The greatest of nothing and 1 is 1.
        geometric = f"exp(avg(ln(greatest({kpi}, 1))) FILTER ({kpi} IS NOT NULL))"
    return f"""{{n: count({kpi}), numerator_count: CAST({numerator} AS BIGINT), mean_seconds: CAST({mean} AS DOUBLE),
        quantiles: CAST({quantiles} AS DOUBLE[]), geometric_mean_seconds: CAST({geometric} AS DOUBLE)}} AS {kpi}"""


def cohort_query(cohort, definitions):
    """All KPIs of one cohort in one pass: by week, over all incidents and by each segment."""
    segments = ", ".join(SEGMENTS)
    return f"""
        SELECT * EXCLUDE (figures), figures.n AS n, figures.numerator_count AS numerator_count, figures.mean_seconds AS mean_seconds,
          figures.quantiles[1] AS median_seconds, figures.quantiles[2] AS p90_seconds, figures.geometric_mean_seconds AS geometric_mean_seconds
        FROM (UNPIVOT (
          SELECT week, CASE grouping({segments}) {" ".join(f"WHEN {31 - (16 >> place)} THEN '{name}'" for place, name in enumerate(SEGMENTS))}
              ELSE 'all' END AS segment_type, coalesce({segments}, 'all') AS segment, {", ".join(figures(one) for one in definitions)}
          FROM (SELECT {WEEKS[cohort]} AS week, {", ".join(f"coalesce({name}, '(none)') AS {name}" for name in SEGMENTS)},
                  {", ".join(f"{measured(one)} AS {one['id']}" for one in definitions)}
                FROM facts WHERE {cohort}_at < {AS_OF})
          GROUP BY GROUPING SETS ({", ".join(f"(week, {name})" for name in SEGMENTS)}, (week)))
          ON {", ".join(one["id"] for one in definitions)} INTO NAME kpi_id VALUE figures)
        WHERE figures.n > 0
    """


def main():
    # What was open when weeks ended is a running sum and belongs to no cohort; it is left to ours alone.
    definitions = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted((SETTINGS / "kpis").rglob("*.yaml"))]
    definitions = [one for one in definitions if one["statistic"] not in ("stock", "age") and one.get("of", "incidents") == "incidents"]
    cohorts = {cohort: [one for one in definitions if one["cohort"] == cohort] for cohort in WEEKS}
    queries = [cohort_query(cohort, some) for cohort, some in cohorts.items()]
    db = None
    for run in range(1, RUNS + 1):
        db = connect()
        began = time.monotonic()
        db.execute(FACTS)
        db.execute(f"COPY facts_told TO '{FOLDER}/duckdb-facts.parquet'")
        facts = time.monotonic() - began
        db.execute(f"CREATE VIEW facts AS FROM '{FOLDER}/duckdb-facts.parquet'")
        db.execute("CREATE TABLE kpis AS " + " UNION ALL ".join(queries))
        db.execute(f"COPY kpis TO '{FOLDER}/duckdb-kpis.parquet'")
        whole = time.monotonic() - began
        for what, seconds in (("facts", facts), ("KPIs", whole - facts)):
            note(what=f"records to KPIs: {what}", run=run, seconds=seconds)
        note(what="records to KPIs", run=run, seconds=whole)
        say(f"  duckdb: facts {facts:.2f} s, KPIs {whole - facts:.2f} s, run {run}")
    note(what="KPI definitions", value=len(definitions))
    note(what="version", value=duckdb.__version__)
    note(what="incidents peak_mib", value=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    compare_facts(db)
    compare_kpis(db, [one["id"] for one in definitions if one["statistic"] == "number"])


def compare_facts(db):
    """Every row is ours in all columns, or this says how many are not, and in which columns."""
    ours = f"'{FOLDER}/facts-ours/*.parquet'"
    columns = [row[0] for row in db.execute(f"DESCRIBE FROM {ours}").fetchall()]
    same, other, *differing = db.execute(
        f"""SELECT count(*) FILTER ({" AND ".join(f"o.{name} IS NOT DISTINCT FROM t.{name}" for name in columns)}) AS same, count(*) - same,
              {", ".join(f"count(*) FILTER (o.{name} IS DISTINCT FROM t.{name})" for name in columns)}
            FROM {ours} o FULL JOIN facts t USING (incident_id)"""
    ).fetchone()
    note(what="facts equal to ours", value=same)
    note(what="facts other than ours", value=other)
    say(f"  duckdb: {same} facts equal to ours in {len(columns)} columns, {other} not")
    for name, count in zip(columns, differing):
        if count:
            say(f"    {name}: {count}")


def compare_kpis(db, numbers):
    """Every figure of DuckDB is one of ours, or this says how many are not. What is no time, ours has in another column."""
    alike = " AND ".join(
        f"""(o.{name} IS NOT DISTINCT FROM t.{name} OR coalesce(abs(o.{name} - t.{name}) < 1e-6 * greatest(1, t.{name}), false)
          OR o.{name} IS NULL AND list_contains({numbers}, kpi_id))"""
        for name in FIGURES
    )
    same, other = db.execute(
        f"""SELECT count(*) FILTER (is_same), count(*) FILTER (NOT coalesce(is_same, false)) FROM (
              SELECT o.n = t.n AND o.numerator_count IS NOT DISTINCT FROM t.numerator_count AND {alike} AS is_same
              FROM (SELECT *, strftime(week, '%G-W%V') AS period FROM kpis) t
                FULL JOIN (FROM '{FOLDER}/kpis-ours/*.parquet' WHERE n > 0 AND kpi_id IN (SELECT kpi_id FROM kpis)) o
                USING (kpi_id, period, segment_type, segment))"""
    ).fetchone()
    note(what="figures equal to ours", value=same)
    note(what="figures other than ours", value=other)
    say(f"  duckdb: {same} figures equal to ours, {other} not")


main()
