"""``cotmoc briefing --period 2022-Q2 --format docx -o FILE``: write the briefing of a period."""

from __future__ import annotations

import argparse
import secrets
import sys
from pathlib import Path

from cotmoc.cli.acting import acting
from cotmoc.cli.main import with_django
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.briefings import FILE_EXISTS, FILE_NOT_WRITTEN
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.periods import Period

PERMISSION = Permission.READ_BRIEFING


def add_arguments(parser: Parser) -> None:
    """Period, format, output file."""
    parser.add_argument("--period", required=True, help=parser.say("kỳ, ví dụ 2022-Q2", "period, as 2022-Q2"))
    parser.add_argument("--format", choices=("docx", "pdf", "html"), default="docx")
    parser.add_argument(
        "-o", "--output", type=Path, required=True, help=parser.say("tệp ghi ra", "file to write")
    )
    parser.add_argument("--by", help=parser.say("tài khoản thực hiện", "account that acts"))
    parser.add_argument(
        "--force", action="store_true", help=parser.say("ghi đè tệp đã có", "overwrite an existing file")
    )


def run(args: argparse.Namespace) -> int:
    """Write the file whole or not at all; 0. Raises Problem."""
    try:
        period = Period.parse(args.period)
    except ValueError as error:
        raise Problem(BAD_VALUE, field="--period", why=error) from None
    if args.output.exists() and not args.force:
        raise Problem(FILE_EXISTS, field="--output", file=args.output.name)
    with_django()
    from django.conf import settings

    from config import clock
    from cotmoc.briefings import queries
    from cotmoc.briefings.render import render

    at = clock.now()
    value = queries.draft(acting(args.by, at=at), period, on=at.date())
    _write(args.output, render(value, args.format, fonts=Path(settings.COTMOC_FONTS)))
    print(args.output, file=sys.stderr)
    return 0


def _write(path: Path, data: bytes) -> None:
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        raise Problem(FILE_NOT_WRITTEN, field="--output", file=path.name, why=error.strerror) from error
    finally:
        draft.unlink(missing_ok=True)
