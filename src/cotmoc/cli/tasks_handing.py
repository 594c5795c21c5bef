"""``cotmoc tasks hand-over``: to one body, or each task to the body that has its function."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from cotmoc.cli.arguments import agency
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND, WRONG_USE
from cotmoc.domain.folding import fold

if TYPE_CHECKING:
    from cotmoc.tasks.queries import Field

_PARTS = ("lead", "coordinating", "observer", "giver", "matter")


def add_arguments(parser: Parser) -> None:
    """From whom, to whom, and which tasks."""
    say = parser.say
    parser.add_argument("--from", dest="old", required=True, help=say("cơ quan cũ", "the old body"))
    parser.add_argument("--to", dest="new", help=say("cơ quan tiếp nhận", "the new body"))
    by_function = say(
        "mỗi nhiệm vụ cho cơ quan giữ lĩnh vực của nó", "each task to the body that has its function"
    )
    parser.add_argument("--by-function", action="store_true", help=by_function)
    heir = say("cơ quan tiếp nhận của một lĩnh vực", "who takes a function over")
    parser.add_argument("--heir", action="append", default=[], metavar="KEY=NAME", help=heir)
    parser.add_argument("--part", action="append", choices=_PARTS, help=say("vai trò", "which part"))
    parser.add_argument(
        "--text", default="", help=say("lĩnh vực: từ có trong nhiệm vụ", "words: the function")
    )
    parser.add_argument(
        "--document", default="", help=say("theo văn bản số", "of the document with a number")
    )


def chosen(args: argparse.Namespace, actor: Actor, on: date) -> tuple[Sequence[int], Any]:
    """The tasks, and the deed with who takes them over. Raises Problem: WRONG_USE, BAD_VALUE, NOT_FOUND."""
    from cotmoc.tasks import queries

    old = _old(args.old, actor, on)
    new = agency(args.new, actor, on=on, field="--to")
    if (new is None) is not args.by_function:
        raise Problem(WRONG_USE, why="--to … | --by-function")
    parts = frozenset(queries.Part(one) for one in args.part or _PARTS)
    deed = queries.HandOver(old, new, args.reason, parts)
    tasks = args.tasks or queries.open_tasks_of(
        actor, old, parts=parts, text=args.text, tasks=_under(args, actor)
    )
    return _by_function(args, actor, on, tasks, deed) if args.by_function else (tasks, deed)


def _old(said: str, actor: Actor, on: date) -> int:
    """The body that hands over: one of today, or one that ended and was alone called so."""
    from cotmoc.organisations import queries

    try:
        return agency(said, actor, on=on, field="--from") or 0
    except Problem as problem:
        wanted = fold(said)
        ended = [
            one.pk
            for one in queries.every_agency(actor)
            if said == one.key or wanted in (fold(one.name), fold(one.short_name))
        ]
        if problem.entry is not NOT_FOUND or len(ended) != 1:
            raise
        return ended[0]


def _by_function(
    args: argparse.Namespace, actor: Actor, on: date, tasks: list[int], deed: Any
) -> tuple[list[int], Any]:
    """The tasks that somebody takes over, and the deed with who that is; the fields are told of."""
    from cotmoc.organisations import queries as organisations
    from cotmoc.tasks import queries

    fields = queries.by_function(actor, deed.old, tasks, on=on)
    chosen: dict[str, int | None] = {}
    for pair in args.heir:
        key, equals, name = pair.partition("=")
        if not equals or key not in {"", *organisations.functions(actor).values_list("key", flat=True)}:
            raise Problem(BAD_VALUE, field="--heir", why="KEY=NAME")
        chosen[key] = agency(name, actor, on=on, field="--heir") if name else None
    if not args.json:
        _print_fields(args, fields, chosen)
    heirs = queries.heirs_by_function(fields, chosen, {})
    return [task for task in tasks if task in heirs], replace(deed, heirs=heirs)


def _print_fields(args: argparse.Namespace, fields: Sequence[Any], chosen: dict[str, int | None]) -> None:
    """How many tasks of each function go to whom; of those named with --heir that it is so."""
    for one in fields:
        name = one.function.name if one.function else ("no function" if args.lang == "en" else "chưa rõ")
        to = "--heir" if one.key in chosen else (one.heir.name if one.heir else _several(one))
        print(f"{one.key or '-'}  {name}: {len(one.tasks)} → {to}")


def _under(args: argparse.Namespace, actor: Actor) -> tuple[int, ...] | None:
    from cotmoc.directives import queries

    return queries.tasks_under(actor, args.document) if args.document else None


def _several(one: Field) -> str:
    """Among whom to choose with --heir, where several took over."""
    return f"– ({'; '.join(body.name for body in one.among)})" if one.among else "–"
