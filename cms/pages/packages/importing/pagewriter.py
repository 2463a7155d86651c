"""Writes one page of a package: the source row, then its translations by the one writer."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import SegmentOverride, TranslationContext, TranslationSource
from wagtail_localize.segments import OverridableSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.pages.packages.importing.nodes import Names, Node
from cms.pages.packages.importing.plan import Action
from cms.pages.packages.importing.state import State
from cms.pages.packages.reading.problems import PackageRefusedError, Problem
from cms.pages.packages.streams import Lookup, Resolver
from cms.publishing.texts import TextMismatchError, texts_of
from cms.publishing.writer import write_translation

ORIGIN = "package"


class PageWriter:
    """Writes the pages of one import as one user, published or as drafts."""

    def __init__(self, state: State, resolver: Resolver, lookup: Lookup, *, user: Any, publish: bool) -> None:
        self.state, self.resolver, self.lookup = state, resolver, lookup
        self.user, self.publish = user, publish

    def write(self, node: Node, actions: dict[str, Action]) -> None:
        """Bring a page to what the package says, in each language that asks for it."""
        source, *others = node.languages
        base = self.base(node, source)
        names = node.names(base, self.lookup)
        if actions[source] is not Action.UNCHANGED:
            base = self.write_source(node, base, names)
        for language in others:
            if actions[language] is Action.STALE:
                TranslationSource.update_or_create_from_instance(base)
            elif actions[language] is not Action.UNCHANGED:
                self.write_translation(node, base, language, names)

    def base(self, node: Node, language: str) -> Any | None:
        """What the source row is built on: the live row, or the draft of one that was never published."""
        page = self.state.page(node, language)
        return page if page is None or page.live else page.get_latest_revision_as_object()

    def write_source(self, node: Node, base: Any | None, names: Names) -> Any:
        source = node.languages[0]
        page = base or self.new(node)
        node.fill(page, source, names, self.resolver)
        try:
            revision = self.save(page, None if base else self.parent(node, source))
        except ValidationError as error:
            problems = [Problem(node.file(source), node.line(), message) for message in error.messages]
            raise PackageRefusedError(problems) from error
        stored = node.model.objects.get(pk=page.pk)
        self.state.keep(node, source, stored)
        if self.publish:
            return stored
        self.submit(stored)
        return revision.as_object()

    def save(self, page: Any, parent: Any | None) -> Any:
        """The revision of a page; a new one is put below its parent first."""
        if parent is not None:
            page.live = False
            Page.objects.get(pk=parent.pk).add_child(instance=page)
        revision = page.save_revision(user=self.user, log_action=True)
        if self.publish:
            revision.publish(user=self.user, skip_permission_checks=True)
        return revision

    def submit(self, page: Any) -> None:
        """Send a draft to review, where the page has a workflow and none is under way."""
        workflow = page.get_workflow()
        if workflow is not None and page.current_workflow_state is None:
            workflow.start(page, self.user)

    def new(self, node: Node) -> Any:
        return node.model(locale=self.state.locales[node.languages[0]], translation_key=node.translation_key)

    def parent(self, node: Node, language: str) -> Any:
        """The page below which a node's page stands."""
        return self.state.page(node.parent, language) if node.parent else self.state.catalogues[language]

    def write_translation(self, node: Node, source: Any, language: str, names: Names) -> None:
        locale = self.state.locales[language]
        row = node.model(locale=locale, translation_key=source.translation_key, path=source.path, depth=source.depth)
        node.fill(row, language, names, self.resolver)
        try:
            self.override(node, source, row, language)
            written = write_translation(
                source, locale, user=self.user, texts=texts_of(row), publish=self.publish, origin=ORIGIN
            )
        except TextMismatchError as error:
            message = _("The text does not pair with its source: %(why)s") % {"why": error}
            raise PackageRefusedError([Problem(node.file(language), 1, message)]) from error
        self.state.keep(node, language, written.row)
        if not self.publish:
            self.submit(written.row)

    def override(self, node: Node, source: Any, row: Any, language: str) -> None:
        """Recordings and documents that a language has of its own are kept as wagtail-localize's overrides."""
        locale = self.state.locales[language]
        stored = SegmentOverride.objects.filter(locale=locale, context__object_id=source.translation_key)
        if not node.has_own_files(language) and not stored.exists():
            return
        wanted, given = choices(row), choices(source)
        own = {path: wanted[path] for path in given if wanted.get(path, given[path]) != given[path]}
        TranslationSource.update_or_create_from_instance(source)
        contexts = TranslationContext.objects.filter(object_id=source.translation_key)
        by_path = {context.path: context for context in contexts}
        stored.filter(context__path__in=given.keys() - own.keys()).delete()
        for path, value in own.items():
            SegmentOverride.objects.update_or_create(
                locale=locale,
                context=by_path[path],
                defaults={"data_json": json.dumps(value), "last_translated_by": self.user},
            )


def choices(page: Any) -> dict[str, Any]:
    """The records that a page's blocks choose, by path."""
    return {
        segment.path: segment.data
        for segment in extract_segments(page)
        if isinstance(segment, OverridableSegmentValue) and isinstance(segment.data, int)
    }
