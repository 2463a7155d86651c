"""What the search API answers, field by field."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class CardSerializer(serializers.Serializer[Any]):
    family_id = serializers.CharField()
    kind = serializers.CharField()
    language = serializers.CharField()
    title = serializers.CharField()
    url = serializers.CharField()
    summary = serializers.CharField()
    label = serializers.CharField(help_text="The words of the query that name it.")  # type: ignore[assignment]


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
    degraded = serializers.BooleanField(help_text="The engine of choice is out; results may be fewer.")
    count = serializers.IntegerField()
    answer = CardSerializer(allow_null=True)
    results = ResultSerializer(many=True)
    facets = FacetsSerializer()
    suggestion = serializers.CharField(allow_null=True)


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
