"""How lists of the API are paged."""

from rest_framework.pagination import PageNumberPagination


class PagePagination(PageNumberPagination):
    """Pages of 20, up to 100 on request."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100
