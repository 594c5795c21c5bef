"""``cotmoc briefing --period 2022-Q2 --format docx -o FILE``: write a period's briefing, or publish it."""

from __future__ import annotations

import argparse
import secrets
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from cotmoc.cli.acting import acting
from cotmoc.cli.arguments import number, quarter, show_json
from cotmoc.cli.main import with_django
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Actor, Permission
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.briefings import FILE_EXISTS, FILE_NOT_WRITTEN
from cotmoc.domain.errors.general import NOT_FOUND, WRONG_USE
from cotmoc.domain.periods import Period

PERMISSION = Permission.READ_BRIEFING


def add_arguments(parser: Parser) -> None:
    """Period, format, output file; publishing and reading what was published."""
    say = parser.say
    parser.add_argument("--period", required=True, help=say("kỳ, ví dụ 2022-Q2", "period, as 2022-Q2"))
    parser.add_argument("--format", choices=("docx", "pdf", "html"), default="docx")
    parser.add_argument("-o", "--output", type=Path, help=say("tệp ghi ra", "file to write"))
    parser.add_argument(
        "--force", action="store_true", help=say("ghi đè tệp đã có", "overwrite an existing file")
    )
    parser.add_argument(
        "--publish",
        action="store_true",
        help=say("ban hành: giữ nguyên từng byte thành bản tiếp theo", "keep it as the next revision"),
    )
    parser.add_argument("--reason", default="", help=say("lý do ban hành bản sửa", "why it is corrected"))
    parser.add_argument(
        "--revision",
        type=number,
        metavar=say("SỐ", "NUMBER"),
        help=say("ghi ra bản đã ban hành này", "write this published revision"),
    )
    parser.add_argument(
        "--published", action="store_true", help=say("liệt kê các bản đã ban hành", "list what is published")
    )
    parser.add_argument("--by", help=say("tài khoản thực hiện", "account that acts"))
    parser.add_argument("--json", action="store_true", help=say("in JSON", "print JSON"))


def run(args: argparse.Namespace) -> int:
    """Publish, list, and write the file whole or not at all; 0. Raises Problem."""
    asked = quarter(args.period, field="--period")
    _must_fit(args)
    with_django()
    from config import clock

    at = clock.now()
    actor = acting(args.by, at=at)
    revision = args.revision
    if args.publish:
        revision = _publish(args, asked, actor, at)
    if args.publish or args.published:
        _told(args, asked, actor, revision)
    if args.output is not None:
        _write(args.output, _bytes(args, asked, actor, at, revision))
        print(args.output, file=sys.stderr)
    return 0


def _must_fit(args: argparse.Namespace) -> None:
    if args.output is None and not (args.publish or args.published):
        raise Problem(WRONG_USE, why="-o | --publish | --published")
    if args.publish and (args.revision is not None or args.published):
        raise Problem(WRONG_USE, why="--publish | --revision | --published")
    if args.output is not None and args.output.exists() and not args.force:
        raise Problem(FILE_EXISTS, field="--output", file=args.output.name)


def _publish(args: argparse.Namespace, asked: Period, actor: Actor, at: datetime) -> int:
    from cotmoc.briefings import actions

    return actions.publish(period=asked, reason=args.reason, by=actor, at=at).revision


def _told(args: argparse.Namespace, asked: Period, actor: Actor, revision: int | None) -> None:
    from cotmoc.briefings import queries

    found = [one for one in queries.published(actor, asked) if revision in (None, one.revision)]
    if args.json:
        show_json([_facts(one) for one in found])
        return
    for one in found:
        said = f"{one.period}  r{one.revision}  {one.published_at:%Y-%m-%d}  {one.pdf.sha256}"
        print(f"{said}  {one.reason}".rstrip())


def _facts(row: Any) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in ("period", "revision", "reason", "audit_head")},
        "snapshot": row.snapshot.number,
        "published_at": row.published_at.isoformat(),
        "docx_sha256": row.docx.sha256,
        "pdf_sha256": row.pdf.sha256,
    }


def _bytes(
    args: argparse.Namespace, asked: Period, actor: Actor, at: datetime, revision: int | None
) -> bytes:
    """The briefing as it stands now, or a published revision byte for byte."""
    from django.conf import settings

    from cotmoc.briefings import queries
    from cotmoc.briefings.render import render
    from cotmoc.files.queries import bytes_of

    if revision is not None:
        stored = queries.revision(actor, asked, revision).files().get(args.format)
        if stored is None:
            raise Problem(NOT_FOUND, thing=Said(f"tệp .{args.format} của bản này", f"A .{args.format} of it"))
        return bytes_of(stored)
    value = queries.draft(actor, asked, on=at.date())
    return render(value, args.format, fonts=Path(settings.COTMOC_FONTS))


def _write(path: Path, data: bytes) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        raise Problem(FILE_NOT_WRITTEN, field="--output", file=path.name, why=error.strerror) from error
    finally:
        draft.unlink(missing_ok=True)
