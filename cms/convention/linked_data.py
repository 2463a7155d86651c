"""The readable Convention as schema.org data."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from cms.convention.models import Chemical, Provision
from cms.convention.reading import Node, Unit
from cms.publishing.urls import full_url

TITLES = {
    "en": "Stockholm Convention on Persistent Organic Pollutants",
    "es": "Convenio de Estocolmo sobre Contaminantes Orgánicos Persistentes",
}
Data = dict[str, Any]


def _treaty(language: str) -> Data:
    return {
        "@type": "Legislation",
        "name": TITLES.get(language, TITLES["en"]),
        "url": full_url(reverse("convention:index")),
        "inLanguage": language,
        "legislationType": "Treaty",
        "legislationDate": "2001-05-22",
        "legislationDateVersion": "2004-05-17",
    }


def convention(rows: list[Provision], language: str) -> Data:
    """The treaty with its articles and annexes."""
    parts = [_part(row) for row in rows if not row.parent_eid]
    return {**_treaty(language), "hasPart": parts}


def legislation(unit: Unit, language: str) -> Data:
    """One article or annex. What we say of it is an abstract: it is not the law's text."""
    nodes = [_part(node.provision) for node in _below(unit.root)]
    return {
        **_part(unit.root.provision),
        "abstract": unit.root.provision.summary,
        "isPartOf": _treaty(language),
        **({"hasPart": nodes} if nodes else {}),
    }


def _below(node: Node) -> list[Node]:
    return [each for child in node.children for each in (child, *_below(child))]


def _part(row: Provision) -> Data:
    return {
        "@type": "Legislation",
        "name": str(row),
        "legislationIdentifier": row.eid,
        "url": full_url(row.url),
        "inLanguage": row.language,
    }


def chemical(row: Chemical, language: str) -> Data:
    """A chemical with its names and registry numbers."""
    return {
        "@type": "MolecularEntity" if len(row.cas) == 1 else "ChemicalSubstance",
        "name": row.name,
        "alternateName": [*row.acronym_list, *row.synonym_list],
        "identifier": [{"@type": "PropertyValue", "propertyID": "CAS", "value": number} for number in row.numbers],
        "description": row.uses,
        "url": full_url(row.url),
        "inLanguage": language,
    }
