"""What sign-up asks beyond e-mail address and password; the API asks the same."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.privacy.consent import record_consent


class SignUpExtras(forms.Form):
    """Agreement to the privacy notice; the language is that of the page or of the request."""

    privacy = forms.BooleanField(
        label=_("I have read the privacy notice and agree that my data is used as it says"),
        error_messages={"required": _("Agree to the privacy notice to create an account.")},
    )

    def signup(self, _request: HttpRequest, user: Any) -> None:
        language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
        user.language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        record_consent(user, save=False)
        user.save(update_fields=["language", "consent_version", "consented_at"])
