"""Work that comes back: each time once, with its bodies, born open, whatever the job did."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta
from fractions import Fraction

import pytest
from django.db import connection

from cotmoc.audit.models import AuditRow
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, CHANGED_MEANWHILE, NOT_PERMITTED, WRONG_STATE
from cotmoc.domain.errors.task_series import (
    GIVER_SPLIT,
    NO_HEIR,
    RECURRENCE_DUE_TWICE,
    RECURRENCE_ENDLESS,
    RULE_UNUSABLE,
)
from cotmoc.domain.errors.tasks import AGENCY_NOT_THERE, AGENCY_TWICE, NO_LEAD, REASON_NEEDED
from cotmoc.domain.recurrence import Every, On, Recurrence, from_dict, to_dict
from cotmoc.domain.working_time import Shift
from cotmoc.organisations import actions as founding
from cotmoc.organisations.models import Agency
from cotmoc.tasks import actions, models, queries
from cotmoc.tasks.actions.occurring import opening
from tests.rooms import small_province
from tests.rooms.small_province import ZONE, World

# The small province's day is Monday 25 July 2022; Friday 2 September is a holiday, Thursday 1 September too.
END = date(2023, 1, 1)
FRIDAYS = Recurrence(Every.WEEK, weekdays=(5,), until=END, shift=Shift.NEXT_WORKING, lead_days=4)
MONTHLY = Recurrence(Every.MONTH, on=On.DAY, number=15, until=END, shift=Shift.NEXT_WORKING, lead_days=10)


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def order(world: World, **changes: object) -> actions.Order:
    values: dict[str, object] = {
        "title": "Báo cáo tình hình biên giới",
        "giver": world.id("ubnd"),
        "leads": [world.id("bdbp")],
        "coordinating": [world.id("congan"), world.id("dakglei")],
        "observers": [world.id("ngoaivu")],
    }
    return actions.Order(**{**values, **changes})  # type: ignore[arg-type]


def recur(world: World, rule: Recurrence, **changes: object) -> models.Recurrence:
    each = bool(changes.pop("each", False))
    return actions.recur(order(world, **changes), rule, by=world.actor("vanphong"), at=world.at, each=each)


def run(world: World, day: date) -> actions.Made:
    return actions.make_occurrences(by=world.actor("vanphong"), at=at(day))


def dues(row: models.Recurrence) -> list[date]:
    made = models.Occurrence.objects.filter(recurrence=row).order_by("pk").select_related("task")
    return [one.task.due_on for one in made if one.task.due_on]


def ended(world: World, key: str, on: date, *heirs: tuple[str, Fraction]) -> list[int]:
    """End a body; what succeeds it from that day."""
    by = founding.founder(world.province.pk)
    Agency.objects.filter(pk=world.id(key)).update(valid_to=on)
    made = []
    for name, _ in heirs:
        heir = founding.add_agency(
            key=name, name=name, short_name=name, kind="department", level="province", valid_from=on, by=by
        )
        made.append(heir.pk)
    for pk, (_, share) in zip(made, heirs, strict=True):
        founding.add_succession(
            predecessor=world.agencies[key],
            successor=Agency.objects.get(pk=pk),
            on=on,
            share=share,
            source="Nghị quyết 18",
            by=by,
        )
    return made


def test_what_has_opened_is_made_when_it_is_ordered_and_the_rest_in_its_time(world: World) -> None:
    row = recur(world, FRIDAYS)
    assert dues(row) == [date(2022, 7, 29)]
    assert run(world, date(2022, 7, 31)).tasks == ()
    assert len(run(world, date(2022, 8, 1)).tasks) == 1
    assert dues(row) == [date(2022, 7, 29), date(2022, 8, 5)]


def test_one_run_makes_each_occurrence_once_odoo_70633(world: World) -> None:
    """There, of several in one run only the last was made, as often as there were."""
    rows = [recur(world, FRIDAYS, title=f"Báo cáo {n}") for n in range(3)]
    made = run(world, date(2022, 8, 1)).tasks
    assert (len(made), run(world, date(2022, 8, 1)).tasks, run(world, date(2022, 8, 1)).tasks) == (3, (), ())
    for row in rows:
        came = models.Occurrence.objects.filter(recurrence=row).order_by("pk").select_related("task")
        assert [(one.key, one.task.title) for one in came] == [
            ("2022-W30-5", row.title),
            ("2022-W31-5", row.title),
        ]


def test_a_run_that_makes_nothing_leaves_no_trace(world: World) -> None:
    recur(world, FRIDAYS)
    before = AuditRow.objects.count()
    run(world, date(2022, 7, 26))
    assert AuditRow.objects.count() == before


def test_an_occurrence_has_its_bodies_and_roles_odoo_90032(world: World) -> None:
    recur(world, FRIDAYS)
    (made,) = run(world, date(2022, 8, 1)).tasks
    task = queries.task(world.actor("vanphong"), made)
    assert [(r.agency_id, r.role, r.accountable) for r in task.roles.all()] == [
        (world.id("bdbp"), "lead", True),
        (world.id("congan"), "coordinating", False),
        (world.id("dakglei"), "coordinating", False),
        (world.id("ngoaivu"), "observer", False),
    ]
    assert (task.lead_id, task.giver_id) == (world.id("bdbp"), world.id("ubnd"))
    assert (task.given_on, task.due_on) == (date(2022, 8, 1), date(2022, 8, 5))
    assert task.recurrence.startswith("hằng tuần, vào thứ Sáu")
    listing = queries.Listing(world.actor("huyen"), on=date(2022, 8, 1))
    assert made in [one.pk for one in listing]


def test_a_repeat_of_a_closed_task_is_born_open_frappe_41256(world: World) -> None:
    row = recur(world, FRIDAYS)
    first = models.Occurrence.objects.get(recurrence=row).task
    lead = world.actor("bienphong")
    actions.report_completion(first.pk, note="Đã báo cáo", by=lead, at=at(date(2022, 7, 27)))
    actions.accept(first.pk, by=world.actor("vanphong"), at=at(date(2022, 7, 28)))
    (made,) = run(world, date(2022, 8, 1)).tasks
    task = models.Task.objects.get(pk=made)
    assert (task.outcome, task.completed_on, task.closed_on, task.extensions) == ("", None, None, 0)
    assert [e.kind for e in task.events.all()] == ["assigned"]


def test_no_body_stands_twice_in_an_occurrence_frappe_41824(world: World) -> None:
    with pytest.raises(Problem) as caught:
        recur(world, FRIDAYS, coordinating=[world.id("bdbp")])
    assert caught.value.entry is AGENCY_TWICE
    (heir,) = ended(world, "congan", date(2022, 8, 1), ("Cơ quan mới", Fraction(1)))
    by = founding.founder(world.province.pk)
    Agency.objects.filter(pk=world.id("dakglei")).update(valid_to=date(2022, 8, 1))
    founding.add_succession(
        predecessor=world.agencies["dakglei"],
        successor=Agency.objects.get(pk=heir),
        on=date(2022, 8, 1),
        share=Fraction(1),
        source="Nghị quyết 18",
        by=by,
    )
    recur(world, FRIDAYS)
    (made,) = run(world, date(2022, 8, 1)).tasks
    roles = models.TaskRole.objects.filter(task=made).values_list("agency", "role")
    assert sorted(roles) == sorted(
        [(world.id("bdbp"), "lead"), (heir, "coordinating"), (world.id("ngoaivu"), "observer")]
    )


def test_no_departed_body_gets_an_occurrence_odoo_192848(world: World) -> None:
    recur(world, FRIDAYS)
    one, other = ended(
        world, "bdbp", date(2022, 8, 8), ("Cơ quan nhỏ", Fraction(1, 4)), ("Cơ quan lớn", Fraction(3, 4))
    )
    before, after = (run(world, day).tasks for day in (date(2022, 8, 1), date(2022, 8, 8)))
    roles = [
        list(models.TaskRole.objects.filter(task=made[0], role="lead").values_list("agency", "accountable"))
        for made in (before, after)
    ]
    assert roles == [[(world.id("bdbp"), True)], [(one, False), (other, True)]]


def test_no_occurrence_falls_due_on_a_holiday_odoo_245520(world: World) -> None:
    row = recur(world, FRIDAYS)
    run(world, date(2022, 9, 5))
    # Friday 2 September is National Day, so is the Thursday before: due on Monday 5 September.
    assert date(2022, 9, 5) in dues(row)
    assert date(2022, 9, 2) not in dues(row)


def test_a_job_that_did_not_run_for_weeks_makes_each_one(world: World) -> None:
    row = recur(world, FRIDAYS)
    made = run(world, date(2022, 8, 22)).tasks
    assert dues(row) == [date(2022, 7, 29), *(date(2022, 8, day) for day in (5, 12, 19, 26))]
    late = models.Task.objects.get(pk=made[0])
    assert late.given_on == date(2022, 8, 1)
    assert late.events.get().note == "Hệ thống lập ngày 22/8/2022."
    assert models.Task.objects.get(pk=made[-1]).events.get().note == ""


@pytest.mark.slow
@pytest.mark.parametrize("step", [1, 3, 10, 45])
@pytest.mark.parametrize(
    "rule",
    [
        FRIDAYS,
        MONTHLY,
        Recurrence(Every.MONTH, on=On.LAST_WORKING_DAY, until=END, lead_days=25),
        Recurrence(Every.MONTH, on=On.DAY, number=31, until=END, shift=Shift.PREVIOUS_WORKING),
    ],
)
def test_however_often_the_job_runs_the_same_is_made(world: World, rule: Recurrence, step: int) -> None:
    row = recur(world, rule)
    for day in range(0, 91, step):
        run(world, world.today + timedelta(days=day))
    run(world, world.today + timedelta(days=90))
    expected = [one.due_on for one in opening(from_dict(row.rule), world.today, date(2022, 10, 24))]
    assert sorted(dues(row)) == expected


@pytest.mark.slow
def test_a_job_that_did_not_run_for_years_makes_each_one(world: World) -> None:
    row = recur(world, Recurrence(Every.WEEK, weekdays=(1,), until=date(2025, 7, 28)))
    run(world, date(2025, 8, 1))
    # From Monday 25 July 2022 to Monday 21 July 2025.
    assert len(dues(row)) == (date(2025, 7, 28) - date(2022, 7, 25)).days // 7
    assert len(set(dues(row))) == len(dues(row))


def test_more_than_a_thousand_days_are_not_too_many_for_the_job() -> None:
    daily = Recurrence(Every.DAY, until=date(2030, 1, 1))
    opened = [one.due_on for one in opening(daily, date(2022, 1, 1), date(2026, 1, 1))]
    assert (len(opened), len(set(opened)), opened[0]) == (1461, 1461, date(2022, 1, 1))


@pytest.mark.django_db(transaction=True)
def test_two_jobs_at_once_make_each_occurrence_once() -> None:
    world = small_province.build()
    row = recur(world, FRIDAYS)
    office, both = world.actor("vanphong"), threading.Barrier(2)
    made: list[int] = []

    def job() -> None:
        try:
            both.wait()
            made.extend(actions.make_occurrences(by=office, at=at(date(2022, 8, 22))).tasks)
        finally:
            connection.close()

    jobs = [threading.Thread(target=job) for _ in range(2)]
    for one in jobs:
        one.start()
    for one in jobs:
        one.join()
    assert len(made) == 4
    assert dues(row) == [date(2022, 7, 29), *(date(2022, 8, day) for day in (5, 12, 19, 26))]
    assert AuditRow.objects.filter(deed="task.occur").count() == 1


def test_a_body_without_an_heir_stops_the_recurrence_for_a_person_and_nothing_is_lost(world: World) -> None:
    row = recur(world, FRIDAYS)
    ended(world, "congan", date(2022, 8, 8))
    office = world.actor("vanphong")
    run_of = run(world, date(2022, 8, 15))
    assert (len(run_of.tasks), run_of.waiting) == (1, (row.pk,))
    trouble = queries.recurrence(office, row.pk, on=date(2022, 8, 15)).trouble
    assert trouble is not None
    assert (trouble.entry, trouble.values["agency"]) == (NO_HEIR, "Công an tỉnh")
    before = AuditRow.objects.count()
    assert run(world, date(2022, 8, 16)).waiting == (row.pk,)
    assert AuditRow.objects.count() == before

    changed = order(world, coordinating=[world.id("quansu")])
    actions.change_recurrence(row.pk, order=changed, by=office, at=at(date(2022, 8, 16)))
    assert dues(row)[-2:] == [date(2022, 8, 12), date(2022, 8, 19)]
    told = queries.recurrence(office, row.pk, on=date(2022, 8, 16))
    assert told.trouble is None


def test_a_succession_recorded_later_lets_the_job_go_on(world: World) -> None:
    row = recur(world, FRIDAYS)
    ended(world, "congan", date(2022, 8, 1))
    assert run(world, date(2022, 8, 10)).waiting == (row.pk,)
    Agency.objects.filter(pk=world.id("congan")).update(valid_to=None)
    assert run(world, date(2022, 8, 10)).waiting == ()
    assert dues(row) == [date(2022, 7, 29), date(2022, 8, 5), date(2022, 8, 12)]


def test_a_trouble_that_is_over_is_no_longer_told(world: World) -> None:
    row = recur(world, FRIDAYS)
    ended(world, "congan", date(2022, 8, 1))
    run(world, date(2022, 8, 1))
    early = models.Recurrence.objects.get(pk=row.pk)
    early.since = date(2022, 9, 30)
    early.save()
    assert run(world, date(2022, 8, 2)).waiting == ()
    assert queries.recurrence(world.actor("vanphong"), row.pk, on=date(2022, 8, 2)).trouble is None


def test_one_recurrence_in_trouble_does_not_hold_up_the_others(world: World) -> None:
    first = recur(world, FRIDAYS)
    second = recur(world, FRIDAYS, title="Việc khác", leads=[world.id("yte")], coordinating=[])
    ended(world, "bdbp", date(2022, 8, 1))
    made = run(world, date(2022, 8, 1))
    assert made.waiting == (first.pk,)
    assert dues(second)[-1] == date(2022, 8, 5)


def test_a_giver_that_was_split_is_for_a_person(world: World) -> None:
    row = recur(world, FRIDAYS)
    ended(world, "ubnd", date(2022, 8, 1), ("Một", Fraction(1, 2)), ("Hai", Fraction(1, 2)))
    assert run(world, date(2022, 8, 1)).waiting == (row.pk,)
    trouble = queries.recurrence(world.actor("lanhdao"), row.pk, on=date(2022, 8, 1)).trouble
    assert trouble is not None
    assert trouble.entry is GIVER_SPLIT


def test_after_completion_the_next_waits_for_the_last_to_be_closed(world: World) -> None:
    rule = Recurrence(
        Every.MONTH, 3, after_completion=True, until=date(2024, 1, 1), shift=Shift.NEXT_WORKING, lead_days=20
    )
    row = recur(world, rule)
    first = models.Occurrence.objects.get(recurrence=row)
    assert (first.key, first.task.due_on) == ("N0001", date(2022, 7, 25))
    assert run(world, date(2022, 12, 1)).tasks == ()
    done = date(2022, 8, 5)
    actions.report_completion(first.task_id, note="Xong", by=world.actor("bienphong"), at=at(done))
    assert run(world, date(2022, 12, 1)).tasks == ()
    actions.accept(first.task_id, by=world.actor("vanphong"), at=at(date(2022, 8, 9)))
    # Three months after 5 August is Saturday 5 November: due Monday 7 November, given 20 days before.
    assert run(world, date(2022, 10, 17)).tasks == ()
    run(world, date(2022, 10, 18))
    run(world, date(2022, 10, 18))
    assert dues(row) == [date(2022, 7, 25), date(2022, 11, 7)]


def test_each_unit_gets_its_own_task_each_time(world: World) -> None:
    units = [world.id("dakglei"), world.id("ngochoi")]
    row = recur(world, FRIDAYS, leads=units, coordinating=[], each=True)
    run(world, date(2022, 8, 1))
    heads = [one.task for one in models.Occurrence.objects.filter(recurrence=row).order_by("pk")]
    assert [[unit.lead_id for unit in head.children.order_by("pk")] for head in heads] == [units, units]
    second = models.Task.objects.get(parent=heads[1], lead=units[0])
    turn = queries.turn_of(world.actor("huyen"), second, on=date(2022, 8, 1))
    assert turn is not None
    assert turn.before == models.Task.objects.get(parent=heads[0], lead=units[0])


def test_before_and_after_of_a_task(world: World) -> None:
    row = recur(world, FRIDAYS)
    run(world, date(2022, 8, 8))
    tasks = [one.task for one in models.Occurrence.objects.filter(recurrence=row).order_by("pk")]
    turns = [queries.turn_of(world.actor("bienphong"), task, on=date(2022, 8, 8)) for task in tasks]
    assert [(turn.before, turn.after) for turn in turns if turn] == [
        (None, tasks[1]),
        (tasks[0], tasks[2]),
        (tasks[1], None),
    ]
    assert queries.turn_of(world.actor("sokhdt"), tasks[0], on=date(2022, 8, 8)) is None


def test_the_next_days_skip_what_rests(world: World) -> None:
    row = recur(world, MONTHLY)
    told = queries.recurrence(world.actor("vanphong"), row.pk, on=world.today)
    # 15 October 2022 is a Saturday.
    assert [one.due_on for one in told.coming] == [
        date(2022, 8, 15),
        date(2022, 9, 15),
        date(2022, 10, 17),
        date(2022, 11, 15),
        date(2022, 12, 15),
    ]
    assert told.words.endswith("đến hết ngày 31/12/2022")


def test_who_sees_what_comes_back(world: World) -> None:
    recur(world, MONTHLY)
    seen = {
        who: len(queries.recurrences(world.actor(who), on=world.today)) for who in ("bienphong", "sokhdt")
    }
    assert seen == {"bienphong": 1, "sokhdt": 0}


@pytest.mark.parametrize(
    ("changes", "rule", "entry", "field"),
    [
        ({}, Recurrence(Every.QUARTER), RECURRENCE_ENDLESS, "until"),
        ({}, Recurrence(Every.QUARTER, until=date(2032, 7, 26)), RECURRENCE_ENDLESS, "until"),
        ({}, Recurrence(Every.MONTH, 1, after_completion=True), RECURRENCE_ENDLESS, "until"),
        ({}, Recurrence(Every.YEAR, until=date(2022, 8, 1)), RULE_UNUSABLE, "until"),
        ({}, Recurrence(Every.YEAR, until=date(2022, 7, 25)), RULE_UNUSABLE, "until"),
        ({}, Recurrence(Every.YEAR, starts=date(9995, 1, 1), until=date.max), BAD_VALUE, "starts"),
        ({"given_on": date.max}, Recurrence(Every.YEAR, until=date.max), BAD_VALUE, "starts"),
        ({"due_on": date(2022, 8, 1)}, MONTHLY, RECURRENCE_DUE_TWICE, "due_on"),
        ({"working_days": 5}, MONTHLY, RECURRENCE_DUE_TWICE, "due_on"),
        ({"shift": Shift.NEXT_WORKING}, MONTHLY, BAD_VALUE, "shift"),
        ({"recurrence": "hằng quý"}, MONTHLY, BAD_VALUE, "recurrence"),
        ({"title": " "}, MONTHLY, BAD_VALUE, "title"),
        ({"title": "x" * 301}, MONTHLY, BAD_VALUE, "title"),
        ({"leads": []}, MONTHLY, NO_LEAD, "leads"),
        ({"leads": [999999]}, MONTHLY, BAD_VALUE, "leads"),
    ],
)
def test_a_wrong_recurrence_names_its_field_and_saves_nothing(world, changes, rule, entry, field):
    with pytest.raises(Problem) as caught:
        recur(world, rule, **changes)
    assert (caught.value.entry, caught.value.field) == (entry, field)
    assert not models.Recurrence.objects.exists()
    assert not models.Task.objects.exists()


def test_a_body_that_is_gone_cannot_be_given_what_comes_back(world: World) -> None:
    ended(world, "bdbp", date(2022, 7, 1))
    with pytest.raises(Problem) as caught:
        recur(world, MONTHLY)
    assert (caught.value.entry, caught.value.field) == (AGENCY_NOT_THERE, "leads")


def test_only_who_assigns_tasks_orders_and_makes_what_comes_back(world: World) -> None:
    row = recur(world, FRIDAYS)
    lead = world.actor("bienphong")
    for act in (
        lambda: actions.recur(order(world), MONTHLY, by=lead, at=world.at),
        lambda: actions.change_recurrence(row.pk, rule=MONTHLY, by=lead, at=world.at),
        lambda: actions.stop_recurrence(row.pk, reason="x", by=lead, at=world.at),
        lambda: actions.make_occurrences(by=lead, at=world.at),
    ):
        with pytest.raises(Problem) as caught:
            act()
        assert caught.value.entry is NOT_PERMITTED


def test_what_is_stopped_makes_nothing_more(world: World) -> None:
    row = recur(world, FRIDAYS)
    office = world.actor("vanphong")
    with pytest.raises(Problem) as caught:
        actions.stop_recurrence(row.pk, reason=" ", by=office, at=world.at)
    assert caught.value.entry is REASON_NEEDED
    with pytest.raises(Problem) as caught:
        actions.stop_recurrence(row.pk, reason="Hết yêu cầu", by=office, at=world.at, version=7)
    assert caught.value.entry is CHANGED_MEANWHILE
    actions.stop_recurrence(row.pk, reason="Hết yêu cầu", by=office, at=world.at)
    assert run(world, date(2022, 9, 5)).tasks == ()
    assert models.Occurrence.objects.get(recurrence=row).task.outcome == ""
    with pytest.raises(Problem) as caught:
        actions.stop_recurrence(row.pk, reason="Lần nữa", by=office, at=world.at)
    assert caught.value.entry is WRONG_STATE
    assert [one.row.pk for one in queries.recurrences(office, on=world.today, stopped=True)] == [row.pk]


def test_another_day_of_the_month_does_not_make_the_month_again(world: World) -> None:
    row = recur(world, MONTHLY)
    run(world, date(2022, 8, 15))
    later = Recurrence(Every.MONTH, on=On.DAY, number=25, until=END, lead_days=10)
    actions.change_recurrence(row.pk, rule=later, by=world.actor("vanphong"), at=at(date(2022, 8, 16)))
    run(world, date(2022, 9, 20))
    assert dues(row) == [date(2022, 8, 15), date(2022, 9, 25)]


def test_numbers_that_begin_anew_are_told_from_the_earlier_ones(world: World) -> None:
    every = Recurrence(Every.WORKING_DAY, 2, starts=world.today, until=END)
    row = recur(world, every)
    run(world, date(2022, 7, 29))
    third = Recurrence(Every.WORKING_DAY, 3, starts=date(2022, 8, 1), until=END)
    actions.change_recurrence(row.pk, rule=third, by=world.actor("vanphong"), at=at(date(2022, 7, 30)))
    run(world, date(2022, 8, 4))
    assert dues(row) == [
        *(date(2022, 7, day) for day in (25, 27, 29)),
        date(2022, 8, 1),
        date(2022, 8, 4),
    ]
    keys = models.Occurrence.objects.filter(recurrence=row).order_by("pk").values_list("key", flat=True)
    assert list(keys) == ["N0001", "N0002", "N0003", "2.N0001", "2.N0002"]


def test_a_year_without_a_table_is_given_and_called_provisional(world: World) -> None:
    rule = Recurrence(
        Every.MONTH, on=On.LAST_WORKING_DAY, starts=date(2026, 12, 1), until=date(2027, 3, 1), lead_days=40
    )
    row = recur(world, rule)
    run(world, date(2026, 12, 25))
    made = models.Occurrence.objects.filter(recurrence=row).order_by("pk").select_related("task")
    assert [one.task.due_on for one in made] == [date(2026, 12, 31), date(2027, 1, 29)]
    assert (
        made[1]
        .task.events.get()
        .note.endswith(
            "Hạn tạm tính, mới trừ thứ Bảy và Chủ nhật: chưa có bảng ngày nghỉ của năm 2027. "
            "Có bảng rồi thì xem lại hạn này."
        )
    )


def test_a_stored_rule_that_cannot_be_read_is_for_a_person(world: World) -> None:
    row = recur(world, FRIDAYS)
    models.Recurrence.objects.filter(pk=row.pk).update(rule={**to_dict(FRIDAYS), "every": "moon"})
    assert run(world, date(2022, 8, 1)).waiting == (row.pk,)
    told = queries.recurrence(world.actor("vanphong"), row.pk, on=date(2022, 8, 1))
    assert told.trouble is not None
    assert (told.trouble.entry, told.coming) == (RULE_UNUSABLE, ())

    office, day = world.actor("vanphong"), at(date(2022, 8, 1))
    with pytest.raises(Problem) as caught:
        actions.change_recurrence(row.pk, order=order(world), by=office, at=day)
    assert (caught.value.entry, caught.value.field) == (RULE_UNUSABLE, "rule")
    made = models.Occurrence.objects.filter(recurrence=row).count()
    actions.change_recurrence(row.pk, rule=FRIDAYS, by=office, at=day)
    told = queries.recurrence(office, row.pk, on=date(2022, 8, 1))
    assert (told.trouble, told.rule is not None, told.made) == (None, True, made + 1)
