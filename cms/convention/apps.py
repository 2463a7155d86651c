from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConventionConfig(AppConfig):
    name = "cms.convention"
    label = "convention"
    verbose_name = _("Convention")
    default_auto_field = "django.db.models.BigAutoField"
