"""Where the project and its files are, and whether the course engine is installed."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("VAR_ROOT", ROOT / "var"))
# The site's own address.
BASE_URL = os.environ.get("BASE_URL", "http://127.0.0.1:8000")
# "on"; "off" (installed but silent: URLs, hooks, registry entries and sinks are gone); "absent" (never installed).
COURSE_ENGINE = os.environ.get("COURSE_ENGINE", "on")
