from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ConcordanceConfig(AppConfig):
    name = "search.concordance"
    label = "search_concordance"
    verbose_name = _("Concordance")

    def ready(self) -> None:
        autodiscover_modules("concordance")
