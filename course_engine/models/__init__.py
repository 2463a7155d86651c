"""Learner records hold keys, never page rows: moving, translating or deleting a page changes none of them."""

from course_engine.models.attempts import Attempt, AttemptItem, Response
from course_engine.models.audit import AuditEntry, AuditHead
from course_engine.models.certificates import Certificate
from course_engine.models.enrolments import Completion, Enrolment, Grade, Progress
from course_engine.models.events import EventOutbox
from course_engine.models.items import ItemText, ItemVersion
from course_engine.models.pages import AssessmentPage
from course_engine.models.rules import CourseRules

__all__ = [
    "AssessmentPage",
    "Attempt",
    "AttemptItem",
    "AuditEntry",
    "AuditHead",
    "Certificate",
    "Completion",
    "CourseRules",
    "Enrolment",
    "EventOutbox",
    "Grade",
    "ItemText",
    "ItemVersion",
    "Progress",
    "Response",
]
