"""Endpoints of webhooks and their deliveries at the command line."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cotmoc.cli.arguments import number, show_json, show_rows
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Actor
from cotmoc.domain.errors.entry import in_language

if TYPE_CHECKING:
    from cotmoc.notices.models import Delivery, Endpoint

_STATES = ("queued", "sending", "delivered", "failed")


def add_arguments(commands: Any, say: Callable[[str, str], str]) -> list[Parser]:
    """Endpoints: list, add, change, secret; deliveries: list, once more."""
    one = say("SỐ", "NUMBER")
    events = say("tên việc, nhóm «task.» hoặc «*»; lặp lại được", "event, group “task.” or “*”; repeatable")
    listing = commands.add_parser("endpoints", help=say("các nơi nhận webhook", "the webhook endpoints"))
    adding = commands.add_parser("add-endpoint", help=say("thêm nơi nhận webhook", "add an endpoint"))
    adding.add_argument("url", metavar="URL")
    adding.add_argument("--event", action="append", required=True, metavar=say("VIỆC", "EVENT"), help=events)
    changing = commands.add_parser("change-endpoint", help=say("sửa nơi nhận webhook", "change an endpoint"))
    changing.add_argument("endpoint", type=number, metavar=one)
    changing.add_argument("--event", action="append", metavar=say("VIỆC", "EVENT"), help=events)
    use = changing.add_mutually_exclusive_group()
    use.add_argument("--open", action="store_true", help=say("gửi trở lại", "send to it again"))
    use.add_argument("--close", action="store_true", help=say("thôi gửi", "send nothing to it"))
    telling = commands.add_parser(
        "secret", help=say("khóa để kiểm chữ ký", "what signatures are verified with")
    )
    telling.add_argument("endpoint", type=number, metavar=one)
    telling.add_argument("--renew", action="store_true", help=say("đổi khóa mới", "make a new one first"))
    log = commands.add_parser("deliveries", help=say("nhật ký webhook, mới nhất trước", "the delivery log"))
    log.add_argument("--endpoint", type=number, metavar=one, help=say("của nơi nhận này", "of this endpoint"))
    log.add_argument("--state", choices=_STATES, default="", help=say("tình trạng", "state"))
    log.add_argument("--limit", type=number, default=50, help=say("số dòng (50)", "rows (50)"))
    again = commands.add_parser("redeliver", help=say("gửi lại một webhook", "deliver an event once more"))
    again.add_argument("delivery", type=number, metavar=one)
    return [listing, adding, changing, telling, log, again]


def endpoints(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    """Every endpoint with what waits for it and what failed."""
    from cotmoc.notices import queries

    rows = queries.endpoints(actor)
    if args.json:
        show_json(
            [
                queries.endpoint_object(row.endpoint) | {"waiting": row.waiting, "failed": row.failed}
                for row in rows
            ]
        )
        return 0
    for row in rows:
        _print(row.endpoint, args.lang)
    return 0


def add(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    """Add an endpoint; ``secret`` tells what its receiver verifies with."""
    from cotmoc.notices import actions

    return _told(actions.add_endpoint(url=args.url, events=args.event, by=actor, at=at), args)


def change(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    """Other events, closed or open."""
    from cotmoc.notices import actions

    active = True if args.open else False if args.close else None
    return _told(actions.change_endpoint(args.endpoint, events=args.event, active=active, by=actor), args)


def secret(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    """Print the secret alone, to be handed to whoever runs the receiver."""
    from cotmoc.notices import actions, queries

    if args.renew:
        actions.renew_secret(args.endpoint, by=actor)
    found = queries.secret(actor, args.endpoint)
    if args.json:
        show_json({"id": args.endpoint, "secret": found})
    else:
        print(found)
    return 0


def deliveries(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    """The newest deliveries with their last answers."""
    from cotmoc.notices import queries

    found = queries.deliveries(actor, endpoint=args.endpoint, state=args.state)
    return _delivered(list(found[: max(1, args.limit)]), args)


def redeliver(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    """Queue it; ``send`` delivers it."""
    from cotmoc.notices import actions

    return _delivered([actions.redeliver(args.delivery, by=actor, at=at)], args)


def _told(row: Endpoint, args: argparse.Namespace) -> int:
    from cotmoc.notices import queries

    if args.json:
        show_json(queries.endpoint_object(row))
    else:
        _print(row, args.lang)
    return 0


def _print(row: Endpoint, language: str) -> None:
    english = language == "en"
    state = ("open" if english else "đang gửi") if row.active else ("closed" if english else "đã thôi")
    show_rows([(row.pk, state, row.url, " ".join(row.events))])


def _delivered(rows: list[Delivery], args: argparse.Namespace) -> int:
    from config.clock import ZONE
    from cotmoc.notices.queries import STATES, delivery_object

    if args.json:
        show_json([delivery_object(row) for row in rows])
        return 0
    for row in rows:
        when = (row.tried_at or row.queued_at).astimezone(ZONE)
        state = in_language(STATES[row.state], args.lang)
        show_rows([(row.pk, f"{when:%d/%m/%Y %H:%M}", state, row.event, row.event_id, row.endpoint.url)])
        if row.answer:
            print(f"      {row.answer}")
    return 0
