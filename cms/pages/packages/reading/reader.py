"""Reads a whole package and checks everything that belongs to no part in particular."""

from django.utils.translation import gettext as _

from cms.pages.packages.reading.known import Known
from cms.pages.packages.reading.lesson import LessonText, read_lesson
from cms.pages.packages.reading.media import check_uses, read_media
from cms.pages.packages.reading.package import Lesson, Module, Package, read_text
from cms.pages.packages.reading.parity import check_pair
from cms.pages.packages.reading.problems import PackageRefusedError, Problems
from cms.pages.packages.reading.rules import Check, Place, anything, check_map, may
from cms.pages.packages.reading.schema import COURSE, FOLDER, MODULE, languages_of
from cms.pages.packages.reading.source import Source
from cms.pages.packages.reading.yamlfile import entries, load_map

COURSE_FILE = "course.yaml"


def read_package(source: Source, known: Known) -> Package:
    """The package with its problems. Raises PackageRefusedError when it has no course to speak of."""
    problems = Problems()
    if COURSE_FILE not in source.paths:
        problems.add(COURSE_FILE, 1, _("The package has no course.yaml at its top."))
        raise PackageRefusedError(problems.found)
    text = read_text(source, COURSE_FILE, problems)
    course = load_map(text, COURSE_FILE, problems) if text is not None else None
    languages = languages_of(course.get("languages"), known.languages) if course is not None else ()
    if course is not None and not languages:
        # Nothing else can be told before it is known which languages there should be.
        spec = {**{key: may(anything) for key in course}, "languages": COURSE["languages"]}
        check_map(Check(COURSE_FILE, problems, known, ()), Place(1, COURSE_FILE), course, spec)
    if course is None or not languages:
        raise PackageRefusedError(problems.found)
    package = Package(source, known, problems, course, languages, maps={COURSE_FILE: course})
    check_map(package.check(COURSE_FILE), Place(1, COURSE_FILE), course, COURSE)
    read_media(package)
    read_modules(package)
    check_final_test(package)
    return package


def unique(package: Package, kind: str, key: str, file: str, line: int) -> None:
    """Tells when an id of this kind is taken, and where."""
    taken = package.ids.setdefault((kind, key), f"{file}:{line}")
    if taken != f"{file}:{line}":
        message = _("The %(kind)s id “%(id)s” is also at %(where)s.")
        package.problems.add(file, line, message % {"kind": kind, "id": key, "where": taken})


def twice(key: str, name: str) -> str:
    return _("“%(key)s” stands twice in %(name)s.") % {"key": key, "name": name}


def read_modules(package: Package) -> None:
    check = package.check(COURSE_FILE)
    line = package.course.line_of("modules")
    names = [
        name.removeprefix("modules/") for name in entries(package.course.get("modules"), str) if FOLDER.fullmatch(name)
    ]
    there = {path.split("/")[1] for path in package.source.paths if path.startswith("modules/") and path.count("/") > 1}
    for name in sorted(there - set(names)):
        check.bad(line, _("The folder modules/%(name)s is not in the list of modules.") % {"name": name})
    for name in sorted(name for name in set(names) if names.count(name) > 1):
        check.bad(line, twice(name, "modules"))
    for name in dict.fromkeys(names):
        if name in there:
            read_module(package, name)
        else:
            check.bad(line, _("The folder modules/%(name)s does not exist.") % {"name": name})


def read_module(package: Package, folder: str) -> None:
    file = f"modules/{folder}/module.yaml"
    if file not in package.source.paths:
        package.problems.add(file, 1, _("The file does not exist."))
        package.named |= {path for path in package.source.paths if path.startswith(f"modules/{folder}/")}
        return
    node = package.load(file)
    if node is None or not check_map(package.check(file), Place(1, "module.yaml"), node, MODULE):
        return
    module = Module(folder, file, node)
    unique(package, "module", str(node.get("id")), file, node.line_of("id"))
    slugs = [str(slug) for slug in entries(node.get("lessons"))]
    for slug in sorted(slug for slug in set(slugs) if slugs.count(slug) > 1):
        package.problems.add(
            file, node.line_of("lessons"), _("“%(key)s” stands twice in %(name)s.") % {"key": slug, "name": "lessons"}
        )
    for slug in dict.fromkeys(slugs):
        lesson = read_languages(package, module, slug)
        if lesson is not None:
            module.lessons.append(lesson)
    if isinstance(node.get("test"), str) and module.test not in package.source.paths:
        package.problems.add(file, node.line_of("test"), _("The test %(file)s does not exist.") % {"file": module.test})
    package.modules.append(module)


def read_languages(package: Package, module: Module, slug: str) -> Lesson | None:
    """A lesson in each language that has a file. A language may be left out, the source may not."""
    texts: dict[str, LessonText] = {}
    for number, language in enumerate(package.languages):
        file = f"{module.path}/{slug}.{language}.md"
        package.named.add(file)
        if file in package.source.paths:
            text = read_text(package.source, file, package.problems)
            lesson = read_lesson(text, language, package.check(file)) if text is not None else None
            if lesson is not None:
                texts[language] = lesson
        elif number == 0:
            line = module.data.line_of("lessons")
            package.problems.add(module.file, line, _("%(file)s does not exist.") % {"file": file})
    source = texts.get(package.languages[0])
    if source is None:
        return None
    unique(package, "lesson", str(source.front.get("id")), source.file, source.front.line_of("id"))
    for text_of_language in texts.values():
        check_uses(package, text_of_language)
        if text_of_language is not source:
            check_pair(package.check(text_of_language.file), source, text_of_language)
    return Lesson(slug, texts)


def check_final_test(package: Package) -> None:
    if isinstance(package.course.get("final_test"), str) and package.final_test not in package.source.paths:
        message = _("The test %(file)s does not exist.") % {"file": package.final_test}
        package.problems.add(COURSE_FILE, package.course.line_of("final_test"), message)


def objectives(package: Package) -> set[str]:
    """Every objective of a lesson, as items name it: lesson id/objective id."""
    return {f"{lesson.id}/{key}" for _module, lesson in package.lessons() for key in lesson.source.objectives()}


def format_files(package: Package) -> set[str]:
    """The files that the format gives a place, whether or not a part is there to read them."""
    files = {COURSE_FILE, "media/media.yaml", package.final_test, *package.named}
    files |= {media.path for media in package.media.values()}
    for module in package.modules:
        files |= {module.file, module.practice, module.test}
        files |= {
            f"{module.path}/{lesson.slug}.{language}.md" for lesson in module.lessons for language in package.languages
        }
    return files


def check_strays(package: Package, claimed: set[str]) -> None:
    """Tells of every file that has no place; those of lessons that could not be read have been told of."""
    told = {problem.file for problem in package.problems.found}
    known_folders = {f"{module.path}/" for module in package.modules}
    for path in package.source.paths:
        if path in claimed or path in told or path.startswith("media/"):
            continue
        in_module = any(path.startswith(folder) for folder in known_folders)
        message = (
            _("The file belongs to no lesson of module.yaml.")
            if in_module
            else _("The file is not part of the format.")
        )
        package.problems.add(path, 1, message)
