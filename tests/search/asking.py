"""Asking the search page, and reading what it says."""

import re
from html import unescape

from search import indexing
from search.indexing import outbox
from search.services import knowledge


def get(client, language="en", **parameters):
    response = client.get(f"/{language}/search/", parameters)
    return response, unescape(response.content.decode())


def publish(library, *documents):
    for each in documents:
        library.put(each)
    indexing.touch_many(library.name, library.keys())
    outbox.drain()
    knowledge.forget()


def links(html: str) -> list[str]:
    return re.findall(r'href="(\?[^"]*)"', html)


def between(html: str, start: str, end: str) -> str:
    return html.partition(start)[2].partition(end)[0]
