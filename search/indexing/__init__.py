"""Keeping the index true to the database."""

from search.indexing.records import touch, touch_many

__all__ = ["touch", "touch_many"]
