"""What can only be told with the site at hand: languages, and ids that belong to another course."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from cms.pages.packages.importing.nodes import Node
from cms.pages.packages.importing.state import State
from cms.pages.packages.reading.package import Package
from cms.pages.packages.reading.problems import PackageRefusedError, Problem


def check_site(package: Package, state: State, nodes: Sequence[Node]) -> None:
    """Raises PackageRefusedError for a package that this site cannot take."""
    line = package.course.line_of("languages")
    problems = []
    if package.languages[0] != state.source_language:
        message = _("The first language must be “%(language)s”, the language this site is written in.")
        problems.append(Problem("course.yaml", line, message % {"language": state.source_language}))
    for language in package.languages:
        if language not in state.catalogues:
            message = _("The site has no course catalogue in the language “%(language)s”.")
            problems.append(Problem("course.yaml", line, message % {"language": language}))
    problems += [problem for node in nodes if (problem := foreign(node, state)) is not None]
    if problems:
        raise PackageRefusedError(problems)


def foreign(node: Node, state: State) -> Problem | None:
    """An id that a page outside this course holds."""
    page = state.page(node, node.languages[0])
    if page is None or node.parent is None:
        return None
    if state.course is not None and page.path.startswith(state.course.path):
        return None
    message = _("The %(kind)s id “%(id)s” belongs to another course, on the page “%(page)s”.")
    values = {"kind": node.kind, "id": node.key, "page": page.title}
    return Problem(node.file(node.languages[0]), node.line(), message % values)
