"""``cotmoc read FILE…``: what documents order, report and cite, without a database and without Django."""

from __future__ import annotations

import argparse
import json
import os
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from config import env
from cotmoc.cli.failure import report_unexpected
from cotmoc.cli.main import print_problem, problem_object
from cotmoc.cli.words import Parser
from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem

if TYPE_CHECKING:
    from cotmoc.files.reading.inputs import Input

_Made = TypeVar("_Made")
_PAGES = ("unread_pages", "ocr_pages", "doubtful_pages")

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
        type=Path,
        metavar=say("TỆP", "FILE"),
        help=say(
            "tệp .txt, .html, .docx, .doc, .rtf, .pdf, ảnh quét, .zip hoặc .eml",
            ".txt, .html, .docx, .doc, .rtf, .pdf, scans, .zip or .eml",
        ),
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
        for entry in _entries(path, name, args, codes):
            entries.append(entry)
            if not args.json and "error" not in entry:
                _show(entry, args.lang)
    if args.json:
        print(json.dumps(entries, ensure_ascii=False, indent=1))
    return max(codes, key=_GRAVITY.index)


def _entries(path: Path, name: str, args: argparse.Namespace, codes: set[int]) -> Iterator[dict[str, Any]]:
    """One entry a document: a file is one, an archive or e-mail holds several."""
    try:
        found = _documents(path, name, args)
    except Problem as problem:
        yield _failed(name, problem, args, codes)
        return
    for one in found:
        if one.problem is not None:
            yield _failed(one.name, one.problem, args, codes)
            continue
        try:
            yield _guarded(partial(_entry, one, args))
        except Problem as problem:
            yield _failed(one.name, problem, args, codes)


def _failed(name: str, problem: Problem, args: argparse.Namespace, codes: set[int]) -> dict[str, Any]:
    codes.add(problem.entry.exit)
    if not args.json:
        print(f"{name}:", file=sys.stderr)
        print_problem(problem, args.lang, as_json=False)
    return {"file": name, "error": problem_object(problem, args.lang)}


def _guarded(act: Callable[[], _Made]) -> _Made:
    """What ``act`` makes. Raises Problem only."""
    try:
        return act()
    except Problem:
        raise
    except Exception as error:
        if env.debug():
            raise
        raise report_unexpected(error) from None


def _documents(path: Path, name: str, args: argparse.Namespace) -> list[Input]:
    from cotmoc.files.reading.inputs import documents_in

    limit = env.upload_limit()
    return _guarded(lambda: documents_in(name, _bytes(path, limit, args.lang), limit=limit))


def _entry(one: Input, args: argparse.Namespace) -> dict[str, Any]:
    """A document in the exchange format of the annotation guideline."""
    from cotmoc.directives.lexicon import load_lexicon
    from cotmoc.domain.extraction import prediction, read

    text_of = one.text
    reading = read(text_of.text, load_lexicon(env.ROOT / "reference_data" / "lexicon"))
    entry: dict[str, Any] = prediction(reading, one.name)
    # Spans are offsets into what was converted, which no other program has.
    if args.text or text_of.encoding:
        entry["text"] = text_of.text
    if text_of.encoding:
        entry["encoding"] = text_of.encoding
    for pages in _PAGES:
        if numbers := getattr(text_of, pages):
            entry[pages] = list(numbers)
    return entry


def _bytes(path: Path, limit: int, language: str) -> bytes:
    """At most one byte more than the limit, so that an endless source ends here."""
    why = _WHY[language]
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise Problem(errors.FILE_NOT_OPENED, why=why["folder"])
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError:
        raise Problem(errors.FILE_NOT_OPENED, why=why["missing"]) from None
    except PermissionError:
        raise Problem(errors.FILE_NOT_OPENED, why=why["denied"]) from None
    except (OSError, ValueError):
        raise Problem(errors.FILE_NOT_OPENED, why=why["other"]) from None


def _name(path: Path) -> str:
    """The file's name without folders, printable also when its bytes are no UTF-8."""
    return os.fsencode(path.name or path).decode("utf-8", errors="replace")


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
        "unread_pages": "Trang quét (hoặc hình) chưa đọc được",
        "ocr_pages": "Trang (hoặc hình) đọc bằng nhận dạng chữ (OCR), hãy đối chiếu",
        "doubtful_pages": "Trang (hoặc hình) có chỗ ở phần đầu không nhận dạng rõ, hãy xem dấu độ mật",
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
        "unread_pages": "Scanned pages (or pictures) not read",
        "ocr_pages": "Pages (or pictures) read by text recognition (OCR), please compare",
        "doubtful_pages": "Pages (or pictures) with something unclear near the top; look for a secrecy mark",
        "text": "Text",
        "none": "not stated",
    },
}


def _lines(entry: dict[str, Any], label: dict[str, str]) -> list[str]:
    """The entry for a person to read."""
    counts = {key: len(entry[key]) for key in ("documents", "tasks", "figures")}
    lines = [f"{entry['file']}: {label['counts'].format(**counts)}"]
    lines += [f"{label[key]}: {', '.join(map(str, entry[key]))}" for key in _PAGES if entry.get(key)]
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
