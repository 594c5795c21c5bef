"""A file comes in: checked in memory, read, then kept with its draft reading in one transaction.

An archive or an e-mail holds several documents: each is kept as one that came by itself, all in one deed.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict, Unpack
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from cotmoc.audit.actions import deed
from cotmoc.directives.actions.keeping import keep_reading
from cotmoc.directives.drafts import day
from cotmoc.directives.identity import identity, number_key
from cotmoc.directives.lexicon import load_lexicon
from cotmoc.directives.models import Document
from cotmoc.domain import extraction
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.files import SECRET_DOCUMENT
from cotmoc.domain.extraction import reading as values
from cotmoc.domain.folding import fold
from cotmoc.domain.secrecy import is_marked, marks_in_name
from cotmoc.files.actions import keep
from cotmoc.files.reading.inputs import Input, documents_in
from cotmoc.files.reading.text_of import TextOf

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html",
    "txt": "text/plain",
    "doc": "application/msword",
    "png": "image/png",
    "jpg": "image/jpeg",
    "tif": "image/tiff",
}
_URGENCY = {
    "khan": Document.Urgency.URGENT,
    "thuong khan": Document.Urgency.VERY_URGENT,
    "hoa toc": Document.Urgency.EXPRESS,
}


class Overrides(TypedDict, total=False):
    """What the person who registers knows better than the reader."""

    number: str
    kind: str
    issued_on: date
    issuer: str
    subject: str
    urgency: str


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of one document of a file: registered, recognised (not ``new``) or not readable."""

    name: str
    document: Document | None = None
    new: bool = False
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class _Draft:
    """A document ready to be kept."""

    name: str
    data: bytes
    digest: str
    found: TextOf
    read: values.Reading
    described: _Described
    identified: str


def register(
    *, name: str, data: bytes, by: Actor, at: datetime, **overrides: Unpack[Overrides]
) -> tuple[Document, bool]:
    """Register a document and save its reading as a draft; (document, whether it is new).

    A document already registered (same identity or same bytes) is returned as it is. Of a file that holds
    several, the first that can be read is answered. Raises Problem as ``register_all`` does, and what stands
    against the first when none can be read.
    """
    results = register_all(name=name, data=data, by=by, at=at, **overrides)
    for result in results:
        if result.document is not None:
            return result.document, result.new
    assert results[0].problem is not None
    raise results[0].problem


def register_all(
    *, name: str, data: bytes, by: Actor, at: datetime, **overrides: Unpack[Overrides]
) -> list[Registered]:
    """Register every document of a file: one, or each of an archive or e-mail with its own problem.

    ``overrides`` hold for a file of one document. Raises Problem: NOT_PERMITTED, SECRET_DOCUMENT for a mark
    anywhere in it (then an audit row of time, person and SHA-256 is all that is kept), or, when the file
    itself cannot be read, an entry of ``cotmoc.domain.errors.files`` or ``inputs``.
    """
    require(by, Permission.REGISTER_DIRECTIVE)
    digest = hashlib.sha256(data).hexdigest()
    found = _documents(name, data, overrides, by, digest)
    given = overrides if len(found) == 1 else Overrides()
    drafts = {one.name: _draft(one, one.read, given) for one in found if one.read is not None}
    kept: dict[str, tuple[Document, bool]] = {}
    if drafts:
        with deed("directive.register", by=by) as record:
            kept = {one: _kept(draft, by, at) for one, draft in drafts.items()}
            first, new = next(iter(kept.values()))
            if found[0].data is not data:
                ids = [document.pk for document, _ in kept.values()]
                record.about(first, sha256=digest, documents=ids, new=sum(new for _, new in kept.values()))
            elif new:
                record.about(first, sha256=digest, number=first.number, clauses=first.reading.clauses.count())
            else:
                record.about(first, sha256=digest, known=True)
    return [
        Registered(one.name, *kept[one.name])
        if one.name in kept
        else Registered(one.name, problem=one.problem)
        for one in found
    ]


def _draft(one: Input, found: TextOf, given: Overrides) -> _Draft:
    digest = hashlib.sha256(one.data).hexdigest()
    read = extraction.read(
        found.text.replace("\0", " "), load_lexicon(settings.BASE_DIR / "reference_data" / "lexicon")
    )
    described = _described(read, given)
    identified = identity(described["number"], described["issued_on"], described["issuer"], digest)
    return _Draft(one.name, one.data, digest, found, read, described, identified)


def _kept(draft: _Draft, by: Actor, at: datetime) -> tuple[Document, bool]:
    """The document and whether it is new. Called inside the deed."""
    known = _registered(by.province, draft.identified, draft.digest)
    if known is not None:
        return known, False
    try:
        with transaction.atomic():
            return _create(draft, by, at), True
    except IntegrityError:
        # Another import of the same document was faster; whatever else failed is raised as it is.
        known = _registered(by.province, draft.identified, draft.digest)
        if known is None:
            raise
        return known, False


def _create(draft: _Draft, by: Actor, at: datetime) -> Document:
    found, described = draft.found, draft.described
    text = found.text.replace("\0", " ")
    file = keep(draft.data, name=_plain_name(draft.name), media_type=_MEDIA[found.kind], at=at)
    document = Document.objects.create(
        province_id=by.province,
        identity=draft.identified,
        text=text,
        folded=fold(" ".join([described["number"], described["subject"], text])),
        unread_pages=list(found.unread_pages),
        ocr_pages=list(found.ocr_pages),
        doubtful_pages=list(found.doubtful_pages),
        file=file,
        registered_at=at,
        registered_on=at.astimezone(_ZONE).date(),
        registered_by=by.name,
        **described,
    )
    keep_reading(document, draft.read, at)
    return document


def _documents(name: str, data: bytes, overrides: Overrides, by: Actor, digest: str) -> list[Input]:
    """What of a file may be kept. Nothing is written before this has returned."""
    refused = marks_in_name(name) or any(is_marked(v) for v in overrides.values() if isinstance(v, str))
    if not refused:
        try:
            return documents_in(name, data, limit=settings.COTMOC_UPLOAD_LIMIT)
        except Problem as problem:
            if problem.entry is not SECRET_DOCUMENT:
                raise
    with deed("directive.refused", by=by) as record:
        record.note(sha256=digest)
    raise Problem(SECRET_DOCUMENT)


def _plain_name(name: str) -> str:
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return re.sub(r"[\x00-\x1f\x7f]", "", last).strip() or "van-ban"


def _registered(province: int, identified: str, digest: str) -> Document | None:
    same = Q(identity=identified) | Q(file__sha256=digest)
    return Document.objects.filter(same, province=province).order_by("pk").first()


class _Described(TypedDict):
    number: str
    number_key: str
    kind: str
    issued_on: date | None
    issuer: str
    subject: str
    urgency: str


_NO_SUBJECT = values.Document(None, "", None, None, "subject", (0, 0), 0.0, "")


def _described(read: values.Reading, given: Mapping[str, object]) -> _Described:
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
