"""A small bilingual library, as an app would declare it to search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from search.documents import Document
from search.registry import Recognition

DOMAIN = {"en": "/en", "es": "/es"}


class Library:
    """A source whose objects live in memory: `shelf[key]` holds the documents of one object."""

    name = "library"

    def __init__(self, documents: Iterable[Document] = ()) -> None:
        self.shelf: dict[str, list[Document]] = {}
        for document in documents:
            self.put(document)

    def put(self, document: Document) -> str:
        key = document.family_id
        self.shelf[key] = [old for old in self.shelf.get(key, []) if old.id != document.id] + [document]
        return key

    def keys(self) -> Iterable[str]:
        return list(self.shelf)

    def documents(self, key: str) -> list[Document]:
        return list(self.shelf.get(key, []))


class ArticleRecogniser:
    """Citations such as “Article 6(1)”, “art. 6 1” and “artículo 6 1)” of the library's provisions."""

    name = "articles"
    pattern = re.compile(r"\b(?:article|art[ií]culo|art)\.?\s+(\d+)(?:\s*\(?(\d)\)?)?", re.IGNORECASE)

    def recognise(self, query: str, language: str) -> list[Recognition]:
        found = []
        for match in self.pattern.finditer(query):
            eid = f"art_{match[1]}" + (f"__para_{match[2]}" if match[2] else "")
            found.append(
                Recognition((f"provision:{eid}",), match.start(), match.end(), "citation", 1.0, match.group().strip())
            )
        return found


def document(family: str, language: str, title: str, part: str = "", **values: Any) -> Document:
    kind = family.partition(":")[0]
    defaults = {"url": f"{DOMAIN[language]}/{family.replace(':', '/')}/{part and '#' + part}"}
    return Document(
        id=f"{family}:{language}" + (f":{part}" if part else ""),
        family_id=family,
        language=language,
        kind=kind,
        title=title,
        **(defaults | values),
    )


def both(family: str, titles: tuple[str, str], bodies: tuple[str, str], **values: Any) -> Iterator[Document]:
    for language, title, body in zip(("en", "es"), titles, bodies, strict=True):
        own = {name: value[language] if isinstance(value, dict) else value for name, value in values.items()}
        yield document(family, language, title, body=body, **own)


def library_documents() -> list[Document]:
    """Provisions, chemicals, a term, a lesson in two sections, a course, and a page in English only."""
    return [
        *both(
            "provision:art_6",
            ("Article 6: Stockpiles and wastes", "Artículo 6: Existencias y desechos"),
            (
                "Duties of every Party for stockpiles and for wastes that hold persistent organic pollutants.",
                "Deberes de cada Parte sobre las existencias y los desechos con contaminantes orgánicos persistentes.",
            ),
            names={"en": ("Article 6",), "es": ("Artículo 6",)},
            topics=("stockpiles", "wastes"),
            area="understanding",
            ordinal=60,
        ),
        *both(
            "provision:art_6__para_1",
            ("Article 6(1)", "Artículo 6 1)"),
            (
                "Each Party finds its stockpiles, manages them safely and cleans up contaminated sites soundly.",
                "Cada Parte determina sus existencias, las gestiona con seguridad y sanea los sitios contaminados.",
            ),
            parent="provision:art_6",
            heading_path={"en": ("Article 6: Stockpiles and wastes",), "es": ("Artículo 6: Existencias y desechos",)},
            topics=("stockpiles",),
            area="understanding",
            ordinal=61,
        ),
        *both(
            "provision:art_7",
            ("Article 7: Implementation plans", "Artículo 7: Planes de aplicación"),
            (
                "Every Party sends its national implementation plan to the Conference of the Parties within two years.",
                "Cada Parte transmite su plan nacional de aplicación a la Conferencia de las Partes en dos años.",
            ),
            topics=("plans",),
            area="nip",
            ordinal=70,
        ),
        *both(
            "chemical:pcb",
            ("Polychlorinated biphenyls", "Bifenilos policlorados"),
            (
                "Oils in transformers and capacitors. Equipment goes out of use by 2025 and is destroyed by 2028.",
                "Aceites de transformadores y condensadores. Los equipos salen de uso en 2025 y se destruyen en 2028.",
            ),
            names={"en": ("PCB", "PCBs"), "es": ("PCB", "BPC")},
            codes=("1336-36-3",),
            chemicals=("pcb",),
            ordinal=10,
        ),
        *both(
            "chemical:chlordecone",
            ("Chlordecone", "Clordecona"),
            ("An insecticide once used on bananas in the Caribbean.", "Insecticida que se usó en bananos del Caribe."),
            names={"en": ("Chlordecone", "Kepone"), "es": ("Clordecona", "Kepone")},
            codes=("143-50-0",),
            chemicals=("chlordecone",),
            ordinal=11,
        ),
        *both(
            "term:stockpile",
            ("stockpile", "existencias"),
            ("What is kept for later use or disposal.", "Lo que se guarda para usarlo o eliminarlo después."),
            names={"en": ("stockpile", "stockpiles"), "es": ("existencias",)},
        ),
        *lesson_documents(),
        *both(
            "course:pops",
            ("The Stockholm Convention in practice", "El Convenio de Estocolmo en la práctica"),
            ("A free course for officers who manage chemicals.", "Curso gratuito para quienes gestionan sustancias."),
            course="pops",
        ),
        document(
            "page:guide",
            "en",
            "Quick reference guide",
            body="Creating an account, finding your way around, and learning on a phone with a poor connection.",
        ),
    ]


def lesson_documents() -> list[Document]:
    common: dict[str, Any] = {"course": "pops", "parent": "course:pops", "area": "pops"}
    return [
        *both(
            "lesson:m3-l4",
            ("PCB equipment step by step", "Equipos con PCB paso a paso"),
            (
                "Transformers that hold PCB oils are listed in an inventory before anything else.",
                "Los transformadores con aceites de PCB se anotan en un inventario antes que nada.",
            ),
            chemicals=("pcb",),
            **common,
        ),
        document(
            "lesson:m3-l4",
            "en",
            "PCB equipment step by step",
            part="burning",
            heading_path=("Open burning",),
            body="Burning cables in the open to get copper releases dioxins. Never burn rubbish in the yard.",
            ordinal=1,
            **common,
        ),
        document(
            "lesson:m3-l4",
            "es",
            "Equipos con PCB paso a paso",
            part="burning",
            heading_path=("Quema a cielo abierto",),
            body="Quemar cables a cielo abierto para obtener cobre libera dioxinas. No queme basura en el patio.",
            ordinal=1,
            **common,
        ),
    ]


def library_synonyms(language: str) -> list[tuple[str, ...]]:
    groups = [("PCB", "BPC", "polychlorinated biphenyls", "bifenilos policlorados")]
    own = {
        "en": ("COP", "Conference of the Parties", "Conferencia de las Partes"),
        "es": ("COP", "contaminantes orgánicos persistentes", "persistent organic pollutants"),
    }
    return [*groups, own[language], ("NIP", "national implementation plan", "plan nacional de aplicación", "PNA")]
