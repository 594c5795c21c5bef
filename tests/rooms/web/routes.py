"""The real routes and four small ones beside them, for the tests of the guard."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import path

from config import urls
from cotmoc.domain.access import Permission
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import CHANGED_MEANWHILE, NOT_PERMITTED
from cotmoc.web import views

handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)


@views.page(Permission.READ_AUDIT, methods=("GET",))
def audited(request):
    return HttpResponse("audit")


@views.page(Permission.READ_TASK)
def changed(request):
    raise Problem(CHANGED_MEANWHILE, thing="nhiệm vụ")


@views.page(Permission.READ_TASK)
def refused(request):
    raise Problem(NOT_PERMITTED)


@views.page(Permission.READ_TASK)
def broken(request):
    raise RuntimeError("something nobody thought of")


urlpatterns = [
    path("thu/so-vet/", audited),
    path("thu/thay-doi/", changed),
    path("thu/tu-choi/", refused),
    path("thu/hong/", broken),
    *urls.urlpatterns,
]
