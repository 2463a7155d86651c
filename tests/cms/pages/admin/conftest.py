"""The editors' people, in their groups."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group

from cms.pages.admin_setup import EDITORS, MANAGERS, REVIEWERS, set_up
from tests.factories import pages
from tests.factories.accounts import UserFactory, signed_in


def member(group: str):
    user = UserFactory()
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def desk(db):
    """A small site in both languages with its groups, and one person of each."""
    course = pages.tree(lessons=1)
    set_up()
    return SimpleNamespace(
        course=course,
        module=course.get_children().get().specific,
        lesson=course.get_children().get().get_children().get().specific,
        editor=member(EDITORS),
        other_editor=member(EDITORS),
        reviewer=member(REVIEWERS),
        manager=member(MANAGERS),
        translator=member("Translators (Spanish)"),
        learner=UserFactory(),
    )


@pytest.fixture
def client_of():
    return signed_in
