"""CAS Registry Numbers, with their check digit."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?<![\w-])(\d{2,7})[-‐-―](\d{2})[-‐-―](\d)(?![\w-]|[-.]\d)")


def is_valid(number: str) -> bool:
    """Whether a number is well formed and its last digit checks."""
    match = _NUMBER.fullmatch(number)
    if match is None or number != f"{match[1]}-{match[2]}-{match[3]}":
        return False
    return _checks(match[1] + match[2], match[3])


def find(text: str) -> list[tuple[str, int, int]]:
    """The CAS numbers in a text, hyphens of any kind, with their places; a false check digit is no number."""
    return [
        (f"{match[1]}-{match[2]}-{match[3]}", match.start(), match.end())
        for match in _NUMBER.finditer(text)
        if _checks(match[1] + match[2], match[3])
    ]


def _checks(digits: str, check: str) -> bool:
    return sum(int(digit) * place for place, digit in enumerate(reversed(digits), 1)) % 10 == int(check)
