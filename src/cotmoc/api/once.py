"""``Idempotency-Key``: a request that a program sends again is done once and answered with what stands.

The key is the caller's own and stands, hashed with the caller, in the audit row of the deed
(``cotmoc.audit.sending``). Routers say with ``told_again`` how a deed done before is answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from cotmoc.api.asking import asker
from cotmoc.audit.sending import SentBefore, fingerprint, form_parts, row_of, sending
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, KEY_OF_OTHER, SENT_BEFORE

HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
LONGEST = 255
PARAMETER = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST},
    "description": (
        "A key of the caller's own for this one request. Sent again with the same content, it is not "
        f"done again: the answer is what stands, with {REPLAYED}: true; with other content it is 422."
    ),
}

Operation = Callable[..., Any]
Reader = Callable[[HttpRequest, Any], Any]
_READERS: dict[str, Reader] = {}


def told_again(*deeds: str) -> Callable[[Reader], Reader]:
    """Register how the operations of these deeds answer when they were done before.

    The reader gets the request and the audit row of the deed, and returns what the operation returns.
    """

    def register(reader: Reader) -> Reader:
        _READERS.update(dict.fromkeys(deeds, reader))
        return reader

    return register


def once(act: Operation) -> Operation:
    """Guard an operation: under a key that was used, nothing is done."""

    @wraps(act)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method != "POST" or HEADER not in request.headers:
            return act(request, *args, **kwargs)
        body = fingerprint(request.get_full_path(), *_carried(request))
        key = _key(request)
        try:
            with sending(key, body) as one:
                try:
                    return act(request, *args, **kwargs)
                except Problem:
                    # A refusal may come from what the same request did a moment ago.
                    if not one.kept and (row := row_of(key)) is not None:
                        raise SentBefore(row) from None
                    raise
        except SentBefore as before:
            return _again(request, before.row, body)

    return guarded


def _key(request: HttpRequest) -> str:
    said = request.headers[HEADER]
    if not (0 < len(said) <= LONGEST and said.isascii() and said.isprintable()):
        why = Said(f"cần 1 đến {LONGEST} ký tự ASCII in được", f"1 to {LONGEST} printable ASCII characters")
        raise Problem(BAD_VALUE, field=HEADER, why=why)
    actor = asker(request)
    return fingerprint("api", actor.person, said)


def _carried(request: HttpRequest) -> Iterator[object]:
    """The body; of a multipart form its fields and files, whatever stands between them."""
    if request.content_type == "multipart/form-data":
        yield from form_parts(request)
    else:
        yield request.body


def _again(request: HttpRequest, row: Any, body: str) -> Any:
    if row.sent_body != body:
        raise Problem(KEY_OF_OTHER, field=HEADER)
    reader = _READERS.get(row.deed)
    if reader is None:
        raise Problem(SENT_BEFORE, deed=row.deed, thing=row.thing_id)
    result = reader(request, row)
    answer = result if isinstance(result, HttpResponse) else request.answer  # type: ignore[attr-defined]
    answer[REPLAYED] = "true"
    return result
