"""Documents and each other: links, relations, open tasks of what is gone, names that are taught."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from typing import Any

from cotmoc.cli.arguments import agency, number
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Actor

DEEDS = ("link", "unlink", "relate", "supersede", "teach")
_RELATIONS = {
    ("replaces", False): ("thay thế", "replaces"),
    ("replaces", True): ("bị thay thế bởi", "replaced by"),
    ("repeals", False): ("bãi bỏ", "repeals"),
    ("repeals", True): ("bị bãi bỏ bởi", "repealed by"),
    ("amends", False): ("sửa đổi, bổ sung", "amends"),
    ("amends", True): ("được sửa đổi, bổ sung bởi", "amended by"),
}
_DECISIONS = {
    "": ("chưa quyết định", "not decided"),
    "keep": ("giữ", "kept"),
    "hand_over": ("theo văn bản mới", "handed over"),
    "withdraw": ("đã rút", "withdrawn"),
}


def add_deeds(commands: Any) -> list[Parser]:
    """Link, unlink, relate, supersede, teach."""
    say: Callable[[str, str], str] = commands.choices["list"].say
    deeds = {
        "link": say("văn bản viện dẫn chính là văn bản đã nhập", "a citation means a registered document"),
        "unlink": say("văn bản viện dẫn không phải văn bản này", "a citation does not mean this document"),
        "relate": say("sửa quan hệ với văn bản viện dẫn", "correct what is done to a cited document"),
        "supersede": say(
            "quyết định nhiệm vụ đang mở của văn bản bị thay thế", "decide on open tasks of what is replaced"
        ),
        "teach": say("nhớ một cách viết tên cơ quan", "remember another writing of an agency"),
    }
    made: dict[str, Parser] = {deed: commands.add_parser(deed, help=text) for deed, text in deeds.items()}
    document = say("VĂN BẢN", "DOCUMENT")
    for deed in ("link", "unlink", "relate"):
        made[deed].add_argument("citation", type=number, metavar=say("VIỆN DẪN", "CITATION"))
    for deed in ("link", "unlink", "supersede"):
        made[deed].add_argument("document", type=number, metavar=document)
    made["relate"].add_argument("relation", choices=("cites", "amends", "repeals", "replaces"))
    made["supersede"].add_argument("decision", choices=("keep", "withdraw", "hand_over"))
    made["supersede"].add_argument(
        "--task",
        type=number,
        action="append",
        metavar=say("NHIỆM VỤ", "TASK"),
        help=say("chỉ nhiệm vụ này; lặp lại được", "only this task; repeatable"),
    )
    made["teach"].add_argument("written", metavar=say("TÊN", "NAME"))
    made["teach"].add_argument("agency", metavar=say("CƠ QUAN", "AGENCY"))
    return list(made.values())


def act(args: argparse.Namespace, actor: Actor, at: datetime) -> int | None:
    """Do one deed; the document to show, None for a name that was taught. Raises Problem."""
    from cotmoc.directives import actions

    who: Any = {"by": actor, "at": at}
    if args.deed == "teach":
        meant = agency(args.agency, actor, on=at.date(), field="agency")
        actions.teach_alias(written=args.written, agency=meant or 0, **who)
        return None
    if args.deed == "supersede":
        actions.settle_superseded(args.document, decision=args.decision, tasks=args.task, **who)
        return int(args.document)
    if args.deed == "relate":
        return int(actions.relate(args.citation, relation=args.relation, **who).document_id)
    join = actions.link if args.deed == "link" else actions.unlink
    return int(join(args.citation, document=args.document, **who).document_id)


def print_related(actor: Actor, document: Any, language: str) -> None:
    """What the document does to others and they to it, what is asked about, open tasks to decide on."""
    from cotmoc.directives import queries

    english = language == "en"
    for one in queries.relations_of(actor, document):
        words = _RELATIONS[one.relation, one.passive][english]
        known = f" (#{one.document.pk})" if one.document else ""
        print(f"  {one.citation:>6} {words} {one.kind} {one.number}{known}")
    for offer in queries.offers(actor, document):
        asked = ", ".join(f"{one} (#{one.pk})" for one in offer.candidates)
        print(f"  {offer.citation.pk:>6} {offer.citation} {'may be' if english else 'có phải'} {asked}?")
    for gone in queries.superseded(actor, document):
        told = "open tasks, not decided" if english else "nhiệm vụ đang mở chưa quyết định"
        print(f"         {gone.document}: {gone.waiting} {told}")
        for row in gone.tasks:
            print(f"         {row.task.pk:>6} {_DECISIONS[row.decision][english]:<16} {row.task.title}")
