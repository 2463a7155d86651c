"""Wagtail's content API: pages, images, documents and media that anybody may see."""

from functools import wraps
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db import DataError
from django.http import Http404
from django.urls import include, path
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet
from wagtail.api.v2.filters import (
    ChildOfFilter,
    DescendantOfFilter,
    FieldsFilter,
    LocaleFilter,
    OrderingFilter,
    TranslationOfFilter,
)
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.serializers import PageSerializer
from wagtail.api.v2.utils import BadRequestError, get_restricted_collection_ids
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet
from wagtail.models import Page
from wagtailmedia.api.views import MediaAPIViewSet

from cms.pages.api_fields import HtmlUrlField, LocaleField
from cms.pages.visible import open_pages

LOCALE = OpenApiParameter("locale", str, description="Language code: en or es.")
RENDERED = OpenApiParameter("rendered", str, description="With 1, every block of `body` also comes as HTML.")
TYPE = OpenApiParameter("type", str, description="Page type, for example pages.LessonPage.")
FIELDS = OpenApiParameter("fields", str, description="Fields to return, as in Wagtail's API.")
LIMIT = OpenApiParameter("limit", int, description="How many at most; 20 unless told.")
OFFSET = OpenApiParameter("offset", int, description="How many to pass over.")


# What a value raises that no field or no database can take: a date that is none, a number too large, a null byte.
UNREADABLE = (ValueError, OverflowError, ValidationError, FieldError, DataError)
MAX_OFFSET = 1_000_000  # beyond what any database here counts to


class ContentPagination(WagtailPagination):
    """Wagtail's, refusing offsets that a database cannot count to."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        offset = request.GET.get("offset", "0")
        if offset.isdigit() and int(offset[:20]) > MAX_OFFSET:
            raise BadRequestError(f"offset cannot be higher than {MAX_OFFSET}")
        return super().paginate_queryset(queryset, request, view)


class Content:
    """What all endpoints here share: JSON alone, errors as problem documents, no keys that break the database."""

    renderer_classes = [JSONRenderer]
    pagination_class = ContentPagination

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        if any("\x00" in value for values in request.GET.lists() for value in values[1]):
            raise BadRequestError(_("The request cannot be read."))

    def handle_exception(self, error: Exception) -> Response:
        if isinstance(error, BadRequestError):
            error = exceptions.ParseError(str(error))
        elif isinstance(error, UNREADABLE):
            error = exceptions.ParseError(_("The request cannot be read."))
        elif isinstance(error, Http404):
            error = exceptions.NotFound()
        # Past Wagtail's own handler, which knows no problem documents.
        return GenericViewSet.handle_exception(self, error)  # type: ignore[arg-type]

    def get_renderer_context(self) -> dict[str, Any]:
        return {**super().get_renderer_context(), "indent": None}  # type: ignore[misc]


class ContentSerializer(PageSerializer):
    """Wagtail's, with addresses and languages that cost no query."""

    html_url = HtmlUrlField()
    locale = LocaleField()


class PagesEndpoint(Content, PagesAPIViewSet):
    """Live pages that are open to everybody, in every language."""

    base_serializer_class = ContentSerializer
    filter_backends = [
        FieldsFilter,
        ChildOfFilter,
        DescendantOfFilter,
        OrderingFilter,
        TranslationOfFilter,
        LocaleFilter,
    ]
    known_query_parameters = PagesAPIViewSet.known_query_parameters | {"rendered"}
    meta_fields = [name for name in PagesAPIViewSet.meta_fields if name not in {"alias_of", "show_in_menus"}]

    @classmethod
    def get_detail_default_fields(cls, model: type[Page]) -> list[str]:
        return [name for name in super().get_detail_default_fields(model) if name != "parent"]

    def get_base_queryset(self) -> Any:
        return open_pages().order_by("id")


class ImagesEndpoint(Content, ImagesAPIViewSet):
    """Pictures, with the alternative text they offer."""

    body_fields = [*ImagesAPIViewSet.body_fields, "description", "credit", "licence"]
    meta_fields = [name for name in ImagesAPIViewSet.meta_fields if name != "tags"]
    listing_default_fields = [name for name in ImagesAPIViewSet.listing_default_fields if name != "tags"]


class DocumentsEndpoint(Content, DocumentsAPIViewSet):
    """Files to download."""

    meta_fields = [name for name in DocumentsAPIViewSet.meta_fields if name != "tags"]
    listing_default_fields = [name for name in DocumentsAPIViewSet.listing_default_fields if name != "tags"]


class MediaEndpoint(Content, MediaAPIViewSet):
    """Recordings, with duration, size and transcript."""

    body_fields = ["id", "title", "media_type", "duration", "size", "transcript", "credit", "licence"]
    meta_fields = [name for name in MediaAPIViewSet.meta_fields if name != "tags"]
    listing_default_fields = ["id", "type", "detail_url", "title", "media_type", "duration", "size", "download_url"]
    nested_default_fields = ["id", "type", "detail_url", "title", "download_url"]

    def get_queryset(self) -> Any:
        return super().get_queryset().exclude(collection__in=get_restricted_collection_ids(self.request))


def documented(endpoint: type[Any], noun: str, *parameters: OpenApiParameter) -> type[Any]:
    """Describe an endpoint in the OpenAPI document; Wagtail builds its serializers per request."""
    answer: dict[str, Any] = {"tags": ["content"], "responses": {200: dict}}
    _describe(endpoint, "listing_view", operation_id=f"list_{noun}", parameters=[*parameters, LIMIT, OFFSET], **answer)
    _describe(endpoint, "detail_view", operation_id=f"get_{noun}", parameters=list(parameters), **answer)
    _describe(endpoint, "find_view", operation_id=f"find_{noun}", tags=["content"], responses={302: None, 404: dict})
    return endpoint


def _describe(endpoint: type[Any], name: str, **description: Any) -> None:
    """Give an endpoint a method of its own to carry its description; the others share Wagtail's."""
    method = getattr(endpoint, name)

    @wraps(method)
    def described(self: Any, *args: Any, **kwargs: Any) -> Response:
        return method(self, *args, **kwargs)

    setattr(endpoint, name, extend_schema(request=None, **description)(described))


router = WagtailAPIRouter("content")
router.register_endpoint("pages", documented(PagesEndpoint, "pages", LOCALE, TYPE, FIELDS, RENDERED))
router.register_endpoint("images", documented(ImagesEndpoint, "images", FIELDS))
router.register_endpoint("documents", documented(DocumentsEndpoint, "documents", FIELDS))
router.register_endpoint("media", documented(MediaEndpoint, "media", FIELDS))

patterns, namespace, _name = router.urls
urlpatterns = [path("v2/", include((patterns, namespace)))]
