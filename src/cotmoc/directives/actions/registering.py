"""A file comes in: checked in memory, read, then kept with its draft reading in one transaction.

An archive or an e-mail holds several documents: each is kept as one that came by itself, all in one deed.
Of many files read elsewhere each is a deed of its own, several in one transaction.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Unpack
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from cotmoc.audit.actions import deed
from cotmoc.directives.actions.keeping import issuing_agency, keep_reading
from cotmoc.directives.models import Document
from cotmoc.directives.preparing import Aside, Draft, Outcome, Overrides, Prepared, prepare
from cotmoc.directives.queries.taken_in import with_bytes
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.files import SECRET_DOCUMENT
from cotmoc.files.actions import keep, together
from cotmoc.organisations.queries import names_kept

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html",
    "txt": "text/plain",
    "doc": "application/msword",
    "rtf": "application/rtf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "tif": "image/tiff",
}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Registered:
    """What became of one document of a file: registered, recognised (not ``new``) or not readable.

    ``differs``: recognised by its number, day and issuer, but its words are others; what is kept stays.
    ``aside`` are the first words of a message that only accompanied its attachments: it is no document.
    """

    name: str
    document: Document | None = None
    new: bool = False
    problem: Problem | None = None
    aside: str = ""
    differs: bool = False


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
    lexicon = settings.BASE_DIR / "reference_data" / "lexicon"
    prepared = prepare(name, data, limit=settings.COTMOC_UPLOAD_LIMIT, lexicon=lexicon, given=overrides)
    return _file(prepared, by, at)


def register_prepared(
    files: Sequence[Prepared], *, by: Actor, at: datetime
) -> list[list[Registered] | Problem]:
    """Register files that were read in another process: each a deed as in ``register_all``, all or none kept.

    What became of each file, in their order; a file refused or not readable as a whole is its problem.
    Raises Problem(NOT_PERMITTED).
    """
    require(by, Permission.REGISTER_DIRECTIVE)
    results: list[list[Registered] | Problem] = []
    with transaction.atomic(), together(), names_kept():
        seen = _Seen(files, by.province)
        for one in files:
            try:
                results.append(_file(one, by, at, seen))
            except Problem as problem:
                results.append(problem)
    return results


class _Seen:
    """Of several files the identities and bytes that are registered, or have been since; asked once."""

    def __init__(self, files: Sequence[Prepared], province: int) -> None:
        drafts = [one for file in files for _, one in file.documents if isinstance(one, Draft)]
        same = Document.objects.filter(province=province, identity__in=[one.identified for one in drafts])
        came = with_bytes(province, [one.digest for one in drafts])
        self._keys = {*same.values_list("identity", flat=True), *came.values_list("file__sha256", flat=True)}

    def before(self, draft: Draft) -> bool:
        """Whether it may be registered already; from now on it is."""
        keys = {draft.identified, draft.digest}
        before = not keys.isdisjoint(self._keys)
        self._keys |= keys
        return before


def _file(prepared: Prepared, by: Actor, at: datetime, seen: _Seen | None = None) -> list[Registered]:
    """The documents of one file, kept in one deed. Raises the problem of the whole."""
    if prepared.problem is not None:
        if prepared.problem.entry is SECRET_DOCUMENT:
            with deed("directive.refused", by=by) as record:
                record.note(sha256=prepared.digest)
        raise prepared.problem
    drafts = {name: one for name, one in prepared.documents if isinstance(one, Draft)}
    kept: dict[str, tuple[Document, bool]] = {}
    if drafts:
        with deed("directive.register", by=by) as record:
            kept = {name: _kept(draft, by, at, seen) for name, draft in drafts.items()}
            first, new = next(iter(kept.values()))
            if not prepared.single:
                ids = [document.pk for document, _ in kept.values()]
                detail = {"documents": ids, "new": sum(new for _, new in kept.values())}
            elif new:
                clauses = len(next(iter(drafts.values())).read.tasks)
                detail = {"number": first.number, "clauses": clauses}
            else:
                detail = {"known": True}
            record.about(first, sha256=prepared.digest, **detail)
    return [_became(name, one, kept) for name, one in prepared.documents]


def _became(name: str, one: Outcome, kept: Mapping[str, tuple[Document, bool]]) -> Registered:
    if isinstance(one, Problem):
        return Registered(name, problem=one)
    if isinstance(one, Aside):
        return Registered(name, aside=one.opening)
    document, new = kept[name]
    differs = not new and _WORD.findall(document.text) != _WORD.findall(one.found.text)
    return Registered(name, document, new, differs=differs)


def _kept(draft: Draft, by: Actor, at: datetime, seen: _Seen | None) -> tuple[Document, bool]:
    """The document and whether it is new. Called inside the deed."""
    if seen is None or seen.before(draft):
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


def _create(draft: Draft, by: Actor, at: datetime) -> Document:
    found = draft.found
    file = keep(draft.data, name=_plain_name(draft.name), media_type=_MEDIA[found.kind], at=at)
    document = Document(
        province_id=by.province,
        identity=draft.identified,
        text=found.text,
        folded=draft.folded,
        unread_pages=list(found.unread_pages),
        ocr_pages=list(found.ocr_pages),
        doubtful_pages=list(found.doubtful_pages),
        file=file,
        registered_at=at,
        registered_on=at.astimezone(_ZONE).date(),
        registered_by=by.name,
        **draft.described,
    )
    document.issuer_agency_id = issuing_agency(document)
    document.save(force_insert=True)
    keep_reading(document, draft.read, at)
    return document


def _plain_name(name: str) -> str:
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return re.sub(r"[\x00-\x1f\x7f]", "", last).strip() or "van-ban"


def _registered(province: int, identified: str, digest: str) -> Document | None:
    found = (same.first() for same in _same(province, identified, digest))
    return min((one for one in found if one is not None), key=lambda one: one.pk, default=None)


def _same(province: int, identified: str, digest: str) -> tuple[QuerySet[Document], QuerySet[Document]]:
    # Asked with «or», both databases walk all documents of the province.
    identical = Document.objects.filter(province=province, identity=identified)
    return identical.order_by("pk"), with_bytes(province, [digest]).order_by("pk")
