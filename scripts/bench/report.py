"""Makes the results of scripts/bench/measure from its measurements.

    report.py MEASUREMENTS RESULT_JSON RESULT_MARKDOWN PROJECT SCALE
"""

import collections
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys

MEASUREMENTS, RESULT_JSON, RESULT_MARKDOWN, PROJECT, SCALE = sys.argv[1:]
SYSTEMS = ("ours", "duckdb", "prometheus")


def read():
    times = collections.defaultdict(dict)
    values = {}
    for line in pathlib.Path(MEASUREMENTS).read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        key = (one["part"], one["system"], one["what"])
        if "seconds" in one:
            times[key][one["run"]] = one["seconds"]
        else:
            values[key] = one["value"]
    return times, values


def warm(runs):
    """The median of the runs after the first; the first where there is no other."""
    later = [seconds for run, seconds in runs.items() if run > 1]
    return statistics.median(later or runs.values())


def ratio(times, part, what, one, other):
    a, b = times.get((part, *one, what)), times.get((part, *other, what))
    return warm(a) / warm(b) if a and b else None


def aims(times):
    rows = []
    for what in ("JSON export to slices", "chunks to slices"):
        share = ratio(times, "slices", what, ("ours",), ("duckdb",))
        if share is not None:
            rows.append((f"{what}: ours / DuckDB", share, "at most 0.5", share <= 0.5))
    for what in ("windows", "burn"):
        share = ratio(times, "fleet", what, ("prometheus",), ("ours",))
        if share is not None:
            rows.append((f"fleet, {what}: Prometheus / ours", share, "at least 50", share >= 50))
        share = ratio(times, "fleet", what, ("duckdb",), ("ours",))
        if share is not None:
            rows.append((f"fleet, {what}: DuckDB / ours", share, "shown", None))
    both = [[times.get(("fleet", system, what)) for what in ("windows", "burn")] for system in ("prometheus", "ours")]
    if all(run for system in both for run in system):
        share = sum(map(warm, both[0])) / sum(map(warm, both[1]))
        rows.append(("fleet, windows and burn: Prometheus / ours", share, "at least 50", share >= 50))
    longer = times.get(("incremental", "ours", "one more day, long"))
    shorter = times.get(("incremental", "ours", "one more day, short"))
    if longer and shorter:
        share = warm(longer) / warm(shorter)
        rows.append(("one more day: on the long / on the short history", share, "at most 1.2", share <= 1.2))
    share = ratio(times, "incidents", "records to KPIs", ("ours",), ("duckdb",))
    if share is not None:
        rows.append(("records to facts and KPIs: ours / DuckDB", share, "at most 2", share <= 2))
    longer = times.get(("incidents", "ours", "one more week, long"))
    shorter = times.get(("incidents", "ours", "one more week, short"))
    if longer and shorter:
        share = warm(longer) / warm(shorter)
        rows.append(("one more week: on the long / on the short history", share, "at most 1.2", share <= 1.2))
    return rows


def checks(values):
    rows = []
    for which in ("json", "chunks"):
        for name in ("slices", "good", "total", "weighted"):
            sides = [values.get(("slices", system, f"{name} from {which}")) for system in ("ours", "duckdb")]
            if None not in sides:
                rows.append((f"{name} from {which}", *sides, str(sides[0]) == str(sides[1])))
    return rows


def markdown(times, values):
    commit = subprocess.run(
        ["git", "-C", PROJECT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    yield f"# Measured at scale {SCALE}"
    yield ""
    yield f"Commit {commit}, {platform.system()} {platform.release()}, {min(2, os.cpu_count())} cores used, load before the end {os.getloadavg()[1]:.1f}."
    yield ""
    yield "| aim | ratio | wanted | reached |"
    yield "|---|---|---|---|"
    for name, share, wanted, reached in aims(times):
        yield f"| {name} | {share:.2f} | {wanted} | {'' if reached is None else 'yes' if reached else 'no'} |"
    yield ""
    yield "| part | system | what | first run, s | later runs (median), s |"
    yield "|---|---|---|---|---|"
    for (part, system, what), runs in times.items():
        later = f"{warm(runs):.2f}" if len(runs) > 1 else ""
        yield f"| {part} | {system} | {what} | {runs.get(1, warm(runs)):.2f} | {later} |"
    yield ""
    rows = checks(values)
    if rows:
        yield "| same result | ours | DuckDB | equal |"
        yield "|---|---|---|---|"
        for name, ours, theirs, equal in rows:
            yield f"| {name} | {ours} | {theirs} | {'yes' if equal else 'NO'} |"
        yield ""
    yield "| part | system | figure | value |"
    yield "|---|---|---|---|"
    for (part, system, what), value in values.items():
        if not what.endswith((" from json", " from chunks")):
            yield f"| {part} | {system} | {what} | {value} |"


def main():
    times, values = read()
    result = {
        "scale": float(SCALE),
        "aims": [
            {"aim": name, "ratio": share, "wanted": wanted, "reached": reached}
            for name, share, wanted, reached in aims(times)
        ],
        "seconds": [
            {"part": part, "system": system, "what": what, "runs": [runs[run] for run in sorted(runs)]}
            for (part, system, what), runs in times.items()
        ],
        "values": [
            {"part": part, "system": system, "what": what, "value": value}
            for (part, system, what), value in values.items()
        ],
    }
    pathlib.Path(RESULT_JSON).write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    pathlib.Path(RESULT_MARKDOWN).write_text("\n".join(markdown(times, values)) + "\n", encoding="utf-8")


main()
