"""One-time links: they let their person set a password once, for three days."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from config import clock
from cotmoc.audit.models import AuditRow
from cotmoc.domain.access import Actor, Role
from cotmoc.domain.errors import Problem
from cotmoc.organisations import actions, queries
from cotmoc.organisations.models import OneTimeLink, Person

pytestmark = pytest.mark.django_db
_PASSWORD = "mốc-giới-số-7 bên suối"


@pytest.fixture
def at() -> datetime:
    return clock.real_now()


@pytest.fixture
def administrator() -> Actor:
    province = actions.found_province(code="t", name="tỉnh", by=actions.founder())
    return actions.founder(province.pk)


@pytest.fixture
def person(administrator: Actor, at: datetime) -> Person:
    return actions.add_person(username="moi", display_name="Người mới", at=at, by=administrator)


@pytest.fixture
def secret(administrator: Actor, person: Person, at: datetime) -> str:
    return actions.offer_link(person=person, purpose="invitation", real_at=at, by=administrator)


def test_a_link_sets_the_password_once(secret, person, at):
    actions.use_link(secret=secret, password=_PASSWORD, real_at=at)
    person.refresh_from_db()
    assert person.check_password(_PASSWORD)
    with pytest.raises(Problem, match="link-spent"):
        actions.use_link(secret=secret, password="another password", real_at=at)
    person.refresh_from_db()
    assert person.check_password(_PASSWORD)


def test_a_link_ends_after_three_days(secret, at):
    assert queries.person_of_link(secret, real_at=at + timedelta(days=3) - timedelta(seconds=1))
    with pytest.raises(Problem, match="link-spent"):
        queries.person_of_link(secret, real_at=at + timedelta(days=3))


def test_a_newer_link_ends_the_older(secret, person, administrator, at):
    newer = actions.offer_link(
        person=person, purpose="reset", real_at=at + timedelta(hours=1), by=administrator
    )
    assert queries.person_of_link(newer, real_at=at + timedelta(hours=2)) == person
    with pytest.raises(Problem, match="link-spent"):
        queries.person_of_link(secret, real_at=at + timedelta(hours=2))


def test_the_secret_stands_nowhere(secret):
    kept = [str(list(rows.values_list())) for rows in (OneTimeLink.objects.all(), AuditRow.objects.all())]
    assert secret not in "".join(kept)


def test_only_administrators_give_links(person, administrator, at):
    office = Actor(None, "văn phòng", Role.OFFICE, None, administrator.province)
    with pytest.raises(Problem, match="not-permitted"):
        actions.offer_link(person=person, purpose="reset", real_at=at, by=office)


def test_the_page_sets_the_password_and_leads_to_sign_in(client, secret, person):
    page = f"/tai-khoan/moi/{secret}/"
    assert 'autocomplete="new-password"' in client.get(page).content.decode()
    weak = client.post(page, {"new_password1": "12345", "new_password2": "12345"})
    assert weak.status_code == 422
    done = client.post(page, {"new_password1": _PASSWORD, "new_password2": _PASSWORD})
    assert done.status_code == 302
    assert done["Location"].startswith("/tai-khoan/login/")
    person.refresh_from_db()
    assert person.check_password(_PASSWORD)
    assert client.get(page).status_code == 404
