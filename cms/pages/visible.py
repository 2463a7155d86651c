"""Which pages anybody may see."""

from typing import Any

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Page, PageViewRestriction


def open_pages() -> Any:
    """Live pages without a restriction on them or above them, in one query; mirrors (aliases) are left out."""
    here = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    closed = PageViewRestriction.objects.annotate(here=here).filter(here__startswith=F("page__path"))
    return Page.objects.live().filter(~Exists(closed), depth__gt=1, alias_of__isnull=True)
