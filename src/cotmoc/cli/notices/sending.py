"""``cotmoc notices send``: one round, or rounds until the process is told to stop.

SIGTERM and Ctrl+C end a watch after the message that is under way, so that none is left unknown.
"""

from __future__ import annotations

import argparse
import json
import signal
import threading
from dataclasses import asdict
from types import FrameType
from typing import Any

from django.db import close_old_connections

from config import clock, env
from cotmoc.cli.acting import acting
from cotmoc.cli.main import print_problem
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.notices import MAIL_NOT_SET, MAIL_SERVER
from cotmoc.notices import actions
from cotmoc.organisations.queries import the_province
from cotmoc.tasks import actions as tasks


def send(args: argparse.Namespace) -> int:
    """Send webhooks, then mail. Raises Problem: MAIL_NOT_SET, MAIL_SERVER; a watch prints them once each."""
    stop = threading.Event()
    if not args.watch:
        problem = _round(args, stop)
        if problem is not None:
            raise problem
        return 0
    _stop_on_signals(stop)
    told = ""
    while not stop.is_set():
        problem = _round(args, stop)
        said = str(problem or "")
        if problem is not None and said != told:
            print_problem(problem, args.lang, as_json=args.json)
        told = said
        close_old_connections()
        stop.wait(max(1, args.every))
    return 0


def _round(args: argparse.Namespace, stop: threading.Event) -> Problem | None:
    """One round of each; what kept mail from going, if anything."""
    told = actions.deliver_due(at=clock.now(), limit=args.limit, stop=stop.is_set)
    mailed, problem = actions.Sent(), None
    _refresh()
    try:
        mailed = actions.send_due(at=clock.now(), limit=args.limit, stop=stop.is_set)
    except Problem as refusal:
        if refusal.entry is not MAIL_NOT_SET:
            raise
        problem = refusal
    if mailed.trouble:
        problem = Problem(MAIL_SERVER, why=mailed.trouble)
    did = {"mail": asdict(mailed), "webhooks": asdict(told)}
    if not args.watch or any([mailed.sent, mailed.failed, mailed.unknown, told.delivered, told.failed]):
        _show(did, args)
    return problem


def _refresh() -> None:
    """Reminders that are due say what is so now, or are cancelled; none are where no province is yet."""
    at = clock.now()
    if the_province() is not None:
        tasks.refresh_reminders(address=env.public_url(), by=acting(None, at=at), at=at)


def _show(did: dict[str, dict[str, Any]], args: argparse.Namespace) -> None:
    if args.json:
        print(json.dumps(did, ensure_ascii=False), flush=True)
        return
    mail, hooks = did["mail"], did["webhooks"]
    if args.lang == "en":
        text = "mail: {sent} sent, {failed} refused, {later} for later, {unknown} unknown".format(**mail)
        text += "; webhooks: {delivered} delivered, {later} for later, {failed} given up".format(**hooks)
    else:
        text = "thư: {sent} đã gửi, {failed} bị từ chối, {later} để sau, {unknown} chưa rõ".format(**mail)
        text += "; webhook: {delivered} đã gửi, {later} để sau, {failed} thôi gửi".format(**hooks)
    print(text, flush=True)


def _stop_on_signals(stop: threading.Event) -> None:
    def told(signum: int, frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)
