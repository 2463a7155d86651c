"""The Convention's records as a package may name them."""

import json
from functools import cache
from pathlib import Path

from django.conf import settings

from cms import convention
from cms.convention.models import Chemical, Provision
from cms.pages.packages.reading.known import Known
from cms.pages.packages.reading.wording import Wording
from cms.terminology.models import Term

SECTORS = Path(convention.__file__).parent / "data" / "caribbean.json"


def known_from_site() -> Known:
    """Every key that the site's records have, in three queries."""
    source, languages = settings.LANGUAGE_CODE, {code for code, _name in settings.LANGUAGES}
    terms = list(Term.objects.prefetch_related("wordings"))
    return Known(
        provisions=set(Provision.objects.filter(locale__language_code=source).values_list("eid", flat=True)),
        chemicals=set(Chemical.objects.filter(locale__language_code=source).values_list("slug", flat=True)),
        terms={term.term_id: {wording.language: wording.text for wording in term.wordings.all()} for term in terms},
        sectors=sectors(),
        languages=languages,
        wordings=wordings(terms),
    )


@cache
def sectors() -> frozenset[str]:
    """The audiences that a course may name."""
    return frozenset(row["slug"] for row in json.loads(SECTORS.read_text(encoding="utf-8"))["sectors"])


def wordings(terms: list[Term]) -> tuple[Wording, ...]:
    """English terms with the Spanish renderings that are forbidden for them."""
    names = {wording.text.lower() for term in terms if (wording := term.wording("en")) is not None}
    found = []
    for term in terms:
        english, spanish = term.wording("en"), term.wording("es")
        if english is None or spanish is None:
            continue
        # A term whose plural is a term of its own (party, parties) must not be taken for it.
        plural = english.text.lower() + "s" in names or english.text.lower() == "party"
        found.append(
            Wording(
                source=english.text,
                target=spanish.text,
                source_forms=(english.text, english.acronym),
                target_forms=(spanish.text, spanish.acronym),
                forbidden=tuple(spanish.avoided),
                inflects=not plural,
            )
        )
    return tuple(found)
