"""The interaction modes that ship."""

from django.utils.translation import gettext_lazy as _

from course_engine.plugins.modes import InteractionMode
from course_engine.plugins.values import EVERYTHING, NOTHING, YES, Answer, AttemptState, ItemState, Reason, Reveals

HANDED_IN = Reason("handed_in", _("This attempt has been handed in."))
MARKED = Reason("marked", _("This answer has been marked and can no longer be changed."))
AWAITED = Reason("awaits_a_person", _("This answer awaits a person's marking."))
SOLVED = Reason("solved", _("You have solved this question."))

TRIES_BEFORE_SOLUTION = 3


class Deferred(InteractionMode):
    """Nothing is shown before the attempt is handed in, then everything."""

    slug = "deferred"
    label = _("Feedback at the end")
    description = _("Answers can be changed until the test is handed in; marks and feedback are shown then.")

    def reveals(self, attempt: AttemptState, item: ItemState) -> Reveals:  # noqa: ARG002 - the attempt decides
        return EVERYTHING if attempt.submitted else NOTHING

    def may_answer(self, attempt: AttemptState, item: ItemState) -> Answer:  # noqa: ARG002
        return Answer(0.0, (HANDED_IN,)) if attempt.submitted else YES


class Immediate(InteractionMode):
    """Each item is marked when the learner asks for it. In a test that is final; in practice one may try again.

    In practice each wrong try opens a hint, and the right answer is shown once it is found or after three tries.
    """

    slug = "immediate"
    label = _("Feedback at once")
    description = _(
        "Each question can be checked on its own. In a test a checked answer is final; in practice it can be tried "
        "again: each wrong try opens a hint, the third shows the right answer."
    )
    checks = True

    def reveals(self, attempt: AttemptState, item: ItemState) -> Reveals:
        if attempt.submitted:
            return EVERYTHING
        if not item.checked:
            return Reveals(hints=item.tries) if attempt.kind == "practice" else NOTHING
        if attempt.kind != "practice" or item.state == "correct" or item.tries >= TRIES_BEFORE_SOLUTION:
            return EVERYTHING
        return Reveals(correctness=True, score=True, feedback=True, hints=item.tries)

    def may_answer(self, attempt: AttemptState, item: ItemState) -> Answer:
        if attempt.submitted:
            return Answer(0.0, (HANDED_IN,))
        if not item.checked:
            return YES
        if attempt.kind != "practice":
            return Answer(0.0, (MARKED,))
        closed = {"correct": SOLVED, "pending": AWAITED}.get(item.state)
        return Answer(0.0, (closed,)) if closed else YES
