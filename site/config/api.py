"""The API's router, and nothing else: each package brings its own routes."""

from django.conf import settings
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

engine_on = settings.COURSE_ENGINE == "on"

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="api-docs"),
    path("", include("accounts.api")),
    path("", include("cms.pages.api")),
    path("", include("cms.convention.api")),
    path("", include("search.api")),
    *([path("", include("course_engine.api"))] if engine_on else []),
]
