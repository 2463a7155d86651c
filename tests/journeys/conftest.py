"""The whole site as `make demo` starts it, and people who use it through Chromium."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.services.postgresql import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 300
# All visitors come from one address here.
LIMITS = {"API_LIMIT_ANONYMOUS": "100000/min", "API_LIMIT_USER": "100000/min"}
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


@dataclass(frozen=True)
class Visitor:
    """How somebody comes to the site."""

    language: str
    device: str
    script: bool = True

    def __str__(self) -> str:
        return f"{self.language}-{self.device}-{'script' if self.script else 'no script'}"


VISITORS = [
    Visitor(language, device, script)
    for language in ("en", "es")
    for device in ("phone", "desktop")
    for script in (True, False)
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys run in one process, against one demo."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a filled, running demo, ended by its own process id; DEMO_ADDRESS names one that runs already."""
    if os.environ.get("DEMO_ADDRESS"):
        yield os.environ["DEMO_ADDRESS"]
        return
    folder = tmp_path_factory.mktemp("demo")
    port = free_port()
    ours = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTEST_XDIST_WORKER", "VAR_ROOT", "MEDIA_ROOT"}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    log = folder / "log"
    running = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "demo"],
        env={**environment, "VAR_ROOT": str(folder / "var"), "PORT": str(port), **LIMITS},
        stdout=log.open("wb"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(address, running, log)
        yield address
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(timeout=60)


def _wait_until_ready(address: str, running: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and running.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (OSError, urllib.error.URLError):
            time.sleep(0.5)
    raise AssertionError(f"The demo did not become ready:\n{log.read_text(errors='replace')[-4000:]}")


@pytest.fixture
def visit(chromium: Browser, demo: str) -> Iterator[Callable[[Visitor], Page]]:
    """Open the site as a visitor: a browser with no memory, in the visitor's language and size."""
    contexts: list[BrowserContext] = []

    def open_site(visitor: Visitor) -> Page:
        context = chromium.new_context(
            base_url=demo,
            viewport=PHONE if visitor.device == "phone" else DESKTOP,
            java_script_enabled=visitor.script,
            locale={"en": "en-TT", "es": "es-DO"}[visitor.language],
            accept_downloads=True,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield open_site
    for context in contexts:
        context.close()


def latest_mail(page: Page, address: str) -> str:
    """The text of the newest mail to an address, as the demo shows it."""
    reader = page.context.new_page()
    try:
        for _ in range(40):
            reader.goto("/en/demo/mail/")
            found = reader.get_by_role("row").filter(has_text=address).get_by_role("link")
            if found.count():
                found.first.click()
                return reader.locator("main").inner_text()
            time.sleep(0.25)
        raise AssertionError(f"No mail to {address} arrived.")
    finally:
        reader.close()


def link_in(text: str, pattern: str) -> str:
    """The first address in a mail that matches."""
    found = re.search(rf"https?://\S*{pattern}\S*", text)
    assert found, f"No link like {pattern} in: {text}"
    return found.group(0)
