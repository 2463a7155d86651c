"""allauth's forms in our words."""

from __future__ import annotations

from allauth.account import forms as allauth_forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.plain import PlainForm

EMAIL = _("E-mail address")
PASSWORD = _("Password")
PASSWORD_HINT = _("At least 8 characters. A few words that belong to you alone make a good password.")
NEW_PASSWORD = {"autocomplete": "new-password"}
CODE = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}


class SignInForm(PlainForm, allauth_forms.LoginForm):
    labels = {"login": EMAIL, "password": PASSWORD, "remember": _("Keep me signed in on this device")}
    hints = {"password": ""}
    attributes = {"login": {"autocomplete": "username"}, "password": {"autocomplete": "current-password"}}


class SignUpForm(PlainForm, allauth_forms.SignupForm):
    field_order = ["email", "password1", "privacy"]
    labels = {"email": EMAIL, "password1": PASSWORD}
    hints = {
        "email": _("We send one message to it, to confirm that it is yours."),
        "password1": PASSWORD_HINT,
    }
    attributes = {"email": {"autocomplete": "email"}, "password1": NEW_PASSWORD}


class ResetForm(PlainForm, allauth_forms.ResetPasswordForm):
    labels = {"email": EMAIL}
    attributes = {"email": {"autocomplete": "username"}}


class NewPasswordForm(PlainForm, allauth_forms.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("New password again")}
    hints = {"password1": PASSWORD_HINT}
    attributes = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}


class ChangePasswordForm(PlainForm, allauth_forms.ChangePasswordForm):
    labels = {
        "oldpassword": _("Your password now"),
        "password1": _("New password"),
        "password2": _("New password again"),
    }
    hints = {"oldpassword": "", "password1": PASSWORD_HINT}
    attributes = {
        "oldpassword": {"autocomplete": "current-password"},
        "password1": NEW_PASSWORD,
        "password2": NEW_PASSWORD,
    }


class SetPasswordForm(PlainForm, allauth_forms.SetPasswordForm):
    labels = {"password1": _("New password"), "password2": _("New password again")}
    hints = {"password1": PASSWORD_HINT}
    attributes = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}


class ChangeEmailForm(PlainForm, allauth_forms.AddEmailForm):
    labels = {"email": _("New e-mail address")}
    hints = {"email": _("We send a message to it; the change takes effect once you confirm.")}
    attributes = {"email": {"autocomplete": "email"}}


class ConfirmPasswordForm(PlainForm, allauth_forms.ReauthenticateForm):
    labels = {"password": PASSWORD}
    hints = {"password": ""}
    attributes = {"password": {"autocomplete": "current-password"}}


class RequestCodeForm(PlainForm, allauth_forms.RequestLoginCodeForm):
    labels = {"email": EMAIL}
    attributes = {"email": {"autocomplete": "username"}}


class EnterCodeForm(PlainForm, allauth_forms.ConfirmLoginCodeForm):
    labels = {"code": _("Code from the message")}
    attributes = {"code": CODE}
