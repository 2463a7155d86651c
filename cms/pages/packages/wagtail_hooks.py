"""What imports leave in the log of a course."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from cms.pages.packages.importing.importer import LOG_ACTION


@hooks.register("register_log_actions")
def register_import(actions: Any) -> None:
    @actions.register_action(LOG_ACTION)
    class ImportFormatter(LogFormatter):
        label = gettext_lazy("Import a course package")

        def format_message(self, log_entry: Any) -> str:
            changes = ", ".join(f"{count} {action}" for action, count in log_entry.data["changes"].items())
            values = {"edition": log_entry.data["edition"], "changes": changes}
            return _("Imported from a package of edition %(edition)s: %(changes)s") % values
