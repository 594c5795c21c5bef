"""What the log holds of an address that lets its reader in."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import Client

from config import logs
from cotmoc.domain.access import Permission
from cotmoc.organisations import actions
from tests.rooms.small_province import World

pytestmark = pytest.mark.django_db


def test_no_token_is_written_down(world: World, client: Client, caplog: Any) -> None:
    _, secret = actions.make_token(
        name="Lịch", scopes=[Permission.FOLLOW_CALENDAR], days=1, real_at=world.at, by=world.actor("sokhdt")
    )
    ours = next(one for one in logging.getLogger().handlers if isinstance(one.formatter, logs.Line))
    caplog.handler.setFormatter(ours.formatter)
    assert client.get(f"/nhiem-vu/lich/{secret}.ics?body={world.id('yte')}").status_code == 404
    try:
        raise ValueError(secret)
    except ValueError:
        logging.getLogger("cotmoc").exception("unexpected")
    assert "/nhiem-vu/lich/cotmoc_….ics" in caplog.text
    assert "ValueError: cotmoc_…" in caplog.text
    assert secret not in caplog.text
