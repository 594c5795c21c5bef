"""The rules for reminders from the command line: in words, from a file, tried for today, those that ship."""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from cotmoc.cli.arguments import show_json, show_rows
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.files import FILE_NOT_OPENED
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.reminder_rules import rule_set

DEEDS = ("rules", "set-rules", "default-rules")
_LARGEST = 100_000
# What the file that ships and «rules --json» hold besides what is read here.
_TOLD = {"source", "at_most", "own", "changed_at", "changed_by"}
_KNOWN = {"rule", "rules", "quiet", "digest_hour", "mark"} | _TOLD
_KNOWN_OF_ROW = {"role", "level", "before", "after", "again", "words", "words_en"}


def add_arguments(commands: Any, parser: Parser) -> list[Parser]:
    """``rules``, ``set-rules FILE``, ``default-rules``."""
    say = parser.say
    shown = commands.add_parser("rules", help=say("quy tắc nhắc việc đang áp dụng", "the rules in force"))
    setting = commands.add_parser("set-rules", help=say("đặt quy tắc nhắc việc", "put rules in force"))
    setting.add_argument(
        "file",
        type=Path,
        metavar=say("TỆP", "FILE"),
        help=say(
            ".toml như reference_data/reminders.toml, hoặc .json như «rules --json» in ra",
            ".toml as reference_data/reminders.toml, or .json as “rules --json” prints it",
        ),
    )
    setting.add_argument(
        "--preview",
        action="store_true",
        help=say("chỉ xem hôm nay ai được nhắc, không lưu", "only say who would be reminded today"),
    )
    restoring = commands.add_parser(
        "default-rules", help=say("dùng lại quy tắc ban đầu", "go back to the rules that ship")
    )
    return [shown, setting, restoring]


def run(args: argparse.Namespace, actor: Actor, at: datetime) -> int:
    """Do one deed and print the rules that stand then, or the preview."""
    from cotmoc.tasks import actions, queries

    if args.deed == "set-rules":
        said = _read(args.file)
        if args.preview:
            return _preview(args, actor, at, said)
        actions.set_reminder_rules(**said, by=actor, at=at)
    elif args.deed == "default-rules":
        actions.restore_reminder_rules(by=actor)
    found = queries.rules_object(queries.reminder_rules(actor))
    if args.json:
        show_json(found)
        return 0
    english = args.lang == "en"
    for rule in found["rules"]:
        print(rule["words_en" if english else "words"])
    quiet = found["quiet"] or "–"
    hour = f"{found['digest_hour']}:00"
    print(f"Quiet hours {quiet}, letters from {hour}" if english else f"Giờ yên tĩnh {quiet}, gửi từ {hour}")
    return 0


def _preview(args: argparse.Namespace, actor: Actor, at: datetime, said: dict[str, Any]) -> int:
    from cotmoc.tasks import queries

    rules = rule_set(said["rules"], said["quiet"], said["digest_hour"])
    found = [queries.changed_object(one) for one in queries.preview_rules(actor, rules, on=at.date())]
    if args.json:
        show_json(found)
        return 0
    words = ("due", "late") if args.lang == "en" else ("đến hạn", "quá hạn")
    told = [
        [
            one["body"],
            one["name"],
            " → ".join(
                f"{one[when]['due']} {words[0]}, {one[when]['late']} {words[1]}" for when in ("now", "then")
            ),
        ]
        for one in found
    ]
    if told:
        show_rows(told)
    else:
        print("nobody is reminded" if args.lang == "en" else "không ai được nhắc")
    return 0


def _read(path: Path) -> dict[str, Any]:
    """What the file says. Raises FILE_NOT_OPENED, BAD_VALUE with the place."""
    try:
        with path.open("rb") as file:
            read = file.read(_LARGEST + 1)
        if len(read) > _LARGEST:
            why = Said(f"tệp dài hơn {_LARGEST} byte", f"the file is longer than {_LARGEST} bytes")
            raise Problem(BAD_VALUE, field="file", why=why)
        text = read.decode("utf-8")
        data = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except OSError as error:
        raise Problem(FILE_NOT_OPENED, field="file", why=error.strerror or "") from None
    except (ValueError, RecursionError) as error:
        raise Problem(BAD_VALUE, field="file", why=str(error)[:200]) from None
    if not isinstance(data, dict):
        raise _wrong("file")
    _only(data, _KNOWN, "")
    rows = data.get("rules", data.get("rule", []))
    if not isinstance(rows, list):
        raise _wrong("rules")
    quiet, hour = data.get("quiet", ""), data.get("digest_hour", 7)
    if not isinstance(quiet, str):
        raise _wrong("quiet")
    if type(hour) is not int:
        raise _wrong("digest_hour")
    mark = data.get("mark")
    if mark is not None and not isinstance(mark, str):
        raise _wrong("mark")
    lines = [_row(at, row) for at, row in enumerate(rows)]
    return {"rules": lines, "quiet": quiet, "digest_hour": hour, "mark": mark or None}


def _row(at: int, row: object) -> dict[str, Any]:
    if not isinstance(row, Mapping):
        raise _wrong(f"rules.{at}")
    _only(row, _KNOWN_OF_ROW, f"rules.{at}.")
    values: dict[str, Any] = {"role": row.get("role", ""), "level": row.get("level", "")}
    values |= {"before": row.get("before", []), "after": row.get("after", []), "again": row.get("again", 0)}
    for name, value in values.items():
        days = isinstance(value, list) and all(type(one) is int for one in value)
        if not (days if name in ("before", "after") else type(value) is (int if name == "again" else str)):
            raise _wrong(f"rules.{at}.{name}")
    return values


def _only(said: Mapping[str, Any], known: set[str], place: str) -> None:
    """A name with a slip in it would else leave out what it says: quiet hours, or days."""
    for name in said:
        if name not in known:
            why = Said("không có mục này", "there is no such entry")
            raise Problem(BAD_VALUE, field=f"{place}{name[:40]}", why=why)


def _wrong(field: str) -> Problem:
    return Problem(BAD_VALUE, field=field, why=Said("không đúng dạng", "not of the right form"))
