"""For whom a command acts: a named account, or whoever runs it on the server.

Whoever may run commands on the server can read its database anyway; without ``--by`` the command acts as
the office of the province and stands in the audit log as «cotmoc».
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime

from cotmoc.cli.main import with_django
from cotmoc.domain.access import Actor, Role
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import NOT_FOUND


def acting(username: str | None, *, at: datetime) -> Actor:
    """The actor of ``--by``, or the office at the console. Raises Problem(NOT_FOUND)."""
    from cotmoc.organisations import queries

    if username is not None:
        # An empty name, as of a variable that is not set, is nobody's and never the office's.
        return queries.actor_named(username, at=at)
    province = queries.the_province()
    if province is None:
        raise Problem(NOT_FOUND, thing="tỉnh của hệ thống này; chạy ./run hoặc cotmoc setup trước")
    return Actor(None, "cotmoc", Role.OFFICE, None, province.pk)


def administering(username: str | None, *, at: datetime) -> Actor:
    """The actor of ``--by``, or the administrator at the console, for accounts and the audit log."""
    actor = acting(username, at=at)
    return actor if username is not None else replace(actor, role=Role.ADMINISTRATOR)


def administered(
    args: argparse.Namespace, deeds: Mapping[str, Callable[[Actor, argparse.Namespace, date], int]]
) -> int:
    """The exit code of the deed that the words name, done today for whom ``administering`` says."""
    with_django()
    from config import clock

    by = administering(args.by, at=clock.now())
    return deeds[args.deed](by, args, clock.today())
