"""Connected also while the engine is off: erasing a person must reach what it has stored."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models.signals import post_delete, post_save, pre_delete

from course_engine.access import all_rules
from course_engine.models import CourseRules
from course_engine.services.privacy import erase_user


def connect() -> None:
    for signal in (post_save, post_delete):
        signal.connect(on_rules_changed, sender=CourseRules, dispatch_uid="course_engine.rules_changed")
    pre_delete.connect(on_user_deleted, sender=get_user_model(), dispatch_uid="course_engine.erase_user")


def on_user_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:  # noqa: ARG001 - a receiver
    erase_user(user=instance)


def on_rules_changed(sender: Any, **kwargs: Any) -> None:  # noqa: ARG001 - a receiver
    all_rules.forget()
