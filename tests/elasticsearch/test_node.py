"""The node analyses text as the official distribution does, and refuses what it does not know."""

import json
import urllib.error
import urllib.request

import pytest

from tests.elasticsearch.node import own_node


def call(url, method, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, method=method, data=data, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


@pytest.fixture(scope="module")
def node():
    with own_node() as running:
        yield running


def index(node, name, **analysis):
    return call(f"{node.url}/{name}", "PUT", {"settings": {"analysis": analysis}})


def test_accents_are_folded_before_stemming(node):
    index(
        node,
        "folding",
        filter={"es": {"type": "stemmer", "language": "spanish"}},
        analyzer={"es": {"tokenizer": "standard", "filter": ["lowercase", "asciifolding", "es"]}},
    )
    for text in ("Eliminación de los plaguicidas", "eliminacion de los plaguicidas"):
        tokens = call(f"{node.url}/folding/_analyze", "POST", {"analyzer": "es", "text": text})["tokens"]
        assert [token["token"] for token in tokens] == ["eliminacion", "de", "los", "plaguic"]


def test_a_setting_that_the_node_does_not_know_is_refused(node):
    with pytest.raises(urllib.error.HTTPError) as refused:
        index(
            node,
            "unknown",
            filter={"es": {"type": "stemmer", "language": "spanish", "rules": "x"}},
            analyzer={"es": {"tokenizer": "standard", "filter": ["es"]}},
        )
    assert refused.value.code == 400
    assert "[es]: the test node does not know [rules]" in refused.value.read().decode()


def test_it_can_be_killed_and_started_again(node):
    call(f"{node.url}/kept/_doc/1?refresh=true", "PUT", {"title": "kept"})
    node.kill()
    node.start()
    call(f"{node.url}/_cluster/health/kept?wait_for_status=yellow", "GET")
    assert call(f"{node.url}/kept/_doc/1", "GET")["_source"] == {"title": "kept"}
