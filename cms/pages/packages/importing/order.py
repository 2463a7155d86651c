"""Puts the pages of a package where the package has them; translations follow their source."""

import itertools
from typing import Any

from wagtail.models import Page


def put_below(page: Any, parent: Any) -> bool:
    """Move a page below another; whether it had to be moved."""
    current = Page.objects.get(pk=page.pk)
    if current.is_child_of(Page.objects.get(pk=parent.pk)):
        return False
    current.specific.move(Page.objects.get(pk=parent.pk), pos="last-child")
    return True


def put_in_order(pages: list[Any]) -> list[Any]:
    """Bring siblings into an order, moving as few as possible from the left; those moved are returned."""
    moved = []
    for before, page in itertools.pairwise(pages):
        left, right = Page.objects.get(pk=before.pk), Page.objects.get(pk=page.pk)
        if right.path < left.path:
            right.specific.move(left, pos="right")
            moved.append(page)
    return moved
