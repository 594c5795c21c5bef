"""A province of any size in ``COTMOC_HOME`` or ``COTMOC_DATABASE_URL``, for measuring pages.

Rows in bulk, not actions: only the shape matters here. Always the same rows for the same numbers. Bodies: 3
forces, 26 departments, 11 districts with their communes. A task has one lead and up to three coordinating
bodies, a clause of two sentences and the number of its document; about a fifth are open, a tenth have no due
day, one in twelve was extended, one in a hundred taken back. A village is named in some 300 of a million.
"""

from __future__ import annotations

import random
import sys
import time as clock
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta
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
_SENTENCES = (
    "Chủ trì, phối hợp với các đơn vị liên quan tổ chức thực hiện nghiêm túc, đúng tiến độ.",
    "Tham mưu Ủy ban nhân dân tỉnh xem xét, quyết định theo thẩm quyền.",
    "Tăng cường tuần tra, kiểm soát đường mòn, lối mở trên địa bàn quản lý.",
    "Bố trí kinh phí từ nguồn ngân sách địa phương và các nguồn huy động hợp pháp khác.",
    "Báo cáo kết quả thực hiện về Văn phòng để tổng hợp, trình cấp có thẩm quyền.",
    "Đẩy mạnh tuyên truyền, vận động nhân dân chấp hành pháp luật về biên giới quốc gia.",
    "Rà soát hộ nghèo, hộ cận nghèo ở các thôn, làng giáp biên để hỗ trợ nhà ở, đất sản xuất.",
    "Duy trì đường dây nóng và chế độ giao ban định kỳ với lực lượng của bạn.",
)
_AT_ONCE = 20_000


def make(tasks: int, events: int, bodies: int) -> dict[str, str]:
    """Fill an empty, migrated database; the account names: office, department, district, post."""
    import cluster
    from django.db import connection, transaction

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # A cache for the indexes of millions of rows, and no waiting for the disk.
            cursor.execute("PRAGMA cache_size = -1500000")
            cursor.execute("PRAGMA synchronous = OFF")
    with transaction.atomic():
        province, agencies, districts = _bodies(bodies)
        accounts = _accounts(province, agencies, districts)
    with cluster.unwatched():
        _bulk(province, agencies, tasks, events, random.Random(20220725))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return accounts


_DERIVED = ("share_anew", "tally_anew", "span_anew", "word_anew")


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
        "post": (Role.POST, agencies[-1]),
    }
    for name, (role, agency) in wanted.items():
        person = actions.add_person(
            username=name, display_name=f"Tài khoản {name}", password=PASSWORD, at=at, by=by
        )
        actions.appoint(person=person, agency=agency, role=role, valid_from=LONG_AGO, by=by)
    return {name: name for name in wanted}


def _bulk(province: int, agencies: list[Any], tasks: int, events: int, chosen: random.Random) -> None:
    from django.db import connection, transaction

    from cotmoc.tasks import actions
    from cotmoc.tasks.models import Task, TaskEvent, TaskRole

    others = [agency.pk for agency in agencies[1:]]
    came, began = 0, clock.perf_counter()
    for first in range(1, tasks + 1, _AT_ONCE):
        last = min(first + _AT_ONCE, tasks + 1)
        rows, roles, happened = [], [], []
        for n in range(first, last):
            bodies = chosen.sample(others, chosen.randint(1, 4))
            fields, past = _course(chosen)
            # What is missing to the number of events asked for is remarks.
            while len(past) < (events - came - len(happened)) // (tasks - n + 1):
                past.append(("commented", past[-1][1], None))
            rows.append(_task(n, province, agencies[0].pk, bodies[0], fields, len(past), chosen))
            roles += [_role(n, ordinal, body) for ordinal, body in enumerate(bodies)]
            happened += [_event(n, seq, bodies[0], *one) for seq, one in enumerate(past, 1)]
        came += len(happened)
        with transaction.atomic():
            for model, made in ((Task, rows), (TaskRole, roles), (TaskEvent, happened)):
                _lay(model, made)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval('tasks_task_id_seq', %s)", [tasks])
            cursor.execute("ANALYZE")
    print(f"rows: {clock.perf_counter() - began:.0f} s", file=sys.stderr)
    for name in _DERIVED:
        began = clock.perf_counter()
        derive: Callable[[int], None] = getattr(actions, name)
        with transaction.atomic():
            derive(province)
        print(f"{name}: {clock.perf_counter() - began:.0f} s", file=sys.stderr)


