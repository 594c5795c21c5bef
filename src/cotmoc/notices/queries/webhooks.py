"""Endpoints of webhooks and the log of what was delivered to them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.notices.models import Delivery, Endpoint
from cotmoc.notices.signing import secret_of

_LONGEST = 64


@dataclass(frozen=True, slots=True)
class EndpointRow:
    """An endpoint with how many of its deliveries wait and how many were given up."""

    endpoint: Endpoint
    waiting: int
    failed: int


def endpoints(viewer: Actor) -> list[EndpointRow]:
    """The province's endpoints in the order in which they were added."""
    require(viewer, Permission.READ_NOTICE)
    return _rows(Endpoint.objects.filter(province=viewer.province))


def endpoint(viewer: Actor, pk: int) -> EndpointRow:
    """One endpoint of the province. Raises Problem(NOT_FOUND)."""
    require(viewer, Permission.READ_NOTICE)
    return _rows(Endpoint.objects.filter(pk=endpoint_of(viewer.province, pk).pk))[0]


def _rows(found: QuerySet[Endpoint]) -> list[EndpointRow]:
    waiting = Count("deliveries", filter=Q(deliveries__state__in=["queued", "sending"]))
    failed = Count("deliveries", filter=Q(deliveries__state="failed"))
    rows = found.order_by("pk").annotate(waiting=waiting, given_up=failed)
    return [EndpointRow(row, row.waiting, row.given_up) for row in rows]


def secret(viewer: Actor, endpoint: int) -> str:
    """What the receiver verifies signatures with. Raises Problem(NOT_FOUND)."""
    require(viewer, Permission.MANAGE_NOTICE)
    return secret_of(endpoint_of(viewer.province, endpoint))


def deliveries(
    viewer: Actor, *, endpoint: int | None = None, state: str = "", event: str = ""
) -> QuerySet[Delivery]:
    """The province's deliveries, newest first: of one endpoint, in one state, of one event or, with a name
    that ends in a dot, of a group of events (``task.``).
    """
    require(viewer, Permission.READ_NOTICE)
    found = Delivery.objects.filter(endpoint__province=viewer.province).select_related("endpoint")
    if endpoint is not None:
        found = found.filter(endpoint=endpoint)
    if state:
        found = found.filter(state=state)
    if event:
        # No name is longer, and SQLite refuses a pattern of 50,000 bytes.
        group = event.endswith(".") and len(event) <= _LONGEST
        found = found.filter(event__startswith=event) if group else found.filter(event=event)
    return found.order_by("-pk")


def delivery(viewer: Actor, pk: int) -> Delivery:
    """One delivery of the province. Raises Problem(NOT_FOUND)."""
    row = deliveries(viewer).filter(pk=pk).first()
    if row is None:
        raise Problem(NOT_FOUND, thing=f"lần gửi webhook số {pk}")
    return row


def endpoint_of(province: int, pk: int) -> Endpoint:
    """One endpoint of a province, for the actions. Raises Problem(NOT_FOUND)."""
    row = Endpoint.objects.filter(province=province, pk=pk).first()
    if row is None:
        raise Problem(NOT_FOUND, thing=f"nơi nhận webhook số {pk}")
    return row
