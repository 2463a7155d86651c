"""Reasons that the core itself gives."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from course_engine.plugins.values import Reason


def certificate_missing(titles: Sequence[str]) -> Reason:
    """What is to be passed or done before the certificate is given."""
    if titles:
        return Reason("certificate_requires", _("Still to pass: %(titles)s."), {"titles": ", ".join(titles)})
    return Reason("certificate_course", _("Complete the course first."))


def name_missing() -> Reason:
    return Reason("certificate_name", _("Give the name that should stand on the certificate."))
