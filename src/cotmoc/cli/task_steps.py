"""One step of a task's course from the command line, and the file that came with one."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cotmoc.cli.arguments import agency
from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.briefings import FILE_EXISTS, FILE_NOT_WRITTEN
from cotmoc.domain.errors.files import FILE_NOT_OPENED
from cotmoc.domain.vi_numbers import show_date


def act(args: argparse.Namespace, actor: Actor, at: datetime) -> None:
    """Take the step that ``args.deed`` names. Raises Problem as its action does."""
    from cotmoc.tasks import actions

    acts = {
        "progress": actions.report_progress,
        "contribute": actions.contribute,
        "part-back": actions.send_part_back,
        "part-due": actions.set_part_due,
        "complete": actions.report_completion,
        "ask": actions.ask_extension,
        "refuse": actions.refuse_extension,
        "escalate": actions.escalate,
        "answer": actions.answer,
        "accept": actions.accept,
        "return": actions.send_back,
        "extend": actions.extend,
        "withdraw": actions.withdraw,
        "comment": actions.comment,
    }
    said: dict[str, Any] = {name: getattr(args, name) for name in _SAID if hasattr(args, name)}
    if hasattr(args, "due"):
        said["due_on"] = args.due
    if hasattr(args, "file"):
        said["evidence"] = _evidence(args.file) if args.file else None
    if hasattr(args, "files"):
        said["files"] = [_evidence(path) for path in args.files]
    if hasattr(args, "body"):
        said["body"] = agency(args.body, actor, on=at.date(), field="--body")
    acts[args.deed](args.task, by=actor, at=at, **said)  # type: ignore[operator]


def fetch(args: argparse.Namespace, actor: Actor) -> int:
    """Write a file of one event where ``--out`` says. Raises NOT_FOUND, FILE_EXISTS, FILE_NOT_WRITTEN."""
    from cotmoc.files.queries import bytes_of
    from cotmoc.tasks import queries

    data = bytes_of(queries.file_of(actor, args.task, args.seq, args.number))
    try:
        with args.out.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise Problem(FILE_EXISTS, field="--out", file=args.out.name) from None
    except OSError as error:
        raise Problem(FILE_NOT_WRITTEN, field="--out", file=args.out.name, why=error.strerror) from None
    return 0


def days_line(event: Mapping[str, Any], *, english: bool) -> str:
    """The day that a part was given and the one it had before."""
    due, was = (show_date(date.fromisoformat(event[key])) if event[key] else "" for key in _DAYS)
    with_task = "as the task" if english else "theo nhiệm vụ"
    return f"{was or with_task} → {due}"


def left_lines(left: Iterable[Mapping[str, Any]], *, english: bool) -> list[str]:
    """What stays open under tasks that were taken back."""
    said = "stays open" if english else "vẫn mở"
    return [f"  {said}: #{one['id']} {one['name']}" for one in left]


def goes_on(args: argparse.Namespace, count: int) -> str:
    """Below a list: which rows these are, and how to see the next; nothing where they are the last."""
    first, last = (args.page - 1) * args.limit + 1, args.page * args.limit
    if last >= count:
        return ""
    if args.lang == "en":
        return f"\nrows {first} to {last}; go on with --page {args.page + 1}"
    return f"\ndòng {first} đến {last}; xem tiếp bằng --page {args.page + 1}"


def standing(paused_on: str | None, due_on: str | None, *, english: bool) -> str:
    """Since when the clock stands still; a task that was overdue already runs on."""
    if paused_on is None or due_on is None or paused_on > due_on:
        return ""
    since = show_date(date.fromisoformat(paused_on))
    return f"; the clock stands since {since}" if english else f"; đồng hồ dừng từ {since}"


def held_line(held: Mapping[str, Any], *, english: bool) -> str:
    """Who had a matter from when to when, and for how many working days."""
    first, last = (show_date(date.fromisoformat(held[key])) if held[key] else "" for key in _STAY)
    if english:
        until = f"to {last}" if last else "until now"
        return f"  asked: {held['name']}, from {first} {until}, working days: {held['working_days']}"
    until = f"đến {last}" if last else "đến nay"
    return f"  xin ý kiến: {held['name']}, từ {first} {until}, {held['working_days']} ngày làm việc"


WITH_SUBTASKS = ("cùng các việc con đang mở, mọi cấp", "with all open tasks under it, on any level")
_DAYS = ("due_on", "was_due_on")
_STAY = ("from_on", "to_on")
_SAID = ("note", "percent", "product", "product_on", "reason", "proposal", "decision", "with_subtasks")


def _evidence(path: Path) -> Any:
    from config import env
    from cotmoc.tasks.actions import Evidence

    try:
        with path.open("rb") as file:
            # One byte more than the limit, so that an endless source ends here and is refused as too large.
            return Evidence(path.name, file.read(env.upload_limit() + 1))
    except OSError as error:
        raise Problem(FILE_NOT_OPENED, field="file", why=error.strerror or "") from None
