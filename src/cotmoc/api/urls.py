"""One router a room, all below ``/api/v1/``."""

from django.urls import path

from cotmoc.api import coordination, directives, numbers, reports, tasks
from cotmoc.api.frame import api

api.add_router("/reports", reports.router)
api.add_router("/directives", directives.router)
api.add_router("/activities", coordination.router)
api.add_router("/numbers", numbers.router)
api.add_router("/tasks", tasks.router)

urlpatterns = [path("v1/", api.urls)]
