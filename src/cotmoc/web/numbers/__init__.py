"""Numbers: the pivot with its chart, one figure opened to its sources, Excel out, and new snapshots."""

from django.urls import URLPattern, path

from cotmoc.web.numbers import figure, pivot

urlpatterns: list[URLPattern] = [
    path("", pivot.index, name="numbers"),
    path("xuat/", pivot.download, name="numbers_download"),
    path("cap-nhat/", pivot.build, name="numbers_build"),
    path("so/<str:key>/", figure.figure, name="figure"),
]
