"""DuckDB's side of scripts/bench/measure: the same work in the SQL that a user of DuckDB would write.

    duck.py slices|fleet FOLDER RESULTS RUNS
"""

import json
import resource
import sys
import time

import duckdb

PART, FOLDER, RESULTS, RUNS = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])


def note(**fields):
    with open(RESULTS, "a", encoding="utf-8") as out:
        out.write(json.dumps({"part": PART, "system": "duckdb", **fields}) + "\n")


def say(text):
    print(text, file=sys.stderr, flush=True)


def timed(db, what, run, sql):
    began = time.monotonic()
    db.execute(sql)
    seconds = time.monotonic() - began
    note(what=what, run=run, seconds=seconds)
    say(f"  duckdb: {what:<38} run {run}  {seconds:8.2f} s")


def connect():
    db = duckdb.connect()
    db.execute("SET threads = 2")
    db.execute("SET TimeZone = 'UTC'")
    db.execute("SET enable_progress_bar = false")
    db.execute(f"SET temp_directory = '{FOLDER}/duckdb-spill'")
    return db


# A counter's increase is the step from the sample before; the whole sample where the counter began
# anew. It belongs to the five minutes that end at the sample or after it.
INCREASES = """
    , steps AS (
        SELECT {key}, millis, value, lag(value) OVER (PARTITION BY {key} ORDER BY millis) AS previous
        FROM samples)
    , sums AS (
        SELECT {key}, (millis - 1) // 300000 AS slice,
          sum(CASE WHEN value < previous THEN value ELSE value - previous END) AS events
        FROM steps WHERE previous IS NOT NULL GROUP BY ALL)
"""
SLICES = """
    SELECT slo, slice,
      CAST(coalesce(sum(events) FILTER (metric = 'requests_good_total'), 0) AS BIGINT) AS good,
      CAST(sum(events) FILTER (metric = 'requests_total') AS BIGINT) AS total
    FROM {sums} GROUP BY slo, slice HAVING count(*) FILTER (metric = 'requests_total') > 0
"""
EXPORTS = f"""
    WITH series AS (
        SELECT unnest(data.result) AS one
        FROM read_json('{FOLDER}/exports/*.json', maximum_object_size = 134217728, format = 'newline_delimited',
          columns = {{data: 'STRUCT(result STRUCT(metric STRUCT("__name__" VARCHAR, slo VARCHAR),
            "values" VARCHAR[][])[])'}}))
    , pairs AS (
        SELECT one.metric."__name__" AS metric, one.metric.slo AS slo, unnest(one."values") AS pair FROM series)
    , samples AS (
        SELECT metric, slo, CAST(CAST(pair[1] AS DECIMAL(18, 3)) * 1000 AS BIGINT) AS millis,
          CAST(pair[2] AS DOUBLE) AS value
        FROM pairs)
"""


def checksum(db, which, file):
    row = db.execute(
        f"""SELECT count(*), sum(good), sum(total), sum(good * (slice % 9973))
            FROM '{file}'"""
    ).fetchone()
    for name, value in zip(("slices", "good", "total", "weighted"), row):
        note(what=f"{name} from {which}", value=str(value) if name != "slices" else value)


def slices():
    db = connect()
    out = f"{FOLDER}/duckdb-slices.parquet"
    from_exports = EXPORTS + INCREASES.format(key="metric, slo") + SLICES.format(sums="sums")
    for run in range(1, min(2, RUNS) + 1):
        timed(db, "JSON export to slices", run, f"COPY ({from_exports}) TO '{out}'")
    checksum(db, "json", out)
    say("  duckdb: writing the samples as rows")
    # As favourable as rows get: series by a small number, their labels in a table beside.
    db.execute(f"CREATE TABLE labels AS SELECT row_number() OVER () AS series, metric, slo FROM ({EXPORTS} SELECT DISTINCT metric, slo FROM samples)")
    db.execute(
        f"""COPY ({EXPORTS} SELECT CAST(series AS INTEGER) AS series, millis, value
                 FROM samples JOIN labels USING (metric, slo)) TO '{FOLDER}/samples.parquet'"""
    )
    from_rows = (
        f"WITH samples AS (FROM '{FOLDER}/samples.parquet')"
        + INCREASES.format(key="series")
        + SLICES.format(sums="sums JOIN labels USING (series)")
    )
    for run in range(1, RUNS + 1):
        timed(db, "chunks to slices", run, f"COPY ({from_rows}) TO '{out}'")
    checksum(db, "chunks", out)


