"""The review step of the editors' workflow: someone else looks before learners do."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import AbstractGroupApprovalTask, TaskState

from cms.publishing.rules import ContentRefusedError, require_publishable

VOLATILE = {
    "latest_revision",
    "latest_revision_created_at",
    "live_revision",
    "last_published_at",
    "has_unpublished_changes",
    "draft_title",
    "locked",
    "locked_at",
    "locked_by",
    "wagtail_admin_comments",
}


class ReviewTask(AbstractGroupApprovalTask):
    """Approval by a member of the groups who neither wrote nor submitted this version."""

    class Meta:
        verbose_name = gettext_lazy("review by someone else")
        verbose_name_plural = gettext_lazy("reviews by someone else")

    @classmethod
    def get_description(cls) -> str:
        return _("A member of the chosen groups approves; never the person who wrote or submitted it.")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        actions: list[tuple[str, Any, bool]] = super().get_actions(obj, user)
        if is_own_work(obj, obj.current_workflow_task_state, user):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """What awaits this person: not their own work."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return states.exclude(workflow_state__requested_by=user).exclude(revision__user=user)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        if action_name == "approve":
            row = task_state.workflow_state.content_object
            if is_own_work(row, task_state, user):
                raise ContentRefusedError(row, [_("You wrote or submitted this version; someone else approves it.")])
            require_publishable(row.get_latest_revision_as_object())
            # What is approved is what the approver saw, and the record says so.
            task_state.revision = row.get_latest_revision()
        return super().on_action(task_state, user, action_name, **kwargs)


def is_own_work(row: Any, task_state: Any, user: Any) -> bool:
    """Whether this person wrote the version under review, changed it since, or sent it there."""
    if task_state is None:
        return False
    if user.pk in {task_state.workflow_state.requested_by_id, task_state.revision.user_id}:
        return True
    latest = row.get_latest_revision()
    return latest.user_id == user.pk and _text(latest) != _text(task_state.revision)


def _text(revision: Any) -> dict[str, Any]:
    """A revision without what changes at every save: the edit form saves a new one before it approves."""
    return {name: value for name, value in revision.content.items() if name not in VOLATILE}
