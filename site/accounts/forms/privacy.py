"""Agreement to the notice, and the last question before erasure."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ConsentForm(forms.Form):
    privacy = forms.BooleanField(
        label=_("I have read the privacy notice and agree that my data is used as it says"),
        error_messages={"required": _("Agree to the privacy notice to go on.")},
    )


class ErasureForm(forms.Form):
    understood = forms.BooleanField(
        label=_("I understand that this cannot be undone"),
        error_messages={"required": _("Confirm that you understand that this cannot be undone.")},
    )