# The daily windows: days first, then frames over days. Calendar windows are those of UTC.
DAILY = """
    WITH days AS (
        SELECT slo, date_trunc('day', slice_start) AS day, sum(good) AS good, sum(total) AS total, count(*) AS slices
        FROM '{folder}/slices-parquet/*.parquet' GROUP BY ALL)
    , shape AS (FROM (VALUES {shape}) AS t(slo, declared, target))
    , declared AS (
        SELECT slo, 'declared' AS "window", day + INTERVAL 1 DAY AS evaluated, target,
          CASE declared {good} END AS good, CASE declared {total} END AS total
        FROM days JOIN shape USING (slo)
        WINDOW {rolling},
          week AS (PARTITION BY slo, date_trunc('week', day) ORDER BY day),
          month AS (PARTITION BY slo, date_trunc('month', day) ORDER BY day),
          quarter AS (PARTITION BY slo, date_trunc('quarter', day) ORDER BY day))
    , months AS (
        SELECT slo, 'month' AS "window", day + INTERVAL 1 DAY AS evaluated, target,
          sum(good) OVER month AS good, sum(total) OVER month AS total
        FROM days JOIN shape USING (slo)
        WINDOW month AS (PARTITION BY slo, date_trunc('month', day) ORDER BY day))
    SELECT *, good / total AS sli, (1 - good / total) / (1 - target) AS burn_rate
    FROM (FROM declared UNION ALL FROM months)
"""
ROLLING = ("7d", "28d", "30d", "90d")
CALENDAR = ("week", "month", "quarter")
# The workbook's windows: long and short of each pair.
BURN_WINDOWS = ("5 MINUTES", "30 MINUTES", "1 HOURS", "2 HOURS", "6 HOURS", "1 DAYS", "3 DAYS")


def shape(db):
    windows = ROLLING + CALENDAR
    targets = ("0.99", "0.995", "0.999")
    names = [row[0] for row in db.execute(f"SELECT DISTINCT slo FROM '{FOLDER}/slices-parquet/*.parquet' ORDER BY 1").fetchall()]
    return ", ".join(
        f"('{name}', '{windows[int(name[4:]) % 7]}', {targets[int(name[4:]) % 3]})" for name in names
    )


def daily(db):
    def case(column):
        return " ".join(
            [f"WHEN '{w}' THEN sum({column}) OVER d{w}" for w in ROLLING]
            + [f"WHEN '{w}' THEN sum({column}) OVER {w}" for w in CALENDAR]
        )

    rolling = ", ".join(
        f"d{w} AS (PARTITION BY slo ORDER BY day RANGE BETWEEN INTERVAL {int(w[:-1]) - 1} DAYS PRECEDING AND CURRENT ROW)"
        for w in ROLLING
    )
    return DAILY.format(folder=FOLDER, shape=shape(db), good=case("good"), total=case("total"), rolling=rolling)


def burn(db):
    """Bad ratio over each alert window at each slice: prefix sums, and one look back per window."""
    looks = ", ".join(
        f"""bad_sum - first_value(bad_before) OVER w{i} AS bad_{i}, total_sum - first_value(total_before) OVER w{i} AS total_{i}"""
        for i in range(len(BURN_WINDOWS))
    )
    frames = ", ".join(
        f"w{i} AS (PARTITION BY slo ORDER BY slice_start RANGE BETWEEN INTERVAL {w} - INTERVAL 5 MINUTES PRECEDING AND CURRENT ROW)"
        for i, w in enumerate(BURN_WINDOWS)
    )
    rate = [f"(bad_{i} / nullif(total_{i}, 0) / (1 - target))" for i in range(len(BURN_WINDOWS))]
    m5, m30, h1, h2, h6, d1, d3 = rate
    return f"""
        WITH shape AS (FROM (VALUES {shape(db)}) AS t(slo, declared, target))
        , sums AS (
            SELECT slo, slice_start,
              sum(total - good) OVER a AS bad_sum, bad_sum - (total - good) AS bad_before,
              sum(total) OVER a AS total_sum, total_sum - total AS total_before
            FROM '{FOLDER}/slices-parquet/*.parquet' WINDOW a AS (PARTITION BY slo ORDER BY slice_start))
        , looks AS (SELECT slo, slice_start, {looks} FROM sums WINDOW {frames})
        SELECT slo, slice_start, {", ".join(f"{r} AS burn_{i}" for i, r in enumerate(rate))},
          ({h1} > 14.4 AND {m5} > 14.4) OR ({h6} > 6 AND {m30} > 6) AS page,
          ({d1} > 3 AND {h2} > 3) OR ({d3} > 1 AND {h6} > 1) AS ticket
        FROM looks JOIN shape USING (slo) WHERE page OR ticket"""


def fleet():
    db = connect()
    windows = daily(db)
    for run in range(1, RUNS + 1):
        timed(db, "windows", run, f"COPY ({windows}) TO '{FOLDER}/answers-duckdb.parquet'")
    alerts = burn(db)
    for run in range(1, min(2, RUNS) + 1):
        timed(db, "burn", run, f"COPY ({alerts}) TO '{FOLDER}/burn-duckdb.parquet'")
    compare(db)


def compare(db):
    """Good and total of each window and day are the same numbers, or this says how many are not."""
    same, other = db.execute(
        f"""SELECT count(*) FILTER (o.good = d.good AND o.total = d.total), count(*) FILTER (o.good <> d.good OR o.total <> d.total)
            FROM '{FOLDER}/answers-ours/*.parquet' o
            JOIN '{FOLDER}/answers-duckdb.parquet' d ON o.slo = d.slo AND o."window" = d."window"
              AND o.evaluated = epoch(d.evaluated)"""
    ).fetchone()
    note(what="windows equal to ours", value=same)
    note(what="windows other than ours", value=other)
    say(f"  duckdb: {same} windows equal to ours, {other} not")


note(what="version", value=duckdb.__version__)
{"slices": slices, "fleet": fleet}[PART]()
note(what=f"{PART} peak_mib", value=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
