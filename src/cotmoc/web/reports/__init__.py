"""Reports: how a period stands, and one unit's report with its form, history and decisions."""

from django.urls import URLPattern, path

from cotmoc.web.reports import board, entry

urlpatterns: list[URLPattern] = [
    path("", board.index, name="reports"),
    path("mo/", board.begin, name="report_begin"),
    path("<int:pk>/", entry.report, name="report"),
    path("<int:pk>/quyet-dinh/", entry.decide, name="report_decide"),
    path("<int:pk>/y-kien/", entry.remark, name="report_remark"),
]
nav_count = board.nav_count
