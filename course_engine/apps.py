from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class CourseEngineConfig(AppConfig):
    name = "course_engine"
    label = "course_engine"
    verbose_name = _("Course engine")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Reason for late imports: these modules touch models, which exist only now.
        from course_engine import registered, signal_handlers  # noqa: PLC0415

        signal_handlers.connect()
        if settings.COURSE_ENGINE == "on":
            registered.register()
