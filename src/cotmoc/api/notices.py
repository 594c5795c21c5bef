"""What goes out over HTTP: the log of mail and what a person settles, webhook endpoints and deliveries."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from cotmoc.api.asking import asker, moment
from cotmoc.api.frame import needs
from cotmoc.api.once import told_again
from cotmoc.api.sent import Sent
from cotmoc.domain.access import Permission
from cotmoc.notices import actions, queries

router = Router(tags=["notices"])
READ, MANAGE = Permission.READ_NOTICE, Permission.MANAGE_NOTICE
_NEWEST = 2**62


class MessageOut(Schema):
    """A mail; ``answer`` is the mail server's last word. An unknown one waits for a person to settle it."""

    id: int
    key: str
    state: Literal["queued", "sending", "unknown", "sent", "failed", "cancelled"]
    address: str
    name: str
    subject: str
    message_id: str
    attempts: int
    queued_at: datetime
    not_before: datetime
    sent_at: datetime | None
    answer: str


class Log(Schema):
    """How many messages are in each state, and some of them."""

    counts: dict[str, int]
    messages: list[MessageOut]


class Trial(Sent):
    """Where a trial message goes."""

    address: str = Field(max_length=254)


class Settlement(Sent):
    """What was found (``sent``: it did arrive; ``again``: send it once more) and how it is known."""

    outcome: actions.Settling
    reason: str = Field(max_length=200)


class EndpointIn(Sent):
    """An https address and the events it wants: names, groups (``task.``) or all (``*``)."""

    url: str = Field(max_length=500)
    events: list[str] = Field(min_length=1, max_length=50, examples=[["task.", "report.approved"]])


class EndpointChange(Sent):
    """Other events, or told nothing for a while; what is null stays."""

    events: list[str] | None = Field(None, min_length=1, max_length=50)
    active: bool | None = None


class EndpointOut(Schema):
    """An endpoint with how many deliveries wait and how many were given up."""

    id: int
    url: str
    events: list[str]
    active: bool
    waiting: int
    failed: int


class SecretOut(Schema):
    """An endpoint with the secret by which its receiver verifies signatures."""

    id: int
    url: str
    events: list[str]
    active: bool
    secret: str


class DeliveryOut(Schema):
    """One event for one endpoint; ``status`` and ``answer`` are what the receiver said last."""

    id: int
    endpoint: int
    event: str
    event_id: str
    state: Literal["queued", "sending", "delivered", "failed"]
    attempts: int
    status: int | None
    answer: str
    queued_at: datetime
    not_before: datetime
    tried_at: datetime | None
    delivered_at: datetime | None


@router.get("/messages", auth=needs(READ), response=Log)
def messages(
    request: HttpRequest,
    state: Literal["", "queued", "sending", "unknown", "sent", "failed", "cancelled"] = "",
    text: str = Query("", max_length=200),
    before: int = Query(_NEWEST, ge=1, le=_NEWEST),
    limit: int = Query(100, ge=1, le=500),
) -> dict[str, Any]:
    """Messages below number ``before``, newest first, and the counts of all of the province."""
    actor, at = asker(request), moment(request)
    found = queries.messages(actor, at=at, state=state, text=text).filter(pk__lt=before)[:limit]
    return {
        "counts": queries.message_counts(actor, at=at),
        "messages": [queries.message_object(row, at) for row in found],
    }


