"""No room for the index: publishing goes on, search answers with what it has, and there is an alarm."""

import pytest

from search import indexing
from search.backends import UnavailableError, embedded
from search.indexing import generations, outbox
from search.indexing.gate import problems
from search.models import EngineState
from search.services.results import Query
from search.services.search import search
from tests.factories.search import document
from tests.search.faults.conftest import in_time


def test_search_answers_with_what_it_has_and_goes_on_by_itself(disk, indexed, client, caplog):
    before = embedded().current()
    with disk.full():
        for number in range(5):
            page = document(f"page:{number}", "en", f"Number {number}", body="Words. " * 99)
            indexing.touch("library", indexed.put(page))
        outbox.drain()
        assert "Search engine 'embedded' takes no changes" in caplog.text
        assert EngineState.objects.get(engine="embedded").failures == 1
        response = client.get("/readyz")
        assert (response.json()["index"], response.json()["degraded"]) == (True, ["embedded"])
        found = search(Query("stockpiles and wastes", "en")).results
        assert [hit.family_id for hit in found][:1] == ["provision:art_6"]
        with pytest.raises(UnavailableError, match=r"cannot be written: .*(No space left on device|File too large)"):
            generations.rebuild(embedded())
        assert embedded().current() == before
    in_time()
    assert outbox.drain() == 5
    assert problems(embedded()) == []
    assert client.get("/readyz").json()["degraded"] == []
