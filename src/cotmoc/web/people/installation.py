"""The province's name, and what runs here: version, database, home, demo or not, head of the audit log."""

from __future__ import annotations

import platform
from importlib import metadata

import django
from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config import env
from cotmoc.audit import queries as audit
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.organisations import actions, queries
from cotmoc.web.people.fields import into_form
from cotmoc.web.people.sections import sections
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


class ProvinceForm(forms.Form):
    """What the province is called."""

    name = forms.CharField(
        label=gettext_lazy("Tên chính thức"), max_length=200, help_text=gettext_lazy("Như «tỉnh Kon Tum».")
    )
    code = forms.CharField(
        label=gettext_lazy("Mã tỉnh"), max_length=20, help_text=gettext_lazy("Mã hành chính, như 62.")
    )
    place = forms.CharField(
        label=gettext_lazy("Địa danh"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Đứng trước ngày tháng trong báo cáo; để trống thì lấy theo tên."),
    )


@page(Permission.MANAGE_ORGANISATION)
def index(request: ActorRequest) -> HttpResponse:
    """What the province is called, and facts about the installation, for administrators."""
    form = ProvinceForm(request.POST or None, initial=_called())
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename_province(**form.cleaned_data, by=request.actor)
        except Problem as problem:
            into_form(form, problem)
        else:
            messages.success(request, _("Đã lưu tên tỉnh."))
            return redirect("installation")
    number, head = audit.head()
    facts = [
        (_("Phiên bản"), _version()),
        (_("Cơ sở dữ liệu"), DATABASES.get(connection.vendor, connection.vendor)),
        (_("Thư mục dữ liệu"), str(settings.COTMOC_HOME)),
        (_("Địa chỉ"), env.public_url()),
        (_("Tỉnh trình diễn"), _("Có") if settings.COTMOC_DEMO else _("Không")),
        (_("Tệp lớn nhất"), f"{settings.COTMOC_UPLOAD_LIMIT // (1024 * 1024)} MB"),
        ("Python, Django", f"{platform.python_version()}, {django.get_version()}"),
    ]
    shown = {"sections": sections(request), "facts": facts, "number": number, "head": head}
    status = 422 if form.is_bound else 200
    return render(request, "people/installation.html", shown | {"form": form}, status=status)


def _called() -> dict[str, str]:
    """What the province is called so far; the founding's stand-ins are no names."""
    province = queries.the_province()
    if province is None:
        return {}
    stand_ins = {"code": queries.UNNAMED, "name": queries.NAMELESS}
    known = {name: str(getattr(province, name)) for name in ("name", "code", "place")}
    return {name: value for name, value in known.items() if value != stand_ins.get(name)}


def _version() -> str:
    try:
        return metadata.version("cotmoc")
    except metadata.PackageNotFoundError:
        return _("từ mã nguồn")


urlpatterns = [path("he-thong/", index, name="installation")]
