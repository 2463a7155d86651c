"""allauth's two-step forms in our words."""

from __future__ import annotations

from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.translation import gettext_lazy as _

from accounts.forms.plain import PlainForm

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric"}


class AuthenticateForm(PlainForm, mfa_forms.AuthenticateForm):
    labels = {"code": _("Code from your authenticator app, or a recovery code")}
    attributes = {"code": CODE}


class ReauthenticateForm(PlainForm, mfa_forms.ReauthenticateForm):
    labels = {"code": _("Code from your authenticator app, or a recovery code")}
    attributes = {"code": CODE}


class ActivateForm(PlainForm, ActivateTOTPForm):
    labels = {"code": _("Code that the app shows")}
    attributes = {"code": CODE}
