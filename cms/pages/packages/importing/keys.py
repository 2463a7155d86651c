"""Ids made from a package: the same package gives the same ids everywhere."""

from uuid import NAMESPACE_URL, uuid5


def minted(course_id: str, local: str) -> str:
    """The id of whatever a package calls `local`."""
    return str(uuid5(uuid5(NAMESPACE_URL, f"course-package:{course_id}"), local))
