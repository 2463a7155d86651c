"""What an editor may ask of the concordance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from search.concordance.service import MAX_PHRASE, Question
from search.documents import KIND_LABELS

FORMS = {"": _("Any inflection"), "exact": _("Exactly as written")}


class ConcordanceForm(forms.Form):
    """A phrase, the language in which it stands, and how closely it is to be met; all of it in the address."""

    q = forms.CharField(label=_("Word or phrase"), max_length=MAX_PHRASE, required=False)
    source = forms.ChoiceField(label=_("Language of the phrase"), required=False)
    form = forms.ChoiceField(label=_("Forms"), choices=list(FORMS.items()), required=False)
    kind = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    rendering = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["q"].widget.attrs |= {"type": "search", "autocomplete": "off", "spellcheck": "false"}
        fields["source"].choices = [("", _("Whichever has it")), *settings.LANGUAGES]
        fields["kind"].choices = [("", ""), *KIND_LABELS.items()]

    def question(self) -> Question:
        """Valid data as a question."""
        data = self.cleaned_data
        return Question(
            phrase=data["q"],
            source=data["source"],
            exact=data["form"] == "exact",
            kinds=(data["kind"],) if data["kind"] else (),
        )
