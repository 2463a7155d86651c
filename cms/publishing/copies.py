"""After a page was copied: what named the original's pages by key names the copies."""

from typing import Any

from cms.publishing.mixins import Published
from cms.publishing.signals import content_copied


def settle(source: Any, copy: Any, *, recursive: bool) -> None:
    """Re-point keys within the copied tree to the copies and tell who keeps keys elsewhere."""
    olds, news = _tree(source, recursive), _tree(copy, recursive)
    mapping: dict[str, str] = {}
    for old, new in zip(olds, news, strict=True):
        mapping[str(old.translation_key)] = str(new.translation_key)
        for name in getattr(type(old), "machine_keys", ()):
            mapping[getattr(old, name)] = getattr(new, name)
    for page in news:
        if isinstance(page, Published) and page.repoint(mapping):
            _store(page)
    content_copied.send(sender=type(source.specific), source=source, copy=copy, mapping=mapping)


def _tree(root: Any, recursive: bool) -> list[Any]:
    """A page with what lies below it, in the order of the tree."""
    root.refresh_from_db(fields=["path"])
    pages = type(root).get_tree(root) if recursive else type(root).objects.filter(pk=root.pk)
    return list(pages.order_by("path").specific())


def _store(page: Any) -> None:
    """The copy's row and its revision both hold the re-pointed keys."""
    page.save(clean=False)
    page.save_revision(changed=not page.live, clean=False)
