"""Where a page stands on the web, without asking the database for each."""

from django.conf import settings
from wagtail.models import Page, Site

from cms.publishing.remembered import Remembered


@Remembered
def home_paths() -> dict[str, str]:
    """The tree path of the home page of each language, as `/home/`, by language code."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return {}
    homes = Page.objects.filter(translation_key=site.root_page.translation_key)
    return dict(homes.values_list("locale__language_code", "url_path"))


def page_path(url_path: str, language: str) -> str:
    """The path on the web of a page at this place in the tree: the home page's part gives way to the language."""
    below = url_path.strip("/").partition("/")[2]
    return f"/{language}/{below}/" if below else f"/{language}/"


def full_url(path: str) -> str:
    """The address with scheme and host, for readers outside the site."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"
