"""Who links to whom, in both directions, from what is published."""

from typing import Any

from cms.publishing.mixins import Published
from cms.publishing.models import Reference

Link = tuple[str, str]


def rewrite(row: Published) -> None:
    """Replace the links of a record by those of its source row; none are left where it is not live."""
    if not row.reference_kind:
        return
    source = row.source
    key = source.reference_key()
    wanted = set(source.references()) if source.live else set()
    stored = Reference.objects.filter(source_kind=row.reference_kind, source_key=key)
    existing = {(link.target_kind, link.target_key): link.pk for link in stored}
    Reference.objects.filter(pk__in=[pk for link, pk in existing.items() if link not in wanted]).delete()
    Reference.objects.bulk_create(
        Reference(source_kind=row.reference_kind, source_key=key, target_kind=kind, target_key=target)
        for kind, target in sorted(wanted - existing.keys())
    )


def forget(row: Published) -> None:
    """Take away the links of a deleted record; a deleted translation leaves them to the source."""
    if row.reference_kind and row.source is row:
        Reference.objects.filter(source_kind=row.reference_kind, source_key=row.reference_key()).delete()


def targets_of(kind: str, key: str) -> list[Link]:
    """What this record links to, as (kind, key)."""
    rows: Any = Reference.objects.filter(source_kind=kind, source_key=key)
    return list(rows.order_by("target_kind", "target_key").values_list("target_kind", "target_key"))


def sources_of(kind: str, key: str) -> list[Link]:
    """What links to this record, as (kind, key)."""
    rows: Any = Reference.objects.filter(target_kind=kind, target_key=key)
    return list(rows.order_by("source_kind", "source_key").values_list("source_kind", "source_key"))


def sources_of_many(kind: str, keys: list[str]) -> dict[str, list[Link]]:
    """The same for several records in one query."""
    found: dict[str, list[Link]] = {key: [] for key in keys}
    rows: Any = Reference.objects.filter(target_kind=kind, target_key__in=keys).order_by("source_kind", "source_key")
    for target, source_kind, source_key in rows.values_list("target_key", "source_kind", "source_key"):
        found[target].append((source_kind, source_key))
    return found


def links_from(kind: str) -> dict[str, list[Link]]:
    """What every record of a kind links to, in one query."""
    found: dict[str, list[Link]] = {}
    rows: Any = Reference.objects.filter(source_kind=kind)
    for source, target_kind, target_key in rows.values_list("source_key", "target_kind", "target_key"):
        found.setdefault(source, []).append((target_kind, target_key))
    return found
