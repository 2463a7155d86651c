from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The installation's own commands, and what ties packages together that must not know each other."""

    name = "config"
    verbose_name = "Site"

    def ready(self) -> None:
        from accounts.data import sectors  # noqa: PLC0415 - models come first
        from cms.publishing.choices import register_choices  # noqa: PLC0415 - models come first

        # A course names its audience by the same sectors as a learner's profile.
        register_choices("sector", sectors)
