"""Prometheus' side of scripts/bench/measure: the same windows by `increase`, two queries at a time.

    prom.py FOLDER RESULTS fleet-slos=N fleet-days=N fleet-step=SECONDS

FOLDER/prometheus holds the samples; FOLDER/answers-ours what the other side computed.
"""

import concurrent.futures
import datetime
import json
import pathlib
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request

import duckdb

FOLDER, RESULTS = sys.argv[1], sys.argv[2]
SIZES = {name: int(value) for name, value in (word.split("=") for word in sys.argv[3:])}
FIRST = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
DAY = datetime.timedelta(days=1)
DAYS = SIZES["fleet-days"]
SLOS = SIZES["fleet-slos"]
ROLLING = ("7d", "28d", "30d", "90d")
# The workbook's windows, evaluated at every slice for a share of the fleet: all of it would take long.
BURN_WINDOWS = ("5m", "30m", "1h", "2h", "6h", "1d", "3d")
BURN_SHARE = 50


def note(**fields):
    with open(RESULTS, "a", encoding="utf-8") as out:
        out.write(json.dumps({"part": "fleet", "system": "prometheus", **fields}) + "\n")


def say(text):
    print(text, file=sys.stderr, flush=True)


def ratio(window, labels):
    return (
        f"1 - sum by (slo) (increase(requests_good_total{{{labels}}}[{window}]))"
        f" / sum by (slo) (increase(requests_total{{{labels}}}[{window}]))"
    )


class Server:
    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/api/v1/"
        config = pathlib.Path(FOLDER, "prometheus.yml")
        config.write_text("global: {}\n", encoding="utf-8")
        # Blocks are as large as they may get, so that nothing is compacted while it is measured.
        self.process = subprocess.Popen(
            [
                "prometheus", f"--config.file={config}", f"--storage.tsdb.path={FOLDER}/prometheus",
                f"--web.listen-address=127.0.0.1:{port}", "--storage.tsdb.retention.time=50y",
                "--storage.tsdb.max-block-duration=162h", "--query.timeout=60m",
                "--query.max-samples=1000000000", "--log.level=error",
            ],
            env={"GOMAXPROCS": "2", "PATH": "/usr/bin:/bin"},
        )
        began = time.monotonic()
        while True:
            try:
                urllib.request.urlopen(self.url + "query?query=1", timeout=5).close()
                break
            except OSError:
                if self.process.poll() is not None or time.monotonic() - began > 300:
                    raise SystemExit("Prometheus does not start") from None
                time.sleep(0.05)
        note(what="start of the server", run=1, seconds=time.monotonic() - began)

    def ask(self, endpoint, **parameters):
        body = urllib.parse.urlencode(parameters).encode()
        with urllib.request.urlopen(self.url + endpoint, body, timeout=3600) as answer:
            return json.load(answer)["data"]["result"]

    def peak_mib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) // 1024

    def stop(self):
        self.process.terminate()
        self.process.wait()


def ends():
    return [FIRST + DAY * (day + 1) for day in range(DAYS)]


def begins(kind, end):
    """The start of the calendar period that the last instant before the end lies in."""
    day = end - DAY
    if kind == "week":
        return day - DAY * day.weekday()
    month = 1 + (day.month - 1) // 3 * 3 if kind == "quarter" else day.month
    return day.replace(month=month, day=1)


def questions():
    """(window of the table, endpoint, parameters): a range query per rolling window; a calendar
    window has another length each day, which is a query per day."""
    for window in ROLLING:
        yield "declared", "query_range", {
            "query": ratio(window, f'window="{window}"'),
            "start": ends()[0].timestamp(), "end": ends()[-1].timestamp(), "step": "1d",
        }
    for kind in ("week", "month", "quarter"):
        for end in ends():
            seconds = int((end - max(FIRST, begins(kind, end))).total_seconds())
            yield "declared", "query", {"query": ratio(f"{seconds}s", f'window="{kind}"'), "time": end.timestamp()}
    for end in ends():
        seconds = int((end - begins("month", end)).total_seconds())
        yield "month", "query", {"query": ratio(f"{seconds}s", ""), "time": end.timestamp()}


def windows(server, run):
    answers = []
    began = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(2) as two:
        asked = [(window, two.submit(server.ask, endpoint, **words)) for window, endpoint, words in questions()]
        for window, answer in asked:
            for series in answer.result():
                for at, value in series.get("values") or [series["value"]]:
                    answers.append((series["metric"]["slo"], window, int(at), float(value)))
    seconds = time.monotonic() - began
    note(what="windows", run=run, seconds=seconds)
    say(f"  prometheus: windows run {run}  {seconds:8.2f} s")
    return answers


def burn(server):
    """Range queries at every slice, in pieces that the server's limit of points per series allows."""
    few = max(1, SLOS // BURN_SHARE)
    labels = 'slo=~"' + "|".join(f"slo-{slo:04d}" for slo in range(few)) + '"'
    piece = DAY * 30
    asked = []
    began = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(2) as two:
        for window in BURN_WINDOWS:
            start = FIRST
            while start < FIRST + DAY * DAYS:
                end = min(start + piece, FIRST + DAY * DAYS)
                asked.append(two.submit(server.ask, "query_range", query=ratio(window, labels),
                    start=start.timestamp(), end=end.timestamp() - 300, step="5m"))
                start = end
        points = sum(len(series["values"]) for answer in asked for series in answer.result())
    seconds = time.monotonic() - began
    note(what="burn of a share", run=1, seconds=seconds)
    note(what="burn share", value=f"{few} of {SLOS} SLOs, {points} points")
    note(what="burn", run=1, seconds=seconds * SLOS / few)
    say(f"  prometheus: burn rates of {few} SLOs {seconds:8.2f} s, that is {seconds * SLOS / few:.0f} s for {SLOS}")


def compare(answers):
    """Bad ratios, where whole windows are measured: increase extrapolates, so they differ a little."""
    db = duckdb.connect()
    rows = db.execute(f"""SELECT slo, "window", evaluated, 1 - sli FROM '{FOLDER}/answers-ours/*.parquet'
        WHERE evaluated - seconds >= {int(FIRST.timestamp())}""").fetchall()
    ours = {(slo, window, at): bad for slo, window, at, bad in rows if bad is not None}
    differences = sorted(
        abs(value - ours[key]) / ours[key]
        for *key_parts, value in answers
        if (key := tuple(key_parts)) in ours and ours[key] > 0
    )
    if differences:
        note(what="windows compared", value=len(differences))
        note(what="median relative difference of the bad ratio", value=differences[len(differences) // 2])
        note(what="largest relative difference of the bad ratio", value=differences[-1])
        say(f"  prometheus: {len(differences)} windows compared, median difference {differences[len(differences) // 2]:.2e}")


def main():
    version = subprocess.run(["prometheus", "--version"], capture_output=True, text=True, check=True)
    note(what="version", value=(version.stdout + version.stderr).split()[2])
    server = Server()
    try:
        answers = windows(server, 1)
        windows(server, 2)
        compare(answers)
        burn(server)
        note(what="fleet peak_mib", value=server.peak_mib())
    finally:
        server.stop()


main()
