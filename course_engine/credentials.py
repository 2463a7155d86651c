"""What a certificate says: to its renderer, and to anyone who verifies its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from course_engine.errors import NotFoundError
from course_engine.models import Certificate
from course_engine.plugins.values import CredentialFacts

Status = Literal["valid", "expired", "revoked"]
STATUS_LABELS: dict[str, Any] = {
    "valid": _("This certificate is valid."),
    "expired": _("This certificate was valid and has expired."),
    "revoked": _("This certificate has been revoked."),
}


def status_of(certificate: Certificate) -> Status:
    if certificate.revoked_at is not None:
        return "revoked"
    if certificate.valid_until is not None and certificate.valid_until < timezone.now():
        return "expired"
    return "valid"


def certificate_title(certificate: Certificate, language: str) -> str:
    """The course's title as it was when the certificate was given."""
    titles: dict[str, str] = certificate.titles
    return titles.get(language) or titles.get(settings.LANGUAGE_CODE) or next(iter(titles.values()), "")


def verify_path(number: str, language: str) -> str:
    with translation.override(language):
        return reverse("course_engine:verify_number", args=[number])


def certificate_facts(certificate: Certificate, language: str) -> CredentialFacts:
    """Everything a document shows, from the record alone: neither the course nor the person is asked."""
    details = certificate.details
    return CredentialFacts(
        number=certificate.number,
        name=certificate.name,
        course=certificate_title(certificate, language),
        edition=certificate.edition,
        language=language,
        issued_at=certificate.issued_at,
        verify_url=f"{settings.WAGTAILADMIN_BASE_URL}{verify_path(certificate.number, language)}",
        issuer=settings.WAGTAIL_SITE_NAME,
        objectives=tuple(details.get("objectives", {}).get(language, ())),
        minutes=details.get("minutes") or 0,
        percent=details.get("percent"),
        valid_until=certificate.valid_until,
        revoked=certificate.revoked_at is not None,
    )


@dataclass(frozen=True)
class PublicCertificate:
    """What anyone may know. The name is empty once its holder has been erased."""

    number: str
    status: Status
    name: str
    course: str
    edition: str
    issued_at: datetime
    valid_until: datetime | None
    erased: bool

    @property
    def label(self) -> Any:
        return STATUS_LABELS[self.status]


def public_certificate(number: str, language: str) -> PublicCertificate:
    """A certificate by its number, in one query."""
    found = Certificate.objects.filter(number=number).first()
    if found is None:
        raise NotFoundError
    return PublicCertificate(
        number=found.number,
        status=status_of(found),
        name=found.name,
        course=certificate_title(found, language),
        edition=found.edition,
        issued_at=found.issued_at,
        valid_until=found.valid_until,
        erased=found.erased_at is not None,
    )
