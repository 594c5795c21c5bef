"""One router a room, all below ``/api/v1/``."""

from django.urls import path, re_path

from cotmoc.api import (
    briefings,
    coordination,
    directives,
    extraction,
    notices,
    numbers,
    organisations,
    people,
    plans,
    programmes,
    reports,
    tasks,
)
from cotmoc.api.frame import api, missing
from cotmoc.api.tasks import recurring, reminding

api.add_router("/briefings", briefings.router)
api.add_router("/reports", reports.router)
api.add_router("/directives", directives.router)
api.add_router("/extraction", extraction.router)
api.add_router("/activities", coordination.router)
api.add_router("/notices", notices.router)
api.add_router("/numbers", numbers.router)
api.add_router("/plans", plans.router)
api.add_router("/programmes", programmes.router)
api.add_router("/tasks", tasks.router)
api.add_router("/recurrences", recurring.router)
api.add_router("/reminder-rules", reminding.router)
api.add_router("", organisations.router)
api.add_router("", people.router)

urlpatterns = [path("v1/", api.urls), re_path("", missing)]
