"""What the OpenAPI document describes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def only_the_api(endpoints: Sequence[tuple[str, str, str, Any]]) -> list[tuple[str, str, str, Any]]:
    """Leave out what the editors' admin serves for its own pages: it is nobody else's to rely on."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/")]


PROBLEM = {
    "type": "object",
    "description": "RFC 9457: what is wrong, for people (`title`, `detail`) and for programs (`status`, `code`).",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "description": "Of a form: one entry for each field that is wrong.",
            "items": {
                "type": "object",
                "required": ["field", "detail", "code"],
                "properties": {name: {"type": "string"} for name in ("field", "detail", "code")},
            },
        },
    },
}


def with_problems(result: dict[str, Any], **_context: Any) -> dict[str, Any]:
    """Every operation may answer with a problem document: say so once for all."""
    result["components"]["schemas"]["Problem"] = PROBLEM
    answer = {
        "description": "What is wrong.",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for operations in result["paths"].values():
        for operation in operations.values():
            responses = operation["responses"]
            for code in [code for code in responses if code[0] in "45"]:
                responses[code] = {**answer, "description": responses[code].get("description") or answer["description"]}
            responses.setdefault("default", answer)
    return result
