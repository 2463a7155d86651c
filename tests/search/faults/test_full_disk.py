"""No room for the index: publishing and learning go on, search answers with what it has, and there is an alarm."""

import os
import subprocess
from pathlib import Path

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

ROOM = "2m"


@pytest.fixture
def small_disk(settings, tmp_path: Path):
    """A disk of two megabytes for the index, where this user may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    settings.SEARCH_INDEX_ROOT = folder
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> None:
    with (folder / "filler").open("wb", buffering=0) as filler:
        try:
            while True:
                filler.write(os.urandom(4096))
        except OSError:
            return


def test_a_full_disk(small_disk, indexed, client, caplog):
    before = embedded().current()
    fill(small_disk)
    for number in range(5):
        indexing.touch(
            "library", indexed.put(document(f"page:{number}", "en", f"Number {number}", body="Words. " * 99))
        )
    outbox.drain()
    assert "Search engine 'embedded' takes no changes" in caplog.text
    assert EngineState.objects.get(engine="embedded").failures == 1
    response = client.get("/readyz")
    assert (response.json()["index"], response.json()["degraded"]) == (True, ["embedded"])
    assert [hit.family_id for hit in search(Query("stockpiles and wastes", "en")).results][:1] == ["provision:art_6"]
    assert client.get("/en/accounts/login/").status_code in {200, 404}
    with pytest.raises(UnavailableError, match=r"The index cannot be written: .*No space left on device"):
        generations.rebuild(embedded())
    assert embedded().current() == before
    (small_disk / "filler").unlink()
    in_time()
    assert outbox.drain() == 5
    assert problems(embedded()) == []
    assert client.get("/readyz").json()["degraded"] == []
