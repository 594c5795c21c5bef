"""Senders killed at any moment: no message arrives twice without a person, and none is unaccounted for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.db import transaction

from config import clock
from cotmoc.notices import actions, queries
from cotmoc.notices.actions import Settling
from cotmoc.notices.carrying import HELD
from cotmoc.notices.models import Message
from tests.rooms.notices.killing import Killer
from tests.rooms.notices.mail_server import Post
from tests.rooms.small_province import World


@pytest.mark.slow
@pytest.mark.parametrize(
    ("total", "life", "seed"),
    [(120, 12, 1), (10_000, 900, 2)],
    ids=["a hundred", "ten thousand"],
)
def test_killed_senders_send_nothing_twice_and_lose_nothing(
    open_world: World, post: Post, port: int, tmp_path: Path, total: int, life: int, seed: int
) -> None:
    identities = _queue(open_world, total)
    killer = Killer(post, port, tmp_path, seed=seed, life=life)
    while Message.objects.filter(state="queued").exists():
        killer.one_life()
    assert killer.kills >= 5

    later = clock.now() + HELD
    received = Counter(post.identities)
    states = {row.message_id: queries.message_state(row, later) for row in Message.objects.all()}
    counts = queries.message_counts(open_world.actor("quantri"), at=later)
    assert received.most_common(1)[0][1] == 1
    assert states.keys() == identities
    assert set(received) <= identities
    assert sum(counts.values()) == total
    assert counts["queued"] == counts["sending"] == counts["failed"] == 0
    sent = {one for one, state in states.items() if state == "sent"}
    unknown = identities - sent
    assert sent <= set(received)
    assert all(states[one] == "unknown" for one in unknown)
    assert 0 < len(unknown) <= killer.kills
    assert len(post.bytes) == len(sent) + len(unknown & set(received))
    _settled_by_a_person(open_world, post, unknown, killer)


def _settled_by_a_person(world: World, post: Post, unknown: set[str], killer: Killer) -> None:
    """Who looks into the mailboxes and says so brings everything to its end: each message arrived once."""
    by, at = world.actor("quantri"), clock.now() + HELD
    seen = set(post.identities)
    for row in Message.objects.filter(message_id__in=unknown):
        as_ = Settling.SENT if row.message_id in seen else Settling.AGAIN
        actions.settle(row.pk, as_=as_, reason="đã xem hộp thư", by=by, at=at)
    post.hook = lambda moment: None
    actions.send_due(at=at)
    assert Counter(post.identities) == Counter(Message.objects.values_list("message_id", flat=True))
    assert not Message.objects.exclude(state="sent").exists()


def _queue(world: World, total: int) -> set[str]:
    with transaction.atomic():
        letters = (
            actions.Letter(
                world.province.pk, f"giao {n}", f"a{n}@kontum.example", f"Nhiệm vụ {n}", "Nội dung\n"
            )
            for n in range(total)
        )
        return {actions.queue(one, at=world.at).message_id for one in letters}
