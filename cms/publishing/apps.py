from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "cms.publishing"
    label = "publishing"
    verbose_name = _("Publishing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Reason for late imports: these modules touch Wagtail's models, which exist only now.
        from cms.publishing import actions, inline_tags, signal_handlers  # noqa: PLC0415

        inline_tags.extend()
        actions.make_atomic()
        signal_handlers.connect()
