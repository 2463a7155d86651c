"""Pictures that a translation has of its own, such as a screenshot of the site in its language."""

from collections.abc import Mapping
from typing import Any

from wagtail.blocks import StructBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail_localize.models import SegmentOverride

# Block id -> field of the block -> picture.
Pictures = Mapping[str, Mapping[str, Any]]


def own_pictures(source: Any, row: Any, field: str) -> Pictures:
    """The pictures that a translator put in place of the source's; no query where every picture is the source's.

    A picture that differs without having been overridden is what the source showed at the last translation.
    """
    differing = _differing(source, row, field)
    if not differing:
        return {}
    overridden = SegmentOverride.objects.filter(
        locale_id=row.locale_id, context__object_id=row.translation_key, context__path__in=differing
    )
    wanted = {path: differing[path] for path in overridden.values_list("context__path", flat=True)}
    images = get_image_model().objects.in_bulk(wanted.values())
    found: dict[str, dict[str, Any]] = {}
    for path, pk in wanted.items():
        _field, block_id, name = path.split(".")
        if pk in images:
            found.setdefault(block_id, {})[name] = images[pk]
    return found


def _differing(source: Any, row: Any, field: str) -> dict[str, int]:
    """Path and key of every picture that is not the source's, by what is stored."""
    choosers = {
        kind: [name for name, child in block.child_blocks.items() if isinstance(child, ImageChooserBlock)]
        for kind, block in source._meta.get_field(field).stream_block.child_blocks.items()
        if isinstance(block, StructBlock)
    }
    stored = {data["id"]: data for data in getattr(row, field).raw_data}
    found = {}
    for data in getattr(source, field).raw_data:
        own = stored.get(data["id"])
        for name in choosers.get(data["type"], ()):
            pk = own["value"].get(name) if own is not None and own["type"] == data["type"] else None
            if pk and pk != data["value"].get(name):
                found[f"{field}.{data['id']}.{name}"] = pk
    return found
