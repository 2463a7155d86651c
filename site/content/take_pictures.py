"""Take the pictures of the quick guide from a running, filled site.

Usage: python site/content/take_pictures.py [http://127.0.0.1:8000]; needs the test requirements and Chromium.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

FOLDER = Path(__file__).parent / "img"
COURSE = "courses/stockholm-pops-caribbean/"
PHONE: ViewportSize = {"width": 390, "height": 700}
COMPUTER: ViewportSize = {"width": 1100, "height": 720}
QUERIES = {"en": "Article 5", "es": "artículo 5"}
# name -> (screen, path below the language)
PICTURES = {
    "search-computer": (COMPUTER, "search/?q={query}"),
    "signup-phone": (PHONE, "accounts/signup/"),
    "course-computer": (COMPUTER, COURSE),
    "lesson-phone": (PHONE, f"{COURSE}m1-introduction/l1-why-a-treaty/"),
    "home-phone": (PHONE, ""),
    "home-computer": (COMPUTER, ""),
}


def take(browser: Browser, address: str, name: str, language: str) -> None:
    screen, path = PICTURES[name]
    context = browser.new_context(viewport=screen, color_scheme="light", locale=language, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}/{language}/{path.format(query=QUERIES[language])}")
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    shot.save(FOLDER / f"{name}.{language}.webp", quality=62, method=6)
    context.close()


def main() -> None:
    address = (sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000").rstrip("/")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in PICTURES:
            for language in QUERIES:
                take(browser, address, name, language)
        browser.close()


if __name__ == "__main__":
    main()
