"""A file on its way in: its bytes read, searched for marks and understood, nothing kept yet. No database.

What is made here can go from one process to another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypedDict

from cotmoc.directives.drafts import day
from cotmoc.directives.identity import identity, number_key
from cotmoc.directives.lexicon import load_lexicon
from cotmoc.domain import extraction
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.files import SECRET_DOCUMENT
from cotmoc.domain.extraction import reading as values
from cotmoc.domain.folding import fold
from cotmoc.domain.secrecy import is_marked, marks_in_name
from cotmoc.files.reading.inputs import Input, documents_in
from cotmoc.files.reading.text_of import TextOf

# Enough of a message to know it again.
_OPENING = 120
_URGENCY = {"khan": "khan", "thuong khan": "thuong_khan", "hoa toc": "hoa_toc"}


class Overrides(TypedDict, total=False):
    """What the person who registers knows better than the reader."""

    number: str
    kind: str
    issued_on: date
    issuer: str
    subject: str
    urgency: str


class Described(TypedDict):
    """The head of a document as its row keeps it."""

    number: str
    number_key: str
    kind: str
    issued_on: date | None
    issuer: str
    subject: str
    urgency: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A document ready to be kept. ``folded`` is what a search looks in."""

    name: str
    data: bytes
    digest: str
    found: TextOf
    read: values.Reading
    described: Described
    identified: str
    folded: str


@dataclass(frozen=True, slots=True)
class Aside:
    """The words of a message that only accompany its attachments, searched for marks and not kept."""

    opening: str


Outcome = Draft | Aside | Problem


@dataclass(frozen=True, slots=True)
class Prepared:
    """What became of one file: its documents, each a draft, left aside or a problem, or a problem of all.

    ``single`` says that the one document is the file itself.
    """

    digest: str
    documents: tuple[tuple[str, Outcome], ...] = ()
    single: bool = True
    problem: Problem | None = None


def prepare(name: str, data: bytes, *, limit: int, lexicon: Path, given: Overrides | None = None) -> Prepared:
    """Read a file of at most ``limit`` bytes with the word lists in a folder. Never raises Problem.

    ``given`` holds for a file of one document.
    """
    digest = hashlib.sha256(data).hexdigest()
    given = given or Overrides()
    if marks_in_name(name) or any(is_marked(value) for value in given.values() if isinstance(value, str)):
        return Prepared(digest, problem=Problem(SECRET_DOCUMENT))
    try:
        found = documents_in(name, data, limit=limit)
    except Problem as problem:
        return Prepared(digest, problem=problem)
    known = given if len(found) == 1 else Overrides()
    drafts = [(one, _draft(one, lexicon, known)) for one in found]
    read = [one.name for one, draft in drafts if isinstance(draft, Draft)]
    documents = tuple((one.name, _aside(one, draft, read) or draft) for one, draft in drafts)
    return Prepared(digest, documents, single=found[0].data is data)


def _aside(one: Input, draft: Draft | Problem, read: Sequence[str]) -> Aside | None:
    """The words of a message beside which something attached was read, when they say no more than that."""
    if not one.is_body or isinstance(draft, Problem):
        return None
    beside = f"{one.name.rpartition('/')[0]}/"
    attached = any(name != one.name and name.startswith(beside) for name in read)
    if not attached or not extraction.accompanies(draft.found.text, draft.read):
        return None
    return Aside(" ".join(draft.found.text.split())[:_OPENING])


def _draft(one: Input, lexicon: Path, given: Overrides) -> Draft | Problem:
    if one.read is None:
        assert one.problem is not None
        return one.problem
    digest = hashlib.sha256(one.data).hexdigest()
    text = one.read.text.replace("\0", " ")
    read = extraction.read(text, load_lexicon(lexicon), on=given.get("issued_on"))
    described = _described(read, given)
    identified = identity(described["number"], described["issued_on"], described["issuer"], digest)
    folded = fold(" ".join([described["number"], described["subject"], text]))
    # The searched parts have been judged; only the text is kept.
    found = replace(one.read, text=text, parts=())
    return Draft(one.name, one.data, digest, found, read, described, identified, folded)


_NO_SUBJECT = values.Document(None, "", None, None, "subject", (0, 0), 0.0, "")


def _described(read: values.Reading, given: Mapping[str, object]) -> Described:
    subject = next((d for d in read.documents if d.role == "subject"), _NO_SUBJECT)

    def pick(key: str, found: str | None) -> str:
        return " ".join(str(given.get(key) or found or "").split())

    number = pick("number", subject.number)[:60]
    issued = given.get("issued_on")
    return {
        "number": number,
        "number_key": number_key(number),
        "kind": pick("kind", subject.type)[:60],
        "issued_on": issued if isinstance(issued, date) else day(subject.date),
        "issuer": pick("issuer", subject.issuer)[:200],
        "subject": pick("subject", subject.subject)[:500],
        "urgency": _URGENCY.get(fold(pick("urgency", subject.urgency)).replace("_", " "), ""),
    }
