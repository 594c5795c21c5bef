"""The part of ``cotmoc tasks`` that concerns many at once: Excel out and in, bulk deeds, batches."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cotmoc.cli import task_steps, tasks_handing
from cotmoc.cli.arguments import add_who, day, function_of, number, show_json, show_rows
from cotmoc.cli.task_filter import add_filter, filter_of, narrowed
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.files import FILE_NOT_OPENED
from cotmoc.domain.errors.task_batches import ROWS_WRONG
from cotmoc.domain.task_tables import HEADINGS
from cotmoc.domain.vi_numbers import show_date

_MOST_SHOWN = 50


def add_commands(commands: Any, parser: Parser) -> None:
    """One subcommand a deed."""
    say = parser.say
    export = commands.add_parser("export", help=say("danh sách thành tệp Excel", "the list as an Excel file"))
    template = commands.add_parser("template", help=say("tệp mẫu để nhập", "an empty table to fill in"))
    importing = commands.add_parser("import", help=say("nhập nhiệm vụ từ bảng", "tasks out of a table"))
    for command in (export, template, importing):
        command.add_argument("file", type=Path, metavar=say("TỆP", "FILE"))
    add_filter(export)
    dry = say("chỉ xem, không lưu", "only look, save nothing")
    importing.add_argument("--dry-run", action="store_true", help=dry)
    right = say("chỉ nhập dòng đúng", "import only the right rows")
    importing.add_argument("--right-only", action="store_true", help=right)
    marked = say("ghi tệp có đánh dấu lỗi", "write the table with its errors marked")
    importing.add_argument("--marked", type=Path, help=marked)
    extend = commands.add_parser("extend-many", help=say("gia hạn nhiều nhiệm vụ", "extend many tasks"))
    withdraw = commands.add_parser("withdraw-many", help=say("rút nhiều nhiệm vụ", "take many tasks back"))
    hand = commands.add_parser("hand-over", help=say("chuyển giao cơ quan", "hand over to a successor"))
    extend.add_argument("--due", type=day, help=say("hạn mới cho mọi nhiệm vụ", "due day of them all"))
    extend.add_argument("--days", type=number, help=say("hoặc lùi mỗi hạn số ngày", "or days to put off"))
    extend.add_argument("--product", default="", help=say("số văn bản", "number of the document"))
    withdraw.add_argument("--with-subtasks", action="store_true", help=say(*task_steps.WITH_SUBTASKS))
    tasks_handing.add_arguments(hand)
    put = commands.add_parser("put-many", help=say("đặt lĩnh vực nhiều nhiệm vụ", "put many to a function"))
    into = put.add_mutually_exclusive_group(required=True)
    into.add_argument("--to", metavar=say("KHÓA", "KEY"), help=say("lĩnh vực", "field of work"))
    by_words = say("theo từ ngữ, nhiệm vụ chưa có", "as the words say, those that have none")
    into.add_argument("--by-words", action="store_true", help=by_words)
    none = say("bỏ lĩnh vực đang có", "take out of the one it has")
    into.add_argument("--none", action="store_true", help=none)
    for command in (extend, withdraw, put):
        add_filter(command)
    for command in (extend, withdraw, hand):
        command.add_argument("--reason", required=True, help=say("lý do", "reason"))
    for command in (extend, withdraw, hand, put):
        command.add_argument("tasks", type=number, nargs="*", metavar=say("SỐ", "NUMBER"))
        command.add_argument("--dry-run", action="store_true", help=dry)
        partly = say("làm phần làm được, bỏ phần còn lại", "do what is possible, leave the rest")
        command.add_argument("--partly", action="store_true", help=partly)
    batches = commands.add_parser("batches", help=say("các lần làm hàng loạt", "what was done to many"))
    undo = commands.add_parser("undo", help=say("hoàn tác một lần làm hàng loạt", "undo one of them"))
    undo.add_argument("batch", type=number, metavar=say("SỐ", "NUMBER"))
    add_who(export, template, importing, extend, withdraw, hand, put, batches, undo)


def run(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    """Do one of these deeds; 2 when rows of a table are wrong."""
    deeds: dict[str, Any] = {
        "export": _export,
        "template": _template,
        "import": _import,
        "extend-many": _bulk,
        "withdraw-many": _bulk,
        "hand-over": _bulk,
        "put-many": _bulk,
        "batches": _batches,
        "undo": _undo,
    }
    done: int = deeds[args.deed](args, actor, at)
    return done


DEEDS = (
    "export",
    "template",
    "import",
    "extend-many",
    "withdraw-many",
    "hand-over",
    "put-many",
    "batches",
    "undo",
)
"""The subcommands that stand here."""


def _export(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from cotmoc.tasks import queries, workbooks

    found = queries.exported(actor, on=at.date(), only=filter_of(args, actor, at.date()))
    with _opened(args.file, "wb") as out:
        workbooks.write_tasks(out, found, language=args.lang)
    return _told(args, {"file": str(args.file)}, str(args.file))


def _template(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from cotmoc.organisations import queries
    from cotmoc.tasks import workbooks

    bodies = queries.agencies(actor, on=at.date()).values_list("key", "short_name", "name")
    with _opened(args.file, "wb") as out:
        out.write(workbooks.template(bodies))
    return _told(args, {"file": str(args.file)}, str(args.file))


def _import(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from cotmoc.files.reading.table import LIMIT, to_rows
    from cotmoc.tasks import actions, queries, workbooks

    with _opened(args.file, "rb") as file:
        data = file.read(LIMIT + 1)
    rows = to_rows(args.file.name, data)
    plan = queries.plan_import(actor, rows, on=at.date())
    wrong = [_wrong_cell(one, args.lang) for one in plan.wrong]
    if args.marked is not None and wrong:
        with _opened(args.marked, "wb") as out:
            out.write(workbooks.marked(rows, plan.wrong, language=args.lang))
    made = None
    if not args.dry_run and (not wrong or (args.right_only and plan.right)):
        made = actions.import_tasks(rows, by=actor, at=at, partly=args.right_only)
    if args.json:
        count = len(plan.right)
        show_json({"batch": made.pk if made else None, "count": count, "wrong": wrong})
    else:
        _print_import(args, plan, wrong, made)
    return ROWS_WRONG.exit if wrong and made is None else 0


def _wrong_cell(one: Any, language: str) -> dict[str, Any]:
    english = language == "en"
    column = one.column if english else HEADINGS[one.column]
    return {"line": one.line, "column": column, "why": one.why.en if english else one.why.vi}


def _print_import(args: argparse.Namespace, plan: Any, wrong: Sequence[dict[str, Any]], made: Any) -> None:
    english = args.lang == "en"
    for cell in wrong[:_MOST_SHOWN]:
        row = "row" if english else "dòng"
        print(f"{row} {cell['line']}, {cell['column']}: {cell['why']}", file=sys.stderr)
    if len(wrong) > _MOST_SHOWN:
        print(f"… (+{len(wrong) - _MOST_SHOWN})", file=sys.stderr)
    right, count = len(plan.right), len(plan.rows)
    if made is None:
        print(
            f"{right}/{count} rows right; nothing saved"
            if english
            else f"{right}/{count} dòng đúng; chưa lưu gì"
        )
    else:
        said = f"{made.count} tasks imported, batch" if english else f"đã nhập {made.count} nhiệm vụ, lần số"
        print(f"{said} {made.pk}")


def _bulk(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from cotmoc.tasks import actions, queries

    on = at.date()
    which: Any = args.tasks
    deed: Any
    if args.deed == "hand-over":
        which, deed = tasks_handing.chosen(args, actor, on)
    elif args.deed == "extend-many":
        deed = queries.Extend(args.reason, args.due, args.days, args.product)
    elif args.deed == "put-many":
        deed = queries.PutFunction(function_of(args.to, actor), args.by_words, args.none)
    else:
        deed = queries.Withdraw(args.reason, args.with_subtasks)
    if args.deed != "hand-over" and not which:
        which = narrowed(args, actor, on)
    if args.dry_run:
        seen = queries.preview(actor, which, deed, on=on)
        taken = [row.pk for row in seen.possible] if args.deed == "withdraw-many" else []
        return _preview(args, seen, queries.left_object(queries.open_under(actor, taken)))
    acts: dict[str, Any] = {
        "extend-many": actions.extend_many,
        "withdraw-many": actions.withdraw_many,
        "hand-over": actions.hand_over,
        "put-many": actions.put_to_functions,
    }
    ids = queries.chosen(actor, which, on=on)
    made = acts[args.deed](ids, deed, by=actor, at=at, partly=args.partly)
    told, lines = queries.batch_line(made), [_line(made, args.lang)]
    if args.deed == "withdraw-many":
        left = queries.left_object(queries.open_under_batch(actor, made.pk))
        told["left_open"] = left
        lines += task_steps.left_lines(left, english=args.lang == "en")
    return _told(args, told, "\n".join(lines))


def _preview(args: argparse.Namespace, seen: Any, left: list[dict[str, Any]]) -> int:
    rows = [
        {
            "id": row.pk,
            "title": row.title,
            "due_on": row.due_on.isoformat() if row.due_on else None,
            "due_after": row.due_after.isoformat() if row.due_after else None,
            "parts": [part.value for part in row.parts],
            "function": row.put.key if row.put else None,
            "heir": row.heir,
            "why": row.why.parts(args.lang).what if row.why else "",
        }
        for row in seen.rows
    ]
    if args.json:
        counts = {"count": len(seen.possible), "refused": len(seen.refused)}
        show_json({**counts, "rows": rows, "left_open": left})
        return 0
    for row in seen.rows:
        after = show_date(row.due_after) if row.due_after else ", ".join(part.value for part in row.parts)
        after = row.put.name if row.put else after
        print(f"{row.pk}  {row.why.parts(args.lang).what if row.why else after or 'OK'}  {row.title}")
    for line in task_steps.left_lines(left, english=args.lang == "en"):
        print(line)
    return 0


def _batches(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from cotmoc.tasks import queries

    found = list(queries.batches(actor)[:_MOST_SHOWN])
    if args.json:
        show_json([queries.batch_line(one) for one in found])
    elif found:
        show_rows((one.pk, one.kind, one.count, one.by_name, _line(one, args.lang)) for one in found)
    return 0


def _undo(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from cotmoc.tasks import actions, queries

    made = actions.undo(args.batch, by=actor, at=at)
    left = [one for one in queries.items(actor, made) if not one.undone]
    for one in left if not args.json else ():
        print(f"{one.pk}  {one.title}")
    said = (
        f"undone; {len(left)} left as they are"
        if args.lang == "en"
        else f"đã hoàn tác; giữ nguyên {len(left)}"
    )
    return _told(args, queries.batch_object(actor, made), said)


def _line(made: Any, language: str) -> str:
    undone = {"vi": " (đã hoàn tác)", "en": " (undone)"}[language] if made.undone_at else ""
    return f"#{made.pk}: {made.count} · {made.summary}{undone}"


def _told(args: argparse.Namespace, value: Any, words: str) -> int:
    if args.json:
        show_json(value)
    else:
        print(words)
    return 0


def _opened(path: Path, mode: str) -> Any:
    try:
        return path.open(mode)
    except OSError as error:
        raise Problem(FILE_NOT_OPENED, field="file", why=error.strerror or "") from None
