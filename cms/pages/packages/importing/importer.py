"""Brings a package in: everything is checked first, and everything is written in one transaction or nothing is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from cms.pages.packages.importing import order
from cms.pages.packages.importing.checks import check_site
from cms.pages.packages.importing.files import Files
from cms.pages.packages.importing.lookup import SiteLookup
from cms.pages.packages.importing.nodes import Node
from cms.pages.packages.importing.pagewriter import PageWriter
from cms.pages.packages.importing.permissions import check_permissions
from cms.pages.packages.importing.plan import WRITES, Action, Change, planned, withdrawn
from cms.pages.packages.importing.records import known_from_site
from cms.pages.packages.importing.state import State
from cms.pages.packages.models import ImportedObject
from cms.pages.packages.parts import parts
from cms.pages.packages.reading.package import Package
from cms.pages.packages.reading.problems import PackageRefusedError
from cms.pages.packages.reading.reader import check_strays, format_files, read_package
from cms.pages.packages.reading.source import LIMITS, Limits, Source, open_source

LOG_ACTION = "pages.import_package"


@dataclass(slots=True)
class Report:
    """What an import did, or would do."""

    course_id: str
    changes: list[Change] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)  # files that no installed part reads

    def counts(self) -> dict[str, int]:
        return dict(Counter(str(change.action) for change in self.changes))

    @property
    def changed(self) -> bool:
        return bool(self.files) or any(change.action is not Action.UNCHANGED for change in self.changes)


def import_package(
    path: Path, *, user: Any = None, draft: bool = False, dry_run: bool = False, limits: Limits = LIMITS
) -> Report:
    """Import the package at a path. Raises PackageRefusedError with every problem, and then nothing is changed.

    Without a user it is the operator's import, which may publish. With `draft` nothing is published: what changed
    waits for its review. With `dry_run` nothing is written.
    """
    with open_source(path, limits) as source:
        package, ignored = checked(source)
        importer = Importer(package, user=user, draft=draft)
        importer.report.ignored = ignored
        if not dry_run:
            importer.run()
        return importer.report


def checked(source: Source) -> tuple[Package, list[str]]:
    """The package, once every part has found nothing wrong, and the files that no part reads."""
    package = read_package(source, known_from_site())
    for part in parts():
        package.problems.extend(part.validate(package))
    places = format_files(package)
    check_strays(package, places)
    if package.problems:
        raise PackageRefusedError(package.problems.found)
    unread = [path for path in source.paths if not any(part.claims(package, path) for part in parts())]
    return package, unread


class Importer:
    """One import, planned when it is made and written when it is run."""

    def __init__(self, package: Package, *, user: Any, draft: bool) -> None:
        self.package, self.user, self.draft = package, user, draft
        self.state = State(package.id)
        for part in parts():
            nodes = part.plan(package, self.state)
            self.state.load(nodes)
            self.state.nodes += nodes
        self.nodes: list[Node] = self.state.nodes
        check_site(package, self.state, self.nodes)
        check_permissions(self.state, package.languages, user, draft=draft)
        self.lookup = SiteLookup(package.id, self.state.item_names())
        self.files = Files(package, self.lookup, user)
        self.actions = planned(self.nodes, self.state, self.lookup, draft=draft)
        self.withdrawn = withdrawn(self.nodes, self.state)
        self.report = Report(package.id, self.changes(), self.files.changes())

    def changes(self) -> list[Change]:
        found = [Change(action, node.kind, node.key, language) for (node, language), action in self.actions.items()]
        return found + [Change(Action.WITHDRAWN, row.kind, row.key, row.language) for row in self.withdrawn]

    # what a resolver does for the streams

    def file(self, kind: str, reference: dict[str, str]) -> int:
        return self.files.ensure(self.package.media[reference["name"]], kind)

    def captions(self, name: str, text: str) -> int | None:
        return self.files.captions(name, text)

    def practice(self, module_id: str, item_id: str) -> dict[str, str]:
        return self.state.practice_block(module_id, item_id)

    # writing

    def run(self) -> None:
        try:
            with transaction.atomic():
                self.write()
        except BaseException:
            self.files.discard()
            raise

    def write(self) -> None:
        self.files.apply()
        writer = PageWriter(self.state, self, self.lookup, user=self.user, publish=not self.draft)
        for node in self.nodes:
            actions = {language: self.actions[node, language] for language in node.languages}
            if any(action is not Action.UNCHANGED for action in actions.values()):
                writer.write(node, actions)
        self.arrange()
        self.withdraw()
        for part in parts():
            part.apply(self.package, self)
        self.remember()
        self.log()

    def arrange(self) -> None:
        """Bring every page below its parent and into the order of the package."""
        pages = {node: self.state.page(node, node.languages[0]) for node in self.nodes}
        places = order.Places(pages.values())
        for node in self.nodes:
            if node.parent is not None and places.put_below(pages[node], pages[node.parent]):
                self.report.changes.append(Change(Action.MOVED, node.kind, node.key))
        for parent in self.nodes:
            children = {pages[node]: node for node in self.nodes if node.parent is parent}
            for page in places.put_in_order(list(children)):
                self.report.changes.append(Change(Action.MOVED, children[page].kind, children[page].key))

    def withdraw(self) -> None:
        """Take down what the package no longer holds; it is kept, and so is every learner's record of it."""
        models = {node.kind: (node.model, node.key_field) for node in self.nodes}
        for row in self.withdrawn:
            if self.draft:
                continue
            model, field_name = models[row.kind]
            page = model.objects.filter(**{field_name: row.key, "language_code": row.language}).first()
            if page is not None and page.live:
                page.unpublish(user=self.user)
            ImportedObject.objects.filter(course_id=row.course_id, kind=row.kind, key=row.key).delete()

    def remember(self) -> None:
        """Keep the hash of everything that now stands as the package has it."""
        rows = []
        for (node, language), action in self.actions.items():
            if action is Action.STALE or (action is Action.UNCHANGED and self.remembered(node, language)):
                continue
            published = action not in WRITES or not self.draft
            key = {"course_id": self.package.id, "kind": node.kind, "key": node.key, "language": language}
            rows.append(ImportedObject(**key, digest=node.digest(language), published=published))
        ImportedObject.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["course_id", "kind", "key", "language"],
            update_fields=["digest", "published"],
        )

    def remembered(self, node: Node, language: str) -> bool:
        record = self.state.records.get((node.kind, node.key, language))
        return record is not None and record.digest == node.digest(language) and (record.published or self.draft)

    def log(self) -> None:
        if not self.report.changed:
            return
        course = self.state.page(self.nodes[0], self.nodes[0].languages[0])
        data = {
            "origin": "package",
            "edition": self.package.edition.isoformat(),
            "draft": self.draft,
            "changes": self.report.counts(),
        }
        log(instance=course, action=LOG_ACTION, user=self.user, data=data)
