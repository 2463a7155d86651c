"""Rules for texts in YAML that are Markdown and become rich text."""

from typing import Any

from django.utils.translation import gettext as _

from cms.pages.packages.reading.markdown import Reading, links, parser, skeleton
from cms.pages.packages.reading.problems import Problems
from cms.pages.packages.reading.rules import Check, Place, text
from cms.pages.packages.reading.yamlfile import Map


def rich(check: Check, place: Place, value: Any) -> None:
    """Paragraphs and lists in every language, matching one to one, for each is one string to translate."""
    text(check, place, value)
    if not isinstance(value, Map):
        return
    found = {
        language: read(check, value.at[language], language, words)
        for language, words in value.items()
        if isinstance(words, str)
    }
    source = found.get(check.languages[0])
    for language, markup in found.items():
        if source is not None and (skeleton(source), links(source)) != (skeleton(markup), links(markup)):
            message = _("The paragraphs, list entries and links of %(name)s differ from those at %(where)s.")
            where = f"{check.file}:{value.at[check.languages[0]]}"
            check.bad(value.at[language], message % {"name": place.name, "where": where})


def read(check: Check, line: int, language: str, words: str) -> str:
    """The HTML of a text; its problems are told at the line of its key."""
    found = Problems()
    reading = Reading(Check(check.file, found, check.known, check.languages), language)
    markup = reading.rich(parser().parse(words), line)
    for problem in found.found:
        check.bad(line, problem.message)
    return markup


def rich_without_terms(check: Check, place: Place, value: Any) -> None:
    """The rich text of items, which marks no glossary terms."""
    rich(check, place, value)
    for language, words in value.items() if isinstance(value, Map) else ():
        if isinstance(words, str) and "{term}`" in words:
            check.bad(value.at[language], _("%(name)s marks no terms.") % {"name": place.name})
