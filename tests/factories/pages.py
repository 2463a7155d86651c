"""Pages for tests: a small site in English and Spanish."""

from typing import Any
from uuid import uuid4

from wagtail.models import Locale, Page, Site

from cms.pages.models import CourseIndexPage, CoursePage, HomePage, LessonPage, ModulePage, StandardPage
from cms.publishing.writer import write_translation


def locale(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def block(kind: str, value: Any, block_id: str = "") -> dict[str, Any]:
    """A block as the database holds it."""
    return {"type": kind, "value": value, "id": block_id or str(uuid4())}


def item(value: Any, item_id: str = "") -> dict[str, Any]:
    """A list item as the database holds it."""
    return block("item", value, item_id)


def home() -> HomePage:
    """The site's English home page, with its Spanish one."""
    found = HomePage.objects.filter(locale=locale("en")).first()
    if found is not None:
        return found
    locale("es")
    root = Page.objects.get(depth=1)
    Page.objects.filter(depth=2).delete()
    root.refresh_from_db()
    page = root.add_child(instance=HomePage(title="Learn about POPs", slug="home", locale=locale("en")))
    publish(page)
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=page, is_default_site=True)
    translate(page, title="Aprenda sobre los COP")
    return HomePage.objects.get(pk=page.pk)


def publish(page: Any) -> Any:
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def add(parent: Any, page: Any, *, live: bool = True) -> Any:
    """Put a page below another and publish it."""
    parent = type(parent).objects.get(pk=parent.pk)
    page.live = False
    parent.add_child(instance=page)
    return publish(page) if live else page


def index() -> CourseIndexPage:
    found = CourseIndexPage.objects.filter(locale=locale("en")).first()
    return found or add(home(), CourseIndexPage(title="Courses", slug="courses"))


def course(slug: str = "pops", **fields: Any) -> CoursePage:
    return add(index(), CoursePage(**{"title": "The Stockholm Convention", "slug": slug, "course_id": slug, **fields}))


def module(parent: CoursePage, slug: str = "m1", **fields: Any) -> ModulePage:
    return add(parent, ModulePage(**{"title": "Introduction", "slug": slug, "module_id": slug, **fields}))


def lesson(parent: ModulePage, slug: str = "l1", *, live: bool = True, **fields: Any) -> LessonPage:
    fields = {"title": "Why a treaty", "slug": slug, "lesson_id": slug, **fields}
    return add(parent, LessonPage(**fields), live=live)


def standard(slug: str = "about", **fields: Any) -> StandardPage:
    return add(home(), StandardPage(**{"title": "About", "slug": slug, **fields}))


def translate(source: Any, *, publish: bool = True, user: Any = None, **texts: Any) -> Any:
    """The Spanish row of a page; field names or content paths (with __ for a dot) map to texts."""
    named = {path.replace("__", "."): text for path, text in texts.items()}
    return write_translation(source, locale("es"), user=user, texts=named, publish=publish, origin="test").row


def tree(lessons: int = 2, *, spanish: bool = True) -> CoursePage:
    """A course of one module with lessons, in both languages."""
    made = course()
    pages = [index(), made, module(made)]
    pages += [lesson(pages[2], f"l{number}", title=f"Lesson {number}") for number in range(1, lessons + 1)]
    if spanish:
        for page in pages:
            translate(page, title=f"{page.title} (es)")
    return CoursePage.objects.get(pk=made.pk)
