"""``cotmoc reminders``: who is reminded of what today, the letters that say so, and by which rules."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from cotmoc.cli import reminder_rules
from cotmoc.cli.arguments import add_who
from cotmoc.cli.arguments import show_json as _print
from cotmoc.cli.main import with_django
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Permission

PERMISSION = Permission.ASSIGN_TASK


def add_arguments(parser: Parser) -> None:
    """``list``, ``send`` (queues the letters; ``notices send`` delivers) and what stands in the rules."""
    say = parser.say
    commands = parser.add_subparsers(dest="deed", required=True, metavar=say("VIỆC", "DEED"))
    listing = commands.add_parser("list", help=say("ai được nhắc việc gì hôm nay", "who is reminded of what"))
    sending = commands.add_parser("send", help=say("xếp thư nhắc việc của hôm nay", "queue today's letters"))
    add_who(listing, sending, *reminder_rules.add_arguments(commands, parser))


def run(args: argparse.Namespace) -> int:
    """Do one deed as ``--by``, or as office or, for the rules, administrator at the console."""
    with_django()
    from config import clock, env
    from cotmoc.cli.acting import acting, administering
    from cotmoc.tasks import actions, queries

    at = clock.now()
    if args.deed in reminder_rules.DEEDS:
        return reminder_rules.run(args, administering(args.by, at=at), at)
    actor = acting(args.by, at=at)
    english = args.lang == "en"
    if args.deed == "send":
        did = actions.send_reminders(address=env.public_url(), by=actor, at=at)
        if args.json:
            _print(asdict(did))
            return 0
        before, lost = did.told - len(did.without_address) - did.queued, len(did.without_address)
        had = (
            (f", {before} queued before" if english else f", {before} thư đã xếp từ trước") if before else ""
        )
        print(f"{did.queued} letters queued{had}" if english else f"Đã xếp {did.queued} thư{had}")
        if lost:
            names = ", ".join(did.without_address)
            print(
                f"{lost} without an address: {names}" if english else f"{lost} người chưa có địa chỉ: {names}"
            )
        return 0
    found = queries.digests(actor, on=at.date())
    if args.json:
        _print([_plain(asdict(one)) for one in found])
        return 0
    for one in found:
        late = sum(r.days < 0 for r in one.reminders)
        waits = len(one.awaiting) + len(one.asked) + len(one.matters)
        words = ("overdue", "due", "waiting", "sent back")
        if not english:
            words = ("quá hạn", "đến hạn", "chờ trả lời", "bị trả lại")
        counts = (late, len(one.reminders) - late, waits, len(one.returned))
        print(f"{one.name}: " + ", ".join(f"{n} {word}" for n, word in zip(counts, words, strict=True) if n))
    return 0


def _plain(value: Any) -> Any:
    """Days as text, for JSON."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