@router.get("/messages/{int:pk}", auth=needs(READ), response=MessageOut)
def message(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One message."""
    return _message(request, pk)


@router.post("/messages/trial", auth=needs(MANAGE), response={201: MessageOut})
def trial(request: HttpRequest, body: Trial) -> Status[dict[str, Any]]:
    """Queue a letter that tells whether mail goes out."""
    at = moment(request)
    row = actions.queue_trial(body.address, by=asker(request), at=at)
    return Status(201, queries.message_object(row, at))


@router.post("/messages/{int:pk}/settle", auth=needs(MANAGE), response=MessageOut)
def settle(request: HttpRequest, pk: int, body: Settlement) -> dict[str, Any]:
    """Mark an unknown message as sent, or queue an unknown or refused one again."""
    at = moment(request)
    row = actions.settle(pk, as_=body.outcome, reason=body.reason, by=asker(request), at=at)
    return queries.message_object(row, at)


@router.get("/endpoints", auth=needs(READ), response=list[EndpointOut])
def endpoints(request: HttpRequest) -> list[dict[str, Any]]:
    """Every webhook endpoint in the order in which they were added."""
    return [_endpoint(row) for row in queries.endpoints(asker(request))]


@router.post("/endpoints", auth=needs(MANAGE), response={201: SecretOut})
def add_endpoint(request: HttpRequest, body: EndpointIn) -> Status[dict[str, Any]]:
    """Add an endpoint; only this answer and that of a renewal hold the secret."""
    row = actions.add_endpoint(url=body.url, events=body.events, by=asker(request), at=moment(request))
    return Status(201, _with_secret(request, row))


@router.get("/endpoints/{int:pk}", auth=needs(READ), response=EndpointOut)
def endpoint(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One endpoint."""
    return _endpoint(queries.endpoint(asker(request), pk))


@router.patch("/endpoints/{int:pk}", auth=needs(MANAGE), response=EndpointOut)
def change_endpoint(request: HttpRequest, pk: int, body: EndpointChange) -> dict[str, Any]:
    """Give other events, or stop and open it: a stopped one is told nothing and sent nothing."""
    actor = asker(request)
    actions.change_endpoint(pk, events=body.events, active=body.active, by=actor)
    return _endpoint(queries.endpoint(actor, pk))


@router.post("/endpoints/{int:pk}/secret", auth=needs(MANAGE), response={201: SecretOut})
def renew_secret(request: HttpRequest, pk: int) -> Status[dict[str, Any]]:
    """Make a new secret; everything sent from now on is signed with it."""
    return Status(201, _with_secret(request, actions.renew_secret(pk, by=asker(request))))


@router.get("/deliveries", auth=needs(READ), response=list[DeliveryOut])
def deliveries(
    request: HttpRequest,
    endpoint: int | None = Query(None, ge=1, le=_NEWEST),
    state: Literal["", "queued", "sending", "delivered", "failed"] = "",
    event: str = Query("", max_length=64),
    before: int = Query(_NEWEST, ge=1, le=_NEWEST),
    limit: int = Query(100, ge=1, le=500),
) -> list[dict[str, Any]]:
    """Deliveries below number ``before``, newest first; ``event`` is a name or a group (``task.``)."""
    found = queries.deliveries(asker(request), endpoint=endpoint, state=state, event=event)
    return [queries.delivery_object(row) for row in found.filter(pk__lt=before)[:limit]]


@router.get("/deliveries/{int:pk}", auth=needs(READ), response=DeliveryOut)
def delivery(request: HttpRequest, pk: int) -> dict[str, Any]:
    """One delivery."""
    return queries.delivery_object(queries.delivery(asker(request), pk))


@router.post("/deliveries/{int:pk}/redeliver", auth=needs(MANAGE), response=DeliveryOut)
def redeliver(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Queue a delivered or failed event once more."""
    return queries.delivery_object(actions.redeliver(pk, by=asker(request), at=moment(request)))


@told_again("notice.settle")
def _settled(request: HttpRequest, row: Any) -> dict[str, Any]:
    return _message(request, int(row.thing_id))


@told_again("notice.trial")
def _tried(request: HttpRequest, row: Any) -> Status[dict[str, Any]]:
    return Status(201, _message(request, int(row.thing_id)))


@told_again("notice.endpoint", "notice.secret_renewed")
def _added(request: HttpRequest, row: Any) -> Status[dict[str, Any]]:
    found = queries.endpoint(asker(request), int(row.thing_id))
    return Status(201, _with_secret(request, found.endpoint))


@told_again("notice.redeliver")
def _redelivered(request: HttpRequest, row: Any) -> dict[str, Any]:
    return delivery(request, int(row.thing_id))


def _message(request: HttpRequest, pk: int) -> dict[str, Any]:
    return queries.message_object(queries.message(asker(request), pk), moment(request))


def _endpoint(row: queries.EndpointRow) -> dict[str, Any]:
    return queries.endpoint_object(row.endpoint) | {"waiting": row.waiting, "failed": row.failed}


def _with_secret(request: HttpRequest, row: Any) -> dict[str, Any]:
    return queries.endpoint_object(row) | {"secret": queries.secret(asker(request), row.pk)}
