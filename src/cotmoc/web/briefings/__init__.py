"""Briefings: the list, the sheet whose numbers open, what is published, and the meeting's decisions."""

from django.urls import URLPattern, path

from cotmoc.web.briefings import counts, meeting, sheet

urlpatterns: list[URLPattern] = [
    path("", sheet.index, name="briefings"),
    path("so/<str:key>/", counts.counted, name="briefing_count"),
    path("<str:period>/", sheet.show, name="briefing"),
    path("<str:period>/tai/<str:kind>/", sheet.download, name="briefing_download"),
    path("<str:period>/ban-hanh/", sheet.publish, name="briefing_publish"),
    path("<str:period>/ban-hanh/<int:number>/<str:kind>/", sheet.published, name="briefing_published"),
    path("<str:period>/ban-hanh/<int:number>/xem/<str:kind>/", sheet.viewed, name="briefing_viewed"),
    path("<str:period>/ket-luan/", meeting.decide, name="briefing_decide"),
]
