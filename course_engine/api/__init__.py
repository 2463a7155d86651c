"""The engine's routes of the API."""

from course_engine.api.urls import urlpatterns

__all__ = ["urlpatterns"]
