"""``cotmoc extraction evaluate``: how good the reader is on the documents this office has reviewed."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from cotmoc.cli.arguments import add_who, show_json, show_rows
from cotmoc.cli.main import with_django
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Permission
from cotmoc.domain.vi_numbers import show_percent

PERMISSION = Permission.REVIEW_DIRECTIVE
_MEASURES = (
    ("task", "task"),
    ("lead", "lead"),
    ("coord", "coordinating"),
    ("coord_e2e", "coordinating_over_all"),
)


def add_arguments(parser: Parser) -> None:
    """One deed."""
    commands = parser.add_subparsers(dest="deed", required=True, metavar=parser.say("VIỆC", "DEED"))
    evaluating = commands.add_parser(
        "evaluate",
        help=parser.say("máy đọc đúng đến đâu trên văn bản đã rà soát", "scores over reviewed documents"),
    )
    add_who(evaluating)


def run(args: argparse.Namespace) -> int:
    """Print the scores as ``--by``, or as the office at the console."""
    with_django()
    from config import clock
    from cotmoc.cli.acting import acting
    from cotmoc.directives.queries.evaluation import evaluation

    found = evaluation(acting(args.by, at=clock.now()))
    if args.json:
        show_json([_plain(one) for one in found])
        return 0
    for one in found:
        _print(one, english=args.lang == "en")
    return 0


def _plain(one: Any) -> dict[str, Any]:
    """All counts and rates; ``kind`` null is every kind together."""
    return {
        "kind": one.kind,
        "documents": one.documents,
        "tasks": one.outcomes.tasks,
        "outcomes": asdict(one.outcomes),
        "scores": {name: _rates(getattr(one.scores, part)) for name, part in _MEASURES},
        "confidence": [asdict(band) | {"share": band.share} for band in one.bands],
    }


def _rates(counts: Any) -> dict[str, Any]:
    rates = {"p": counts.precision, "r": counts.recall, "f1": counts.f1}
    return rates | {"tp": counts.right, "gold": counts.there, "pred": counts.drafted}


def _print(one: Any, *, english: bool) -> None:
    made = one.outcomes
    if english:
        print(f"{one.kind or 'All kinds'}: {one.documents} documents, {made.tasks} tasks reviewed")
        print(
            f"  drafts: {made.unchanged} accepted unchanged, {made.edited} edited, {made.rejected} rejected, "
            f"{made.recut} split or merged; {made.added} added by hand"
        )
    else:
        name = one.kind if one.kind is not None else "Mọi loại"
        print(f"{name or 'Không rõ loại'}: {one.documents} văn bản, {made.tasks} nhiệm vụ đã rà soát")
        print(
            f"  bản nháp: giữ nguyên {made.unchanged}, sửa {made.edited}, từ chối {made.rejected}, "
            f"tách hoặc gộp {made.recut}; thêm bằng tay {made.added}"
        )
    rows: list[tuple[object, ...]] = [("  ", "P", "R", "F1", "tp", "gold", "pred")]
    for name, part in _MEASURES:
        rates = _rates(getattr(one.scores, part))
        rows.append(
            ("  " + name, *map(_rate, (rates["p"], rates["r"], rates["f1"])), *list(rates.values())[3:])
        )
    show_rows(rows)
    for band in one.bands:
        if band.drafts:
            said = (
                "drafts of confidence from {least}: {kept}/{all} stood ({share})"
                if english
                else "độ tin cậy từ {least}: giữ nguyên {kept}/{all} ({share})"
            )
            share = show_percent(Fraction(band.unchanged, band.drafts))
            least = str(band.least) if english else str(band.least).replace(".", ",")
            print("  " + said.format(least=least, kept=band.unchanged, all=band.drafts, share=share))


def _rate(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
