"""The types that ship, through the same door as anyone's plugin."""

from django.utils.translation import gettext_lazy as _

from course_engine.plugins.config import PluginConfig


class BuiltinConfig(PluginConfig):
    name = "course_engine.builtin"
    label = "course_engine_builtin"
    verbose_name = _("Built-in plugin")
    default_auto_field = "django.db.models.BigAutoField"

    slug = "builtin"
    version = "1.0"
    engine_from = "1.0"
    engine_below = "2.0"
    stores_personal_data = False
