"""What a caller sends, and what is told of it where it cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from ninja import Schema
from pydantic import ConfigDict

from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE

ID = 2**31
"""No id is larger."""
_TOLD = {
    "extra_forbidden": ("không có mục này", "there is no such field"),
    "missing": ("chưa có", "is missing"),
    "greater_than": ("phải lớn hơn {gt}", "must be greater than {gt}"),
    "greater_than_equal": ("nhỏ nhất là {ge}", "is at least {ge}"),
    "less_than": ("phải nhỏ hơn {lt}", "must be less than {lt}"),
    "less_than_equal": ("lớn nhất là {le}", "is at most {le}"),
    "string_too_long": ("dài quá {max_length} ký tự", "is longer than {max_length} characters"),
    "string_too_short": ("ngắn hơn {min_length} ký tự", "is shorter than {min_length} characters"),
    "too_long": ("có nhiều hơn {max_length} mục", "has more than {max_length} items"),
    "too_short": ("có ít hơn {min_length} mục", "has fewer than {min_length} items"),
    "string_type": ("phải là chữ", "must be text"),
    "int_type": ("phải là số nguyên", "must be a whole number"),
    "int_parsing": ("phải là số nguyên", "must be a whole number"),
    "int_from_float": ("phải là số nguyên", "must be a whole number"),
    "bool_parsing": ("phải là true hoặc false", "must be true or false"),
    "bool_type": ("phải là true hoặc false", "must be true or false"),
    "list_type": ("phải là một danh sách", "must be a list"),
    "dict_type": ("phải là một đối tượng", "must be an object"),
    "model_attributes_type": ("phải là một đối tượng", "must be an object"),
    "date_type": ("phải là ngày, như 2022-07-25", "must be a day, as 2022-07-25"),
    "date_parsing": ("phải là ngày, như 2022-07-25", "must be a day, as 2022-07-25"),
    "date_from_datetime_parsing": ("phải là ngày, như 2022-07-25", "must be a day, as 2022-07-25"),
    "enum": ("phải là một trong {expected}", "must be one of {expected}"),
    "literal_error": ("phải là một trong {expected}", "must be one of {expected}"),
}


class Sent(Schema):
    """The body of a request. A name that is not known is refused: what was meant by it would be lost."""

    model_config = ConfigDict(extra="forbid")


def field_of(location: tuple[Any, ...] | list[Any]) -> str:
    """The field as the rooms name it: in a body without the name of the whole, with places in lists."""
    first = 2 if location[0] == "body" and len(location) > 2 else 1
    return ".".join(str(part) for part in location[first:]) or str(location[0])


def why(error: Mapping[str, Any]) -> Said | str:
    """Why a value cannot be read, in words."""
    if error["type"] not in _TOLD:
        return str(error["msg"])
    vi, en = (text.format_map(error.get("ctx", {})) for text in _TOLD[error["type"]])
    return Said(vi, en)


def only_known(request: HttpRequest, asked: type[Schema]) -> None:
    """A parameter that is not known is refused: without it the answer would be a larger one than meant.

    Raises Problem(BAD_VALUE) with its name.
    """
    for name in request.GET:
        if name not in asked.model_fields:
            raise Problem(BAD_VALUE, field=name[:60], why=Said(*_TOLD["extra_forbidden"]))
