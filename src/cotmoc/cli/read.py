"""``cotmoc read FILE…``: what documents order, report and cite, without a database and without Django."""

from __future__ import annotations

import argparse
import json
import os
import stat
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from config import env
from cotmoc.cli.failure import report_unexpected
from cotmoc.cli.main import print_problem, problem_object
from cotmoc.cli.words import Parser
from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem

# From the least grave to the gravest, by exit code.
_GRAVITY = (0, 2, 3, 1, 4)

_WHY = {
    "vi": {
        "missing": "không có tệp này",
        "folder": "đó là thư mục",
        "denied": "không có quyền đọc",
        "other": "lỗi đọc",
    },
    "en": {
        "missing": "no such file",
        "folder": "it is a folder",
        "denied": "no permission",
        "other": "read error",
    },
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``cotmoc read``."""
    assert isinstance(parser, Parser)
    say = parser.say
    parser.add_argument(
        "files",
        nargs="+",
        metavar=say("TỆP", "FILE"),
        help=say("tệp .txt, .html, .docx hoặc .pdf", ".txt, .html, .docx or .pdf"),
    )
    parser.add_argument("--json", action="store_true", help=say("in dạng JSON", "print JSON"))
    parser.add_argument("--text", action="store_true", help=say("in cả toàn văn", "print the text as well"))


def run(args: argparse.Namespace) -> int:
    """Read each file and print one list; the exit code is that of the gravest problem."""
    names = [_name(path) for path in args.files]
    for name, count in Counter(names).items():
        if count > 1:
            raise Problem(errors.SAME_NAME, name=name)
    codes = {0}
    entries: list[dict[str, Any]] = []
    for path, name in zip(args.files, names, strict=True):
        try:
            entry = _entry(path, name, args)
        except Problem as problem:
            codes.add(problem.entry.exit)
            entry = {"file": name, "error": problem_object(problem, args.lang)}
            if not args.json:
                print(f"{name}:", file=sys.stderr)
                print_problem(problem, args.lang, as_json=False)
        entries.append(entry)
        if not args.json and "error" not in entry:
            _show(entry, args.lang)
    if args.json:
        print(json.dumps(entries, ensure_ascii=False, indent=1))
    return max(codes, key=_GRAVITY.index)


def _entry(path: str, name: str, args: argparse.Namespace) -> dict[str, Any]:
    """One file in the exchange format of the annotation guideline. Raises Problem only."""
    try:
        return _read(path, name, args)
    except Problem:
        raise
    except Exception as error:
        if env.debug():
            raise
        raise report_unexpected(error) from None


def _read(path: str, name: str, args: argparse.Namespace) -> dict[str, Any]:
    from cotmoc.files.reading import to_text

    limit = env.upload_limit()
    text_of = to_text(name, _bytes(path, limit, args.lang), limit=limit)

    from cotmoc.directives.lexicon import load_lexicon
    from cotmoc.domain.extraction import prediction, read

    reading = read(text_of.text, load_lexicon(env.ROOT / "reference_data" / "lexicon"))
    entry: dict[str, Any] = prediction(reading, name)
    if args.text:
        entry["text"] = text_of.text
    if text_of.unread_pages:
        entry["unread_pages"] = list(text_of.unread_pages)
    return entry


def _bytes(path: str, limit: int, language: str) -> bytes:
    """At most one byte more than the limit, so that an endless source ends here."""
    why = _WHY[language]
    try:
        mode = Path(path).stat().st_mode
        if stat.S_ISDIR(mode):
            raise Problem(errors.FILE_NOT_OPENED, why=why["folder"])
        with Path(path).open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError:
        raise Problem(errors.FILE_NOT_OPENED, why=why["missing"]) from None
    except PermissionError:
        raise Problem(errors.FILE_NOT_OPENED, why=why["denied"]) from None
    except (OSError, ValueError):
        raise Problem(errors.FILE_NOT_OPENED, why=why["other"]) from None


def _name(path: str) -> str:
    """The file's name without folders, printable also when its bytes are no UTF-8."""
    return os.fsencode(Path(path).name or path).decode("utf-8", errors="replace")


def _show(entry: dict[str, Any], language: str) -> None:
    for line in _lines(entry, _LABELS[language]):
        print(line)


_LABELS = {
    "vi": {
        "counts": "{documents} văn bản · {tasks} nhiệm vụ · {figures} số liệu",
        "documents": "Văn bản",
        "tasks": "Nhiệm vụ",
        "figures": "Số liệu",
        "subject": "văn bản này",
        "cited": "được dẫn",
        "lead": "chủ trì",
        "coord": "phối hợp",
        "due": "thời hạn",
        "unread": "Trang không có lớp chữ, chưa đọc được",
        "text": "Toàn văn",
        "none": "chưa rõ",
    },
    "en": {
        "counts": "{documents} documents · {tasks} tasks · {figures} figures",
        "documents": "Documents",
        "tasks": "Tasks",
        "figures": "Figures",
        "subject": "this document",
        "cited": "cited",
        "lead": "lead",
        "coord": "coordinating",
        "due": "due",
        "unread": "Pages without a text layer, not read",
        "text": "Text",
        "none": "not stated",
    },
}


def _lines(entry: dict[str, Any], label: dict[str, str]) -> list[str]:
    """The entry for a person to read."""
    counts = {key: len(entry[key]) for key in ("documents", "tasks", "figures")}
    lines = [f"{entry['file']}: {label['counts'].format(**counts)}"]
    if entry.get("unread_pages"):
        lines.append(f"{label['unread']}: {', '.join(map(str, entry['unread_pages']))}")
    for key, describe in (("documents", _document), ("tasks", _task), ("figures", _figure)):
        if entry[key]:
            lines += ["", label[key]]
            lines += [line for item in entry[key] for line in describe(item, label)]
    if "text" in entry:
        lines += ["", label["text"], entry["text"]]
    return [*lines, ""]


def _document(item: dict[str, Any], label: dict[str, str]) -> list[str]:
    number, date = item["number"] or "–", item["date"] or "–"
    return [f"  {number:<24} {item['type']:<12} {date:<11} {label[item['role']]}"]


def _task(item: dict[str, Any], label: dict[str, str]) -> list[str]:
    lines = [
        f"  {item['id']:<4} {item['label']}",
        f"       {label['lead']}: {', '.join(item['lead']) or label['none']}",
    ]
    if item["coord"]:
        lines.append(f"       {label['coord']}: {', '.join(item['coord'])}")
    if item["deadline"]:
        lines.append(f"       {label['due']}: {item['deadline']['text']}")
    return lines


def _figure(item: dict[str, Any], label: dict[str, str]) -> list[str]:
    value = f"{item['value']:,}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return [f"  {value:>16} {item['unit']:<14} {item['indicator']}"]
