from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "cms.pages"
    label = "pages"
    verbose_name = _("Pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Reason for late imports: these modules touch models, which exist only now.
        from cms.pages import registered, term_feature  # noqa: F401, PLC0415

        registered.register()
