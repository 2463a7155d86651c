"""The site's routes with the demo's mailbox."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from config.urls import urlpatterns as site_patterns

urlpatterns = [*i18n_patterns(path("demo/", include("accounts.demo_urls"))), *site_patterns]
