"""``cotmoc tasks``: assign, list and show tasks, every step of their course, and many at once."""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cotmoc.cli import recurring, task_filter, task_results, task_steps, tasks_many, tying
from cotmoc.cli.arguments import add_order, add_who, day, number, order_of
from cotmoc.cli.arguments import show_json as _print
from cotmoc.cli.main import with_django
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Actor, Permission
from cotmoc.domain.task_status import TaskState
from cotmoc.domain.vi_numbers import show_date, show_percent

if TYPE_CHECKING:
    from cotmoc.tasks.queries import Listing

PERMISSION = Permission.READ_TASK

_STATES = {
    TaskState.OVERDUE: ("quá hạn", "overdue"),
    TaskState.DUE_SOON: ("sắp đến hạn", "due soon"),
    TaskState.NOT_YET_DUE: ("chưa đến hạn", "not yet due"),
    TaskState.NO_DEADLINE: ("thường xuyên", "no deadline"),
    TaskState.DONE_LATE: ("xong muộn", "done late"),
    TaskState.DONE_ON_TIME: ("đúng hạn", "done on time"),
}
_ROLES = {
    "lead": ("chủ trì", "lead"),
    "coordinating": ("phối hợp", "coordinating"),
    "observer": ("để biết", "observer"),
}
_KINDS = {
    "assigned": ("giao", "assigned"),
    "progress": ("tiến độ", "progress"),
    "evidence": ("chứng minh", "evidence"),
    "contributed": ("phần việc", "part given"),
    "sent_back": ("trả phần việc", "part sent back"),
    "part_due": ("đổi hạn phần việc", "part's day changed"),
    "asked": ("xin gia hạn", "extension asked"),
    "extended": ("gia hạn", "extended"),
    "refused": ("không gia hạn", "extension refused"),
    "escalated": ("xin ý kiến", "sent up"),
    "passed_up": ("trình cấp trên", "passed up"),
    "referred": ("gửi cấp trên", "referred"),
    "agreed": ("đồng ý đề xuất", "agreed"),
    "decided": ("ý kiến khác", "decided otherwise"),
    "completed": ("báo hoàn thành", "completed"),
    "accepted": ("xác nhận", "accepted"),
    "returned": ("trả lại", "returned"),
    "cancelled": ("rút", "withdrawn"),
    "reopened": ("mở lại", "reopened"),
    "commented": ("ý kiến", "remark"),
    "handed_over": ("chuyển giao", "handed over"),
    "undone": ("hoàn tác", "undone"),
    "moved": ("đổi nhiệm vụ cấp trên", "moved"),
}
_MOST = 1000


def add_arguments(parser: Parser) -> None:
    """One subcommand a deed."""
    say = parser.say
    commands = parser.add_subparsers(dest="deed", required=True, metavar=say("VIỆC", "DEED"))
    listing = commands.add_parser("list", help=say("danh sách và sáu số đếm", "tasks with the six counts"))
    task_filter.add_filter(listing)
    tying.add_ties(listing, say)
    listing.add_argument("--programme", type=number, help=say("chương trình, số", "programme, its number"))
    listing.add_argument("--limit", type=_limit, default=25, help=say("số dòng (25)", "rows (25)"))
    listing.add_argument("--page", type=_limit, default=1, help=say("trang (1)", "page (1)"))
    deeds = {
        "show": say("một nhiệm vụ và diễn biến", "one task and its history"),
        "progress": say("báo tiến độ", "report progress"),
        "contribute": say("gửi phần việc phối hợp", "give a coordinating body's part"),
        "part-back": say("trả lại phần việc phối hợp", "send a part back"),
        "part-due": say("đổi hạn phần việc phối hợp", "give a part another day"),
        "complete": say("báo hoàn thành", "report completion"),
        "ask": say("xin gia hạn", "ask for an extension"),
        "refuse": say("không đồng ý gia hạn", "refuse an extension"),
        "escalate": say("xin ý kiến cấp trên", "send a matter up"),
        "answer": say("trả lời việc xin ý kiến", "answer a matter"),
        "accept": say("xác nhận kết quả", "accept the result"),
        "return": say("trả lại để làm tiếp", "return the result"),
        "extend": say("gia hạn", "extend"),
        "withdraw": say("rút nhiệm vụ", "take the task back"),
        "comment": say("ghi ý kiến", "make a remark"),
        "file": say("lấy tệp của một diễn biến", "fetch the file of an event"),
    }
    deeds |= {deed: say(*words) for deed, words in tying.DEEDS.items()}
    made = {deed: commands.add_parser(deed, help=help_text) for deed, help_text in deeds.items()}
    for command in made.values():
        command.add_argument("task", type=int, metavar=say("SỐ", "NUMBER"))
    _step_arguments(made, say)
    assigning = commands.add_parser("assign", help=say("giao một nhiệm vụ", "assign a task"))
    _assign_arguments(assigning)
    results = commands.add_parser("results", help=say("kết quả, cả hai tỷ lệ", "results with both rates"))
    task_results.add_arguments(results, say)
    add_who(listing, results, *made.values(), assigning)
    recurring.add_arguments(commands, say)
    tasks_many.add_commands(commands, parser)


