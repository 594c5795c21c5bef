"""Where each room's pages and the API hang."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from cotmoc.api.frame import unreadable
from cotmoc.web.errors import bad_request

urlpatterns = [
    path("", include("cotmoc.web.frame")),
    path("", include("cotmoc.web.today")),
    path("van-ban/", include("cotmoc.web.directives")),
    path("nhiem-vu/", include("cotmoc.web.tasks")),
    path("ke-hoach/", include("cotmoc.web.plans")),
    path("chuong-trinh/", include("cotmoc.web.programmes")),
    path("bao-cao/", include("cotmoc.web.reports")),
    path("phoi-hop/", include("cotmoc.web.coordination")),
    path("so-lieu/", include("cotmoc.web.numbers")),
    path("giao-ban/", include("cotmoc.web.briefings")),
    path("quan-tri/", include("cotmoc.web.people")),
    path("tai-khoan/", include("cotmoc.web.accounts_urls")),
    path("api/", include("cotmoc.api.urls")),
]


def handler400(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What Django itself refuses, an unknown host among it: a page, or what a program can read."""
    return (unreadable if request.path.startswith("/api/") else bad_request)(request, exception)


handler403 = "cotmoc.web.errors.forbidden"
handler404 = "cotmoc.web.errors.not_found"
handler500 = "cotmoc.web.errors.server_error"
