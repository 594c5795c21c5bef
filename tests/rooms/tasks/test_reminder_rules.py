"""Rules for reminders set by an administrator: what they change, who may, and the way back."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config import clock
from cotmoc.audit.models import AuditRow
from cotmoc.cli.main import main
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import CHANGED_MEANWHILE, NOT_PERMITTED
from cotmoc.domain.reminder_rules import rule_set
from cotmoc.notices.models import Message
from cotmoc.organisations.models import Person
from cotmoc.tasks import actions, queries
from cotmoc.tasks.models import ReminderRule
from tests.rooms.small_province import ZONE, World, build

from .test_reminding import due, told

URL = "https://cotmoc.example.vn"
EVE = {"role": "lead", "level": "", "before": "1", "after": "1", "again": 0}
"""Only on the day before and on the day after."""


def keep(world: World, *rows: dict[str, Any], quiet: str = "", hour: int = 0, **more: Any) -> None:
    said = {"rules": list(rows) or [EVE], "quiet": quiet, "digest_hour": hour}
    actions.set_reminder_rules(**said, by=world.actor("quantri"), at=world.at, **more)


@pytest.mark.parametrize(("days", "shipped", "own"), [
    (2, False, False), (1, True, True), (0, True, False), (-1, True, True), (-2, False, False),
])  # fmt: skip
def test_around_the_due_day_by_the_rules_in_force(world: World, days: int, shipped: bool, own: bool) -> None:
    task = due(world, days)

    def reminded() -> bool:
        return "sokhdt" in [
            who for who in ("sokhdt", "bienphong") if told(world, who) == {"reminders": [task.pk]}
        ]

    assert reminded() is shipped
    keep(world)
    assert reminded() is own
    digest = queries.digest_of(world.actor("sokhdt"), on=world.today)
    assert (digest is not None) is own
    actions.restore_reminder_rules(by=world.actor("quantri"))
    assert reminded() is shipped


def test_a_level_has_its_own_rule_and_the_others_that_of_all(world: World) -> None:
    keep(world, {**EVE, "before": "5"}, {**EVE, "level": "district", "before": "2"})
    near, far = due(world, 2, leads=[world.id("dakglei")]), due(world, 5)
    due(world, 5, leads=[world.id("dakglei")])
    due(world, 2)
    assert told(world, "huyen") == {"reminders": [near.pk]}
    assert told(world, "sokhdt") == {"reminders": [far.pk]}


def test_a_part_and_the_giver_follow_the_rules_too(world: World) -> None:
    keep(world, {**EVE, "role": "coordinating", "before": "4"}, {**EVE, "role": "giver", "before": "6"})
    part = {world.id("quansu"): world.today + timedelta(days=4)}
    task = due(world, 6, coordinating=[world.id("quansu")], part_due=part)
    assert told(world, "quansu") == told(world, "vanphong") == {"reminders": [task.pk]}
    assert told(world, "sokhdt") == {}


def test_letters_wait_for_their_hour_and_keep_the_quiet_hours(world: World) -> None:
    keep(world, quiet="17:00-06:30", hour=15)
    due(world, 1)
    Person.objects.filter(username="sokhdt").update(email="sokhdt@example.vn")
    actions.send_reminders(address=URL, by=world.actor("vanphong"), at=world.at)
    letter = Message.objects.get()
    assert letter.not_before == datetime(2022, 7, 25, 15, tzinfo=ZONE)
    assert letter.quiet == "17:00-06:30"


def test_the_log_holds_both_rules_and_the_second_of_two_is_told(world: World) -> None:
    before = queries.reminder_rules(world.actor("vanphong"))
    keep(world, mark=before.rules.mark)
    row = AuditRow.objects.order_by("seq").last()
    assert row is not None
    assert (row.deed, row.thing, row.name) == (
        "task.set_reminder_rules",
        "tasks.remindersettings",
        "Tài khoản quantri",
    )
    assert row.detail["rules"] == ["lead/1/1/0", "-", "0:00"]
    assert row.detail["was"][-2:] == ["18:00-07:00", "7:00"]
    for act in (
        lambda: keep(world, {**EVE, "before": "2"}, mark=before.rules.mark),
        lambda: actions.restore_reminder_rules(mark=before.rules.mark, by=world.actor("quantri")),
    ):
        with pytest.raises(Problem) as caught:
            act()
        assert caught.value.entry is CHANGED_MEANWHILE
    assert ReminderRule.objects.get().before == [1]


def test_only_the_administrator_sets_and_tries_rules_and_all_read_them(world: World) -> None:
    rules = rule_set([EVE], "", 7)
    for who in ("vanphong", "lanhdao", "sokhdt", "kiemtra"):
        actor = world.actor(who)
        for act in (
            lambda: actions.set_reminder_rules(rules=[EVE], quiet="", digest_hour=7, by=actor, at=world.at),  # noqa: B023
            lambda: actions.restore_reminder_rules(by=actor),  # noqa: B023
            lambda: queries.preview_rules(actor, rules, on=world.today),  # noqa: B023
        ):
            with pytest.raises(Problem) as caught:
                act()
            assert caught.value.entry is NOT_PERMITTED
        assert not queries.reminder_rules(actor).own


def test_a_refused_rule_leaves_what_stood(world: World) -> None:
    keep(world)
    with pytest.raises(Problem):
        keep(world, EVE, EVE)
    assert ReminderRule.objects.count() == 1


def test_the_preview_says_who_would_be_reminded_and_is_what_the_digests_say_then(world: World) -> None:
    for days in (-14, -7, -2, -1, 0, 1, 2, 3, 7):
        part = {world.id("quansu"): world.today + timedelta(days=days)}
        due(world, days, coordinating=[world.id("quansu")], part_due=part)
        due(world, days, leads=[world.id("dakglei")])
    rows = [
        {**EVE, "before": "2 1"},
        {**EVE, "level": "district", "after": "2", "again": 5},
        {**EVE, "role": "giver"},
        {**EVE, "role": "leader", "before": "7"},
    ]
    found = queries.preview_rules(world.actor("quantri"), rule_set(rows, "", 7), on=world.today)

    def counts() -> dict[str, tuple[int, int]]:
        return {
            one.name: (sum(r.days >= 0 for r in one.reminders), sum(r.days < 0 for r in one.reminders))
            for one in queries.digests(world.actor("vanphong"), on=world.today)
        }

    assert {one.name: (one.now.due, one.now.late) for one in found if one.now.due + one.now.late} == counts()
    keep(world, *rows)
    assert {
        one.name: (one.then.due, one.then.late) for one in found if one.then.due + one.then.late
    } == counts()
    assert counts()["Tài khoản sokhdt"] == (2, 1)
    assert next(one for one in found if one.name == "Tài khoản quansu").then.due == 0


def test_rules_are_read_once_however_many_tasks_there_are(world: World) -> None:
    keep(world)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            queries.digests(world.actor("vanphong"), on=world.today)
        assert sum("tasks_reminderrule" in one["sql"] for one in seen) == 1
        return len(seen)

    due(world, 1)
    few = asked()
    for _ in range(6):
        due(world, 1, leads=[world.id("dakglei")], coordinating=[world.id("quansu")])
    assert asked() == few


# --- the doors ---


def test_the_api_reads_tries_sets_and_goes_back(db: None) -> None:
    world = build(clock.today())
    due(world, 2, given_on=clock.today())
    client = Client()
    client.force_login(world.people["quantri"])

    def post(path: str, body: dict[str, Any]) -> Any:
        return client.post(f"/api/v1/reminder-rules{path}", json.dumps(body), content_type="application/json")

    standing = client.get("/api/v1/reminder-rules").json()
    assert (standing["own"], standing["digest_hour"], len(standing["rules"])) == (False, 7, 6)
    wanted = {"rules": [{"role": "lead", "before": [2], "after": [1]}], "quiet": "", "digest_hour": 9}
    tried = post("/preview", wanted).json()
    assert [(one["name"], one["now"]["due"], one["then"]["due"]) for one in tried] == [
        ("Tài khoản chuyenvien", 0, 1),
        ("Tài khoản sokhdt", 0, 1),
    ]
    assert not client.get("/api/v1/reminder-rules").json()["own"]
    kept = post("", {**wanted, "mark": standing["mark"]}).json()
    assert (kept["own"], kept["changed_by"]) == (True, "Tài khoản quantri")
    assert kept["rules"][0]["words_en"] == "the lead, every level: 2 days before; 1 day late"
    late = post("", {**wanted, "mark": standing["mark"]})
    assert (late.status_code, late.json()["number"]) == (409, 4)
    bad = post("", {**wanted, "rules": [{"role": "lead", "after": [0]}]}).json()
    assert (bad["number"], bad["field"]) == (435, "rules.0.after")
    assert post("/restore", {}).json()["own"] is False
    client.force_login(world.people["vanphong"])
    assert client.get("/api/v1/reminder-rules").status_code == 200
    assert post("", wanted).status_code in (403, 404)


def test_the_command_takes_the_file_that_ships(db: None, capsys: Any) -> None:
    build(clock.today())
    shipped = Path(__file__).parents[3] / "reference_data" / "reminders.toml"
    assert main(["reminders", "set-rules", str(shipped), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["own"], found["quiet"], len(found["rules"])) == (True, "18:00-07:00", 6)


def test_the_command_prints_takes_and_gives_back_the_rules(db: None, capsys: Any, tmp_path: Path) -> None:
    world = build(clock.today())
    due(world, 2, given_on=clock.today())
    assert main(["reminders", "rules"]) == 0
    assert "lãnh đạo, mọi cấp: không nhắc trước hạn" in capsys.readouterr().out
    file = tmp_path / "own.toml"
    file.write_text('quiet = "20:00-06:00"\ndigest_hour = 6\n[[rule]]\nrole = "lead"\nbefore = [2]\n')
    assert main(["reminders", "set-rules", str(file), "--preview"]) == 0
    assert "0 đến hạn, 0 quá hạn → 1 đến hạn, 0 quá hạn" in capsys.readouterr().out
    assert not ReminderRule.objects.exists()
    assert main(["reminders", "set-rules", str(file), "--json"]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed)["rules"][0]["before"] == [2]
    again = tmp_path / "again.json"
    again.write_text(printed)
    assert main(["reminders", "set-rules", str(again), "--by", "quantri", "--lang", "en"]) == 0
    assert "the lead, every level: 2 days before; not when late" in capsys.readouterr().out
    assert main(["reminders", "default-rules", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["own"] is False
    assert main(["reminders", "default-rules", "--by", "vanphong"]) == 5


def test_a_file_written_from_rules_that_have_changed_since_is_refused(
    db: None, capsys: Any, tmp_path: Path
) -> None:
    build(clock.today())

    def printed() -> dict[str, Any]:
        assert main(["reminders", "rules", "--json"]) == 0
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        return told

    mine, theirs = tmp_path / "mine.json", tmp_path / "theirs.toml"
    seen = printed()
    mine.write_text(json.dumps({**seen, "quiet": "21:00-05:00"}))
    theirs.write_text('[[rule]]\nrole = "lead"\nbefore = [2]\n')
    assert main(["reminders", "set-rules", str(theirs)]) == 0
    capsys.readouterr()
    assert main(["reminders", "set-rules", str(mine)]) == 2
    assert "CM-0004" in capsys.readouterr().err
    assert printed()["rules"][0]["before"] == [2]
    # without a mark the file says what is to hold, whatever held before
    mine.write_text(json.dumps({name: value for name, value in seen.items() if name != "mark"}))
    assert main(["reminders", "set-rules", str(mine)]) == 0
    capsys.readouterr()
    mine.write_text(json.dumps({**printed(), "digest_hour": 9}))
    assert main(["reminders", "set-rules", str(mine)]) == 0
    capsys.readouterr()
    assert printed()["digest_hour"] == 9


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("rule = 3", "CM-0003"),
        ("mark = 5\n[[rule]]\nrole = 'lead'\nbefore = [1]", "«mark»"),
        ("rule = [3]", "CM-0003"),
        ("not toml at all", "CM-0003"),
        ("quiet = 5\n[[rule]]\nrole = 'lead'", "CM-0003"),
        ("[[rule]]\nrole = 'lead'\nbefore = ['x']", "CM-0003"),
        ("[[rule]]\nrole = 'lead'\nafter = [0]", "CM-0435"),
        ("[[rule]]\nrole = 'lead'\n[[rule]]\nrole = 'lead'", "CM-0432"),
        ("", "CM-0435"),
        ("quite = '18:00-07:00'\n[[rule]]\nrole = 'lead'\nbefore = [1]", "«quite»"),
        ("[[rule]]\nrole = 'lead'\nbefor = [1]\nafter = [1]", "«rules.0.befor»"),
        (f"[[rule]]\nrole = 'lead'\nbefore = [1]\n{'#' * 100_000}\n[[rule]]\nrole = 'giver'", "CM-0003"),
    ],
)
def test_a_file_that_cannot_be_rules_is_named(
    db: None, capsys: Any, tmp_path: Path, text: str, code: str
) -> None:
    build(clock.today())
    file = tmp_path / "own.toml"
    file.write_text(text)
    assert main(["reminders", "set-rules", str(file)]) == 2
    assert code in capsys.readouterr().err
