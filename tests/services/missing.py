"""A service that is neither here nor to be had."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys


class MissingServiceError(RuntimeError):
    """A service that the tests need cannot be had; the message says what to do."""


def install_system_packages(*names: str, purpose: str) -> None:
    """Install Debian packages, or raise MissingServiceError with a sentence on what to install."""
    advice = f"{purpose} is missing. Install it, on Debian and Ubuntu with: apt-get install {' '.join(names)}"
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise MissingServiceError(advice)
    sys.stdout.write(f"{purpose} is missing: installing {', '.join(names)}\n")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *names]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise MissingServiceError(f"{advice}\n(tried: {' '.join(command)}: {done.stderr.strip()[-400:]})")
