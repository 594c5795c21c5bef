"""``cotmoc people``: accounts, one-time links, roles, ends."""

from __future__ import annotations

import argparse
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from cotmoc.cli import founding
from cotmoc.cli.arguments import add_who_around
from cotmoc.cli.main import with_django
from cotmoc.cli.words import Parser
from cotmoc.domain.access import Permission, Role
from cotmoc.domain.errors import Problem
from cotmoc.domain.errors.general import BAD_VALUE, NOT_FOUND
from cotmoc.domain.errors.people import FIRST_ADMINISTRATOR_IN
from cotmoc.domain.form_error import FormError
from cotmoc.domain.vi_numbers import parse_date, show_date

if TYPE_CHECKING:
    from datetime import date

    from cotmoc.domain.access import Actor

PERMISSION = Permission.MANAGE_PEOPLE


def add_arguments(parser: Parser) -> None:
    """One subcommand a deed."""
    say = parser.say
    deeds = parser.add_subparsers(dest="deed", required=True, metavar="DEED")
    deeds.add_parser("list", help=say("các tài khoản", "list accounts"))
    deeds.add_parser(
        "first-admin", help=say("liên kết cho quản trị viên đầu tiên", "first administrator's link")
    )
    invite = deeds.add_parser("invite", help=say("mời bằng liên kết một lần", "invite by a one-time link"))
    invite.add_argument("username")
    invite.add_argument("display_name")
    move = deeds.add_parser("move", help=say("giao vai trò, cơ quan khác", "give another role or agency"))
    move.add_argument("username")
    move.add_argument("--from", dest="valid_from", help=say("từ ngày", "from which day"))
    for one in (invite, move):
        one.add_argument("--role", required=True, choices=[role.value for role in Role])
        one.add_argument(
            "--agency", required=True, help=say("tên hoặc cách viết khác", "name or other writing")
        )
    end = deeds.add_parser("end", help=say("cho hết hạn theo ngày", "end by date"))
    end.add_argument("username")
    end.add_argument("--last-day", help=say("ngày dùng cuối; bỏ trống thì gỡ hạn", "last day; none lifts it"))
    reset = deeds.add_parser(
        "reset-link", help=say("liên kết đặt lại mật khẩu", "link to set a new password")
    )
    reset.add_argument("username")
    second = deeds.add_parser(
        "second-step-off", help=say("tắt xác thực hai bước khi mất điện thoại", "turn the second step off")
    )
    second.add_argument("username")
    address = deeds.add_parser("address", help=say("địa chỉ nhận thư nhắc việc", "address for letters"))
    address.add_argument("username")
    address.add_argument("email", help=say('để "" thì không gửi thư', '"" for no letters'))
    add_who_around(parser, deeds.choices.values())


def run(args: argparse.Namespace) -> int:
    """Do one deed and print what stands then."""
    with_django()
    from config import clock
    from cotmoc.cli.acting import administering

    by = administering(args.by, at=clock.now())
    if args.deed == "list":
        return _list(by, as_json=args.json)
    if args.deed == "first-admin":
        return _first_administrator(by, args)
    if args.deed == "invite":
        return _invite(by, args)
    if args.deed == "reset-link":
        return _reset(by, args)
    if args.deed == "address":
        return _address(by, args)
    if args.deed == "second-step-off":
        return _second_step_off(by, args)
    return _move(by, args) if args.deed == "move" else _end(by, args)


def _list(by: Actor, *, as_json: bool) -> int:
    from config import clock
    from cotmoc.organisations import queries

    for one in queries.people(by, at=clock.now()):
        held = one.appointment
        shown = {
            "username": one.person.username,
            "name": one.person.display_name,
            "role": held.role if held else "",
            "agency": held.agency.name if held else "",
            "state": one.state,
            "email": one.person.email,
        }
        print(json.dumps(shown, ensure_ascii=False) if as_json else "  ".join(shown.values()))
    return 0


def _first_administrator(by: Actor, args: argparse.Namespace) -> int:
    """Print a new one-time link; the one printed before ends. Once it was used, there is none."""
    link = founding.first_link(by)
    if link is None:
        raise Problem(FIRST_ADMINISTRATOR_IN)
    _print_link(*link, args)
    return 0


def _invite(by: Actor, args: argparse.Namespace) -> int:
    from config import clock
    from cotmoc.organisations import actions

    at = clock.now()
    person, secret = actions.invite(
        username=args.username,
        display_name=args.display_name,
        agency=_agency(by, args.agency, at.date()),
        role=Role(args.role),
        at=at,
        real_at=clock.real_now(),
        by=by,
    )
    _print_link(person.username, founding.address(secret), args)
    return 0


def _reset(by: Actor, args: argparse.Namespace) -> int:
    return _link(by, _person(args.username), "reset", args)


def _move(by: Actor, args: argparse.Namespace) -> int:
    from config import clock
    from cotmoc.organisations import actions

    day = _day(args.valid_from) if args.valid_from else clock.today()
    actions.move(
        person=_person(args.username),
        agency=_agency(by, args.agency, day),
        role=Role(args.role),
        valid_from=day,
        by=by,
    )
    print(f"{args.username}: {args.role}, {args.agency}, {show_date(day)}")
    return 0


def _end(by: Actor, args: argparse.Namespace) -> int:
    from cotmoc.organisations import actions

    last = _day(args.last_day) if args.last_day else None
    ends_on = last + timedelta(days=1) if last else None
    actions.end_account(person=_person(args.username), ends_on=ends_on, by=by)
    print(f"{args.username}: {show_date(last) if last else '–'}")
    return 0


def _address(by: Actor, args: argparse.Namespace) -> int:
    from cotmoc.organisations import actions

    person = actions.keep_address(person=_person(args.username), email=args.email, by=by)
    print(f"{person.username}: {person.email or '–'}")
    return 0


def _second_step_off(by: Actor, args: argparse.Namespace) -> int:
    from cotmoc.organisations import actions

    actions.remove_second_step(person=_person(args.username), by=by)
    print(args.username)
    return 0


def _link(by: Actor, person: Any, purpose: str, args: argparse.Namespace) -> int:
    from config import clock
    from cotmoc.organisations import actions

    secret = actions.offer_link(person=person, purpose=purpose, real_at=clock.real_now(), by=by)
    _print_link(person.username, founding.address(secret), args)
    return 0


def _print_link(username: str, url: str, args: argparse.Namespace) -> None:
    if args.json:
        print(json.dumps({"username": username, "url": url}, ensure_ascii=False))
    else:
        print(founding.say_link(username, url, args.lang))


def _person(username: str) -> Any:
    from cotmoc.organisations import queries

    person = queries.person_named(username)
    if person is None:
        raise Problem(NOT_FOUND, thing=f"tài khoản «{username}»")
    return person


def _agency(by: Actor, name: str, day: date) -> Any:
    from cotmoc.organisations import queries

    found = queries.resolve(by.province, [name], on=day)
    if name not in found:
        raise Problem(NOT_FOUND, thing=f"cơ quan «{name}» vào ngày {show_date(day)}")
    return queries.agency(by, found[name])


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except FormError as error:
        raise Problem(BAD_VALUE, field=text, why=error.vi) from error
