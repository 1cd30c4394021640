"""Counts lines with Drain3 as it comes from PyPI and writes its rate: drain.py LINES RESULT."""

import json
import sys
import time
from importlib.metadata import version

from drain3 import TemplateMiner
from drain3.template_miner_config import TemplateMinerConfig

with open(sys.argv[1], encoding="utf-8") as file:
    lines = file.read().split("\n")[:-1]
miner = TemplateMiner(config=TemplateMinerConfig())
began = time.perf_counter()
for line in lines:
    miner.add_log_message(line)
seconds = time.perf_counter() - began
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(
        {
            "lines_per_second": len(lines) / seconds,
            "lines": len(lines),
            "clusters": len(miner.drain.clusters),
            "drain3": version("drain3"),
        },
        file,
    )
