"""The shapes of the engine's answers; they describe, the views build them from plain values."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import inline_serializer
from rest_framework import serializers

ATTEMPT_STATES = ["open", "marking", "closed", "abandoned"]


class Strict(serializers.Serializer[Any]):
    """Input that refuses what it does not know, so that nothing passes for accepted."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        unknown = sorted(set(self.initial_data) - set(self.fields))
        if unknown:
            raise serializers.ValidationError({name: ["Unknown field."] for name in unknown})
        return attrs


class ReasonSchema(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()


class CourseSchema(serializers.Serializer[Any]):
    key = serializers.UUIDField()
    title = serializers.CharField()
    language = serializers.CharField()
    summary = serializers.CharField(allow_blank=True)
    edition = serializers.CharField(allow_blank=True)
    minutes = serializers.IntegerField()
    url = serializers.CharField()


class ActivitySchema(serializers.Serializer[Any]):
    key = serializers.UUIDField()
    kind = serializers.CharField()
    title = serializers.CharField()
    language = serializers.CharField()
    url = serializers.CharField()
    minutes = serializers.IntegerField()
    status = serializers.ChoiceField(choices=["complete", "started", "open", "locked"])
    fraction = serializers.FloatField()
    grade = serializers.FloatField(allow_null=True)
    passed = serializers.BooleanField()
    reasons = ReasonSchema(many=True)
    opens_at = serializers.DateTimeField(allow_null=True)


class ModuleSchema(serializers.Serializer[Any]):
    key = serializers.UUIDField()
    title = serializers.CharField()
    language = serializers.CharField()
    area = serializers.CharField(allow_blank=True)
    url = serializers.CharField()
    complete = serializers.BooleanField()
    activities = ActivitySchema(many=True)


class CourseDetailSchema(CourseSchema):
    enrolment = serializers.UUIDField(allow_null=True)
    fraction = serializers.FloatField()
    resume = serializers.UUIDField(allow_null=True)
    modules = ModuleSchema(many=True)
    activities = ActivitySchema(many=True)


class EnrolmentSchema(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    course = serializers.UUIDField()
    edition = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=["active", "left", "completed"])
    enrolled_at = serializers.DateTimeField()


class EnrolInput(Strict):
    course = serializers.UUIDField()


class ActivityProgressSchema(serializers.Serializer[Any]):
    activity = serializers.UUIDField()
    fraction = serializers.FloatField()
    position = serializers.CharField(allow_blank=True)
    viewed = serializers.BooleanField()
    confirmed = serializers.BooleanField()
    completed_at = serializers.DateTimeField(allow_null=True)


class ProgressSchema(serializers.Serializer[Any]):
    enrolment = serializers.UUIDField()
    last_activity = serializers.UUIDField(allow_null=True)
    activities = ActivityProgressSchema(many=True)


class ProgressInput(Strict):
    activity = serializers.UUIDField()
    fraction = serializers.FloatField(required=False, min_value=0, max_value=1)
    position = serializers.CharField(required=False, allow_blank=True, max_length=120)
    confirmed = serializers.BooleanField(required=False, default=False)


class CompletionSchema(serializers.Serializer[Any]):
    activity = serializers.UUIDField()
    complete = serializers.BooleanField()
    value = serializers.FloatField()
    reasons = ReasonSchema(many=True)


class ClaimInput(Strict):
    name = serializers.CharField(max_length=120)


class CertificateSchema(serializers.Serializer[Any]):
    number = serializers.CharField()
    status = serializers.ChoiceField(choices=["valid", "expired", "revoked"])
    name = serializers.CharField(allow_blank=True)
    course = serializers.CharField()
    edition = serializers.CharField(allow_blank=True)
    issued_at = serializers.DateTimeField()
    valid_until = serializers.DateTimeField(allow_null=True)
    erased = serializers.BooleanField()


class AssessmentSchema(serializers.Serializer[Any]):
    key = serializers.UUIDField()
    title = serializers.CharField()
    language = serializers.CharField()
    intro = serializers.CharField(allow_blank=True)
    kind = serializers.ChoiceField(choices=["practice", "test", "survey"])
    mode = serializers.CharField()
    items = serializers.IntegerField()
    pass_percent = serializers.IntegerField()
    attempts = serializers.IntegerField(help_text="0 means no limit.")
    attempts_used = serializers.IntegerField()
    delay_minutes = serializers.IntegerField()
    time_limit_minutes = serializers.IntegerField(allow_null=True)
    may_start = serializers.BooleanField()
    open_attempt = serializers.UUIDField(allow_null=True)
    passed = serializers.BooleanField()
    reasons = ReasonSchema(many=True)
    opens_at = serializers.DateTimeField(allow_null=True)


class AttemptSummarySchema(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    assessment = serializers.UUIDField()
    number = serializers.IntegerField()
    state = serializers.ChoiceField(choices=ATTEMPT_STATES)
    started_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    score = serializers.FloatField(allow_null=True)
    max_score = serializers.FloatField()
    fraction = serializers.FloatField(allow_null=True)
    passed = serializers.BooleanField(allow_null=True)


class ItemSchema(serializers.Serializer[Any]):
    key = serializers.CharField()
    slot = serializers.IntegerField()
    type = serializers.CharField()
    language = serializers.CharField(help_text="Language of the question; the source's where it is not translated.")
    max_score = serializers.FloatField()
    answered = serializers.BooleanField()
    may_answer = serializers.BooleanField()
    may_check = serializers.BooleanField()
    view = serializers.JSONField(allow_null=True, help_text="The question by type; names no key.")
    review = serializers.JSONField(allow_null=True, help_text="What the mode reveals now.")
    hints = serializers.ListField(child=serializers.CharField())
    comment = serializers.CharField(allow_blank=True)
    reason = ReasonSchema(allow_null=True)


class AttemptSchema(AttemptSummarySchema):
    title = serializers.CharField()
    kind = serializers.CharField()
    mode = serializers.CharField()
    deadline = serializers.DateTimeField(allow_null=True)
    seconds_left = serializers.IntegerField(allow_null=True)
    items = ItemSchema(many=True)


class ResponseInput(Strict):
    action_id = serializers.CharField(max_length=64)
    response = serializers.JSONField(allow_null=True)
    check = serializers.BooleanField(required=False, default=False)

    def validate_response(self, value: Any) -> Any:
        if value is not None and not isinstance(value, dict):
            raise serializers.ValidationError("This must be an object or null.")
        return value


class SavedSchema(serializers.Serializer[Any]):
    action_id = serializers.CharField()
    item = serializers.CharField()
    saved_at = serializers.DateTimeField()
    response = serializers.JSONField(allow_null=True)
    review = serializers.JSONField(allow_null=True)


class SubmitInput(Strict):
    action_id = serializers.CharField(max_length=64)


class SubmittedSchema(serializers.Serializer[Any]):
    action_id = serializers.CharField()
    attempt = serializers.UUIDField()
    state = serializers.ChoiceField(choices=["marking", "closed"])
    submitted_at = serializers.DateTimeField()
    score = serializers.FloatField(allow_null=True)
    max_score = serializers.FloatField()
    fraction = serializers.FloatField(allow_null=True)
    passed = serializers.BooleanField(allow_null=True)


class ProblemSchema(serializers.Serializer[Any]):
    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    errors: Any = serializers.JSONField(required=False)


PROBLEMS = {(status, "application/problem+json"): ProblemSchema for status in (400, 401, 403, 404, 405, 409, 415, 429)}
"""What any operation may answer instead."""


def paged(schema: type[serializers.Serializer[Any]]) -> Any:
    """A page of these."""
    name = schema.__name__.removesuffix("Schema")
    return inline_serializer(
        f"{name}Page",
        {
            "count": serializers.IntegerField(),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "results": schema(many=True),
        },
    )
