"""What this app adds to the registries of others, at start."""

from cms.pages import blocks, checks, related
from cms.publishing.rules import register_content_rule
from cms.publishing.streams import Factory, register_block

COMMON: list[tuple[str, Factory]] = [
    ("heading", blocks.HeadingBlock),
    ("rich_text", blocks.TextBlock),
    ("key_message", blocks.KeyMessageBlock),
    ("figure", blocks.FigureBlock),
    ("audio", blocks.AudioBlock),
    ("video", blocks.VideoBlock),
    ("table", blocks.TableBlock),
    ("case", blocks.CaseBlock),
    ("steps", blocks.StepsBlock),
    ("accordion", blocks.AccordionBlock),
    ("download", blocks.DownloadBlock),
    ("provision", blocks.ProvisionBlock),
    ("chemical", blocks.ChemicalBlock),
    ("quotation", blocks.QuotationBlock),
]


def register() -> None:
    """Fill the streams of lessons, pages and objectives."""
    for order, (name, factory) in enumerate(COMMON):
        register_block("lesson", name, factory, order=order)
        register_block("page", name, factory, order=order)
    register_block("lesson", "reflection", blocks.ReflectionBlock, order=len(COMMON))
    register_block("objectives", "objective", blocks.ObjectiveBlock)
    register_content_rule("content", checks.page_problems)
    related.register()
