"""Loading the whole demo, chapter by chapter, with one progress bar on stderr."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from tqdm import tqdm

from cotmoc.analytics import actions as analytics
from cotmoc.cli.demo import plans, programmes, province, reports, work
from cotmoc.cli.demo.province import Step


def load(*, at: datetime) -> None:
    """Load everything that is missing. ``at``: the demo's working instant, for the accounts.

    A chapter is one transaction, since a thousand commits would each wait for the disk; every action in it
    still leaves its own audit row. What a load that was cut off had finished is found again.
    """
    bodies = province.found()
    chapters: list[tuple[str, list[Step]]] = [
        ("cơ quan, tài khoản (units, accounts)", list(province.steps(bodies, at))),
        ("văn bản (directives)", list(work.directive_steps(bodies))),
        ("nhiệm vụ (tasks)", list(work.task_steps(bodies))),
        ("kế hoạch (plans)", list(plans.steps(bodies))),
        ("chương trình, nguồn vốn (programmes)", list(programmes.steps(bodies))),
        ("hoạt động chung (joint activities)", list(work.activity_steps(bodies))),
        ("chỉ tiêu, báo cáo (indicators, reports)", list(reports.steps(bodies))),
    ]
    with tqdm(
        total=1 + sum(len(steps) for _, steps in chapters), unit="", leave=False, mininterval=0.5
    ) as bar:
        for name, steps in chapters:
            bar.set_description(name)
            _together(steps, bar)
        bar.set_description("bảng phân tích (snapshot)")
        analytics.build(by=bodies.office(at), at=at)
        bar.update()


def _together(steps: Iterable[Step], bar: tqdm) -> None:
    with transaction.atomic():
        for step in steps:
            step()
            bar.update()
