"""The user: signs in by e-mail, and carries the learner's profile."""

from __future__ import annotations

from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        with transaction.atomic(using=self._db):
            user = self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})
            user.verify_email()
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """A person. Other packages know it as AUTH_USER_MODEL and read only the profile fields below."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    certificate_name = models.CharField(
        _("name on certificates"),
        max_length=120,
        blank=True,
        help_text=_("Your name as it should stand on a certificate."),
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    sector = models.CharField(_("sector"), max_length=40, blank=True)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    consent_version = models.CharField(_("privacy notice agreed to"), max_length=20, blank=True)
    consented_at = models.DateTimeField(_("agreed at"), null=True, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="one_user_per_address")]

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        return self.certificate_name or super().get_full_name()

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()

    def verify_email(self) -> None:
        """Record the address as confirmed and primary, for accounts that an operator vouches for."""
        addresses = apps.get_model("account", "EmailAddress").objects
        addresses.update_or_create(
            user=self,
            email=self.email,
            create_defaults={"verified": True, "primary": True},
            defaults={"verified": True},
        )
