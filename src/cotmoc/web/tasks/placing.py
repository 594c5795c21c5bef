"""The field of work of a task as its giver chooses it, beside what the words of the task say."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cotmoc.domain.access import Permission, permits
from cotmoc.organisations import queries as organisations
from cotmoc.tasks import queries
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

Form = TypeVar("Form", bound=forms.Form)
_SAYS = gettext_lazy("Theo từ ngữ: lĩnh vực duy nhất mà tên và nội dung nhiệm vụ nói đến.")


def function_field() -> forms.TypedChoiceField:
    """A choice of functions, by words while none is chosen; ``offered`` fills it."""
    return forms.TypedChoiceField(
        label=gettext_lazy("Lĩnh vực"), required=False, coerce=int, empty_value=None, help_text=_SAYS
    )


def offered(request: ActorRequest, form: Form) -> Form:
    """The form with its field ``function`` filled, and what the words typed so far tell.

    The field goes where there is no function, or where the viewer may not know them.
    """
    may_look = permits(request.actor, Permission.READ_ORGANISATION)
    known = list(organisations.functions(request.actor)) if may_look else []
    if not known:
        del form.fields["function"]
        return form
    field: Any = form.fields["function"]
    field.choices = [("", _("Theo từ ngữ")), *((one.pk, one.name) for one in known)]
    field.widget.attrs |= {
        "hx-post": "/nhiem-vu/giao/linh-vuc/",
        "hx-trigger": "change from:#id_title, change from:#id_detail",
        "hx-target": "#id_function-h",
    }
    title, detail = (str(form[name].value() or "") for name in ("title", "detail"))
    field.help_text = told(request, title, detail)
    return form


def told(request: ActorRequest, title: str, detail: str) -> str:
    """What the words say, in words."""
    if not f"{title}{detail}".strip():
        return str(_SAYS)
    found = queries.spoken_of(request.actor, title[:300], detail[:4000])
    names = "; ".join(one.name for one in found)
    if not found:
        return _("Từ ngữ chưa cho biết lĩnh vực nào; không chọn thì chưa có lĩnh vực.")
    if len(found) == 1:
        return _("Từ ngữ cho biết: %(name)s.") % {"name": names}
    return _("Từ ngữ nói đến nhiều lĩnh vực: %(names)s; không chọn thì chưa có lĩnh vực.") % {"names": names}


@page(Permission.DIVIDE_TASK, methods=("POST",), repeats=True)
def words(request: ActorRequest) -> HttpResponse:
    """What the words typed so far say, as text for beside the field; nothing is kept."""
    said = told(request, request.POST.get("title", ""), request.POST.get("detail", ""))
    return HttpResponse(said, content_type="text/plain; charset=utf-8")
