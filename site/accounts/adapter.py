"""How allauth behaves here: its mails, where people land, and the picture of the two-step secret."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.utils.translation import check_for_language, override

from accounts.landing import landing_url


class AccountAdapter(DefaultAccountAdapter):
    """allauth with the site's name in mails, equal effort for known addresses, and the reader's own language."""

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        context = {**context, "site_name": settings.WAGTAIL_SITE_NAME, "site_url": settings.WAGTAILADMIN_BASE_URL}
        return super().render_mail(template_prefix, email, context, headers)

    def send_account_already_exists_mail(self, email: str) -> None:
        # A new account costs a password hash; an address that has one must cost as much.
        make_password("equal effort")
        super().send_account_already_exists_mail(email)

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user.email = (form.cleaned_data.get("email") or "").lower()
        return super().save_user(request, user, form, commit)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return landing_url(request.user)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        with override(preferred_language(user)):
            response: HttpResponse = super().post_login(request, user, **kwargs)
        if user.language:
            remember_language(response, user.language)
        return response


class TwoStepAdapter(DefaultMFAAdapter):
    """Two-step sign-in with secrets unreadable in a stolen database, and a picture that needs no inline style."""

    def get_totp_issuer(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)

    def build_totp_svg(self, url: str) -> str:
        return str(segno.make(url, error="m").svg_inline(scale=5, border=4, dark="#000", light="#fff", svgclass="qr"))

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def preferred_language(user: Any) -> str | None:
    """The language to go on in, None for that of the page."""
    return user.language if user.language and check_for_language(user.language) else None


def remember_language(response: HttpResponse, language: str) -> None:
    """So that addresses without a language, the front page and the editors' admin speak it too."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _cipher() -> MultiFernet:
    """Keys from SECRET_KEY and its fallbacks, so that a rotated key still reads old secrets."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(f"accounts.two-step:{key!s}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
