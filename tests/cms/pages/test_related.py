"""Lessons that belong together, and what a course covers: from the links that publication wrote."""

import re

import pytest
from wagtail.models import PageViewRestriction

from cms.pages.related import covered, related_lessons, taught
from cms.publishing.remembered import forget_all
from tests.factories import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def lessons():
    """PCB is taught by two lessons, Article 1 by all four, Annex D by one."""
    module = pages.module(pages.course())
    made = {
        slug: pages.lesson(module, slug, title=slug.title(), provisions=provisions, chemicals=chemicals)
        for slug, provisions, chemicals in (
            ("pcb", ["art_1", "art_6__para_1"], ["pcb"]),
            ("waste", ["art_1", "art_6"], ["pcb"]),
            ("treaty", ["art_1"], []),
            ("screening", ["art_1", "annex_d"], []),
        )
    }
    forget_all()
    return made


def names(lesson, **options):
    return [title for title, _url in related_lessons(lesson.lesson_id, "en", **options)]


def test_what_is_rarely_taught_brings_lessons_together(lessons):
    assert names(lessons["pcb"]) == ["Waste"]
    assert names(lessons["waste"]) == ["Pcb"]
    assert names(lessons["treaty"]) == []


def test_neighbours_may_be_left_out(lessons):
    assert names(lessons["pcb"], without=[lessons["waste"].lesson_id]) == []


def test_what_is_closed_is_not_offered(lessons):
    PageViewRestriction.objects.create(page=lessons["waste"], restriction_type=PageViewRestriction.LOGIN)
    assert names(lessons["pcb"]) == []


def test_a_course_covers_articles_and_chemicals_most_taught_first(lessons):
    assert covered(lesson.lesson_id for lesson in lessons.values()) == (["art_1", "art_6", "annex_d"], ["pcb"])
    assert covered([]) == ([], [])


def test_it_costs_one_query_for_any_number_of_lessons(lessons, django_assert_num_queries):
    taught()
    with django_assert_num_queries(1):
        names(lessons["pcb"])


def test_pages_say_so(client, lessons):
    html = client.get(lessons["pcb"].url).content.decode()
    # Its neighbour is led to by the pager already.
    assert "Related lessons" not in html
    assert '<input type="hidden" name="course" value="' in html
    html = client.get("/en/courses/pops/").content.decode()
    assert "Search in this course" in html
    module = client.get(lessons["pcb"].get_parent().url).content.decode()
    assert re.findall(r'<input type="hidden" name="course" value="([^"]*)">', module) == ["pops"]
