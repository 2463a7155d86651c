"""No room for uploads, which share a disk with the index: learning goes on, uploads are refused in words."""

import io
from html import unescape
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image
from wagtail.documents.models import Document
from wagtail.users.models import UserProfile

from cms.pages.admin_setup import MANAGERS, set_up
from cms.pages.models import CourseImage, CourseMedia, CourseRendition
from cms.pages.room import no_room
from search.indexing import outbox
from tests.disks import Disk, Limited
from tests.factories import engine, pages
from tests.factories.accounts import UserFactory, signed_in


@pytest.fixture(autouse=True)
def empty_registry() -> None:
    """The installed apps, not the library."""


def files(disk: Disk) -> dict[str, int]:
    """What was uploaded and made of it, with sizes."""
    media = disk.root / "media"
    return {str(path.relative_to(media)): path.stat().st_size for path in media.rglob("*") if path.is_file()}


def png(name: str = "red.png") -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", (1200, 600), (200, 0, 0)).save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue())


def lesson_with_a_picture(site: engine.Site) -> str:
    picture = CourseImage.objects.create(title="Red", file=png(), description="A colour")
    value = {"image": picture.pk, "alt": "", "caption": "", "description": ""}
    return pages.lesson(site.module, "pictured", title="With a picture", body=[pages.block("figure", value)]).url


def pictures(client, lesson: str) -> list[tuple[str, str]]:
    response = client.get(lesson)
    assert response.status_code == 200
    images = BeautifulSoup(response.content, "html.parser").select("main figure img")
    return [(image["src"], image["width"]) for image in images]


def test_lessons_are_read_and_answers_saved(disk, db):
    site = engine.site(lessons=1)
    learner = engine.enrolled(site)
    client = signed_in(learner)
    lesson = lesson_with_a_picture(site)
    uploaded = files(disk)
    with disk.full():
        assert pictures(client, lesson) == [("/media/original_images/red.png", "1200")]
        assert files(disk) == uploaded
        attempt = engine.start(learner, site.test)
        first, second = attempt.items.select_related("version", "attempt")
        page = client.post(
            f"/en/learning/attempts/{attempt.pk}/", {"q1-choice": engine.solution(first)["choice"], "action_id": "a"}
        )
        api = client.put(
            f"/api/attempts/{attempt.pk}/responses/{second.item_key}/",
            {"response": engine.solution(second), "action_id": uuid4().hex},
            content_type="application/json",
        )
        assert (page.status_code, api.status_code) == (302, 200)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.response, second.response) == (engine.solution(first), engine.solution(second))
        engine.submit(attempt)
        attempt.refresh_from_db()
        assert (attempt.state, float(attempt.score)) == ("closed", float(attempt.max_score))
    assert CourseRendition.objects.count() == 0
    ((_, width),) = pictures(client, lesson)
    assert (width, CourseRendition.objects.count()) == ("800", 1)


UPLOADS = {
    "a picture": ("wagtailimages:add", (), "file", png),
    "pictures": ("wagtailimages:add_multiple", (), "files[]", png),
    "a document": ("wagtaildocs:add", (), "file", lambda: SimpleUploadedFile("a.pdf", b"%PDF-1.4 " * 999)),
    "a recording": ("wagtailmedia:add", ("audio",), "file", lambda: SimpleUploadedFile("a.mp3", b"ID3" * 999)),
}


@pytest.fixture
def manager(db):
    pages.home()
    set_up()
    user = UserFactory()
    user.groups.add(Group.objects.get(name=MANAGERS))
    return user


def upload(client, view: str, arguments: tuple[str, ...], field: str, make) -> str:
    """What the editor reads after sending a file."""
    data = {"title": "A file", "duration": "1", field: make()}
    ajax = {"X-Requested-With": "XMLHttpRequest"} if field == "files[]" else {}
    response = client.post(reverse(view, args=arguments), data, headers=ajax, follow=True)
    assert response.status_code == 200
    return response.json()["error_message"] if ajax else unescape(response.content.decode())


def refused(client, manager) -> dict[str, tuple[bool, ...]]:
    """Whether the editor reads why, in English and in Spanish, by what was sent."""
    read: list[dict[str, bool]] = []
    for language in ("en", "es"):
        UserProfile.objects.update_or_create(user=manager, defaults={"preferred_language": language})
        with translation.override(language):
            sentence = no_room()
        read.append({name: sentence in upload(client, *how) for name, how in UPLOADS.items()})
    return {name: tuple(each[name] for each in read) for name in UPLOADS}


def nothing_is_half_done(disk: Disk) -> bool:
    rows = [model.objects.count() for model in (CourseImage, Document, CourseMedia)]
    return (rows, files(disk)) == ([0, 0, 0], {})


def test_what_does_not_fit_is_refused_before_it_is_written(mounted_disk, manager):
    client = signed_in(manager)
    with mounted_disk.full():
        assert refused(client, manager) == dict.fromkeys(UPLOADS, (True, True))
    assert nothing_is_half_done(mounted_disk)


def test_what_is_too_large_for_the_temporary_files_is_refused_before_it_comes_in(mounted_disk, manager, settings):
    """Django puts large files there while it reads the form, before any view has a say."""
    settings.MEDIA_ROOT, settings.FILE_UPLOAD_TEMP_DIR = mounted_disk.root.parent / "roomy", str(mounted_disk.root)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    client = signed_in(manager)
    with mounted_disk.full():
        assert refused(client, manager) == dict.fromkeys(UPLOADS, (True, True))
        # A stranger is led to sign in, as ever.
        stranger = Client().post("/cms/documents/add/", {"file": png()}, follow=True)
        assert stranger.redirect_chain[-1] == ("/en/accounts/login/?next=/cms/documents/add/", 302)
    assert nothing_is_half_done(mounted_disk)
    assert upload(client, *UPLOADS["a document"])
    assert Document.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_fails_while_it_is_written_is_taken_back(limited_disk, manager):
    client = signed_in(manager)
    with limited_disk.full():
        assert refused(client, manager) == dict.fromkeys(UPLOADS, (True, True))
    assert nothing_is_half_done(limited_disk)


def test_whoever_opens_the_admin_is_alarmed(disk, manager):
    client = signed_in(manager)
    with disk.full():
        pages.standard()
        outbox.drain()
        html = unescape(client.get("/cms/").content.decode())
    assert "Its disk is full: ask whoever runs this site to make room." in html
    # What a limit on files is, no disk can tell beforehand.
    assert ("The disk for uploads is nearly full" in html) == (not isinstance(disk, Limited))
