"""Puts the pages of a package where the package has them; translations follow their source."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from wagtail.models import Page


class Places:
    """Where the pages of a course stand in the tree; read again only after a move."""

    def __init__(self, pages: Iterable[Any]) -> None:
        self.keys = [page.pk for page in pages]
        self.read()

    def read(self) -> None:
        self.paths = dict(Page.objects.filter(pk__in=self.keys).values_list("pk", "path"))

    def put_below(self, page: Any, parent: Any) -> bool:
        """Move a page below another; whether it had to be moved."""
        if self.paths[page.pk][: -Page.steplen] == self.paths[parent.pk]:
            return False
        self.move(page, parent, "last-child")
        return True

    def put_in_order(self, pages: list[Any]) -> list[Any]:
        """Bring siblings into an order from the left; those that had to be moved are returned."""
        moved = []
        for left, right in pairwise(pages):
            if self.paths[right.pk] < self.paths[left.pk]:
                self.move(right, left, "right")
                moved.append(right)
        return moved

    def move(self, page: Any, target: Any, position: str) -> None:
        Page.objects.get(pk=page.pk).specific.move(Page.objects.get(pk=target.pk), pos=position)
        self.read()
