"""``cotmoc directives reread``: documents read again by the reader of today, one line each."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from cotmoc.cli.arguments import show_json
from cotmoc.domain.access import Actor
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import WRONG_USE


def read_again(args: argparse.Namespace, actor: Actor, at: datetime) -> None:
    """Read the documents named, or all that await review, again. Raises Problem."""
    from tqdm import tqdm

    from cotmoc.directives import actions, queries

    if bool(args.documents) == args.awaiting:
        why = "VĂN BẢN …, hoặc --awaiting" if args.lang == "vi" else "DOCUMENT …, or --awaiting"
        raise Problem(WRONG_USE, why=why)
    wanted: Iterable[int] = args.documents
    if args.awaiting:
        wanted = list(queries.documents(actor, awaiting=True).values_list("pk", flat=True))
    found = []
    for pk in tqdm(wanted, desc="Văn bản (documents)", unit="", leave=False, disable=None):
        entry = _entry(actions.reread(pk, by=actor, at=at))
        found.append(entry)
        if not args.json:
            with tqdm.external_write_mode():
                print(_line(entry, args.lang))
    if args.json:
        show_json(found)


def _entry(done: Any) -> dict[str, Any]:
    return {
        "id": done.document.pk,
        "kind": done.document.kind,
        "number": done.document.number,
        **{name: getattr(done, name) for name in ("came", "went", "kept")},
    }


def _line(entry: dict[str, Any], language: str) -> str:
    said = (
        "{came} new, {went} gone, {kept} kept" if language == "en" else "thêm {came}, bỏ {went}, giữ {kept}"
    ).format(**entry)
    title = f"{entry['kind']} {entry['number']}".strip() or "–"
    return f"{entry['id']:>6} {title}: {said}"