def _lay(model: Any, rows: list[dict[str, Any]]) -> None:
    """Rows by column straight into the database: a million of them through objects take too long."""
    from django.db import connection

    names = list(rows[0])
    table, columns = model._meta.db_table, ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(tuple(row.values()))
            return
        places = ", ".join(["%s"] * len(names))
        values: Iterable[tuple[Any, ...]] = (tuple(map(_plain, row.values())) for row in rows)
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", list(values))


def _plain(value: Any) -> Any:
    """A value as SQLite keeps it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    return value.isoformat() if isinstance(value, date) else value


def _task(
    n: int, province: int, giver: int, lead: int, fields: dict[str, Any], version: int, chosen: random.Random
) -> dict[str, Any]:
    title = f"{chosen.choice(_VERBS)} {chosen.choice(_MATTERS)} ở thôn {chosen.randint(1, 3000)}"
    empty = {"completed_on": None, "closed_on": None, "asked_due_on": None, "paused_on": None}
    return {
        "id": n,
        "province_id": province,
        "title": f"{title}, phần việc {n}",
        "detail": " ".join(chosen.sample(_SENTENCES, 2)),
        "giver_id": giver,
        "lead_id": lead,
        "group": False,
        "shift": "none",
        "recurrence": "",
        "external_id": "",
        "document": f"{n % 5000 + 1}/KH-UBND",
        "outcome": "",
        "extensions": 0,
        "version": version,
        **empty,
        **fields,
    }


def _course(chosen: random.Random) -> tuple[dict[str, Any], list[tuple[str, date, date | None]]]:
    """The copies on a row and the events they come from: kind, day, the due day it sets."""
    given = TODAY - timedelta(days=chosen.randint(1, 900))
    due = None if chosen.random() < 0.1 else given + timedelta(days=chosen.randint(10, 150))
    past = [("assigned", given, due)]
    fields: dict[str, Any] = {"given_on": given, "due_on": due, "original_due_on": due}
    if chosen.random() < 0.3:
        past.append(("progress", given + timedelta(days=5), None))
    if due is not None and chosen.random() < 0.08 and due - timedelta(days=3) < TODAY:
        due, asked = due + timedelta(days=20), due - timedelta(days=3)
        past.append(("extended", asked, due))
        fields |= {"due_on": due, "extensions": 1}
    done = (due or TODAY) + timedelta(days=chosen.choice((-9, -5, -2, 0, 3, 12)))
    if done < TODAY and chosen.random() < 0.93:
        if chosen.random() < 0.01:
            past.append(("cancelled", done, None))
            return fields | {"closed_on": done, "outcome": "cancelled"}, past
        late = due is not None and done > due
        past += [("completed", done, None), ("accepted", done, None)]
        fields |= {"completed_on": done, "closed_on": done, "outcome": "late" if late else "on_time"}
    elif chosen.random() < 0.1:
        past.append(("completed", TODAY, None))
        fields["completed_on"] = TODAY
    return fields, past


def _role(task: int, ordinal: int, agency: int) -> dict[str, Any]:
    lead = ordinal == 0
    return {
        "task_id": task,
        "agency_id": agency,
        "role": "lead" if lead else "coordinating",
        "accountable": lead,
        "ordinal": ordinal,
    }


def _event(task: int, seq: int, agency: int, kind: str, day: date, due_on: date | None) -> dict[str, Any]:
    return {
        "task_id": task,
        "seq": seq,
        "kind": kind,
        "at": datetime.combine(day, time(9), ZONE),
        "on": day,
        "due_on": due_on,
        "by_name": "Tài khoản cơ quan",
        "agency_id": agency,
        "note": "Đã làm việc với các đơn vị liên quan.",
        "product": "",
    }
