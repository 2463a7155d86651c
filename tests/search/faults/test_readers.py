"""Whatever the cluster says, readers of page, API and completions are answered, in their language."""

from __future__ import annotations

from html import unescape
from typing import Any

from elasticsearch import Elasticsearch

from search.services import engines
from tests.elasticsearch.proxy import Says, error
from tests.search.backends.test_elasticsearch_faults import red_generation
from tests.search.faults.conftest import cluster

WORDS = {"en": "stockpiles and wastes", "es": "existencias y desechos"}
RESERVE = {
    "en": "Our reserve search is answering at the moment: the results are complete, but a little simpler than usual.",
    "es": "En este momento responde nuestro buscador de reserva: los resultados están completos, "
    "pero son algo más sencillos de lo habitual.",
}
NOBODY = {
    "en": "Search is not complete at the moment. Some results may be missing; please try again in a few minutes.",
    "es": "La búsqueda no está completa en este momento. Pueden faltar resultados; "
    "vuelva a intentarlo dentro de unos minutos.",
}
TROUBLES = {
    "too many requests": error(429, "es_rejected_execution_exception"),
    "unavailable": error(503, "cluster_block_exception"),
    "broken JSON": Says(200, '{"took": 1, "respon'),
}


def told(client, language: str) -> dict[str, Any]:
    """What a reader sees on the page, and what a client gets; the breaker knows nothing beforehand."""
    engines.breaker_of("elasticsearch").reset()
    page = client.get(f"/{language}/search/", {"q": WORDS[language]})
    html = unescape(page.content.decode())
    engines.breaker_of("elasticsearch").reset()
    api = client.get("/api/search/", {"q": WORDS[language], "language": language})
    data = api.json()
    typed = client.get("/api/search/suggest/", {"q": WORDS[language][:5], "language": language})
    return {
        "status": {page.status_code, api.status_code, typed.status_code},
        "notices": [sentence for sentence in (RESERVE[language], NOBODY[language]) if sentence in html],
        "page": f'href="/{language}/provision/art_6/"' in html,
        "api": (data["engine"], data["degraded"], data["notice"], [hit["family_id"] for hit in data["results"]][:1]),
    }


def by_reserve(language: str) -> dict[str, Any]:
    sentence = RESERVE[language]
    return {
        "status": {200},
        "notices": [sentence],
        "page": True,
        "api": ("embedded", True, sentence, ["provision:art_6"]),
    }


def test_whatever_it_says_the_reserve_answers(behind_door, client, elasticsearch_url):
    for language in WORDS:
        well = ("elasticsearch", False, None, ["provision:art_6"])
        assert told(client, language) == {"status": {200}, "notices": [], "page": True, "api": well}
        for name, trouble in TROUBLES.items():
            behind_door.fault = trouble
            assert (name, told(client, language)) == (name, by_reserve(language))
        behind_door.fault = None
    red_generation(cluster(), Elasticsearch(elasticsearch_url))
    assert cluster().health().detail == "The index is red: a part of it is on no node."
    for language in WORDS:
        assert told(client, language) == by_reserve(language)


def test_without_the_reserve_too_readers_are_told_so(behind_door, client, settings, tmp_path):
    behind_door.fault = TROUBLES["unavailable"]
    settings.SEARCH_INDEX_ROOT = tmp_path / "nothing"
    for language, sentence in NOBODY.items():
        assert told(client, language) == {
            "status": {200},
            "notices": [sentence],
            "page": False,
            "api": ("", True, sentence, []),
        }
