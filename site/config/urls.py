"""All routes: machine routes first, then pages under their language."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views import staff
from cms.pages.sitemaps import robots, sitemap
from config.health import healthz, readyz

handler400 = "config.views.bad_request"
handler403 = "config.views.permission_denied"
handler404 = "config.views.not_found"
handler500 = "config.views.server_error"

engine_on = settings.COURSE_ENGINE == "on"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("cms/", include("accounts.staff_urls")),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/", include("config.api")),
    path("_allauth/", include("accounts.headless_urls")),
    path("_allauth/", include("allauth.headless.urls")),
]

urlpatterns += i18n_patterns(
    path("accounts/", include("allauth.urls")),
    path("accounts/", include("accounts.urls")),
    path("_util/login/", staff.sign_in),
    *([path("demo/", include("accounts.demo_urls"))] if settings.DEMO_MAIL_ROOT else []),
    path("search/", include("search.urls")),
    path("", include("cms.convention.urls")),
    *([path("", include("course_engine.urls"))] if engine_on else []),
    path("", include("cms.pages.urls")),
    path("", include(wagtail_urls)),
)
