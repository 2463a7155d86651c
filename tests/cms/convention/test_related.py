"""Lessons that teach a provision or a chemical, found from the links that publication wrote."""

import pytest
from wagtail.models import PageViewRestriction

from cms.convention.models import Provision
from cms.convention.related import register_taught_in, related_units, seen_together, taught_in
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


def test_articles_on_the_same_rare_topics_belong_together(convention):
    related = related_units("art_6")
    assert "art_6" not in related
    assert 0 < len(related) <= 4
    assert related_units("art_99") == []


def test_they_are_the_same_for_everybody_and_cost_nothing_of_their_own(convention, django_assert_num_queries):
    before = related_units("art_5")
    with django_assert_num_queries(0):
        assert related_units("art_5") == before


def test_chemicals_of_short_lists_stand_closest(convention):
    rows = [
        Provision(eid="a", chemicals=["pcb", "ddt"]),
        Provision(eid="b", chemicals=["pcb", "aldrin", "dieldrin", "endrin"]),
    ]
    assert seen_together("pcb", rows) == ["ddt", "aldrin", "dieldrin", "endrin"]
    assert seen_together("pcb", []) == []


def test_terms_are_taught_too(lessons):
    first, _second = lessons
    first.terms = ["party"]
    pages.publish(first)
    assert taught_in(["party", "waste"], "en", kind="term") == {
        "party": [("First", "/en/courses/pops/m1/l1/")],
        "waste": [],
    }
