"""The frame of the HTTP API: who asks, what is permitted, how failures look.

Every operation names its permission: ``@router.get("/x", auth=needs(Permission.READ_TASK))``. The
person comes from a personal token (``Authorization: Bearer …``) or from the session of a signed-in
page, then with the CSRF check. Failures are ``application/problem+json`` (RFC 9457) with the number
of the catalogue and the field concerned.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer
from ninja.utils import check_csrf

from config.clock import real_now
from cotmoc.api.once import PARAMETER, once
from cotmoc.api.sent import field_of, why
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND, UNEXPECTED, WRONG_USE
from cotmoc.domain.errors.people import SIGN_IN_NEEDED
from cotmoc.organisations import queries

log = logging.getLogger(__name__)
_NUL_IN_JSON = re.compile(rb"\x00|(?<!\\)(?:\\\\)*\\u0000")


class Needs(HttpBearer):
    """Signs the caller in and asks for one permission; the actor is left on ``request.actor``."""

    def __init__(self, permission: Permission) -> None:
        super().__init__()
        self.permission = permission

    def __call__(self, request: HttpRequest) -> Actor:
        header = request.headers.get("Authorization", "")
        if header:
            scheme, _, secret = header.partition(" ")
            actor = self.authenticate(request, secret.strip()) if scheme.lower() == "bearer" else None
        else:
            actor = self._from_session(request)
        if actor is None:
            raise Problem(SIGN_IN_NEEDED)
        require(actor, self.permission)
        _refuse_nul(request)
        request.actor = actor  # type: ignore[attr-defined]
        return actor

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The owner of a personal token, narrowed by its scopes; None when it is unknown or has ended."""
        return queries.actor_of_token(token, real_at=real_now(), at=request.at)  # type: ignore[attr-defined]

    def _from_session(self, request: HttpRequest) -> Actor | None:
        actor: Actor | None = getattr(request, "actor", None)
        if actor is not None and check_csrf(request) is not None:
            return None
        return actor


def _refuse_nul(request: HttpRequest) -> None:
    """PostgreSQL keeps no NUL in text: refused here, it is the same on both databases."""
    why = Said("có ký tự NUL không nhìn thấy", "it holds an invisible NUL character")
    for name, values in request.GET.lists():
        if any("\x00" in text for text in (name, *map(str, values))):
            raise Problem(BAD_VALUE, field=name.replace("\x00", "") or "query", why=why)
    length = request.META.get("CONTENT_LENGTH") or "0"
    readable = length.isdigit() and int(length) <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if "json" in (request.content_type or "") and readable and _NUL_IN_JSON.search(request.body):
        raise Problem(BAD_VALUE, field="body", why=why)


def needs(permission: Permission) -> Needs:
    """The ``auth`` of an operation that asks for ``permission``."""
    return Needs(permission)


class Api(NinjaAPI):
    """The API with ``Idempotency-Key`` on every POST; the answer under way is left on ``request.answer``."""

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        """The answer that an operation may give headers to."""
        answer: HttpResponse = super().create_temporal_response(request)
        request.answer = answer  # type: ignore[attr-defined]
        return answer

    def get_openapi_schema(self, **settings: Any) -> OpenAPISchema:
        """The description, with the key where it is understood."""
        schema = super().get_openapi_schema(**settings)
        for operations in schema["paths"].values():
            if "post" in operations:
                operations["post"].setdefault("parameters", []).append(PARAMETER)
        return schema


api = Api(
    title="Cột Mốc",
    version="1",
    description="Một hành động sau mỗi cửa: trang, dòng lệnh và API gọi cùng một việc.",
    urls_namespace="api",
    docs_url=None,
)
api.add_decorator(once)


def language(request: HttpRequest) -> str:
    """``en`` when the caller asks for English first, else ``vi``."""
    return "en" if request.headers.get("Accept-Language", "").lower().startswith("en") else "vi"


def problem_response(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem+json body: type, title, status, number, kept, todo, field; errors where there are more."""
    parts = problem.parts(language(request))
    body: dict[str, Any] = {
        "type": f"urn:cotmoc:problem:{problem.entry.code}",
        "title": parts.what,
        "status": problem.entry.http,
        "number": problem.entry.number,
        "kept": parts.kept,
        "todo": parts.todo,
    }
    if problem.field:
        body["field"] = problem.field
    if problem.others:
        body["errors"] = [
            {"field": one.field, "title": one.parts(language(request)).what}
            for one in (problem, *problem.others)
        ]
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=problem.entry.http,
        content_type="application/problem+json",
    )
    if problem.entry.http == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Problem)
def _on_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return problem_response(request, problem)


@api.exception_handler(ValidationError)
def _on_validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    return problem_response(request, Problem(BAD_VALUE, field=field_of(first["loc"]), why=why(first)))


@api.exception_handler(AuthenticationError)
def _on_anonymous(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem_response(request, Problem(SIGN_IN_NEEDED))


@api.exception_handler(Http404)
def _on_missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem_response(request, Problem(NOT_FOUND, thing="địa chỉ này"))


@api.exception_handler(HttpError)
def _on_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem_response(request, Problem(WRONG_USE, why=str(error)))


@api.exception_handler(Exception)
def _on_surprise(request: HttpRequest, error: Exception) -> HttpResponse:
    reference = secrets.token_hex(4)
    log.error("unexpected error %s", reference, exc_info=error)
    return problem_response(request, Problem(UNEXPECTED, reference=reference))


@csrf_exempt
def missing(request: HttpRequest) -> HttpResponse:
    """An address below the API that no operation has: told as every other failure."""
    return problem_response(request, Problem(NOT_FOUND, thing="địa chỉ này"))


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What is wrong with the request itself, as a host that is none of ours: nothing else of it was read."""
    why = Said("yêu cầu gửi tới không đọc được", "the request cannot be read")
    return problem_response(request, Problem(WRONG_USE, why=why))