def _step_arguments(made: Mapping[str, Parser], say: Callable[[str, str], str]) -> None:
    made["comment"].add_argument("note", metavar=say("Ý KIẾN", "REMARK"))
    for deed in ("progress", "contribute", "complete", "accept", "answer"):
        made[deed].add_argument("--note", default="", help=say("nội dung", "note"))
    for deed in ("progress", "contribute", "complete"):
        made[deed].add_argument("--file", type=Path, help=say("tệp gửi kèm", "file to attach"))
    made["comment"].add_argument(
        "--file",
        dest="files",
        type=Path,
        metavar=say("TỆP", "FILE"),
        action="append",
        default=[],
        help=say("tệp gửi kèm; lặp lại được", "file to attach; repeatable"),
    )
    made["file"].add_argument("seq", type=int, metavar=say("THỨ TỰ", "SEQ"))
    made["file"].add_argument(
        "--number", type=int, default=1, help=say("tệp thứ mấy, từ 1", "which of its files, from 1")
    )
    made["file"].add_argument("--out", type=Path, required=True, help=say("ghi vào tệp mới", "new file"))
    made["progress"].add_argument("--percent", type=int, help=say("đã làm được, 0 đến 100", "0 to 100"))
    for deed in ("contribute", "complete", "extend", "answer"):
        made[deed].add_argument("--product", default="", help=say("số văn bản", "number of the document"))
    for deed in ("contribute", "complete"):
        made[deed].add_argument("--product-on", type=day, help=say("ngày văn bản", "day of the document"))
    for deed in ("extend", "ask", "part-due"):
        made[deed].add_argument("--due", type=day, required=True, help=say("hạn mới", "new due day"))
    made["contribute"].add_argument("--body", help=say("cơ quan phối hợp", "coordinating body"))
    for deed in ("part-back", "part-due"):
        made[deed].add_argument("--body", required=True, help=say("cơ quan phối hợp", "coordinating body"))
    made["escalate"].add_argument(
        "--proposal", required=True, help=say("vướng mắc và đề xuất", "the matter and what is proposed")
    )
    tying.add_arguments(made)
    made["answer"].add_argument("decision", choices=["agreed", "decided", "passed_up", "referred"])
    made["withdraw"].add_argument("--with-subtasks", action="store_true", help=say(*task_steps.WITH_SUBTASKS))
    for deed in ("return", "extend", "withdraw", "ask", "refuse", "part-back", "part-due"):
        made[deed].add_argument("--reason", required=True, help=say("lý do", "reason"))


def _assign_arguments(parser: Parser) -> None:
    say = parser.say
    add_order(parser)
    parser.add_argument("--given", type=day, help=say("ngày giao, hôm nay nếu bỏ trống", "day it is given"))
    recurring.add_due_arguments(parser)
    recurring.add_part_arguments(parser)
    parser.add_argument("--recurrence", default="", help=say("định kỳ", "recurrence"))
    parser.add_argument("--under", type=int, help=say("là việc con của nhiệm vụ số", "part of task number"))


def run(args: argparse.Namespace) -> int:
    """Do one deed as ``--by``, or as the office at the console."""
    with_django()
    from config import clock
    from cotmoc.cli.acting import acting

    at = clock.now()
    actor = acting(args.by, at=at)
    if args.deed in recurring.DEEDS:
        return recurring.run(args, actor, at)
    if args.deed in tasks_many.DEEDS:
        return tasks_many.run(args, actor, at)
    if args.deed == "results":
        return task_results.run(args, actor, at)
    if args.deed == "list":
        return _list(args, actor, at)
    if args.deed == "file":
        return task_steps.fetch(args, actor)
    if args.deed == "assign":
        args.task = _assign(args, actor, at)
    elif args.deed in tying.DEEDS:
        tying.act(args, actor, at)
    elif args.deed != "show":
        task_steps.act(args, actor, at)
    return _show(args, actor, at)


