"""Pages of one's own account; allauth's stand beside them under the same prefix."""

from django.urls import path

from accounts.views import privacy, profile

app_name = "accounts"

urlpatterns = [
    path("profile/", profile.profile, name="profile"),
    path("privacy/", privacy.notice, name="privacy"),
    path("consent/", privacy.consent, name="consent"),
    path("data/", privacy.data, name="data"),
    path("data/export/", privacy.export, name="export"),
    path("data/erase/", privacy.erase, name="erase"),
    path("data/erased/", privacy.erased, name="erased"),
]
