"""Whether a drawing (SVG) is only a drawing."""

import re

from django.utils.translation import gettext as _

from cms.pages.packages.reading.rules import Check
from cms.pages.svg import svg_problems

# A package is read by other tools too, so it keeps to the format's rule: nothing from elsewhere, not even as data.
OUTSIDE = re.compile(rb"@font-face|\b(?:href|src)\s*=\s*[\"'](?!#)", re.IGNORECASE)


def check_drawing(check: Check, raw: bytes) -> None:
    """A drawing holds no script, foreign content, font or reference to anything outside itself."""
    for problem in svg_problems(raw):
        check.bad(1, problem)
    for match in OUTSIDE.finditer(raw):
        check.bad(raw[: match.start()].count(b"\n") + 1, _("A drawing may refer to nothing outside itself."))
