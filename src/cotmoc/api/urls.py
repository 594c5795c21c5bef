"""One router a room, all below ``/api/v1/``."""

from django.urls import path

from cotmoc.api import reports
from cotmoc.api.frame import api

api.add_router("/reports", reports.router)

urlpatterns = [path("v1/", api.urls)]
