from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PackagesConfig(AppConfig):
    name = "cms.pages.packages"
    label = "packages"
    verbose_name = _("Course packages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Whoever adds a part of a package registers it in a module `package_parts` of its app.
        autodiscover_modules("package_parts")
