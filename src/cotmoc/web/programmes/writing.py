"""Writing a programme and its components."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cotmoc.domain.access import Permission, reaches
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND
from cotmoc.organisations import queries as organisations
from cotmoc.programmes import actions, queries
from cotmoc.web.programmes.forms import ComponentForm, ProgrammeForm
from cotmoc.web.programmes.sheet import Sheet, filled
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

if TYPE_CHECKING:
    from cotmoc.programmes.models import Programme

_HEAD = ("code", "title", "first_year", "last_year", "basis", "version")


@page(Permission.WRITE_PROGRAMME)
def new(request: ActorRequest) -> HttpResponse:
    """A new programme."""
    form = _head(request, {"owner": request.actor.agency}, None)
    sheet = Sheet(
        _("Lập chương trình"),
        _("Sau đó thêm các dự án, tiểu dự án, nội dung thành phần rồi ghi vốn giao."),
        reverse("programmes"),
        _("Chương trình, nguồn vốn"),
        _("Lưu chương trình"),
        _("Đã lập chương trình."),
    )

    def act() -> str:
        said = dict(form.cleaned_data)
        said.pop("version")
        return _page(actions.write(actions.Head(**said), by=request.actor).pk)

    return filled(request, form, sheet, act)


@page(Permission.WRITE_PROGRAMME)
def change(request: ActorRequest, pk: int) -> HttpResponse:
    """The words of a programme, written anew."""
    row = _writable(request, pk)
    first = {name: getattr(row, name) for name in _HEAD} | {"owner": row.owner_id}
    form = _head(request, first, row)
    sheet = Sheet(_("Sửa chương trình"), row.title, _page(pk), row.title, _("Lưu chương trình"), _("Đã lưu."))

    def act() -> str:
        said = dict(form.cleaned_data)
        version = said.pop("version")
        actions.change(pk, actions.Head(**said), by=request.actor, version=version)
        return _page(pk)

    return filled(request, form, sheet, act, lambda: queries.programme(request.actor, pk).version)


@page(Permission.WRITE_PROGRAMME)
def add_component(request: ActorRequest, pk: int) -> HttpResponse:
    """A new component."""
    row = _writable(request, pk)
    form = ComponentForm(request.POST or None)
    sheet = Sheet(
        _("Thêm nội dung"),
        _("Dự án, tiểu dự án hoặc nội dung thành phần có vốn riêng."),
        _page(pk),
        row.title,
        _("Lưu nội dung"),
        _("Đã thêm nội dung."),
    )

    def act() -> str:
        said = _words(form.cleaned_data)
        return f"{_page(pk)}#c{actions.add_component(pk, by=request.actor, **said).pk}"

    return filled(request, form, sheet, act)


@page(Permission.WRITE_PROGRAMME)
def change_component(request: ActorRequest, pk: int, component: int) -> HttpResponse:
    """The words of a component, corrected."""
    row = _writable(request, pk)
    known = next((one for one in row.components.all() if one.pk == component), None)
    if known is None:
        raise Problem(NOT_FOUND, thing=_("nội dung của chương trình"))
    first = {"kind": known.kind, "code": known.code, "title": known.title, "version": row.version}
    form = ComponentForm(request.POST or None, initial=first)
    sheet = Sheet(_("Sửa nội dung"), known.title, _page(pk), row.title, _("Lưu nội dung"), _("Đã lưu."))

    def act() -> str:
        said = _words(form.cleaned_data)
        version = form.cleaned_data["version"]
        actions.change_component(component, by=request.actor, version=version, **said)
        return f"{_page(pk)}#c{component}"

    return filled(request, form, sheet, act, lambda: queries.programme(request.actor, pk).version)


def _head(request: ActorRequest, first: dict[str, Any], row: Programme | None) -> ProgrammeForm:
    form = ProgrammeForm(request.POST or None, initial=first)
    known = organisations.agencies(request.actor, on=request.today).values_list("pk", "name")
    owners = [(pk, name) for pk, name in known if reaches(request.actor, pk)]
    if row is not None and row.owner_id not in dict(owners):
        owners.append((row.owner_id, row.owner.name))
    form.fields["owner"].choices = owners  # type: ignore[attr-defined]
    return form


def _writable(request: ActorRequest, pk: int) -> Programme:
    """A programme that the viewer keeps; for others the form does not exist."""
    row = queries.programme(request.actor, pk)
    if not queries.may_write(request.actor, row):
        raise Problem(NOT_FOUND, thing=_("trang này"))
    return row


def _words(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in ("kind", "code", "title")}


def _page(pk: int) -> str:
    return reverse("programme", args=[pk])
