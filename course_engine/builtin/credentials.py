"""The PDF certificate: drawn by typst from facts alone, the same bytes each time."""

import json
import logging
from datetime import UTC, datetime
from io import BytesIO
from math import floor
from pathlib import Path
from typing import Any

import segno
import typst
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from course_engine.plugins.credentials import CredentialRenderer
from course_engine.plugins.values import CredentialFacts

logger = logging.getLogger(__name__)

FOLDER = Path(__file__).parent / "certificate"
TEMPLATE = FOLDER / "certificate.typ"
ACCESSIBLE = ["ua-1"]
"""PDF/UA-1: tagged, titled, with its language and the alternatives of its images."""

MOST_OBJECTIVES = 8

# What is tried in turn. The fonts inside typst come first, so that every machine draws the same; a name in a script
# they lack is drawn with the machine's fonts, and where even those lack a letter the standard has to give way.
WAYS: tuple[dict[str, Any], ...] = (
    {"ignore_system_fonts": True, "pdf_standards": ACCESSIBLE},
    {"ignore_system_fonts": False, "pdf_standards": ACCESSIBLE},
    {"ignore_system_fonts": False},
)


class PdfCertificate(CredentialRenderer):
    slug = "pdf"
    label = _("PDF certificate")
    content_type = "application/pdf"
    extension = "pdf"

    def render(self, facts: CredentialFacts) -> bytes:
        data = json.dumps(certificate_data(facts), ensure_ascii=False)
        for way in WAYS[:-1]:
            try:
                return _compile(data, facts.issued_at, way)
            except typst.TypstError:
                # Not the error itself: it holds letters of the name.
                logger.info("Certificate %s needs other fonts than those inside typst", facts.number)
        return _compile(data, facts.issued_at, WAYS[-1])


def certificate_data(facts: CredentialFacts) -> dict[str, Any]:
    """Every text of the certificate, in its language; typst sets them as they are."""
    with translation.override(facts.language):
        return {
            "language": facts.language,
            "title": ": ".join((gettext("Certificate"), facts.course)),
            "issuer": facts.issuer,
            "heading": gettext("Certificate of completion"),
            "certifies": gettext("This certifies that"),
            "name": visible(facts.name) or gettext("(name removed)"),
            "completed": gettext("has completed the self-paced course"),
            "course": visible(facts.course),
            "facts": " · ".join(_facts(facts)),
            "able": gettext("Who completes it can:"),
            "objectives": [visible(text) for text in facts.objectives[:MOST_OBJECTIVES]],
            "issued": gettext("Issued on %(date)s") % {"date": _date(facts.issued_at)},
            "valid": gettext("Valid until %(date)s") % {"date": _date(facts.valid_until)} if facts.valid_until else "",
            "number": gettext("Certificate number %(number)s") % {"number": facts.number},
            "url": facts.verify_url,
            "note": gettext("Anyone can verify this certificate at the address above or with the code."),
            "qr": _qr(facts.verify_url),
            "qr_alt": gettext("Code that leads to %(url)s") % {"url": facts.verify_url},
            "revoked": gettext("This certificate has been revoked.") if facts.revoked else "",
            "date": _moment(facts.issued_at),
        }


def visible(text: str) -> str:
    """On one line, without control characters, which no font can draw."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def _facts(facts: CredentialFacts) -> list[str]:
    found = []
    if facts.edition:
        found.append(gettext("Edition %(edition)s") % {"edition": facts.edition})
    if facts.minutes:
        hours = max(1, round(facts.minutes / 60))
        found.append(ngettext("about %(hours)s hour", "about %(hours)s hours", hours) % {"hours": hours})
    if facts.percent is not None:
        found.append(gettext("Result of the final test: %(percent)s per cent") % {"percent": floor(facts.percent)})
    return found


def _date(moment: datetime) -> str:
    # Django's English is American; any other language has its own long form.
    language = (translation.get_language() or "").split("-")[0]
    return date_format(timezone.localtime(moment), "j F Y" if language == "en" else "DATE_FORMAT")


def _moment(moment: datetime) -> dict[str, int]:
    utc = moment.astimezone(UTC)
    return {name: getattr(utc, name) for name in ("year", "month", "day", "hour", "minute", "second")}


def _qr(url: str) -> str:
    out = BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", border=0, dark="#073b44", xmldecl=False)
    return out.getvalue().decode()


def _compile(data: str, moment: datetime, way: dict[str, Any]) -> bytes:
    found = typst.compile(
        TEMPLATE, root=FOLDER, format="pdf", sys_inputs={"data": data}, timestamp=int(moment.timestamp()), **way
    )
    if not isinstance(found, bytes):
        raise TypeError("typst gave no document")
    return found
