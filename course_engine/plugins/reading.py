"""Reading what a form or an API client sent: exactly one meaning, or a refusal that says why."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from course_engine.plugins.values import ResponseError

Data = Mapping[str, Any]

SHORT_TEXT = 500
MAX_PARTS = 200
MAX_NUMBER = Decimal(10) ** 15


def read_one(data: Data, name: str, *, limit: int = SHORT_TEXT, strip: bool = True) -> str | None:
    """The one text of this name, or None where there is none."""
    values = _values(data, name)
    if len(values) > 1:
        raise ResponseError("one_only", _("Give only one answer here."), field=name)
    if not values:
        return None
    found = clean_text(values[0], name, limit=limit)
    found = found.strip() if strip else found
    return found if found.strip() else None


def read_many(data: Data, name: str) -> list[str]:
    """The texts of this name; in JSON a list."""
    if not is_form(data) and data.get(name) is not None and not isinstance(data[name], list | tuple):
        raise ResponseError("not_a_list", _("This answer must be a list."), field=name)
    values = _values(data, name)
    if len(values) > MAX_PARTS:
        raise ResponseError("too_many", _("There are too many answers here."), field=name)
    found = [clean_text(value, name) for value in values]
    if len(set(found)) != len(found):
        raise ResponseError("given_twice", _("An answer is given twice."), field=name)
    return found


def read_map(data: Data, name: str, prefix: str, known: Collection[str]) -> dict[str, Any]:
    """Answers by part: in JSON a mapping under `name`, in a form one field per part, `<prefix><part id>`."""
    if is_form(data):
        parts = {part: read_one(data, prefix + part, limit=SHORT_TEXT) for part in known}
        return {part: answer for part, answer in parts.items() if answer is not None}
    found = data.get(name)
    if found is None:
        return {}
    if not isinstance(found, Mapping):
        raise ResponseError("not_a_map", _("This answer must say which part each answer is for."), field=name)
    unknown = [part for part in found if part not in known]
    if unknown:
        raise ResponseError("unknown_part", _("The answer names a part that this question does not have."), field=name)
    return {part: answer for part, answer in found.items() if answer is not None and answer != ""}


def only_fields(data: Data, *names: str) -> None:
    """Refuse a field that nobody asked for; a form may hold buttons and is let be."""
    if not isinstance(data, Mapping):
        raise ResponseError("not_a_map", _("The answer must be an object."))
    if is_form(data):
        return
    if any(name not in names for name in data):
        raise ResponseError("unknown_field", _("The answer has a field that this question does not ask for."))


def one_of(answer: str, known: Collection[str], field: str) -> str:
    """The answer, if it is among those offered."""
    if answer not in known:
        raise ResponseError("unknown_choice", _("This answer is not among those offered."), field=field)
    return answer


def clean_text(value: Any, field: str, *, limit: int = SHORT_TEXT) -> str:
    """A text that can be stored anywhere: no other type, not too long, no characters that break storage."""
    if not isinstance(value, str):
        raise ResponseError("not_text", _("This answer must be text."), field=field)
    if len(value) > limit:
        message = _("This answer is too long: at most %(limit)s characters.")
        raise ResponseError("too_long", message, {"limit": limit}, field)
    if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in value):
        raise ResponseError("bad_characters", _("This answer holds characters that cannot be kept."), field=field)
    return value


_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_PLAIN = re.compile(r"\d+(?:[.,]\d*)?|[.,]\d+")
_MIXED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+\.\d+|[1-9]\d{0,2}(?:\.\d{3})+,\d+")


def read_number(value: Any, field: str = "value") -> Decimal:
    """A number as people write it: decimal point or comma, spaces between thousands.

    "1,500" and "1.500" mean different numbers to different readers of either language, so they are refused with
    both ways out named, rather than marked by a guess.
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _not_a_number(field)
    text = clean_text(value if isinstance(value, str) else repr(value), field, limit=60)
    try:
        number = Decimal(_digits(text, field) if isinstance(value, str) else text)
    except InvalidOperation as error:
        raise _not_a_number(field) from error
    if not number.is_finite() or abs(number) >= MAX_NUMBER:
        raise _not_a_number(field)
    return number


def canonical(number: Decimal) -> str:
    """One text for each number: 5.0 and 5 are "5"."""
    return format(number.normalize(), "f") if number else "0"


def is_form(data: Data) -> bool:
    """Whether this came from a form (a QueryDict) and not as JSON."""
    return hasattr(data, "getlist")


def _values(data: Data, name: str) -> list[Any]:
    if is_form(data):
        return [value for value in data.getlist(name) if value != ""]  # type: ignore[attr-defined]
    value = data.get(name)
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _digits(text: str, field: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    sign = plain[:1] if plain[:1] in {"+", "-"} else ""
    body = plain[len(sign) :].strip()
    if re.fullmatch(r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?", body):
        body = body.replace(" ", "").replace("'", "")
        return sign + body.replace(",", ".")
    if _MIXED.fullmatch(body):
        thousands, decimal = (",", ".") if body.rfind(".") > body.rfind(",") else (".", ",")
        return sign + body.replace(thousands, "").replace(decimal, ".")
    if _GROUPED.fullmatch(body):
        return sign + _grouped(body, field)
    if _PLAIN.fullmatch(body) and body.isascii():
        return sign + body.replace(",", ".")
    raise _not_a_number(field)


def _grouped(body: str, field: str) -> str:
    separators = {character for character in body if character in ".,"}
    if len(separators) > 1:
        raise _not_a_number(field)
    mark = separators.pop()
    if body.count(mark) > 1:
        return body.replace(mark, "")
    whole, fraction = body.split(mark)
    message = _("%(answer)s can be read in two ways. Write %(whole)s or %(decimal)s.")
    params = {"answer": body, "whole": whole + fraction, "decimal": f"{whole}{mark}{fraction}0"}
    raise ResponseError("ambiguous_number", message, params, field)


def _not_a_number(field: str) -> ResponseError:
    return ResponseError("not_a_number", _("Write a number in digits, for example 50 or 0.5."), field=field)
