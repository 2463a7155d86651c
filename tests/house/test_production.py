"""Production refuses demo values, and serves with real ones on PostgreSQL."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.services.postgresql import free_port, running_postgresql

ROOT = Path(__file__).resolve().parents[2]

GOOD = {
    "SECRET_KEY": "q7Zr1vXc9Lm2Np4Ks6Wt8Yb0Hd3Fg5Ja7Qe9Ru1Ti3Oo5Pl7Mn9Bv",
    "ALLOWED_HOSTS": "learning.example.org,127.0.0.1",
    "DATABASE_URL": "postgres://pops:secret@127.0.0.1/pops",
    "EMAIL_URL": "submission://user:secret@mail.example.org:587",
    "BASE_URL": "https://learning.example.org",
}


def environment(folder, **changes):
    # The browser fixture allows the ORM beside Playwright's loop; a deployment that did so would be refused.
    tests_own = {"MEDIA_ROOT", "VAR_ROOT", "CACHE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE", "ELASTICSEARCH_URL"}
    clean = {name: value for name, value in os.environ.items() if name not in {*GOOD, *tests_own}}
    values = {**GOOD, "MEDIA_ROOT": str(folder / "media"), "VAR_ROOT": str(folder), **changes}
    paths = f"{ROOT}{os.pathsep}{ROOT / 'site'}"
    return {**clean, **values, "DJANGO_SETTINGS_MODULE": "config.settings.production", "PYTHONPATH": paths}


def manage(folder, *arguments, **changes):
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(
        command, env=environment(folder, **changes), cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "", "SECRET_KEY must be a random string of at least 50 characters."),
        ("SECRET_KEY", "demo-only", "SECRET_KEY must be a random string of at least 50 characters."),
        ("SECRET_KEY", "a" * 60, "SECRET_KEY must be a random string of at least 50 characters."),
        ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS must name the site's host names."),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS must name the site's host names."),
        ("DATABASE_URL", "sqlite:///demo.sqlite3", "DATABASE_URL must name a PostgreSQL database"),
        ("EMAIL_URL", "", "EMAIL_URL must name a mail server"),
        ("EMAIL_URL", "console:", "EMAIL_URL must name a mail server"),
        ("BASE_URL", "http://learning.example.org", "BASE_URL must be the site's public https:// address."),
        ("ELASTICSEARCH_URL", "http://search", "ELASTICSEARCH_URL must name scheme, host and port"),
        ("ELASTICSEARCH_URL", "search:9200", "ELASTICSEARCH_URL must name scheme, host and port"),
        ("MEDIA_ROOT", "", "MEDIA_ROOT must name the folder of uploaded files."),
    ],
)
def test_a_demo_value_stops_the_start(tmp_path, name, value, sentence):
    done = manage(tmp_path, "check", **{name: value})
    assert done.returncode != 0
    assert f"Production does not start: {sentence}" in done.stderr


def test_the_deployment_check_has_nothing_to_say(tmp_path):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "INFO")
    said = "System check identified no issues (0 silenced)."
    assert (done.returncode, done.stdout.strip()) == (0, said), done.stderr


def test_gunicorn_serves_with_the_production_settings_on_postgresql(tmp_path):
    with running_postgresql() as url:
        for command in (["migrate", "--no-input"], ["createcachetable"], ["collectstatic", "--no-input"]):
            done = manage(tmp_path, *command, "--verbosity", "0", DATABASE_URL=url)
            assert done.returncode == 0, done.stderr
        port, log = free_port(), tmp_path / "access.log"
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "--config", str(ROOT / "site/config/gunicorn.conf.py")),
                *("--pythonpath", f"{ROOT},{ROOT / 'site'}", "config.wsgi"),
            ],
            env=environment(tmp_path, DATABASE_URL=url, PORT=str(port), WEB_CONCURRENCY="1", ACCESS_LOG=str(log)),
            cwd=ROOT,
        )
        try:
            assert answer(port, "/healthz") == 200
            assert answer(port, "/readyz") in {200, 503}
            # Behind TLS, as the proxy says.
            assert answer(port, "/en/search/?q=pcb", **{"X-Forwarded-Proto": "https"}) == 200
        finally:
            server.terminate()
            server.wait(timeout=30)
        logged = log.read_text()
        assert '"GET /en/search/" 200 ' in logged
        assert ("pcb" in logged, "127.0.0.1" in logged) == (False, False)


def answer(port, path, **headers):
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    for _ in range(100):
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return response.status
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"Nobody answers on port {port}.")
