"""The log of mail at the command line, and what a person settles in it."""

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
    from cotmoc.notices.models import Message

_STATES = ("queued", "sending", "unknown", "sent", "failed", "cancelled")


def add_arguments(commands: Any, say: Callable[[str, str], str]) -> list[Parser]:
    """``list``, ``settle`` and ``trial``."""
    log = commands.add_parser(
        "list", help=say("nhật ký thư, mới nhất trước", "the log of mail, newest first")
    )
    log.add_argument("--state", choices=_STATES, default="", help=say("tình trạng", "state"))
    log.add_argument(
        "--text", default="", help=say("phần của địa chỉ, tên, tiêu đề", "part of address, name")
    )
    log.add_argument("--limit", type=number, default=50, help=say("số dòng (50)", "rows (50)"))
    settling = commands.add_parser(
        "settle", help=say("quyết định thư chưa rõ đã gửi hay chưa", "settle messages whose fate is unknown")
    )
    settling.add_argument(
        "messages", nargs="+", type=number, metavar=say("SỐ", "NUMBER"), help=say("số thư", "messages")
    )
    found = settling.add_mutually_exclusive_group(required=True)
    found.add_argument("--sent", action="store_true", help=say("đã đến nơi", "it did arrive"))
    found.add_argument("--again", action="store_true", help=say("gửi lại", "queue it again"))
    settling.add_argument("--reason", required=True, help=say("căn cứ vào đâu", "how it is known"))
    trying = commands.add_parser("trial", help=say("gửi thư thử", "queue a trial message"))
    trying.add_argument("address", metavar=say("ĐỊA CHỈ", "ADDRESS"), help=say("gửi đến đâu", "to whom"))
    return [log, settling, trying]


def listing(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    """Counts by state and the newest messages."""
    from cotmoc.notices import queries

    counts = queries.message_counts(actor, at=at)
    rows = list(queries.messages(actor, at=at, state=args.state, text=args.text)[: max(1, args.limit)])
    if args.json:
        show_json({"counts": counts, "messages": [queries.message_object(row, at) for row in rows]})
        return 0
    for row in rows:
        _print(row, at, args.lang)
    print(", ".join(f"{_state(state, args.lang)} {count}" for state, count in counts.items()))
    return 0


def settle(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    """Each message by itself; the first that cannot be settled ends it."""
    from cotmoc.notices import actions

    as_ = actions.Settling.SENT if args.sent else actions.Settling.AGAIN
    return _shown(
        [actions.settle(pk, as_=as_, reason=args.reason, by=actor, at=at) for pk in args.messages], args, at
    )


def trial(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    """Queue the trial message; ``send`` sends it."""
    from cotmoc.notices import actions

    return _shown([actions.queue_trial(args.address, by=actor, at=at)], args, at)


def _shown(rows: list[Message], args: argparse.Namespace, at: datetime) -> int:
    from cotmoc.notices import queries

    if args.json:
        show_json([queries.message_object(row, at) for row in rows])
    else:
        for row in rows:
            _print(row, at, args.lang)
    return 0


def _print(row: Message, at: datetime, language: str) -> None:
    from config.clock import ZONE
    from cotmoc.notices.queries import message_state

    when = (row.sent_at or row.not_before).astimezone(ZONE)
    state = _state(message_state(row, at), language)
    show_rows([(row.pk, f"{when:%d/%m/%Y %H:%M}", state, row.address, row.subject)])
    if row.answer:
        print(f"      {row.answer}")


def _state(state: str, language: str) -> str:
    from cotmoc.notices.queries import STATES

    return str(in_language(STATES[state], language))
