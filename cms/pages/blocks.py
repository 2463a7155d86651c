"""The blocks of lessons and pages. Field names are frozen once released: translations are stored by them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.pages.choosers import FileBlock, FilmBlock, PictureBlock, RecordingBlock
from cms.pages.rich_text import FEATURES
from cms.publishing.blocks import KeyBlock
from cms.publishing.tables import GridBlock

TEXT = _("Text")
CONVENTION = _("Convention")
MEDIA = _("Media")
ACTIVE = _("Activity")


def rich(**kwargs: Any) -> blocks.RichTextBlock:
    return blocks.RichTextBlock(features=FEATURES, **kwargs)


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=200, label=_("Heading"))
    anchor = KeyBlock(required=False, identity=True, label=_("Anchor"), help_text=_("Filled in when left empty."))
    level = blocks.ChoiceBlock(choices=[("2", _("Section")), ("3", _("Subsection"))], default="2", label=_("Level"))

    class Meta:
        icon = "title"
        group = TEXT
        label = _("Heading")
        template = "pages/blocks/heading.html"


class KeyMessageBlock(blocks.StructBlock):
    text = rich(label=_("Message"))

    class Meta:
        icon = "pick"
        group = TEXT
        label = _("Key message")
        template = "pages/blocks/key_message.html"


class FigureBlock(blocks.StructBlock):
    image = PictureBlock(label=_("Image"))
    alt = blocks.CharBlock(
        required=False,
        max_length=500,
        label=_("Alternative text"),
        help_text=_(
            "What the picture tells someone who cannot see it. When empty, the description of the image is used."
        ),
    )
    caption = blocks.CharBlock(required=False, max_length=500, label=_("Caption"))
    description = rich(required=False, label=_("Long description"), help_text=_("Shown on request, for diagrams."))

    class Meta:
        icon = "image"
        group = MEDIA
        label = _("Figure")
        template = "pages/blocks/figure.html"


class AudioBlock(blocks.StructBlock):
    media = RecordingBlock(label=_("Recording"))
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    transcript = rich(required=False, label=_("Transcript"), help_text=_("Needed before the lesson is published."))

    class Meta:
        icon = "media"
        group = MEDIA
        label = _("Audio")
        template = "pages/blocks/audio.html"


class VideoBlock(blocks.StructBlock):
    media = FilmBlock(label=_("Video"))
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    transcript = rich(required=False, label=_("Transcript"), help_text=_("Needed before the lesson is published."))
    captions = FileBlock(required=False, label=_("Captions"), help_text=_("A WebVTT file (.vtt)."))

    class Meta:
        icon = "media"
        group = MEDIA
        label = _("Video")
        template = "pages/blocks/video.html"


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(required=False, max_length=300, label=_("Caption"))
    rows = GridBlock()

    class Meta:
        icon = "table"
        group = TEXT
        label = _("Table")
        template = "pages/blocks/table.html"


class CaseBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    text = rich(label=_("Case"), help_text=_("Say so when it is invented."))

    class Meta:
        icon = "openquote"
        group = TEXT
        label = _("Case study")
        template = "pages/blocks/case.html"


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(required=False, max_length=200, label=_("Title"))
    steps = blocks.ListBlock(rich(label=_("Step")), min_num=1, label=_("Steps"))

    class Meta:
        icon = "list-ol"
        group = TEXT
        label = _("Steps")
        template = "pages/blocks/steps.html"


class AccordionBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=200, label=_("Title"))
    text = rich(label=_("Text"))

    class Meta:
        icon = "collapse-down"
        group = TEXT
        label = _("Accordion")
        template = "pages/blocks/accordion.html"


class DownloadBlock(blocks.StructBlock):
    document = FileBlock(label=_("Document"))
    title = blocks.CharBlock(max_length=200, label=_("Title"))

    class Meta:
        icon = "download"
        group = MEDIA
        label = _("Download")
        template = "pages/blocks/download.html"


class ProvisionBlock(blocks.StructBlock):
    eid = KeyBlock(target="provision", label=_("Provision"), help_text=_("For example art_5__para_a."))
    note = blocks.CharBlock(required=False, max_length=500, label=_("Why it matters here"))

    class Meta:
        icon = "doc-full"
        group = CONVENTION
        label = _("Provision")
        template = "pages/blocks/provision.html"


class ChemicalBlock(blocks.StructBlock):
    slug = KeyBlock(target="chemical", label=_("Chemical"))
    note = blocks.CharBlock(required=False, max_length=500, label=_("Why it matters here"))

    class Meta:
        icon = "tag"
        group = CONVENTION
        label = _("Chemical")
        template = "pages/blocks/chemical.html"


class QuotationBlock(blocks.StructBlock):
    eid = KeyBlock(target="provision", label=_("Provision"))

    class Meta:
        icon = "openquote"
        group = CONVENTION
        label = _("Quotation of the Convention")
        template = "pages/blocks/quotation.html"


class ReflectionBlock(blocks.StructBlock):
    text = rich(label=_("Question to think about"))

    class Meta:
        icon = "help"
        group = ACTIVE
        label = _("Reflection")
        template = "pages/blocks/reflection.html"


class ObjectiveBlock(blocks.StructBlock):
    key = KeyBlock(required=False, identity=True, label=_("Key"), help_text=_("Filled in when left empty."))
    text = blocks.CharBlock(max_length=300, label=_("After this the learner can …"))

    class Meta:
        icon = "tick"
        label = _("Objective")
        template = "pages/blocks/objective.html"


class TextBlock(blocks.RichTextBlock):
    """Running text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        group = TEXT
        label = _("Text")
        template = "pages/blocks/rich_text.html"
