"""Accounts: invited, moved, ended by date, never without an administrator; tokens and links."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection

from config import clock
from cotmoc.audit.models import AuditRow
from cotmoc.domain.access import Permission, Role
from cotmoc.domain.errors import Problem
from cotmoc.organisations import actions, queries
from cotmoc.organisations.models import ApiToken, Person
from tests.rooms import small_province
from tests.rooms.small_province import PASSWORD, World


@pytest.fixture
def by(world: World):
    return world.actor("quantri")


def invited(world: World, **other):
    asked = {
        "username": "moi",
        "display_name": "Người mới",
        "agency": world.agencies["yte"],
        "role": Role.AGENCY_STAFF,
        "at": world.at,
        "real_at": clock.real_now(),
        "by": world.actor("quantri"),
    }
    return actions.invite(**asked | other)


def test_an_invitation_is_an_account_a_role_and_a_link_in_one_deed(world):
    before = AuditRow.objects.count()
    person, secret = invited(world, username=" Moi ")
    assert AuditRow.objects.count() == before + 1
    assert person.username == "moi"
    assert not person.has_usable_password()
    actions.use_link(secret=secret, password=PASSWORD, real_at=clock.real_now())
    actor = queries.actor(person, at=world.at)
    assert actor is not None
    assert (actor.role, actor.agency) == (Role.AGENCY_STAFF, world.id("yte"))


@pytest.mark.parametrize("username", ["", "a", "có dấu", "a b", "-a", "a" * 61, "a/b"])
def test_a_name_that_cannot_be_one_is_refused_with_its_field(world, username):
    with pytest.raises(Problem, match="bad-value") as refused:
        invited(world, username=username)
    assert refused.value.field == "username"


def test_a_name_in_use_is_refused_whatever_its_case(world):
    with pytest.raises(Problem, match="name-taken"):
        invited(world, username="VanPhong")


def test_a_move_ends_what_was_held_and_keeps_the_history(world, by):
    person, day = world.people["chuyenvien"], date(2022, 8, 1)
    actions.move(person=person, agency=world.agencies["yte"], role=Role.AGENCY_LEAD, valid_from=day, by=by)
    assert world.actor("chuyenvien").agency == world.id("khdt")
    later = queries.actor(person, at=world.at + timedelta(days=7))
    assert later is not None
    assert (later.role, later.agency) == (Role.AGENCY_LEAD, world.id("yte"))
    assert [row.valid_to for row in queries.appointments_of(person)] == [None, day]


def test_an_account_ends_by_date_and_can_be_lifted(world, by):
    person = world.people["xa"]
    actions.end_account(person=person, ends_on=world.today + timedelta(days=1), by=by)
    assert queries.actor(person, at=world.at) is not None
    assert queries.actor(person, at=world.at + timedelta(days=1)) is None
    assert queries.account(by, person.pk, at=world.at + timedelta(days=1)).state == "ended"
    actions.end_account(person=person, ends_on=None, by=by)
    assert queries.actor(person, at=world.at + timedelta(days=1)) is not None
    assert Person.objects.filter(pk=person.pk).exists()


def test_the_last_administrator_stays(world, by):
    person = world.people["quantri"]
    with pytest.raises(Problem, match="last-administrator"):
        actions.end_account(person=person, ends_on=world.today, by=by)
    with pytest.raises(Problem, match="last-administrator"):
        actions.move(
            person=person, agency=world.agencies["ubnd"], role=Role.OFFICE, valid_from=world.today, by=by
        )
    invited(world, role=Role.ADMINISTRATOR)
    actions.end_account(person=person, ends_on=world.today, by=by)


def test_only_administrators_change_accounts(world):
    office = world.actor("vanphong")
    for change in (
        lambda: invited(world, by=office),
        lambda: actions.end_account(person=world.people["xa"], ends_on=None, by=office),
        lambda: actions.remove_second_step(person=world.people["xa"], by=office),
        lambda: queries.people(office, at=world.at),
    ):
        with pytest.raises(Problem, match="not-permitted"):
            change()


@pytest.mark.django_db(transaction=True)
def test_a_link_is_used_once_even_when_two_hurry():
    world = small_province.build()
    person, secret = invited(world)
    start, results = threading.Barrier(2), []

    def use(password: str) -> None:
        try:
            start.wait(timeout=30)
            actions.use_link(secret=secret, password=password, real_at=clock.real_now())
            results.append(password)
        except Problem as problem:
            results.append(problem.entry.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=use, args=(f"mật khẩu số {n}",)) for n in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "link-spent" in results
    (winner,) = [one for one in results if one != "link-spent"]
    person.refresh_from_db()
    assert person.check_password(winner)


def test_a_token_narrows_its_owner_and_ends(world):
    real, actor = clock.real_now(), world.actor("vanphong")
    token, secret = actions.make_token(
        name="bảng tính", scopes=[Permission.READ_TASK], days=30, real_at=real, by=actor
    )
    assert secret not in str(ApiToken.objects.values()) + str(list(AuditRow.objects.values()))
    found = queries.actor_of_token(secret, real_at=real, at=world.at)
    assert found is not None
    assert (found.person, found.scopes) == (actor.person, frozenset({Permission.READ_TASK}))
    assert queries.actor_of_token(secret, real_at=real + timedelta(days=30), at=world.at) is None
    with pytest.raises(Problem, match="not-permitted"):
        actions.make_token(name="x", scopes=[Permission.READ_TASK], days=1, real_at=real, by=found)
    with pytest.raises(Problem, match="not-found"):
        actions.revoke_token(token.pk, real_at=real, by=world.actor("lanhdao"))
    actions.revoke_token(token.pk, real_at=real, by=actor)
    assert queries.actor_of_token(secret, real_at=real, at=world.at) is None


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("scopes", {"scopes": [Permission.MANAGE_PEOPLE]}),
        ("scopes", {"scopes": []}),
        ("days", {"days": 366}),
        ("days", {"days": 0}),
        ("name", {"name": "  "}),
    ],
)
def test_a_token_beyond_its_owner_is_refused(world, field, asked):
    whole = {"name": "x", "scopes": [Permission.READ_TASK], "days": 30, "real_at": clock.real_now()}
    with pytest.raises(Problem, match="bad-value") as refused:
        actions.make_token(**whole | asked, by=world.actor("vanphong"))
    assert refused.value.field == field


def test_the_token_of_an_ended_account_no_longer_works(world, by):
    real = clock.real_now()
    _, secret = actions.make_token(
        name="x", scopes=[Permission.READ_TASK], days=30, real_at=real, by=world.actor("xa")
    )
    actions.end_account(person=world.people["xa"], ends_on=world.today, by=by)
    assert queries.actor_of_token(secret, real_at=real, at=world.at) is None


def test_the_tree_of_a_day_puts_each_agency_after_the_one_above(world):
    found = [(one.agency.key, one.depth) for one in queries.tree(world.actor("xa"), on=world.today)]
    assert found[0] == ("bcd", 0)
    assert found[1] == ("ubnd", 1)
    assert found.index(("dakplo", 3)) > found.index(("dakglei", 2))
    assert len(found) == len(world.agencies)
    assert queries.tree(world.actor("xa"), on=date(2014, 12, 31)) == []


def test_shares_of_a_successor_never_pass_one(world, by):
    old, new, other = (world.agencies[key] for key in ("dakglei", "dakplo", "daklong"))
    asked = {"predecessor": old, "on": date(2025, 7, 1), "source": "Nghị quyết thử", "by": by}
    actions.record_succession(**asked, successor=new, share=Fraction(2, 3))
    with pytest.raises(Problem, match="shares-over-one"):
        actions.record_succession(**asked, successor=other, share=Fraction(1, 2))
    actions.record_succession(**asked, successor=other, share=Fraction(1, 3))
    assert [row.successor.key for row in queries.heirs(old)] == ["dakplo", "daklong"]
    assert [row.predecessor.key for row in queries.origins(new)] == ["dakglei"]


def test_a_way_of_writing_means_one_agency(world, by):
    actions.add_alias(agency=world.agencies["bdbp"], name="BCH  BĐBP", by=by)
    assert queries.resolve(world.province.pk, ["bch bđbp"], on=world.today) == {"bch bđbp": world.id("bdbp")}
    with pytest.raises(Problem, match="alias-taken"):
        actions.add_alias(agency=world.agencies["yte"], name="BCH BĐBP", by=by)
