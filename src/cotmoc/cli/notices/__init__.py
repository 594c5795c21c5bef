"""``cotmoc notices``: send what waits, read the log of mail and webhooks, settle what is unknown."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime

from cotmoc.cli.arguments import add_who, number
from cotmoc.cli.main import with_django
from cotmoc.cli.notices import mail, webhooks
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Actor, Permission

PERMISSION = Permission.READ_NOTICE

_DEEDS: dict[str, Callable[[argparse.Namespace, Actor, datetime], int]] = {
    "list": mail.listing,
    "settle": mail.settle,
    "trial": mail.trial,
    "endpoints": webhooks.endpoints,
    "add-endpoint": webhooks.add,
    "change-endpoint": webhooks.change,
    "secret": webhooks.secret,
    "deliveries": webhooks.deliveries,
    "redeliver": webhooks.redeliver,
}


def add_arguments(parser: Parser) -> None:
    """One subcommand a deed."""
    say = parser.say
    commands = parser.add_subparsers(dest="deed", required=True, metavar=say("VIỆC", "DEED"))
    sending = commands.add_parser(
        "send", help=say("gửi thư và webhook đến lượt", "send the mail and webhooks that are due")
    )
    pace = sending.add_mutually_exclusive_group()
    pace.add_argument("--once", action="store_true", help=say("một lượt rồi thôi", "one round (default)"))
    pace.add_argument(
        "--watch", action="store_true", help=say("gửi tiếp đến khi bị dừng", "go on until stopped")
    )
    sending.add_argument(
        "--every", type=number, default=15, help=say("giây giữa hai lượt (15)", "seconds between rounds (15)")
    )
    sending.add_argument("--limit", type=number, help=say("số thư nhiều nhất một lượt", "most in one round"))
    sending.add_argument("--json", action="store_true", help=say("in JSON", "print JSON"))
    add_who(*mail.add_arguments(commands, say), *webhooks.add_arguments(commands, say))


def run(args: argparse.Namespace) -> int:
    """Do one deed as ``--by``, or as the administrator at the console."""
    with_django()
    from config import clock
    from cotmoc.cli.acting import administering
    from cotmoc.cli.notices import sending

    if args.deed == "send":
        return sending.send(args)
    at = clock.now()
    return _DEEDS[args.deed](args, administering(args.by, at=at), at)
