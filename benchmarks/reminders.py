#!/usr/bin/env python3
"""How long it takes to say who is reminded of what on a day, and how many for the menu of one person.

usage: python benchmarks/reminders.py [--tasks N]

Makes a province of N tasks (default 525,000, of which 100,000 are open) in a database of its own and
computes the digests of a day, three times, for four people and for one more in each of the 2,000 bodies;
prints the number of open tasks, people and seconds. Then the number in the menu of each account, counted anew
and as it is kept from before, the median of 50.
"""

from __future__ import annotations

import statistics
import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

import own_province


def main() -> None:
    own_province.run(__doc__, __file__, 525_000, _measure)


def _measure(_count: int) -> None:
    import many_tasks

    _digests(many_tasks.TODAY)
    for username in ("office", "department", "district", "post"):
        _in_the_menu(username, many_tasks.TODAY)
    _one_in_each_body()
    _digests(many_tasks.TODAY)


def _digests(day: date) -> None:
    from cotmoc.domain.access import Actor, Role
    from cotmoc.tasks import queries
    from cotmoc.tasks.models import Task

    province = Task.objects.values_list("province", flat=True)[0]
    office = Actor(None, "đo", Role.OFFICE, None, province)
    still = Task.objects.filter(outcome="", group=False).count()
    for _ in range(3):
        begin, busy = time.perf_counter(), time.process_time()
        told = queries.digests(office, on=day)
        reminders = sum(len(one.reminders) for one in told)
        print(
            f"{still} open tasks, {len(told)} people, {reminders} reminders: "
            f"{time.perf_counter() - begin:.2f} s, {time.process_time() - busy:.2f} s of processor time"
        )


def _one_in_each_body() -> None:
    import many_tasks

    from cotmoc.domain.access import Role
    from cotmoc.organisations.models import Agency, Appointment, Person

    bodies = list(Agency.objects.order_by("pk"))
    people = [
        Person(username=f"p{n}", display_name=body.name, password="!", created_at="2022-01-01T00:00+07:00")
        for n, body in enumerate(bodies)
    ]
    made = Person.objects.bulk_create(people)
    Appointment.objects.bulk_create(
        Appointment(person=person, agency=body, role=Role.AGENCY_LEAD, valid_from=many_tasks.LONG_AGO)
        for person, body in zip(made, bodies, strict=True)
    )


def _in_the_menu(username: str, day: date) -> None:
    from cotmoc.organisations.queries import actor_named
    from cotmoc.tasks import queries

    viewer = actor_named(
        username, at=datetime.combine(day, datetime.min.time(), ZoneInfo("Asia/Ho_Chi_Minh"))
    )
    spent: dict[bool, list[float]] = {True: [], False: []}
    for _ in range(50):
        for anew in (True, False):
            if anew:
                queries.forget_counts()
            busy = time.process_time()
            count = queries.reminders_unseen(viewer, on=day)
            spent[anew].append(time.process_time() - busy)
    anew, again = (1000 * statistics.median(spent[one]) for one in (True, False))
    print(f"{username}: {count} in the menu, {anew:.1f} ms of processor time anew, {again:.1f} ms as kept")


if __name__ == "__main__":
    main()
