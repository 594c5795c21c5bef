"""Bodies as they are written, tied to agencies; a new way of writing is taught once for all drafts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from cotmoc.audit.actions import deed
from cotmoc.directives.models import Clause, ClauseAgency, Document
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.directives import ALIAS_TAKEN
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.domain.folding import fold
from cotmoc.organisations.models import Agency, AgencyAlias
from cotmoc.organisations.queries import resolve

Named = tuple[Clause, Sequence[str], Sequence[str]]


def name_bodies(named: Iterable[Named], *, province: int, on: date) -> None:
    """Keep the leads and coordinating bodies of new clauses, resolved on the document's day.

    Called inside another action.
    """
    named = list(named)
    written = {body for _, leads, coordinating in named for body in (*leads, *coordinating)}
    known = resolve(province, written, on=on)
    ClauseAgency.objects.bulk_create(
        ClauseAgency(clause=clause, role=role, ordinal=n, written=body[:300], agency_id=known.get(body))
        for clause, leads, coordinating in named
        for role, bodies in (("lead", leads), ("coordinating", coordinating))
        for n, body in enumerate(dict.fromkeys(bodies))
    )


def teach_alias(*, written: str, agency: int, by: Actor, at: datetime) -> AgencyAlias:
    """Remember that ``written`` means ``agency``, here and in every clause still waiting for review.

    Raises Problem: NOT_FOUND, BAD_VALUE, ALIAS_TAKEN when the name means another agency of the same days.
    """
    require(by, Permission.REVIEW_DIRECTIVE)
    with deed("directive.teach_alias", by=by) as record:
        meant = Agency.objects.filter(pk=agency, province=by.province).first()
        if meant is None:
            raise Problem(NOT_FOUND, field="agency", thing="cơ quan")
        name = " ".join(written.split())[:200]
        if not name:
            raise Problem(BAD_VALUE, field="written", why="chưa ghi tên")
        _must_be_free(name, meant)
        alias, _ = AgencyAlias.objects.get_or_create(agency=meant, folded=fold(name), defaults={"name": name})
        _apply(name, meant)
        record.about(alias, agency=meant.pk)
    return alias


def resolve_waiting(document: Document) -> None:
    """Look up again who is meant by the names nobody knew in a document's waiting clauses.

    Called inside another action.
    """
    waiting = list(
        ClauseAgency.objects.filter(
            clause__state=Clause.State.DRAFT, clause__reading__document=document, agency=None
        )
    )
    on = document.issued_on or document.registered_on
    known = resolve(document.province_id, [body.written for body in waiting], on=on)
    for body in waiting:
        if body.written in known:
            body.agency_id = known[body.written]
            body.save(update_fields=["agency"])


def _must_be_free(name: str, meant: Agency) -> None:
    taken = resolve(meant.province_id, [name], on=meant.valid_from).get(name)
    if taken is not None and taken != meant.pk:
        other = Agency.objects.get(pk=taken)
        raise Problem(ALIAS_TAKEN, field="written", name=name, agency=other.name)


def _apply(name: str, meant: Agency) -> None:
    """Tie the name in every waiting clause of a document from a day on which the agency exists."""
    waiting = ClauseAgency.objects.filter(
        clause__state=Clause.State.DRAFT, clause__reading__document__province=meant.province_id, agency=None
    ).select_related("clause__reading__document")
    for body in waiting:
        document = body.clause.reading.document
        on = document.issued_on or document.registered_on
        exists = meant.valid_from <= on and (meant.valid_to is None or on < meant.valid_to)
        if exists and fold(body.written) == fold(name):
            body.agency = meant
            body.save(update_fields=["agency"])
