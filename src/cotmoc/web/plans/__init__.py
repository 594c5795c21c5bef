"""Pages of plans: the list, one plan with the steps a person may take, its form, and what lies open."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path

from cotmoc.plans import queries
from cotmoc.web.plans import shown, steps, writing
from cotmoc.web.request import ActorRequest

urlpatterns: list[URLPattern] = [
    path("", shown.index, name="plans"),
    path("moi/", writing.new, name="plan_new"),
    path("thieu/", shown.lacking, name="plans_lacking"),
    path("<int:pk>/", shown.plan, name="plan"),
    path("<int:pk>/sua/", writing.change, name="plan_change"),
    path("<int:pk>/dieu-chinh/", writing.amend, name="plan_amend"),
    path("<int:pk>/rut/", steps.withdraw, name="plan_withdraw"),
    path("<int:pk>/trinh/", steps.submit, name="plan_submit"),
    path("<int:pk>/tra-lai/", steps.send_back, name="plan_return"),
    path("<int:pk>/duyet/", steps.approve, name="plan_approve"),
    path("<int:pk>/danh-gia/", steps.review, name="plan_review"),
]


def nav_rows(request: ActorRequest) -> list[QuerySet[Any]]:
    """Plans that wait for this person's approval, counted in the menu."""
    return [queries.submitted(request.actor)]
