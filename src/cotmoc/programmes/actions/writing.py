"""Writing a programme and its components: code, title, years, legal basis, and the body that keeps it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from django.db.models import Sum

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE, CHANGED_MEANWHILE, NOT_FOUND
from cotmoc.domain.errors.programmes import COMPONENT_TWICE, PROGRAMME_TWICE, YEAR_HAS_MONEY
from cotmoc.organisations.models import Agency, Province
from cotmoc.programmes.models import Allocation, Assignment, Component, Programme

_YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True)
class Head:
    """A programme as it is written; ``owner`` is the body that keeps it.

    ``basis`` is its legal basis; where none is said a change leaves it as it is.
    """

    code: str
    title: str
    first_year: int
    last_year: int
    owner: int
    basis: str | None = None


def write(head: Head, *, by: Actor) -> Programme:
    """Begin a programme. Raises Problem: BAD_VALUE, NOT_FOUND, PROGRAMME_TWICE."""
    require(by, Permission.WRITE_PROGRAMME, agency=head.owner)
    with deed("programme.write", by=by) as record:
        row = Programme(province_id=by.province)
        _fill(row, head, by)
        row.save()
        record.about(row, code=row.code)
    return row


def change(programme: int, head: Head, *, by: Actor, version: int | None = None) -> Programme:
    """Write its words anew; another owner must be within reach too, and years with money stay within.

    Raises as ``write``, and CHANGED_MEANWHILE, YEAR_HAS_MONEY.
    """
    require(by, Permission.WRITE_PROGRAMME, agency=head.owner)
    with deed("programme.change", by=by) as record:
        row = _kept(programme, by, version)
        _fill(row, head, by)
        _holds_its_money(row)
        _next(row)
        record.about(row, code=row.code)
    return row


def add_component(programme: int, *, code: str, title: str, kind: str = "project", by: Actor) -> Component:
    """Add a part that has money of its own. Raises Problem: BAD_VALUE, NOT_FOUND, COMPONENT_TWICE."""
    require(by, Permission.WRITE_PROGRAMME)
    with deed("programme.add_component", by=by) as record:
        row = _kept(programme, by, None)
        made = Component(programme=row)
        _name(made, code, title, kind)
        made.save()
        _next(row)
        record.about(row, component=made.pk, code=made.code)
    return made


def change_component(
    component: int, *, code: str, title: str, kind: str | None = None, by: Actor, version: int | None = None
) -> Component:
    """Correct the words of a component, its kind where one is said; ``version`` is its programme's.

    Raises as ``add_component``, and CHANGED_MEANWHILE.
    """
    require(by, Permission.WRITE_PROGRAMME)
    with deed("programme.change_component", by=by) as record:
        found = Component.objects.filter(pk=component, programme__province=by.province).first()
        if found is None:
            raise Problem(NOT_FOUND, thing=Said("nội dung của chương trình", "The component"))
        row = _kept(found.programme_id, by, version)
        _name(found, code, title, found.kind if kind is None else kind)
        found.save()
        _next(row)
        record.about(row, component=found.pk, code=found.code)
    return found


def _kept(programme: int, by: Actor, version: int | None) -> Programme:
    """The programme under lock, for who keeps it."""
    row = Programme.objects.select_for_update().filter(pk=programme, province=by.province).first()
    if row is None:
        raise Problem(NOT_FOUND, thing=Said("chương trình", "The programme"))
    require(by, Permission.WRITE_PROGRAMME, agency=row.owner_id)
    if version is not None and version != row.version:
        raise Problem(CHANGED_MEANWHILE, thing=Said("chương trình này", "this programme"))
    return row


def _next(row: Programme) -> None:
    row.version += 1
    row.save()


def _fill(row: Programme, head: Head, by: Actor) -> None:
    row.code, row.folded = _code(head.code)
    row.title = _words("title", head.title, 300)
    if head.basis is not None:
        row.basis = _words("basis", head.basis, 300, needed=False)
    if head.first_year not in _YEARS:
        raise Problem(BAD_VALUE, field="first_year", why="2000 … 2100")
    if head.last_year not in _YEARS or head.last_year < head.first_year:
        why = Said("năm cuối không trước năm đầu", "not before the first year")
        raise Problem(BAD_VALUE, field="last_year", why=why)
    row.first_year, row.last_year = head.first_year, head.last_year
    owner = Agency.objects.filter(pk=head.owner, province=by.province).first()
    if owner is None:
        raise Problem(NOT_FOUND, field="owner", thing=Said("cơ quan", "The agency"))
    row.owner = owner
    # Two with one code at a time wait here for each other; the constraint alone would answer with a fault.
    Province.objects.select_for_update(no_key=True).get(pk=by.province)
    same = Programme.objects.filter(province=by.province, folded=row.folded).exclude(pk=row.pk).first()
    if same is not None:
        raise Problem(PROGRAMME_TWICE, field="code", code=same.code, other=same.pk)


def _holds_its_money(row: Programme) -> None:
    """No year for which money stands assigned is left outside; what is carried over has a year more.

    What was assigned and taken back whole stands no more.
    """
    list(Component.objects.select_for_update(no_key=True).filter(programme=row).order_by("pk"))
    standing = Assignment.objects.filter(allocation__component__programme=row, cancelled_at=None)
    lines = standing.values("allocation").annotate(total=Sum("amount")).exclude(total=0)
    years = lines.order_by("allocation__year").values_list("allocation__year", "allocation__vintage")
    for year, vintage in dict.fromkeys(years):
        last = row.last_year + (vintage == Allocation.Vintage.CARRIED)
        if not row.first_year <= year <= last:
            field = "first_year" if year < row.first_year else "last_year"
            raise Problem(YEAR_HAS_MONEY, field=field, year=year)


def _name(row: Component, code: str, title: str, kind: str) -> None:
    row.code, row.folded = _code(code)
    row.title = _words("title", title, 500)
    if kind not in Component.Kind.values:
        raise Problem(BAD_VALUE, field="kind", why=", ".join(Component.Kind.values))
    row.kind = kind
    same = Component.objects.filter(programme=row.programme_id, folded=row.folded).exclude(pk=row.pk).first()
    if same is not None:
        raise Problem(COMPONENT_TWICE, field="code", code=same.code, other=same.title)


def _code(text: str) -> tuple[str, str]:
    """A code as it is shown, and as it is compared: without case."""
    code = _words("code", unicodedata.normalize("NFC", text), 30)
    folded = code.casefold()
    if len(folded) > 60:  # without case some letters are three
        raise Problem(BAD_VALUE, field="code", why="> 30")
    return code, folded


def _words(field: str, text: str, most: int, *, needed: bool = True) -> str:
    words = " ".join(text.split())
    if needed and not words:
        raise Problem(BAD_VALUE, field=field, why=Said("còn để trống", "is empty"))
    if len(words) > most:
        raise Problem(BAD_VALUE, field=field, why=f"> {most}")
    return words
