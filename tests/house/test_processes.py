"""The demo's processes start together and end together."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from config.processes import site_processes

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import sys
sys.path[:0] = ["site"]
from config.processes import Process, run_together
import os
program = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep({seconds})"
sleep = [sys.executable, "-c", program]
sys.exit(run_together([
    Process("one", [*(part.format(seconds=60) for part in sleep), sys.argv[1] + "/one"]),
    Process("two", [*(part.format(seconds=sys.argv[2]) for part in sleep), sys.argv[1] + "/two"]),
], os.environ))
"""


def test_a_cluster_has_a_worker_of_its_own(settings):
    plain = ["web", "fast worker", "worker"]
    assert [process.name for process in site_processes()] == plain
    settings.ELASTICSEARCH_URL = "http://search:9200"
    more = [process for process in site_processes() if process.name not in plain]
    assert [(process.name, *process.command[-4:]) for process in more] == [
        ("cluster worker", "--queue-name", "cluster", "--interval", "0.2")
    ]


def start(folder, seconds):
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), str(seconds)], cwd=ROOT, stderr=subprocess.PIPE, text=True
    )


def process_ids(folder):
    for _ in range(100):
        found = [path.read_text() for name in ("one", "two") if (path := folder / name).exists()]
        if len(found) == 2 and all(found):
            return [int(text) for text in found]
        time.sleep(0.1)
    raise AssertionError("the processes did not start")


def alive(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_one_signal_ends_all(tmp_path):
    together = start(tmp_path, 60)
    children = process_ids(tmp_path)
    together.send_signal(signal.SIGINT)
    assert together.wait(timeout=20) == 0
    assert [alive(child) for child in children] == [False, False]


def test_one_that_ends_takes_the_others_along(tmp_path):
    together = start(tmp_path, 1)
    children = process_ids(tmp_path)
    assert together.wait(timeout=20) == 1
    assert together.stderr.read() == "The two process ended by itself (exit code 0); stopping.\n"
    assert [alive(child) for child in children] == [False, False]
