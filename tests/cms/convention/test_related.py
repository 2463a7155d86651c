"""Lessons that teach a provision or a chemical, found from the links that publication wrote."""

import pytest
from wagtail.models import PageViewRestriction

from cms.convention.related import register_taught_in, taught_in
from tests.factories import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def lessons():
    module = pages.module(pages.course())
    second = pages.lesson(module, "l2", title="Second", provisions=["art_1", "art_7"], chemicals=["pcb"])
    first = pages.lesson(module, "l1", title="First", provisions=["art_1"])
    return first, second


def test_lessons_are_named_in_course_order_with_their_address(lessons):
    assert taught_in(["art_1", "art_7", "art_2"], "en") == {
        "art_1": [("Second", "/en/courses/pops/m1/l2/"), ("First", "/en/courses/pops/m1/l1/")],
        "art_7": [("Second", "/en/courses/pops/m1/l2/")],
        "art_2": [],
    }
    assert taught_in(["pcb"], "en", kind="chemical") == {"pcb": [("Second", "/en/courses/pops/m1/l2/")]}


def test_the_readers_language_is_preferred_and_the_sources_given_where_it_lacks(lessons):
    first, _second = lessons
    for row in (*first.get_ancestors().specific().filter(depth__gt=2), first):
        pages.translate(row, title=f"{row.title} (es)")
    assert taught_in(["art_1"], "es")["art_1"] == [
        ("Second", "/en/courses/pops/m1/l2/"),
        ("First (es)", first.get_translations().get().url),
    ]


def test_what_is_closed_or_withdrawn_is_not_named(lessons):
    first, second = lessons
    PageViewRestriction.objects.create(page=second, restriction_type=PageViewRestriction.LOGIN)
    assert taught_in(["art_1"], "en")["art_1"] == [("First", "/en/courses/pops/m1/l1/")]
    first.unpublish()
    assert taught_in(["art_1"], "en") == {"art_1": []}


@pytest.mark.parametrize("count", [1, 20])
def test_queries_do_not_grow(lessons, django_assert_num_queries, count):
    keys = [f"art_{number}" for number in range(1, count + 1)]
    with django_assert_num_queries(2):
        taught_in(keys, "en")


def test_nothing_is_taught_about_an_unknown_kind():
    with pytest.raises(ValueError, match="Nothing is taught about a 'country'"):
        register_taught_in(lambda keys, language: {}, kind="country")
