"""The HTTP API hangs here."""

urlpatterns: list[object] = []
