from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Only the installation's own commands; it has no models."""

    name = "config"
    verbose_name = "Site"
