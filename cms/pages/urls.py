"""The pages of the tree; stands before Wagtail's own routes, which keep the rest."""

from django.urls import re_path
from wagtail.urls import serve_pattern

from cms.pages.serving import serve

urlpatterns = [re_path(serve_pattern, serve, name="page")]
