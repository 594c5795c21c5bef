"""What the tests of the pages share: somebody signed in, and the words that a page shows."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from tests.rooms.small_province import World


def signed_in(world: World, username: str = "vanphong") -> Client:
    """The browser of one of the small province's people."""
    client = Client()
    client.force_login(world.people[username])
    return client


def text(response: Any) -> str:
    """The words of a page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
