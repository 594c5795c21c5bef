"""The only writes of this room: bodies and their relations, accounts, personal tokens."""

from cotmoc.organisations.actions.accounts import (
    LINK_LASTS,
    add_person,
    appoint,
    end_account,
    invite,
    move,
    offer_link,
    remove_second_step,
    use_link,
)
from cotmoc.organisations.actions.bodies import (
    add_agency,
    add_alias,
    add_area,
    add_succession,
    found_province,
    founder,
    place_under,
    record_succession,
    remove_alias,
)
from cotmoc.organisations.actions.tokens import make_token, revoke_token

__all__ = [
    "LINK_LASTS",
    "add_agency",
    "add_alias",
    "add_area",
    "add_person",
    "add_succession",
    "appoint",
    "end_account",
    "found_province",
    "founder",
    "invite",
    "make_token",
    "move",
    "offer_link",
    "place_under",
    "record_succession",
    "remove_alias",
    "remove_second_step",
    "revoke_token",
    "use_link",
]
