"""Room for uploads: what does not fit is refused at its field, in whatever form; editors are warned in time."""

import errno
import io
import json
import shutil
from html import unescape
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from PIL import Image

from cms.pages import room
from cms.pages.models import CourseImage, CourseMedia
from tests.disks import Limited

SENTENCE = (
    "There is no room left on the server for files, so nothing was saved. "
    "Ask whoever runs this site to make room, then upload the file again."
)


def png(name="red.png", colour=200):
    data = io.BytesIO()
    Image.new("RGB", (1200, 600), (colour, 0, 0)).save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue())


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def full(monkeypatch, media):
    """What must be left is more than there is."""
    monkeypatch.setattr(room, "KEPT", 10**18)


@pytest.fixture
def picture(db, media):
    return CourseImage.objects.create(title="Red", file=png(), description="A colour")


def test_a_picture_that_replaces_another_leaves_it_in_place(picture, desk, client_of, full):
    url = reverse("wagtailimages:edit", args=[picture.pk])
    client = client_of(desk.editor)
    response = client.post(url, {"title": "Blue", "file": png("blue.png", 10)})
    assert SENTENCE in unescape(response.content.decode())
    kept = CourseImage.objects.get()
    assert (kept.title, kept.file.name) == ("Red", "original_images/red.png")
    assert [path.name for path in Path(kept.file.path).parent.iterdir()] == ["red.png"]
    client.post(url, {"title": "Dark red"})
    assert CourseImage.objects.get().title == "Dark red", "a new title needs no room"


def test_in_the_dialog_that_chooses_a_picture_too(desk, client_of, full):
    data = {"image-chooser-upload-title": "Red", "image-chooser-upload-file": png()}
    response = client_of(desk.editor).post(reverse("wagtailimages_chooser:create"), data)
    told = json.loads(response.content)
    assert told["step"] == "reshow_creation_form"
    assert SENTENCE in unescape(told["htmlFragment"])
    assert CourseImage.objects.count() == 0


def test_captions_count_as_well(db, full):
    files = {"file": SimpleUploadedFile("a.mp4", b"film"), "captions": SimpleUploadedFile("a.vtt", b"WEBVTT")}
    made = CourseMedia(title="Talk", type="video", duration=1, **files)
    with pytest.raises(ValidationError) as refused:
        made.clean()
    assert refused.value.message_dict == {"file": [SENTENCE], "captions": [SENTENCE]}


def test_without_room_for_smaller_copies_a_picture_is_shown_as_it_is(picture, tmp_path):
    with Limited(tmp_path).full():
        copies = picture.get_renditions("width-800", "width-400")
    assert {name: (copy.url, copy.width) for name, copy in copies.items()} == {
        "width-800": ("/media/original_images/red.png", 1200),
        "width-400": ("/media/original_images/red.png", 1200),
    }
    # On the site there is no transaction around a request.
    transaction.set_rollback(False)
    assert picture.renditions.count() == 0
    picture = CourseImage.objects.get()
    assert picture.get_rendition("width-400").width == 400


def test_what_goes_wrong_otherwise_is_no_lack_of_room(picture, monkeypatch):
    def broken(*_arguments, **_keywords):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(FileSystemStorage, "_save", broken)
    for specs in (["width-800"], ["width-800", "width-400"]):
        with pytest.raises(OSError, match="Input/output error"), transaction.atomic():
            picture.get_renditions(*specs)


def panel(client) -> str:
    html = unescape(client.get("/cms/").content.decode())
    return html.partition('id="room-section"')[2].partition("</section>")[0]


def test_the_admins_home_warns_in_time(desk, client_of, media, monkeypatch):
    client = client_of(desk.editor)
    monkeypatch.setattr(room, "LOW", 0)
    assert panel(client) == ""
    monkeypatch.setattr(room, "LOW", 10**18)
    soon = "are left. When they are used up, new pictures, recordings and documents will be refused."
    now = "New pictures, recordings and documents are refused. Everything else goes on as usual."
    text = panel(client)
    assert (soon in text, now in text) == (True, False)
    monkeypatch.setattr(room, "KEPT", 10**18)
    text = panel(client)
    assert (soon in text, now in text) == (False, True)


def test_a_folder_that_is_not_there_yet_is_on_the_disk_it_will_be_on(media):
    media.parent.mkdir(exist_ok=True)
    assert not media.exists()
    assert room.free() == pytest.approx(shutil.disk_usage(media.parent).free, rel=0.1)


def test_of_a_store_elsewhere_nobody_can_tell(settings):
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.Storage"}}
    assert room.free() is None
    room.require_room(file=png())
