from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TerminologyConfig(AppConfig):
    name = "cms.terminology"
    label = "terminology"
    verbose_name = _("Terminology")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Reason for late imports: these modules touch models, which exist only now.
        from cms.terminology import registered, signal_handlers  # noqa: PLC0415

        registered.register()
        signal_handlers.connect()