def _list(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from cotmoc.tasks import queries

    only = replace(task_filter.filter_of(args, actor, at.date()), tasks=tying.ids(args, actor, at.date()))
    listing = queries.Listing(actor, on=at.date(), only=only)
    found = queries.listing_object(listing, on=at.date(), page=args.page, size=args.limit)
    if args.json:
        _print(found)
        return 0
    rows = [
        (
            str(row["id"]),
            show_date(date.fromisoformat(row["due_on"])) if row["due_on"] else "–",
            _state(row["state"], args.lang),
            row["lead"]["name"] if row["lead"] else "–",
            row["title"],
        )
        for row in found["items"]
    ]
    heads = ("#", "due", "state", "lead", "task") if args.lang == "en" else _HEADS
    _table([heads, *rows])
    print(_counted(listing, args.lang) + task_steps.goes_on(args, len(listing)))
    return 0


def _counted(listing: Listing, language: str) -> str:
    """How many there are; a text found too often is not counted by state."""
    tally, english = listing.tally, language == "en"
    count = len(listing)
    if listing.more:
        told = (f"more than {count} tasks, the newest first", f"hơn {count} nhiệm vụ, mới nhất trước")
    elif tally is None:
        told = (f"{count} tasks", f"{count} nhiệm vụ")
    else:
        counts = ", ".join(f"{_state(one.value, language)} {tally[one]}" for one in _STATES)
        rate, due = show_percent(tally.on_time_rate.value), tally.fallen_due
        told = (
            f"{count} tasks; {counts}; on time {rate} of {due} that fell due",
            f"{count} nhiệm vụ; {counts}; đúng hạn {rate} trong {due} việc đã đến hạn",
        )
    return told[0 if english else 1]


_HEADS = ("số", "hạn", "tình trạng", "chủ trì", "nhiệm vụ")


def _assign(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    """Give the task, or one a lead under a heading; its number."""
    from cotmoc.tasks import actions

    on = args.given or at.date()
    order = order_of(
        args,
        actor,
        on=on,
        due_on=args.due,
        given_on=args.given,
        recurrence=args.recurrence,
        shift=args.shift,
        working_days=args.working_days,
        **recurring.parts_of(args, actor, on),
        parent=args.under,
    )
    act = actions.assign_each if args.each else actions.assign
    return act(order, by=actor, at=at).pk


def _show(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    from cotmoc.tasks import queries

    row = queries.task(actor, args.task)
    found = queries.task_object(actor, row, on=at.date()) | tying.shown(actor, row, at.date())
    if args.deed == "withdraw":
        found["left_open"] = queries.left_object(queries.open_under(actor, [row.pk]))
    if args.json:
        _print(found)
        return 0
    english = args.lang == "en"
    print(f"#{found['id']} {found['title']}")
    due = show_date(date.fromisoformat(found["due_on"])) if found["due_on"] else "–"
    stands = task_steps.standing(found["paused_on"], found["due_on"], english=english)
    print(f"  {_state(found['state'], args.lang)}, {'due' if english else 'hạn'} {due}{stands}")
    for body in found["bodies"]:
        print(f"  {_ROLES[body['role']][english]}{'*' if body['accountable'] else ''}: {body['name']}")
    for line in tying.lines(found, english=english):
        print(line)
    for line in task_steps.left_lines(found.get("left_open", []), english=english):
        print(line)
    for held in found["matter"]:
        print(task_steps.held_line(held, english=english))
    for event in found["events"]:
        said = [_KINDS[event["kind"]][english], event["product"], event["note"]]
        if event["kind"] == "part_due":
            said.insert(1, task_steps.days_line(event, english=english))
        if event["percent"] is not None:
            said.insert(1, f"{event['percent']}%")
        for place, file in enumerate(event["files"], 1):
            which = f" --number {place}" if place > 1 else ""
            said.append(f"[{event['seq']}{which}: {file['name']}]")
        day = show_date(date.fromisoformat(event["on"]))
        print(f"  {day}  {event['by']}: {' · '.join(part for part in said if part)}")
    return 0


def _state(name: str | None, language: str) -> str:
    return _STATES[TaskState(name)][language == "en"] if name else "–"


def _table(rows: Iterable[tuple[str, ...]]) -> None:
    lines = [tuple(unicodedata.normalize("NFC", cell) for cell in row) for row in rows]
    widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]) - 1)]
    for line in lines:
        cells = [cell.ljust(width) for cell, width in zip(line[:-1], widths, strict=True)]
        print("  ".join([*cells, line[-1]]).rstrip())


def _limit(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= _MOST:
        raise argparse.ArgumentTypeError(f"{text!r}: 1 … {_MOST}")
    return int(text)
