from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BuiltinConfig(AppConfig):
    name = "course_engine.builtin"
    label = "course_engine_builtin"
    verbose_name = _("Built-in plugin")
    default_auto_field = "django.db.models.BigAutoField"
