"""Two switches of the frame: language and, in the demo, the day."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from cotmoc.web.context import DEMO_AFTER
from cotmoc.web.middleware import DEMO_DAY
from cotmoc.web.request import Request
from cotmoc.web.views import public


@public
@require_POST
def demo_day(request: HttpRequest) -> HttpResponse:
    """Move this session's working day between the two days of the demo; not there elsewhere."""
    if not settings.COTMOC_DEMO:
        raise Http404
    if cast(Request, request).today == DEMO_AFTER:
        request.session.pop(DEMO_DAY, None)
    else:
        request.session[DEMO_DAY] = DEMO_AFTER.isoformat()
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if safe else "/")


urlpatterns = [
    path("ngon-ngu/", public(set_language), name="set_language"),
    path("ngay-trinh-dien/", demo_day, name="demo_day"),
]
