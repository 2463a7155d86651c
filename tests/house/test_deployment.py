"""The image and the compose file, as far as they can be checked without Docker's engine."""

import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = ROOT.joinpath("Dockerfile").read_text().replace("\\\n", " ")


def lines(instruction):
    return [
        line.removeprefix(instruction).strip() for line in DOCKERFILE.split("\n") if line.startswith(f"{instruction} ")
    ]


def test_the_build_steps_run_as_a_script(tmp_path):
    for line in lines("COPY"):
        source, target = line.split()
        into = tmp_path / target
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, into, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        else:
            into = into / Path(source).name if target.endswith("/") else into
            into.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / source, into)
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "VAR_ROOT": str(tmp_path / "var"),
        "MEDIA_ROOT": str(tmp_path / "var/media"),
        "PYTHONPATH": f"{tmp_path / 'site'}:{tmp_path}",
    }
    steps = [step.strip() for line in lines("RUN") for step in line.split("&&") if step.strip().startswith("python ")]
    assert len(steps) == 2
    for step in steps:
        command = [sys.executable, *shlex.split(step)[1:]]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{step}: {done.stderr}"
    assert sorted(path.name for path in tmp_path.glob("locale/*/LC_MESSAGES/*.mo")) == ["django.mo", "django.mo"]
    assert (tmp_path / "var/static/staticfiles.json").exists()


def test_the_image_runs_as_a_user_of_its_own_with_hashed_requirements():
    assert lines("USER") == ["pops"]
    assert any("--require-hashes -r requirements/production.txt" in line for line in lines("RUN"))
    requirements = (ROOT / "requirements/production.txt").read_text()
    pinned = re.findall(r"^([a-z0-9][\w.-]*)==", requirements, re.M)
    assert len(pinned) > 40
    blocks = re.split(r"^(?=[a-z0-9][\w.-]*==)", requirements, flags=re.M)[1:]
    assert [block.split("==")[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_compose_names_every_process_and_publishes_on_loopback_alone():
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    workers = {"fast-worker", "cluster-worker", "worker"}
    assert set(services) == {"migrate", "web", *workers, "scheduler", "database", "search", "nginx"}
    assert services["search"]["image"].startswith("docker.elastic.co/elasticsearch/elasticsearch:9.")
    ports = [port for service in services.values() for port in service.get("ports", [])]
    assert ports == ["127.0.0.1:${PORT:-8080}:80"]
    assert "gunicorn" in DOCKERFILE.split("CMD")[-1]
    # Workers as the demo runs them.
    assert {services[name]["command"] for name in workers} == {
        "python manage.py db_worker --queue-name fast --interval 0.2",
        "python manage.py db_worker --queue-name cluster --interval 0.2",
        "python manage.py db_worker --queue-name default --interval 2",
    }


@pytest.mark.parametrize(
    ("hour", "commands"),
    [
        ("04", ["publish_scheduled", "search_sweep", "publish_scheduled"]),
        ("05", ["publish_scheduled", "search_sweep", "prune_db_task_results", "publish_scheduled"]),
        ("06", ["publish_scheduled", "search_sweep", "search_news", "publish_scheduled"]),
    ],
)
def test_the_scheduler_runs_what_cron_would(tmp_path, hour, commands):
    shell, option, script = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]["scheduler"]["command"]
    # Every command fails, and the second pause is the last.
    stand_ins = {
        "python": 'echo "$2"; exit 1',
        "date": f"echo {hour}",
        "sleep": f'if [ -e {tmp_path}/slept ]; then kill "$PPID"; else touch {tmp_path}/slept; fi',
    }
    for name, body in stand_ins.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n")
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        [shell, option, script.replace("$$", "$")],
        env={"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=False,
        timeout=20,
    )
    assert (done.stdout.split(), done.stderr) == (commands, "")


@pytest.mark.parametrize("path", ["compose.yaml", "docs/operators.md"])
@pytest.mark.django_db
def test_tasks_that_are_long_done_are_forgotten_in_every_queue(path):
    """Among them are mails with the addresses they went to."""
    (line,) = re.findall(r"manage\.py (prune_db_task_results[^;\n]*)", (ROOT / path).read_text())
    now = timezone.now()
    for queue in ("default", "fast"):
        for days in (13, 15, None):
            status = TaskResultStatus.SUCCESSFUL if days else TaskResultStatus.READY
            finished = days and now - timedelta(days=days)
            DBTaskResult.objects.create(
                queue_name=queue, status=status, finished_at=finished, args_kwargs={}, backend_name="default"
            )
    call_command(*shlex.split(line), verbosity=0)
    left = DBTaskResult.objects.values_list("queue_name", "status").order_by("queue_name", "status")
    assert list(left) == [(queue, status) for queue in ("default", "fast") for status in ("READY", "SUCCESSFUL")]


def test_no_log_keeps_a_query_string_or_an_address():
    nginx = (ROOT / "deploy/nginx.conf").read_text()
    formats = re.findall(r"^\s*log_format (\w+) '([^']+)';", nginx, re.M)
    assert [name for name, _ in formats] == ["anonymous"]
    assert set(re.findall(r"\$(\w+)", formats[0][1])) == {
        *("network", "time_local", "request_method", "uri", "status", "body_bytes_sent", "request_time")
    }
    server = nginx[nginx.index("server {") :]
    assert re.findall(r"\baccess_log (.+);", server) == ["/var/log/nginx/access.log anonymous"]
    assert re.findall(r"\berror_log (.+);", server) == ["/var/log/nginx/error.log crit"]
    gunicorn = runpy.run_path(str(ROOT / "site/config/gunicorn.conf.py"))
    assert re.findall(r"%\((\w+)\)s", gunicorn["access_log_format"]) == ["t", "m", "U", "s", "b", "L"]


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.77", "192.0.2.0"), ("2001:db8:7:8::9", "2001:db8:7::"), ("::1", "0.0.0.0"), ("unix:", "0.0.0.0")],
)
def test_an_address_is_cut_to_its_network(address, network):
    rules = re.findall(r'"~(\S+)" (\S+);', (ROOT / "deploy/nginx.conf").read_text())
    for pattern, template in rules:
        if found := re.search(pattern.replace("?<", "?P<"), address):
            ((name, part),) = found.groupdict().items()
            assert template.replace(f"${name}", part) == network
            return
    assert network == "0.0.0.0"
