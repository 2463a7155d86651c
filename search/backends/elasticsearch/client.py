"""The connection to Elasticsearch, and its errors as ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from elastic_transport import ConnectionTimeout, TransportError
from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, BadRequestError, Elasticsearch, NotFoundError

from search.backends.base import QueryError, UnavailableError
from search.backends.patience import SlowError

NO_INDEX = "There is no index yet; run search_rebuild --engine elasticsearch."
BAD_REQUEST = 400
# What is wrong with one query. Elasticsearch says 400 of a closed index too, which no query can be answered from.
OF_A_QUERY = {
    "parsing_exception",
    "query_shard_exception",
    "too_many_clauses",
    "too_many_nested_clauses",
    "x_content_parse_exception",
}
# What is wrong with one document; everything else would befall any other document as well.
OF_A_DOCUMENT = {"document_parsing_exception", "mapper_parsing_exception", "strict_dynamic_mapping_exception"}
# Said of a word that is too long, and also of an alias without an index to write to: the cause makes the difference.
ILLEGAL, TOO_LONG = "illegal_argument_exception", "max_bytes_length_exceeded_exception"


@dataclass(frozen=True, slots=True)
class Access:
    """Where the cluster is, how to be let in, and how indices of this site begin."""

    url: str
    api_key: str = ""
    ca_certs: str = ""
    prefix: str = "pops"

    def connect(self) -> Elasticsearch:
        """A client that asks once: whoever calls knows better what to do when there is no answer."""
        return Elasticsearch(
            self.url,
            api_key=self.api_key or None,
            ca_certs=self.ca_certs or DEFAULT,
            max_retries=0,
            retry_on_timeout=False,
        )


def query_is_wrong(status: int, error: Any) -> bool:
    """Whether the engine is well and this query was too much for it."""
    if status != BAD_REQUEST or not isinstance(error, Mapping):
        return False
    kinds = {error.get("type"), *(cause.get("type") for cause in error.get("root_cause", ()))}
    return bool(kinds & OF_A_QUERY)


def document_is_wrong(error: Any) -> bool:
    """Whether the engine is well and will never take this document as it is."""
    if not isinstance(error, Mapping):
        return False
    is_too_long = error.get("type") == ILLEGAL and error.get("caused_by", {}).get("type") == TOO_LONG
    return error.get("type") in OF_A_DOCUMENT or is_too_long


@contextmanager
def translated() -> Iterator[None]:
    """Whatever goes wrong between here and the cluster is an engine that cannot answer now."""
    try:
        yield
    except NotFoundError as error:
        raise UnavailableError(NO_INDEX) from error
    except ConnectionTimeout as error:
        raise SlowError(f"Elasticsearch: {error}"[:500]) from error
    except BadRequestError as error:
        said = error.body.get("error") if isinstance(error.body, Mapping) else None
        kind = QueryError if query_is_wrong(BAD_REQUEST, said) else UnavailableError
        raise kind(f"Elasticsearch refused: {error}"[:500]) from error
    except (ApiError, TransportError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnavailableError(f"Elasticsearch: {type(error).__name__}: {error}"[:500]) from error
