"""A province with 200 bodies, 100,000 tasks and 300,000 events in ``COTMOC_HOME``, for measuring pages.

Bulk inserts, not actions: only the shape matters here. Always the same rows for the same numbers. Bodies: 3
forces, 26 departments, 11 districts with their communes. A task has one lead and up to three coordinating
bodies; about a fifth are open, a tenth have no due day.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2022, 7, 25)
LONG_AGO = date(2015, 1, 1)
PASSWORD = "đo tốc độ trang"
_VERBS = (
    "Rà soát",
    "Củng cố",
    "Tổng hợp",
    "Báo cáo",
    "Triển khai",
    "Kiểm tra",
    "Sơ kết",
    "Lập kế hoạch",
)
_MATTERS = (
    "trạm y tế quân dân y kết hợp",
    "đường tuần tra biên giới",
    "lớp học xóa mù chữ",
    "phòng, chống buôn lậu và gian lận thương mại",
    "công tác quản lý hộ chiếu ở cửa khẩu phụ",
    "chương trình mục tiêu quốc gia",
    "phong trào toàn dân bảo vệ chủ quyền lãnh thổ",
)


def make(tasks: int, events: int, bodies: int) -> dict[str, str]:
    """Fill an empty, migrated database; the account names of the office, a department and a district."""
    from django.db import transaction

    with transaction.atomic():
        province, agencies, districts = _bodies(bodies)
        accounts = _accounts(province, agencies, districts)
        chosen = random.Random(20220725)
        _bulk(province, agencies, tasks, events, chosen)
    return accounts


def token(username: str) -> str:
    """A new API token of that account, in the place of an older one."""
    import hashlib

    from cotmoc.domain.access import Permission
    from cotmoc.organisations.models import ApiToken, Person

    secret = f"cotmoc-measure-{username}"
    now = datetime.now(ZONE)
    ApiToken.objects.filter(person__username=username).delete()
    ApiToken.objects.create(
        person=Person.objects.get(username=username),
        name="đo",
        secret_hash=hashlib.sha256(secret.encode()).hexdigest(),
        scopes=[p.value for p in Permission],
        made_at=now,
        expires_at=now + timedelta(days=1),
    )
    return secret


def _bodies(count: int) -> tuple[int, list[Any], list[Any]]:
    from cotmoc.organisations import actions

    province = actions.found_province(code="62", name="tỉnh đo đạc", by=actions.founder()).pk
    by = actions.founder(province)

    def add(name: str, kind: str, level: str, parent: Any = None) -> Any:
        agency = actions.add_agency(
            key=f"b{len(agencies)}",
            name=name,
            short_name=name,
            kind=kind,
            force="",
            level=level,
            valid_from=LONG_AGO,
            by=by,
        )
        agencies.append(agency)
        if parent is not None:
            actions.place_under(child=agency, parent=parent, valid_from=LONG_AGO, by=by)
        return agency

    agencies: list[Any] = []
    office = add("Ủy ban nhân dân tỉnh", "office", "province")
    for name in ("Bộ đội Biên phòng tỉnh", "Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh"):
        add(name, "force", "province", office)
    for n in range(26):
        add(f"Sở chuyên ngành số {n + 1}", "department", "province", office)
    districts = [add(f"UBND huyện số {n + 1}", "district_committee", "district", office) for n in range(11)]
    for n in range(count - len(agencies)):
        add(f"UBND xã số {n + 1}", "commune_committee", "commune", districts[n % len(districts)])
    return province, agencies, districts


def _accounts(province: int, agencies: list[Any], districts: list[Any]) -> dict[str, str]:
    from cotmoc.domain.access import Role
    from cotmoc.organisations import actions

    by = actions.founder(province)
    at = datetime.combine(TODAY, time(9), ZONE)
    wanted = {
        "office": (Role.OFFICE, agencies[0]),
        "department": (Role.AGENCY_LEAD, agencies[7]),
        "district": (Role.AGENCY_LEAD, districts[0]),
    }
    for name, (role, agency) in wanted.items():
        person = actions.add_person(
            username=name, display_name=f"Tài khoản {name}", password=PASSWORD, at=at, by=by
        )
        actions.appoint(person=person, agency=agency, role=role, valid_from=LONG_AGO, by=by)
    return {name: name for name in wanted}


def _bulk(province: int, agencies: list[Any], tasks: int, events: int, chosen: random.Random) -> None:
    from cotmoc.domain.folding import fold
    from cotmoc.tasks.actions import share_anew, tally_anew
    from cotmoc.tasks.models import Task, TaskEvent, TaskRole

    rows, roles, happened = [], [], []
    others = [agency.pk for agency in agencies[1:]]
    for n in range(1, tasks + 1):
        title = f"{chosen.choice(_VERBS)} {chosen.choice(_MATTERS)}, phần việc {n}"
        bodies = chosen.sample(others, chosen.randint(1, 4))
        fields, past = _course(chosen)
        rows.append(
            Task(
                pk=n,
                province_id=province,
                title=title,
                folded=fold(title),
                giver_id=agencies[0].pk,
                lead_id=bodies[0],
                version=len(past),
                **fields,
            )
        )
        for ordinal, body in enumerate(bodies):
            role = "lead" if ordinal == 0 else "coordinating"
            roles.append(
                TaskRole(task_id=n, agency_id=body, role=role, accountable=ordinal == 0, ordinal=ordinal)
            )
        happened += list(_events(n, past, bodies[0]))
    missing = events - len(happened)
    for n in range(max(missing, 0)):
        task = rows[n % len(rows)]
        task.version += 1
        day = task.given_on + timedelta(days=1)
        happened.append(_event(task.pk, task.version, "commented", day, others[n % len(others)]))
    for model, made in ((Task, rows), (TaskRole, roles), (TaskEvent, happened)):
        model.objects.bulk_create(made, batch_size=2000)
    share_anew(province)
    tally_anew(province)


def _course(chosen: random.Random) -> tuple[dict[str, Any], list[tuple[str, date]]]:
    """The copies on a row and the events they come from."""
    given = TODAY - timedelta(days=chosen.randint(1, 900))
    due = None if chosen.random() < 0.1 else given + timedelta(days=chosen.randint(10, 150))
    past = [("assigned", given), ("progress", given + timedelta(days=5))]
    fields: dict[str, Any] = {"given_on": given, "due_on": due, "original_due_on": due}
    done = (due or TODAY) + timedelta(days=chosen.choice((-9, -5, -2, 0, 3, 12)))
    if done < TODAY and chosen.random() < 0.93:
        late = due is not None and done > due
        past += [("completed", done), ("accepted", done)]
        fields |= {"completed_on": done, "closed_on": done, "outcome": "late" if late else "on_time"}
    elif chosen.random() < 0.1:
        past.append(("completed", TODAY))
        fields["completed_on"] = TODAY
    return fields, past


def _events(task: int, past: list[tuple[str, date]], agency: int) -> Iterator[Any]:
    for seq, (kind, day) in enumerate(past, 1):
        yield _event(task, seq, kind, day, agency)


def _event(task: int, seq: int, kind: str, day: date, agency: int) -> Any:
    from cotmoc.tasks.models import TaskEvent

    return TaskEvent(
        task_id=task,
        seq=seq,
        kind=kind,
        at=datetime.combine(day, time(9), ZONE),
        on=day,
        by_name="Tài khoản cơ quan",
        agency_id=agency,
        note="Đã làm việc với các đơn vị liên quan.",
    )
