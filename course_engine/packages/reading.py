"""The assessments of a package: read once, checked as a whole."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from cms.pages.packages.reading.package import Module, Package
from cms.pages.packages.reading.reader import objectives, unique
from cms.pages.packages.reading.rules import Check, Place, check_map
from cms.pages.packages.reading.yamlfile import Map, entries
from course_engine.packages.items import check_items
from course_engine.packages.specs import PRACTICE, TEST

PART = "items"


@dataclass(slots=True)
class Assessment:
    """A practice file or a test."""

    kind: str  # practice or test
    id: str
    file: str
    data: Map
    module: Module | None = None
    items: list[Map] = field(default_factory=list)

    @property
    def draws(self) -> list[Map]:
        return entries(self.data.get("draw"), Map)


def assessments(package: Package) -> dict[str, Assessment]:
    """The assessments of a package by file; `check_assessments` has to have been called."""
    found: dict[str, Assessment] = package.parts.get(PART, {})
    return found


def check_assessments(package: Package) -> None:
    """Reads every assessment of a package and tells what is wrong with it and with what refers to it."""
    found: dict[str, Assessment] = {}
    package.parts[PART] = found
    for module in package.modules:
        read(package, found, "practice", module.practice, module)
        need_test(package, module.file, module.data, "test")
        read(package, found, "test", module.test, module)
    need_test(package, "course.yaml", package.course, "final_test")
    read(package, found, "test", package.final_test, None)
    for assessment in found.values():
        check_aims(package, assessment)
        check_draws(package, assessment)
    check_uses(package)
    check_certificate(package)


def need_test(package: Package, file: str, data: Map, key: str) -> None:
    if data.get(key) is None:
        message = _("%(name)s has no “%(key)s”.") % {"name": file.rsplit("/", 1)[-1], "key": key}
        package.problems.add(file, data.line, message)


def read(package: Package, found: dict[str, Assessment], kind: str, file: str, module: Module | None) -> None:
    if file not in package.source.paths:
        return
    if file in found:
        package.problems.add(file, 1, _("The file is named as a test twice."))
        return
    node, check = package.load(file), package.check(file)
    if node is None or not check_map(check, Place(1, kind), node, PRACTICE if kind == "practice" else TEST):
        return
    key = f"{module.id}-practice" if module is not None and kind == "practice" else str(node.get("id"))
    unique(package, "test", key, file, node.line_of("id"))
    assessment = Assessment(kind, key, file, node, module)
    if node.get("items") is not None:
        assessment.items = check_items(package, check, Place(node.line_of("items"), "items"), node["items"])
    elif kind == "test" and not node.get("draw"):
        check.bad(node.line, _("A test needs items, a draw, or both."))
    found[file] = assessment


def check_aims(package: Package, assessment: Assessment) -> None:
    known = objectives(package)
    for item in assessment.items:
        aim = item.get("objective")
        if isinstance(aim, str) and aim.count("/") == 1 and aim not in known:
            message = _("“%(objective)s” is no objective of a lesson.")
            package.problems.add(assessment.file, item.line_of("objective"), message % {"objective": aim})


def check_draws(package: Package, assessment: Assessment) -> None:
    """Whether there are as many items as the draws ask for, even when they draw from one file several times."""
    taken: Counter[str] = Counter()
    for draw in assessment.draws:
        check, origin = package.check(assessment.file), str(draw.get("from"))
        pool = assessments(package).get(origin)
        if pool is None or pool is assessment or not pool.items:
            message = _("“%(file)s” has no items to draw from.")
            check.bad(draw.line_of("from"), message % {"file": origin})
            continue
        fit = [item for item in pool.items if fits(item, draw)]
        count = draw["count"] if isinstance(draw.get("count"), int) else 0
        taken[origin] += count
        if count > len(fit) or taken[origin] > len(pool.items):
            tell_shortage(check, draw, count=count, fit=len(fit), taken=taken[origin], all_items=len(pool.items))


def tell_shortage(check: Check, draw: Map, *, count: int, fit: int, taken: int, all_items: int) -> None:
    values: dict[str, Any] = {"file": draw["from"], "count": count, "fit": fit, "taken": taken, "all": all_items}
    if count > fit:
        check.bad(draw.line_of("count"), _("Drawn from %(file)s: %(count)d; items that fit there: %(fit)d.") % values)
    else:
        message = _("All draws take %(taken)d items from %(file)s, which has %(all)d.")
        check.bad(draw.line_of("count"), message % values)


def fits(item: Map, draw: Map) -> bool:
    wanted = {str(key) for key in entries(draw.get("provisions"))}
    if wanted and not wanted & {str(key) for key in entries(item.get("provisions"))}:
        return False
    return draw.get("difficulty") in (None, item.get("difficulty", 1))


def check_uses(package: Package) -> None:
    """Whether every practice directive names an item of its module's practice file."""
    for module, lesson in package.lessons():
        pool = assessments(package).get(module.practice)
        items = {str(item.get("id")) for item in pool.items} if pool else set()
        for text in lesson.texts.values():
            for block in text.blocks:
                if block.kind == "practice" and block.key not in items:
                    message = _("“%(item)s” is not an item of %(file)s.")
                    package.problems.add(text.file, block.line, message % {"item": block.key, "file": module.practice})


def check_certificate(package: Package) -> None:
    certificate = package.course.get("certificate")
    if not isinstance(certificate, Map):
        return
    for key in entries(certificate.get("requires"), str):
        if not any((kind, key) in package.ids for kind in ("test", "module", "lesson")):
            message = _("“%(id)s” is not the id of a test, module or lesson.")
            package.problems.add("course.yaml", certificate.line_of("requires"), message % {"id": key})
