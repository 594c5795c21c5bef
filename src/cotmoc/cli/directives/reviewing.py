"""What a reviewer does with the drafted tasks: the deeds of the review page, by the numbers of ``show``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from cotmoc.cli.arguments import agency, day, number
from cotmoc.cli.directives import rereading
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import WRONG_USE

NONE = "-"
_EDITS = "--label | --due | --lead | --coordinating | --each | --recurrence | --area"
_EACH = {"yes": True, "no": False}


def add_deeds(commands: Any) -> list[Parser]:
    """Accept, add, edit, split, merge, reject, restore, describe."""
    say: Callable[[str, str], str] = commands.choices["list"].say
    deeds = {
        "accept": say("giao nhiệm vụ: cả văn bản, hoặc từng đoạn", "assign what waits, or single clauses"),
        "add": say("thêm nhiệm vụ máy đọc bỏ sót", "draft a task that the reader did not see"),
        "edit": say("sửa một nhiệm vụ trích ra", "correct a drafted task"),
        "split": say("tách một nhiệm vụ trích ra thành hai", "make two drafted tasks of one"),
        "merge": say("gộp với nhiệm vụ trích ra ngay sau", "merge with the drafted task after it"),
        "reject": say("không giao nhiệm vụ trích ra này", "leave a drafted task out"),
        "restore": say("hoàn tác quyết định sau cùng", "take the last decision back"),
        "reread": say("đọc lại: bản nháp chưa ai xem được thay", "read again: untouched drafts give way"),
        "describe": say("sửa số, ngày, cơ quan ban hành, trích yếu", "correct number, day, issuer, subject"),
    }
    made: dict[str, Parser] = {deed: commands.add_parser(deed, help=text) for deed, text in deeds.items()}
    _accept_arguments(made["accept"])
    _add_arguments(made["add"])
    for deed in ("edit", "split", "merge", "reject", "restore"):
        made[deed].add_argument("clause", type=number, metavar=say("ĐOẠN", "CLAUSE"))
        made[deed].add_argument("--version", type=number, help=say("phiên bản đã xem", "version looked at"))
    _edit_arguments(made["edit"])
    _split_arguments(made["split"])
    made["merge"].add_argument("--label", default="", help=say("tên nhiệm vụ", "name of the task"))
    _describe_arguments(made["describe"])
    _reread_arguments(made["reread"])
    return list(made.values())


def _accept_arguments(parser: Parser) -> None:
    say = parser.say
    parser.add_argument("document", type=number, nargs="?", metavar=say("VĂN BẢN", "DOCUMENT"))
    parser.add_argument(
        "--clause",
        type=number,
        action="append",
        metavar=say("ĐOẠN", "CLAUSE"),
        help=say("chỉ giao đoạn này; lặp lại được", "only this clause; repeatable"),
    )

    parser.add_argument(
        "--once",
        action="store_true",
        help=say("giao một lần, dù văn bản ghi lặp lại", "one task, also where the clause comes back"),
    )
    parser.add_argument(
        "--last", type=day, help=say("lặp lại đến hết ngày này", "the last day of what comes back")
    )


def _add_arguments(parser: Parser) -> None:
    say = parser.say
    parser.add_argument("document", type=number, metavar=say("VĂN BẢN", "DOCUMENT"))
    parser.add_argument(
        "--words",
        required=True,
        metavar=say("CÂU", "SENTENCE"),
        help=say("câu giao việc, chép từ văn bản", "the ordering words, copied from the text"),
    )


def _edit_arguments(parser: Parser) -> None:
    say = parser.say
    parser.add_argument("--label", help=say("tên nhiệm vụ", "name of the task"))
    parser.add_argument(
        "--due",
        type=_day_or_none,
        metavar=say("NGÀY", "DAY"),
        help=say("hạn; «-» là không có hạn", "due day; “-” for none"),
    )
    name = say("TÊN[=CƠ QUAN]", "NAME[=AGENCY]")
    parser.add_argument(
        "--lead",
        action="append",
        metavar=name,
        help=say("chủ trì, thay cho các cơ quan đã đọc; lặp lại được", "leads instead of those read"),
    )
    parser.add_argument(
        "--coordinating",
        action="append",
        metavar=name,
        help=say("phối hợp, thay cho các cơ quan đã đọc; «-» là không có", "coordinating; “-” for none"),
    )
    parser.add_argument(
        "--remember",
        action="store_true",
        help=say("nhớ TÊN là cách viết khác của CƠ QUAN", "remember NAME as another writing of its AGENCY"),
    )
    parser.add_argument("--each", choices=_EACH, help=say("mỗi chủ trì một nhiệm vụ", "one task a lead"))
    parser.add_argument("--recurrence", help=say("định kỳ", "recurrence"))
    parser.add_argument(
        "--area", action="append", help=say("địa bàn; lặp lại được, «-» là không có", "area; “-” for none")
    )


def _split_arguments(parser: Parser) -> None:
    say = parser.say
    parser.add_argument(
        "--at",
        dest="offset",
        type=number,
        metavar=say("CHỖ", "OFFSET"),
        help=say("chỗ tách trong văn bản; bỏ trống thì cần --second", "offset into the text"),
    )
    parser.add_argument("--first", default="", help=say("tên nhiệm vụ thứ nhất", "name of the first task"))
    parser.add_argument("--second", default="", help=say("tên nhiệm vụ thứ hai", "name of the second task"))
    parser.add_argument(
        "--points", action="store_true", help=say("chỉ liệt kê các chỗ tách được", "only list the places")
    )


def _describe_arguments(parser: Parser) -> None:
    say = parser.say
    parser.add_argument("document", type=number, metavar=say("VĂN BẢN", "DOCUMENT"))
    parser.add_argument("--number", help=say("số, ký hiệu", "number"))
    parser.add_argument("--kind", help=say("loại văn bản", "kind of document"))
    parser.add_argument(
        "--issued-on", type=_day_or_none, help=say("ngày ban hành; «-» là không có", "day; “-” for none")
    )
    parser.add_argument("--issuer", help=say("cơ quan ban hành", "issuing body"))
    parser.add_argument("--subject", help=say("trích yếu", "subject"))
    parser.add_argument(
        "--urgency", choices=("", "khan", "thuong_khan", "hoa_toc"), help=say("độ khẩn", "urgency")
    )


def _reread_arguments(parser: Parser) -> None:
    say = parser.say
    parser.add_argument("documents", type=number, nargs="*", metavar=say("VĂN BẢN", "DOCUMENT"))
    parser.add_argument(
        "--awaiting",
        action="store_true",
        help=say("mọi văn bản chờ rà soát", "every document awaiting review"),
    )


def act(args: argparse.Namespace, actor: Actor, at: datetime) -> int | None:
    """Do one deed; the number of the document it concerned, None for one that has said what it did.

    Raises Problem.
    """
    from cotmoc.directives import actions

    if args.deed == "reread":
        rereading.read_again(args, actor, at)
        return None
    if args.deed == "describe":
        actions.describe(args.document, by=actor, at=at, **_head(args))
        return int(args.document)
    who: Any = {"by": actor, "at": at}
    if args.deed == "add":
        actions.add(args.document, words=args.words, **who)
        return int(args.document)
    if args.deed == "accept":
        clauses = [actions.accept(one, once=args.once, last=args.last, **who) for one in args.clause]
        return int(clauses[0].reading.document_id)
    seen = {**who, "version": args.version}
    if args.deed == "edit":
        clause = actions.edit(args.clause, **_changes(args, actor, at), **seen)
    elif args.deed == "split":
        names = {"first_label": args.first, "second_label": args.second}
        clause, _second = actions.split(args.clause, offset=args.offset, **names, **seen)
    elif args.deed == "merge":
        clause = actions.merge(args.clause, label=args.label, **seen)
    else:
        decide = actions.reject if args.deed == "reject" else actions.restore
        clause = decide(args.clause, **seen)
    return int(clause.reading.document_id)


def _head(args: argparse.Namespace) -> dict[str, Any]:
    names = ("number", "kind", "issued_on", "issuer", "subject", "urgency")
    given = {name: getattr(args, name) for name in names if getattr(args, name) is not None}
    if not given:
        raise Problem(WRONG_USE, why=" | ".join(f"--{name.replace('_', '-')}" for name in names))
    return {name: None if value == NONE else value for name, value in given.items()}


def _changes(args: argparse.Namespace, actor: Actor, at: datetime) -> dict[str, Any]:
    from cotmoc.directives import queries

    clause = queries.clause(actor, args.clause)
    document = clause.reading.document
    on = document.issued_on or document.registered_on
    given: dict[str, Any] = {"label": args.label, "recurrence": args.recurrence}
    if args.due is not None:
        given["due_on"] = None if args.due == NONE else args.due
    if args.each is not None:
        given["each"] = _EACH[args.each]
    if args.area is not None:
        given["areas"] = [one for one in args.area if one != NONE]
    for role, said in (("leads", args.lead), ("coordinating", args.coordinating)):
        if said is not None:
            named = [one for one in said if one != NONE]
            given[role] = _bodies(named, actor, on=on, field=role, remember=args.remember)
    changes = {name: value for name, value in given.items() if value is not None or name == "due_on"}
    if not changes:
        raise Problem(WRONG_USE, why=_EDITS)
    return changes


def _bodies(said: Sequence[str], actor: Actor, *, on: Any, field: str, remember: bool) -> list[Any]:
    """``NAME`` as it is written; ``NAME=AGENCY`` says whom it means, a bare number names an agency."""
    from cotmoc.directives.actions import Body

    bodies = []
    for text in said:
        written, _, meant = text.partition("=")
        if not meant and written.isascii() and written.isdigit():
            written, meant = "", written
        chosen = agency(meant, actor, on=on, field=field) if meant else None
        bodies.append(Body(written.strip(), chosen, remember and bool(written and meant)))
    return bodies


def _day_or_none(text: str) -> Any:
    return NONE if text == NONE else day(text)
