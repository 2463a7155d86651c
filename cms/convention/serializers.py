"""The shapes in which the API gives the Convention."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from cms.convention.areas import area_of
from cms.convention.models import Chemical, OfficialText, Provision, ProvisionKind, Verification
from cms.publishing.urls import full_url

NOT_AUTHENTIC = "plain-language summary, not the authentic text"


class OfficialTextSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # DRF takes declared fields off the class
    edition = serializers.CharField()


class LessonLinkSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    url = serializers.CharField()


class ProvisionSerializer(serializers.Serializer[Any]):
    eid = serializers.CharField()
    language = serializers.CharField()
    kind = serializers.ChoiceField(ProvisionKind.values)
    parent = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # see above
    order = serializers.IntegerField()
    depth = serializers.IntegerField()
    citation = serializers.CharField()
    aliases = serializers.ListField(child=serializers.CharField())
    heading = serializers.CharField(allow_null=True)
    heading_verified = serializers.BooleanField()
    summary = serializers.CharField()
    summary_status = serializers.CharField(help_text=f"Always: {NOT_AUTHENTIC}.")
    official_text = OfficialTextSerializer(allow_null=True)
    area = serializers.CharField()
    topics = serializers.ListField(child=serializers.CharField())
    chemicals = serializers.ListField(child=serializers.CharField())
    in_force_since = serializers.DateField(allow_null=True)
    verification = serializers.ChoiceField(Verification.values)
    url = serializers.URLField()


class ProvisionDetailSerializer(ProvisionSerializer):
    children = serializers.ListField(child=serializers.CharField())
    taught_in = LessonLinkSerializer(many=True)


class CasSerializer(serializers.Serializer[Any]):
    number = serializers.CharField()
    names = serializers.DictField(child=serializers.CharField())


class LaterListingSerializer(serializers.Serializer[Any]):
    annex = serializers.CharField()
    year = serializers.IntegerField()
    cop = serializers.CharField(allow_null=True)
    decision = serializers.CharField(allow_null=True)


class ChemicalSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    language = serializers.CharField()
    name = serializers.CharField()
    acronyms = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    synonyms = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))
    cas = CasSerializer(many=True)
    cas_scope = serializers.CharField(allow_blank=True)
    annexes = serializers.ListField(child=serializers.CharField())
    groups = serializers.ListField(child=serializers.CharField())
    year_listed = serializers.IntegerField()
    conference = serializers.CharField(allow_null=True)
    decision = serializers.CharField(allow_null=True)
    later_listings = LaterListingSerializer(many=True)
    amendment_in_force = serializers.DateField(allow_null=True)
    uses = serializers.CharField(allow_blank=True)
    exemptions = serializers.CharField(allow_blank=True)
    verified = serializers.BooleanField()
    url = serializers.URLField()


class ChemicalDetailSerializer(ChemicalSerializer):
    provisions = serializers.ListField(child=serializers.CharField())
    taught_in = LessonLinkSerializer(many=True)


class CitationSerializer(serializers.Serializer[Any]):
    eid = serializers.CharField()
    text = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    citation = serializers.CharField()
    heading = serializers.CharField(allow_null=True)
    url = serializers.URLField()


class DecisionSerializer(serializers.Serializer[Any]):
    number = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    about = serializers.ListField(child=serializers.CharField(), help_text="chemical:<slug> or provision:<eId>")


class ResolvedSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    language = serializers.CharField()
    citations = CitationSerializer(many=True)
    decisions = DecisionSerializer(many=True)


def provision(row: Provision, official: OfficialText | None) -> dict[str, Any]:
    return {
        "eid": row.eid,
        "language": row.language,
        "kind": row.kind,
        "parent": row.parent_eid or None,
        "order": row.order,
        "depth": row.depth,
        "citation": row.citation,
        "aliases": row.alias_list,
        "heading": row.heading or None,
        "heading_verified": row.heading_verified,
        "summary": row.summary,
        "summary_status": NOT_AUTHENTIC,
        "official_text": OfficialTextSerializer(official).data if official else None,
        "area": area_of(row.eid, row.topics),
        "topics": row.topics,
        "chemicals": row.chemicals,
        "in_force_since": row.in_force_since,
        "verification": row.verification,
        "url": full_url(row.url),
    }


def chemical(row: Chemical) -> dict[str, Any]:
    return {
        "slug": row.slug,
        "language": row.language,
        "name": row.name,
        "acronyms": row.acronyms,
        "synonyms": row.synonyms,
        "cas": row.cas,
        "cas_scope": row.cas_scope,
        "annexes": row.annexes,
        "groups": row.groups,
        "year_listed": row.year_listed,
        "conference": row.conference or None,
        "decision": row.decision or None,
        "later_listings": row.later_listings,
        "amendment_in_force": row.amendment_in_force,
        "uses": row.uses,
        "exemptions": row.exemptions,
        "verified": row.verified,
        "url": full_url(row.url),
    }
