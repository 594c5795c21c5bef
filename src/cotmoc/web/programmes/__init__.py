"""Pages of programmes: the list, one programme, one line of its money, and the forms of what is recorded."""

from __future__ import annotations

from django.urls import URLPattern, path

from cotmoc.web.programmes import money, shown, writing

urlpatterns: list[URLPattern] = [
    path("", shown.index, name="programmes"),
    path("moi/", writing.new, name="programme_new"),
    path("<int:pk>/", shown.programme, name="programme"),
    path("<int:pk>/sua/", writing.change, name="programme_change"),
    path("<int:pk>/noi-dung/", writing.add_component, name="component_new"),
    path("<int:pk>/noi-dung/<int:component>/", writing.change_component, name="component_change"),
    path("<int:pk>/giao-von/", money.allocate, name="programme_allocate"),
    path("von/<int:pk>/", shown.allocation, name="allocation"),
    path("von/<int:pk>/giai-ngan/", money.disburse, name="allocation_disburse"),
    path("von/<int:pk>/huy-giao/<int:entry>/", money.cancel_assignment, name="assignment_cancel"),
    path("von/<int:pk>/huy-giai-ngan/<int:entry>/", money.cancel_disbursement, name="disbursement_cancel"),
]
