"""Who may import: publishing by package is an approval, so it takes the right to publish in every language."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from cms.pages.packages.importing.state import State


def check_permissions(state: State, languages: Sequence[str], user: Any, *, draft: bool) -> None:
    """Raise PermissionDenied with the language in which a user may not do this."""
    if user is None:
        return
    for language in languages:
        allowed = state.catalogues[language].permissions_for_user(user)
        values = {"user": user, "language": state.locales[language].get_display_name()}
        if draft and not (allowed.can_add_subpage() and allowed.can_edit()):
            raise PermissionDenied(_("%(user)s may not edit courses in %(language)s.") % values)
        if not draft and not allowed.can_publish_subpage():
            message = _("%(user)s may not publish courses in %(language)s; --draft brings the package in for review.")
            raise PermissionDenied(message % values)
