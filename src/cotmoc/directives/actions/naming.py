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
from cotmoc.organisations import queries as organisations
from cotmoc.organisations.models import Agency, AgencyAlias

Named = tuple[Clause, Sequence[str], Sequence[str]]


def name_bodies(named: Iterable[Named], *, province: int, on: date) -> None:
    """Keep the leads and coordinating bodies of new clauses, resolved on the document's day.

    Of two agencies of one name the one is meant whose district stands beside it. Called inside another
    action.
    """
    named = list(named)
    meant = _meant(((clause, (*leads, *coordinating)) for clause, leads, coordinating in named), province, on)
    ClauseAgency.objects.bulk_create(
        ClauseAgency(
            clause=clause, role=role, ordinal=n, written=body[:300], agency_id=meant.get((clause.pk, body))
        )
        for clause, leads, coordinating in named
        for role, bodies in (("lead", leads), ("coordinating", coordinating))
        for n, body in enumerate(dict.fromkeys(bodies))
    )


def _meant(
    named: Iterable[tuple[Clause, Sequence[str]]], province: int, on: date
) -> dict[tuple[int, str], int]:
    """Whom each name in each clause means: (clause, name) → agency."""
    every = list(named)
    known = organisations.named(province, (name for _, names in every for name in names), on=on)
    found: dict[tuple[int, str], int] = {}
    for clause, names in every:
        for name in names:
            ids = known.get(name, [])
            one = ids[0] if len(ids) == 1 else None
            if len(ids) > 1:
                one = organisations.settled(ids, _beside(clause, names), on=on)
            if one is not None:
                found[clause.pk, name] = one
    return found


def _beside(clause: Clause, names: Sequence[str]) -> list[str]:
    """What stands beside a name, nearest first: its paragraph, its fellows, the issuer, the whole text."""
    document = clause.reading.document
    places = (clause.drafted or {}).get("lead_spans") or []
    first = min([clause.start, *(start for start, _ in places)])
    start = document.text.rfind("\n", 0, first) + 1
    end = document.text.find("\n", clause.end)
    paragraph = document.text[start : end if end >= 0 else None]
    return [paragraph, "; ".join(names), document.issuer, document.text]


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
        ).select_related("clause__reading__document")
    )
    on = document.issued_on or document.registered_on
    meant = _meant([(body.clause, [body.written]) for body in waiting], document.province_id, on)
    for body in waiting:
        if (agency := meant.get((body.clause_id, body.written))) is not None:
            body.agency_id = agency
            body.save(update_fields=["agency"])


def _must_be_free(name: str, meant: Agency) -> None:
    taken = organisations.resolve(meant.province_id, [name], on=meant.valid_from).get(name)
    if taken is not None and taken != meant.pk:
        other = Agency.objects.get(pk=taken)
        raise Problem(ALIAS_TAKEN, field="written", name=name, agency=other.name)


def _apply(name: str, meant: Agency) -> None:
    """Tie the name in every waiting clause of a document from a day on which the agency exists."""
    waiting = ClauseAgency.objects.filter(
        clause__state=Clause.State.DRAFT, clause__reading__document__province=meant.province_id, agency=None
    )
    document, wanted = "clause__reading__document", organisations.spelling(name)
    # the names and days alone: with its document each row would bring a whole text
    rows = waiting.values_list("pk", "written", f"{document}__issued_on", f"{document}__registered_on")
    tied = [
        body
        for body, written, issued, registered in rows
        if _exists(meant, issued or registered) and organisations.spelling(written) == wanted
    ]
    ClauseAgency.objects.filter(pk__in=tied).update(agency=meant)


def _exists(agency: Agency, on: date) -> bool:
    return agency.valid_from <= on and (agency.valid_to is None or on < agency.valid_to)
