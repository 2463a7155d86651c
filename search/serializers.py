"""What the search API answers, field by field."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from search.services.results import Fact


@extend_schema_serializer(component_name="SearchFact")
class FactSerializer(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]
    values = serializers.SerializerMethodField()

    @extend_schema_field(
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "text": {"type": "string"},
                    "url": {"type": "string"},
                    "language": {
                        "type": "string",
                        "description": "The language of the text where it is not the one asked for; else empty.",
                    },
                },
                "required": ["text", "url", "language"],
            },
        }
    )
    def get_values(self, fact: Fact) -> list[dict[str, str]]:
        return [value._asdict() for value in fact.values]


class NoteSerializer(serializers.Serializer[Any]):
    state = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    url = serializers.CharField(help_text="Where to go on; empty where that is the result itself.")


NOTES = "How far the signed-in reader is; empty for others."


class RelatedSerializer(serializers.Serializer[Any]):
    family_id = serializers.CharField()
    kind = serializers.CharField()
    language = serializers.CharField()
    title = serializers.CharField()
    heading = serializers.CharField(help_text="The section behind the address; empty for the whole.")
    url = serializers.CharField()
    summary = serializers.CharField()


class TaughtInSerializer(RelatedSerializer):
    notes = NoteSerializer(many=True, source="annotations", help_text=NOTES)


class CardSerializer(serializers.Serializer[Any]):
    family_id = serializers.CharField()
    kind = serializers.CharField()
    language = serializers.CharField()
    title = serializers.CharField()
    url = serializers.CharField()
    summary = serializers.CharField()
    label = serializers.CharField(help_text="The words of the query that name it.")  # type: ignore[assignment]
    facts = FactSerializer(many=True)
    parts = RelatedSerializer(many=True, help_text="What it is made of.")
    lessons = TaughtInSerializer(many=True, help_text="Where it is taught.")
    notes = NoteSerializer(many=True, source="annotations", help_text=NOTES)


class PartSerializer(serializers.Serializer[Any]):
    heading = serializers.CharField()
    url = serializers.CharField()
    extract = serializers.CharField(help_text="Safe HTML.")


class ResultSerializer(serializers.Serializer[Any]):
    family_id = serializers.CharField(help_text="The same in every language.")
    kind = serializers.CharField()
    language = serializers.CharField(help_text="The language of this result; not always the one asked for.")
    title = serializers.CharField()
    heading_path = serializers.ListField(child=serializers.CharField())
    url = serializers.CharField()
    highlights = serializers.ListField(
        child=serializers.CharField(), help_text="Safe HTML: escaped text with <mark> around what matched."
    )
    score = serializers.FloatField()
    parts = PartSerializer(many=True, help_text="Other sections of the same result that match.")
    notes = NoteSerializer(many=True, source="annotations", help_text=NOTES)


class FacetValueSerializer(serializers.Serializer[Any]):
    value = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField(help_text="Under all filters but those of its own facet.")
    selected = serializers.BooleanField()


class FacetsSerializer(serializers.Serializer[Any]):
    kind = FacetValueSerializer(many=True)
    area = FacetValueSerializer(many=True)
    topic = FacetValueSerializer(many=True)
    chemical = FacetValueSerializer(many=True)
    course = FacetValueSerializer(many=True)


class AnswerSerializer(serializers.Serializer[Any]):
    query = serializers.CharField(source="query.text")
    language = serializers.CharField(source="query.language")
    engine = serializers.CharField()
    degraded = serializers.BooleanField(help_text="The engine of choice is out and the reserve answers.")
    notice = serializers.CharField(allow_null=True, help_text="What to tell the reader of that, in their language.")
    count = serializers.IntegerField()
    complete = serializers.BooleanField(help_text="The counts are exact; where false, there are more.")
    answer = CardSerializer(allow_null=True)
    results = ResultSerializer(many=True)
    facets = FacetsSerializer()
    suggestion = serializers.CharField(allow_null=True)
    nearest = serializers.BooleanField(help_text="Nothing has most of the words; the results only come nearest.")


class CompletionSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    kind = serializers.CharField()
    kind_label = serializers.CharField()
    url = serializers.CharField()


class CompletionsSerializer(serializers.Serializer[Any]):
    query = serializers.CharField()
    language = serializers.CharField()
    results = CompletionSerializer(many=True)


class FieldProblemSerializer(serializers.Serializer[Any]):
    field = serializers.CharField()
    detail = serializers.CharField()
    code = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    errors = FieldProblemSerializer(many=True, required=False)  # type: ignore[assignment]
