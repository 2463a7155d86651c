from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CourseEngineConfig(AppConfig):
    name = "course_engine"
    label = "course_engine"
    verbose_name = _("Course engine")
    default_auto_field = "django.db.models.BigAutoField"
