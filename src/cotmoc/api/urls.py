"""One router a room, all below ``/api/v1/``."""

from django.urls import path

from cotmoc.api.frame import api

urlpatterns = [path("v1/", api.urls)]
