"""Renderings that the terminology forbids, where the source has the term."""

from __future__ import annotations

import pytest

from cms.pages.packages.reading.wording import Wording, forbidden_renderings

WORDINGS = (
    Wording("stockpile", "existencias", ("stockpile", ""), ("existencias", ""), ("reserva",)),
    Wording("releases", "liberaciones", ("releases",), ("liberaciones",), ("emisiones",)),
    Wording("PRTR", "registro de emisiones", ("PRTR",), ("registro de emisiones",), ()),
    Wording("Party", "Parte", ("Party",), ("Parte",), ("Partido",), inflects=False),
)


@pytest.mark.parametrize(
    ("source", "target", "found"),
    [
        ("A stockpile is old.", "Una reserva es vieja.", ["reserva"]),
        ("Stockpiles are old.", "Las Reservas son viejas.", ["Reservas"]),
        ("Reservations are not allowed.", "No se admiten reservas.", []),
        ("Releases to air.", "Emisiones al aire.", ["Emisiones"]),
        ("Releases in a PRTR.", "Liberaciones en un registro de emisiones.", []),
        ("Each Party acts.", "Cada Partido actúa.", ["Partido"]),
        ("A party was held.", "Se celebró un Partido.", []),
        ("pre-stockpile", "reserva", []),
    ],
)
def test_forbidden(source, target, found):
    assert [word for word, _wording in forbidden_renderings(WORDINGS, source, target)] == found
