"""Place, availability and restriction of a source page carried to its translations."""

from typing import Any

from wagtail.models import PageViewRestriction

from cms.publishing import guard

HOME_DEPTH = 2


def _translations(page: Any) -> list[Any]:
    """The rows that follow this source page; none for a row that is itself a translation."""
    if page.is_translation:
        return []
    return (
        list(page.get_translations().filter(alias_of__isnull=True))
        if hasattr(page, "path")
        else list(page.get_translations())
    )


def carry_unpublish(page: Any) -> None:
    for row in _translations(page):
        if row.live:
            row.unpublish(log_action="wagtail.unpublish")


def carry_position(page: Any) -> None:
    """Put every translation below its parent's translation, among its siblings as the source stands."""
    for row in _translations(page):
        place(row)


def place(row: Any) -> None:
    """Move a translated page to where its source stands; nothing happens where it stands there already."""
    source = row.source
    if source is row or source.get_parent() is None:
        return
    parent = source.get_parent().get_translation_or_none(row.locale_id)
    if parent is None or source.get_parent().is_root():
        return
    siblings = list(source.get_parent().get_children().values_list("translation_key", flat=True))
    present = {child.translation_key: child for child in parent.get_children()}
    present.pop(row.translation_key, None)
    following = [present[key] for key in siblings[siblings.index(source.translation_key) + 1 :] if key in present]
    preceding = [present[key] for key in siblings[: siblings.index(source.translation_key)] if key in present]
    if row.get_parent().pk == parent.pk and _stands(row, preceding, following):
        return
    if following:
        row.move(following[0], pos="left")
    else:
        row.move(parent, pos="last-child")


def _stands(row: Any, preceding: list[Any], following: list[Any]) -> bool:
    before = all(sibling.path < row.path for sibling in preceding)
    return before and all(row.path < sibling.path for sibling in following)


def carry_slug(page: Any, before: str) -> None:
    """Give every translation the source's new slug; home pages stand side by side and keep their own."""
    for row in _translations(page) if page.depth > HOME_DEPTH else []:
        taken = row.get_siblings(inclusive=False).filter(slug=page.slug).exists()
        if row.slug == before and not taken:
            row.slug = page.slug
            with guard.writing("the slug of the source"):
                row.save(clean=False)


def carry_restriction(page: Any) -> None:
    """Give every translation the restriction of its source page, and take it away with it."""
    wanted = page.view_restrictions.first()
    for row in _translations(page):
        present = row.view_restrictions.first()
        if wanted is None:
            if present is not None:
                present.delete()
            continue
        copy = present or PageViewRestriction(page=row)
        copy.restriction_type, copy.password = wanted.restriction_type, wanted.password
        copy.save()
        copy.groups.set(wanted.groups.all())
