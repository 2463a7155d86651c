"""The verbs of the engine: keyword-only, one transaction each."""

from course_engine.services.attempts import close_overdue, start_attempt
from course_engine.services.certificates import issue_certificate
from course_engine.services.completion import complete_activity
from course_engine.services.enrolments import current_enrolment, enrol, leave, record_progress
from course_engine.services.hand_marking import mark_open_response
from course_engine.services.outbox import deliver_waiting
from course_engine.services.practising import answer_practice, practise_in_lesson, retry_practice
from course_engine.services.privacy import erase_user, export_user
from course_engine.services.regrading import preview_regrade, regrade
from course_engine.services.responses import save_response, save_responses, submit_attempt

__all__ = [
    "answer_practice",
    "close_overdue",
    "complete_activity",
    "current_enrolment",
    "deliver_waiting",
    "enrol",
    "erase_user",
    "export_user",
    "issue_certificate",
    "leave",
    "mark_open_response",
    "practise_in_lesson",
    "preview_regrade",
    "record_progress",
    "regrade",
    "retry_practice",
    "save_response",
    "save_responses",
    "start_attempt",
    "submit_attempt",
]
