"""What several commands take and print alike: who acts, days, agencies by name or number, JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from cotmoc.cli.words import Parser
from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND, WRONG_USE
from cotmoc.domain.periods import Period, PeriodKind

if TYPE_CHECKING:
    from cotmoc.tasks.actions import Order


def add_who(*parsers: Parser, nobody: object = None, no: object = False) -> None:
    """``--by`` and ``--json``, as every deed takes them; with what stands for neither being given."""
    for parser in parsers:
        parser.add_argument(
            "--by", default=nobody, help=parser.say("tài khoản thực hiện", "account that acts")
        )
        parser.add_argument(
            "--json", action="store_true", default=no, help=parser.say("in JSON", "print JSON")
        )


def add_who_around(parser: Parser, deeds: Iterable[Parser]) -> None:
    """The same both before and after the deed; what stands after it leaves what stood before it alone."""
    add_who(parser)
    add_who(*deeds, nobody=argparse.SUPPRESS, no=argparse.SUPPRESS)


def add_orders(parser: Parser, *, due: bool = True) -> None:
    """Who has which part in a task and, with ``due``, by when."""
    say = parser.say
    agency = say("CƠ QUAN", "AGENCY")
    parser.add_argument(
        "--lead",
        action="append",
        required=True,
        metavar=agency,
        help=say("cơ quan chủ trì, tên hoặc số; lặp lại được", "lead agency, name or number; repeatable"),
    )
    parser.add_argument(
        "--coordinating",
        action="append",
        default=[],
        metavar=agency,
        help=say("cơ quan phối hợp; lặp lại được", "coordinating agency; repeatable"),
    )
    parser.add_argument(
        "--accountable",
        metavar=agency,
        help=say("đầu mối trong các cơ quan chủ trì", "which of the leads answers for it"),
    )
    if due:
        parser.add_argument("--due", type=day, metavar=say("NGÀY", "DAY"), help=say("hạn", "due day"))
    parser.add_argument(
        "--each",
        action="store_true",
        help=say("mỗi cơ quan chủ trì một nhiệm vụ", "one task for each lead"),
    )


def add_order(parser: Parser, *, due: bool = True) -> None:
    """What is ordered, by whom and of whom: what ``order_of`` reads."""
    say = parser.say
    parser.add_argument("title", metavar=say("TÊN", "TITLE"), help=say("tên nhiệm vụ", "name of the task"))
    parser.add_argument("--giver", help=say("cơ quan giao; bỏ trống là cơ quan mình", "giver; else your own"))
    add_orders(parser, due=due)
    parser.add_argument("--observer", action="append", default=[], help=say("để biết", "for information"))
    parser.add_argument("--detail", default="", help=say("nội dung giao", "what is ordered"))
    by_words = say("lĩnh vực; bỏ trống là theo từ ngữ", "field of work; left out, as its words say")
    parser.add_argument("--function", metavar=say("KHÓA", "KEY"), help=by_words)
    parser.add_argument("--external-id", default="", help=say("mã nhiệm vụ", "number of the task"))


def order_of(args: argparse.Namespace, actor: Actor, *, on: date, **more: Any) -> Order:
    """The order of ``add_order``, its bodies by their names on a day, with ``more`` that it says.

    Raises Problem: WRONG_USE where the actor's own body would give it and there is none, NOT_FOUND.
    """
    from cotmoc.tasks.actions import Order

    giver = agency(args.giver, actor, on=on, field="--giver") or actor.agency
    if giver is None:
        raise Problem(WRONG_USE, why="--giver")
    return Order(
        title=args.title,
        giver=giver,
        leads=agencies(args.lead, actor, on=on, field="--lead"),
        coordinating=agencies(args.coordinating, actor, on=on, field="--coordinating"),
        observers=agencies(args.observer, actor, on=on, field="--observer"),
        accountable=agency(args.accountable, actor, on=on, field="--accountable"),
        detail=args.detail,
        external_id=args.external_id,
        function=function_of(args.function, actor),
        **more,
    )


def day(text: str) -> date:
    """A day as people write it (05/9/2022) or as ISO 8601 does."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"{text!r}: 05/9/2022, 2022-09-05")


def number(text: str) -> int:
    """A whole number that any database can look up."""
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise argparse.ArgumentTypeError(repr(text))
    return int(text)


def period(text: str, *, field: str = "period") -> Period:
    """A period such as 2022-Q2. Raises Problem(BAD_VALUE)."""
    try:
        return Period.parse(text)
    except ValueError as error:
        raise Problem(BAD_VALUE, field=field, why=error) from None


def quarter(text: str, *, field: str = "period") -> Period:
    """The quarter of a briefing and its meeting. Raises Problem(BAD_VALUE)."""
    asked = period(text, field=field)
    if asked.kind is not PeriodKind.QUARTER:
        why = Said("kỳ giao ban là quý, ví dụ 2022-Q2", "a briefing's period is a quarter, such as 2022-Q2")
        raise Problem(BAD_VALUE, field=field, why=why)
    return asked


def agencies(said: Sequence[str], actor: Actor, *, on: date, field: str) -> list[int]:
    """Agencies by number, or by any of their names on a day. Raises Problem(NOT_FOUND)."""
    from cotmoc.organisations import queries

    names = [text for text in said if not _is_number(text)]
    known = queries.resolve(actor.province, names, on=on) if names else {}
    for text in names:
        if text not in known:
            raise Problem(NOT_FOUND, field=field, thing=Said(f"cơ quan «{text}»", f"The agency “{text}”"))
    return [int(text) if _is_number(text) else known[text] for text in said]


def agency(said: str | None, actor: Actor, *, on: date, field: str) -> int | None:
    """One agency, or None where none is named. Raises Problem(NOT_FOUND)."""
    return agencies([said], actor, on=on, field=field)[0] if said is not None else None


def function_of(key: str | None, actor: Actor) -> int | None:
    """A field of work by its key, or None where none is named. Raises Problem(NOT_FOUND)."""
    from cotmoc.organisations import queries

    return queries.function(actor, key).pk if key is not None else None


def show_json(value: Any) -> None:
    """One JSON text on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def show_rows(rows: Iterable[Sequence[object]]) -> None:
    """A table whose last column is as long as it is."""
    lines = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(cell) for cell in column) for column in list(zip(*lines, strict=True))[:-1]]
    for line in lines:
        cells = [cell.ljust(width) for cell, width in zip(line[:-1], widths, strict=True)]
        print("  ".join([*cells, line[-1]]).rstrip())


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16
