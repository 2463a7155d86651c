from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SavedConfig(AppConfig):
    name = "search.saved"
    label = "search_saved"
    verbose_name = _("Saved searches")
    default_auto_field = "django.db.models.BigAutoField"
