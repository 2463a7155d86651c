"""The connection to Elasticsearch, and its errors as ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from elastic_transport import TransportError
from elastic_transport.client_utils import DEFAULT
from elasticsearch import ApiError, BadRequestError, Elasticsearch, NotFoundError

from search.backends.base import QueryError, UnavailableError

NO_INDEX = "There is no index yet; run search_rebuild --engine elasticsearch."


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


@contextmanager
def translated() -> Iterator[None]:
    """Whatever goes wrong between here and the cluster is an engine that cannot answer now."""
    try:
        yield
    except NotFoundError as error:
        raise UnavailableError(NO_INDEX) from error
    except BadRequestError as error:
        raise QueryError(f"Elasticsearch refused: {error}"[:500]) from error
    except (ApiError, TransportError, KeyError, TypeError, ValueError) as error:
        raise UnavailableError(f"Elasticsearch: {type(error).__name__}: {error}"[:500]) from error
