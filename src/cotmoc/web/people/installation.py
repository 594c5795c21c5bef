"""What runs here: version, database, home, demo or not, head of the audit log."""

from __future__ import annotations

import platform
from importlib import metadata

import django
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _

from config import env
from cotmoc.audit import queries as audit
from cotmoc.domain.access import Permission
from cotmoc.web.people.sections import sections
from cotmoc.web.request import ActorRequest
from cotmoc.web.views import page

DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@page(Permission.MANAGE_ORGANISATION, methods=("GET",))
def index(request: ActorRequest) -> HttpResponse:
    """Facts about the installation, for administrators."""
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
    return render(request, "people/installation.html", shown)


def _version() -> str:
    try:
        return metadata.version("cotmoc")
    except metadata.PackageNotFoundError:
        return _("từ mã nguồn")


urlpatterns = [path("he-thong/", index, name="installation")]
