"""Pictures cost one query for their copies in other sizes, however many there are."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from cms.pages.models import CourseImage
from tests.factories import pages

pytestmark = pytest.mark.django_db


def picture(number):
    data = io.BytesIO()
    Image.new("RGB", (1200, 600), (number, 0, 0)).save(data, "PNG")
    file = SimpleUploadedFile(f"p{number}.png", data.getvalue())
    made = CourseImage.objects.create(title=f"P{number}", file=file, description="A colour")
    return pages.block("figure", {"image": made.pk, "alt": "", "caption": "", "description": ""})


def queries(client, count):
    page = pages.standard(f"guide-{count}", body=[picture(number) for number in range(count)])
    client.get(page.url)  # makes the copies
    with CaptureQueriesContext(connection) as captured:
        response = client.get(page.url)
    html = response.content.decode()
    assert html.count('alt="A colour"') == html.count('width="800"') == html.count('height="400"') == count
    assert not [query for query in captured if query["sql"].startswith(("INSERT", "UPDATE"))]
    return len(captured)


def test_queries_do_not_grow_with_pictures(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert queries(client, 1) == queries(client, 5) <= 10
