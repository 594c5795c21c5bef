"""The frame of the ``cotmoc`` command: finding the command, help, errors and exit codes.

Imports no Django; a command that needs it calls ``with_django()`` first.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from config import env
from cotmoc.cli import words
from cotmoc.cli.failure import report_unexpected
from cotmoc.domain.errors.entry import EXIT_WRONG_USE, Problem
from cotmoc.domain.errors.general import WRONG_USE

# name → one line of help in Vietnamese and English. The module is ``cotmoc.cli.<name>``.
COMMANDS: dict[str, tuple[str, str]] = {
    "read": ("đọc văn bản: nhiệm vụ, số liệu, trích dẫn", "read documents: tasks, figures, citations"),
    "directives": ("văn bản chỉ đạo: nhập, xem, rà soát", "directives: import, list, review"),
    "extraction": (
        "máy đọc đúng đến đâu trên văn bản đã rà soát",
        "how good the reader is on reviewed documents",
    ),
    "tasks": ("nhiệm vụ: giao, danh sách, tiến độ, kết quả", "tasks: assign, list, progress, results"),
    "reminders": ("nhắc việc đến hạn, quá hạn", "reminders of what is due and overdue"),
    "plans": ("kế hoạch: lập, trình, duyệt, còn thiếu", "plans: write, submit, approve, gaps"),
    "programmes": ("chương trình, nguồn vốn, giải ngân", "programmes, their money, what it pays"),
    "activities": ("hoạt động chung: ghi, xem, rút lại", "joint activities: record, list, withdraw"),
    "reports": ("số liệu báo cáo: nhập, nộp, duyệt", "reports: enter, submit, approve"),
    "snapshot": ("bản chụp số liệu: lập, xem", "snapshots of the figures: build, list"),
    "numbers": ("số liệu cộng theo đơn vị, kỳ", "figures added up by unit and period"),
    "briefing": ("báo cáo giao ban: xuất, ban hành", "the briefing: write, publish"),
    "meetings": ("cuộc họp giao ban: kết luận, giao việc", "briefing meetings: decisions, which are tasks"),
    "notices": ("thư và webhook gửi đi: gửi, nhật ký", "outgoing mail and webhooks: send, log"),
    "audit": ("nhật ký: xem, kiểm tra chuỗi", "audit log: show, verify"),
    "organisations": ("tỉnh, cơ quan, địa bàn", "the province, agencies and areas"),
    "regimes": ("chỉ tiêu, chế độ báo cáo, ai phải báo cáo", "indicators, reporting regimes, who owes"),
    "people": ("tài khoản và vai trò", "accounts and roles"),
    "demo": ("tỉnh trình diễn", "the demo province"),
    "setup": ("chuẩn bị hệ thống", "prepare the system"),
    "serve": ("chạy máy chủ", "serve the pages and the API"),
}

_FOLDER = Path(__file__).parent


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; exit code 1 unexpected, 2 wrong use, 3 unreadable, 4 secret, 5 not permitted."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    language = env.language()
    try:
        language = _take_language(arguments) or language
        return _dispatch(arguments, language)
    except Problem as problem:
        print_problem(problem, language, as_json="--json" in arguments)
        return problem.entry.exit
    except env.SettingError as error:
        print_problem(Problem(WRONG_USE, why=error), language, as_json="--json" in arguments)
        return EXIT_WRONG_USE
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has gone; nothing more can be said to it, also not at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:
        if env.debug():
            raise
        print_problem(report_unexpected(error), language, as_json="--json" in arguments)
        return 1


def with_django() -> None:
    """Set Django up with the project's settings; cheap when that has already happened."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


def print_problem(problem: Problem, language: str, *, as_json: bool) -> None:
    """The three parts of the message on stderr, with the field's own name; or one line of JSON there."""
    if as_json:
        print(json.dumps({"error": problem_object(problem, language)}, ensure_ascii=False), file=sys.stderr)
        return
    parts = problem.parts(language)
    field = f" [{problem.field}]" if problem.field and not problem.field.startswith("--") else ""
    print(f"cotmoc: CM-{problem.entry.number:04d}{field}: {parts.what}", file=sys.stderr)
    for part in (parts.kept, parts.todo):
        if part:
            print(f"  {part}", file=sys.stderr)


def problem_object(problem: Problem, language: str = "vi") -> dict[str, Any]:
    """The problem as the HTTP API gives it: type, title, status, number, kept, todo, field."""
    parts = problem.parts(language)
    shown: dict[str, Any] = {
        "type": f"urn:cotmoc:problem:{problem.entry.code}",
        "title": parts.what,
        "status": problem.entry.http,
        "number": problem.entry.number,
        "kept": parts.kept,
        "todo": parts.todo,
    }
    return shown | ({"field": problem.field} if problem.field else {})


def _dispatch(arguments: list[str], language: str) -> int:
    command = next((word for word in arguments if not word.startswith("-")), None)
    if command is None:
        parser = words.Parser(prog="cotmoc", language=language)
        words.describe_commands(parser, present(), language)
        parser.parse_args(arguments)
        parser.print_help()
        return EXIT_WRONG_USE if arguments else 0
    if command not in present():
        known = ", ".join(present())
        raise Problem(WRONG_USE, why=words.unknown_command(command, known, language))
    arguments.remove(command)
    module = importlib.import_module(f"cotmoc.cli.{command}")
    parser = words.Parser(
        prog=f"cotmoc {command}", description=COMMANDS[command][language == "en"], language=language
    )
    module.add_arguments(parser)
    args = parser.parse_args(arguments)
    args.lang = language
    run: Callable[[argparse.Namespace], int] = module.run
    return run(args)


def present() -> dict[str, tuple[str, str]]:
    """The commands whose module is part of this installation."""
    return {
        name: help_text
        for name, help_text in COMMANDS.items()
        if (_FOLDER / f"{name}.py").exists() or (_FOLDER / name / "__init__.py").exists()
    }


def _take_language(arguments: list[str]) -> str | None:
    """Remove ``--lang`` wherever it stands before ``--``; a language other than vi or en is wrong use."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    for at, word in enumerate(arguments[:end]):
        if word == "--lang" or word.startswith("--lang="):
            value = word[7:] if "=" in word else "".join(arguments[at + 1 : at + 2])
            del arguments[at : at + (1 if "=" in word else 2)]
            if value not in ("vi", "en"):
                raise Problem(WRONG_USE, why="--lang vi|en")
            return value
    return None


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
