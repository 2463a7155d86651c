"""The profile's form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.data import countries, sectors
from accounts.models import User


class ProfileForm(forms.ModelForm[User]):
    """What a person may say about themselves; only the language has to have a value."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False)

    class Meta:
        model = User
        fields = ("certificate_name", "country", "sector", "organisation", "language")
        labels = {
            "certificate_name": _("Name on certificates"),
            "organisation": _("Organisation"),
            "language": _("Language of the site and its messages"),
        }
        widgets = {
            "certificate_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "organisation": forms.TextInput(attrs={"autocomplete": "organization"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        nothing = ("", _("Rather not say"))
        self._choices("country", [nothing, *countries(language)])
        self._choices("sector", [nothing, *sectors(language)])
        self.fields["country"].widget.attrs["autocomplete"] = "country"
        self.fields["language"].required = True
        self._choices("language", User._meta.get_field("language").choices)

    def _choices(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - each of the three is one
        field.choices = choices

    def clean_certificate_name(self) -> str:
        """One line of letters: a certificate prints it as it stands."""
        name = " ".join(str(self.cleaned_data["certificate_name"]).split())
        if any(not (c.isprintable()) or c in "<>{}[]\\|" for c in name):
            raise forms.ValidationError(_("Use letters, spaces, hyphens and apostrophes only."), code="invalid_name")
        return name
