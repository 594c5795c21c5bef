"""Letters in the outbox: one an occasion, nothing in them that could become a header."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cotmoc.audit.models import AuditRow
from cotmoc.domain.errors import Problem
from cotmoc.domain.quiet_hours import QuietHours
from cotmoc.notices import actions
from cotmoc.notices.models import Message
from tests.rooms.small_province import World


@pytest.fixture
def letter(world: World) -> actions.Letter:
    return actions.Letter(
        world.province.pk, "nhac 15/2022-Q2", "bdbp@kontum.example", "Báo cáo quý II", "Còn ba ngày."
    )


def test_the_same_occasion_is_queued_once_and_the_first_stands(world: World, letter: actions.Letter) -> None:
    first = actions.queue(letter, at=world.at)
    again = actions.queue(replace(letter, subject="Khác"), at=world.at + timedelta(hours=1))
    assert (again.pk, again.subject, again.queued_at) == (first.pk, "Báo cáo quý II", world.at)
    actions.queue(replace(letter, key="nhac 16"), at=world.at)
    actions.queue(replace(letter, province=world.province.pk + 1), at=world.at)
    identities = list(Message.objects.values_list("message_id", flat=True))
    assert len(set(identities)) == 3
    assert all(re.fullmatch(r"<[0-9a-f]{40}@[a-z0-9.-]+>", one) for one in identities)


def test_it_is_queued_with_the_deed_that_asks_for_it_or_not_at_all(
    world: World, letter: actions.Letter
) -> None:
    with transaction.atomic():
        actions.queue(letter, at=world.at)
        transaction.set_rollback(True)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"address": "a@b.vn\nBcc: c@d.vn"},
        {"address": "a@b.vn, c@d.vn"},
        {"address": "<a@b.vn>"},
        {"address": "a b@c.vn"},
        {"address": "ấ@b.vn"},
        {"address": "a@b.vn>\r\nRCPT TO:<c@d.vn"},
        {"address": "a.@b.vn"},
        {"address": "@b.vn"},
        {"address": "x" * 65 + "@b.vn"},
        {"address": ""},
        {"subject": " \n "},
        {"body": ""},
        {"key": " "},
        {"key": "k" * 201},
    ],
)
def test_what_is_no_letter_is_refused(world: World, letter: actions.Letter, said: dict[str, str]) -> None:
    with pytest.raises(Problem, match="bad-value") as refused:
        actions.queue(replace(letter, **said), at=world.at)
    assert refused.value.field == next(iter(said))
    assert not Message.objects.exists()


def test_line_ends_in_subject_and_name_become_spaces(world: World, letter: actions.Letter) -> None:
    bad = replace(letter, subject="Giao\r\nBcc: x@y.vn\u2028việc", name="Sở\nKH&ĐT\x00")
    row = actions.queue(bad, at=world.at)
    assert (row.subject, row.name) == ("Giao Bcc: x@y.vn việc", "Sở KH&ĐT")


def test_the_database_refuses_nonsense(world: World, letter: actions.Letter) -> None:
    row = actions.queue(letter, at=world.at)
    for nonsense in (
        {"subject": "a\nb"},
        {"name": "a\rb"},
        {"address": "a\n@b"},
        {"state": "lost"},
        {"state": "sending"},
        {"state": "sent"},
        {"state": "failed"},
        {"owner": "x"},
        {"held_until": world.at},
        {"sent_at": world.at},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Message.objects.filter(pk=row.pk).update(**nonsense)


def test_quiet_hours_move_the_first_instant(world: World, letter: actions.Letter) -> None:
    night = world.at.replace(hour=22, minute=30)
    quiet = QuietHours.parse("21:00-06:00")
    row = actions.queue(replace(letter, quiet=quiet), at=night)
    assert row.not_before == (night + timedelta(days=1)).replace(hour=6, minute=0)
    later = world.at + timedelta(days=2)
    row = actions.queue(replace(letter, key="b", quiet=quiet, not_before=later), at=night)
    assert row.not_before == later


def test_a_trial_is_an_administrators_and_stands_in_the_log(world: World) -> None:
    with pytest.raises(Problem, match="not-permitted"):
        actions.queue_trial("a@b.vn", by=world.actor("vanphong"), at=world.at)
    before = AuditRow.objects.count()
    row = actions.queue_trial("a@b.vn", by=world.actor("quantri"), at=world.at)
    assert (row.address, row.state, AuditRow.objects.count() - before) == ("a@b.vn", "queued", 1)


def test_each_trial_is_a_letter_of_its_own_however_long_the_address(world: World) -> None:
    by, address = world.actor("quantri"), f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.vn"
    first = actions.queue_trial(address, by=by, at=world.at)
    assert actions.queue_trial(address, by=by, at=world.at + timedelta(hours=1)).pk != first.pk
