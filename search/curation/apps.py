from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchCurationConfig(AppConfig):
    name = "search.curation"
    label = "search_curation"
    verbose_name = _("Search: curation")
    default_auto_field = "django.db.models.BigAutoField"
