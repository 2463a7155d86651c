"""A real Elasticsearch for the tests: a named one, else the official image, else a node of our own making."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.elasticsearch.build import VERSION, build_node, find_java
from tests.services.missing import MissingServiceError
from tests.services.postgresql import free_port

START_SECONDS = 90
IMAGE = f"docker.elastic.co/elasticsearch/elasticsearch:{VERSION}"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "pops-learning"
FLAGS = ["--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC"]


class Node:
    """A node of our own making, which tests may pause, kill and start again."""

    def __init__(self, home: Path, port: int) -> None:
        self.home = home
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until the cluster answers."""
        java = find_java()
        self.process = subprocess.Popen(
            [
                *(str(java / "bin" / "java"), *FLAGS, "-Xms512m", "-Xmx512m"),
                *("-cp", f"{self.home}/launcher:{self.home}/lib/*", "node.Launcher", str(self.home), str(self.port)),
            ],
            stdout=(self.home / "output").open("ab"),
            stderr=subprocess.STDOUT,
            cwd=self.home,
        )
        wait_for(self.url, lambda: self.process is not None and self.process.poll() is None, self.home / "output")

    def stop(self) -> None:
        """End in good order."""
        self._end(graceful=True)

    def kill(self) -> None:
        """End at once, as a power cut does."""
        self._end(graceful=False)

    def _end(self, *, graceful: bool) -> None:
        if self.process is not None:
            if graceful:
                self.process.terminate()
            else:
                self.process.kill()
            self.process.wait(timeout=30)
            self.process = None


def wait_for(url: str, alive: object, output: Path | None = None) -> None:
    """Wait until the cluster's health is at least yellow; `GET /` is not asked, because the node lacks it."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and (not callable(alive) or alive()):
        try:
            with urllib.request.urlopen(f"{url}/_cluster/health", timeout=5) as answer:
                if json.load(answer)["status"] in {"green", "yellow"}:
                    return
        except (OSError, urllib.error.URLError, ValueError):
            time.sleep(0.2)
    said = output.read_text(errors="replace")[-2000:] if output else ""
    raise MissingServiceError(f"Elasticsearch did not start at {url}. {said}")


@contextmanager
def own_node() -> Iterator[Node]:
    """A node of our own making in a folder of its own."""
    built = build_node(CACHE)
    with tempfile.TemporaryDirectory(prefix="pops-elasticsearch-") as folder:
        home = Path(folder)
        for part in ("lib", "modules", "plugins", "launcher"):
            (home / part).symlink_to(built / part)
        shutil.copytree(built / "config", home / "config")
        node = Node(home, free_port())
        try:
            node.start()
            yield node
        finally:
            node.stop()


@contextmanager
def running_elasticsearch() -> Iterator[str]:
    """The address of an Elasticsearch 9 that the tests may fill and empty."""
    named = os.environ.get("ELASTICSEARCH_URL")
    if named:
        wait_for(named, None)
        yield named
    elif docker_runs():
        with _container() as url:
            yield url
    else:
        with own_node() as node:
            yield node.url


def docker_runs() -> bool:
    """Whether a Docker engine answers, not just its client."""
    if shutil.which("docker") is None:
        return False
    return subprocess.run(["docker", "info"], capture_output=True, check=False, timeout=20).returncode == 0


@contextmanager
def _container() -> Iterator[str]:
    port = free_port()
    options = [
        "-e",
        "discovery.type=single-node",
        "-e",
        "xpack.security.enabled=false",
        "-e",
        "ES_JAVA_OPTS=-Xms512m -Xmx512m",
    ]
    started = subprocess.run(
        ["docker", "run", "--rm", "-d", "-p", f"127.0.0.1:{port}:9200", *options, IMAGE],
        capture_output=True,
        text=True,
        check=False,
    )
    if started.returncode:
        raise MissingServiceError(f"Docker could not start Elasticsearch: {started.stderr.strip()[-400:]}")
    name = started.stdout.strip()
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(url, None)
        yield url
    finally:
        subprocess.run(["docker", "stop", name], capture_output=True, check=False)
