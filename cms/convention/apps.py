from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConventionConfig(AppConfig):
    name = "cms.convention"
    label = "convention"
    verbose_name = _("Convention")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Reason for late imports: these modules touch models, which exist only now.
        from cms.convention import registered, signal_handlers  # noqa: PLC0415

        registered.register()
        signal_handlers.connect()
