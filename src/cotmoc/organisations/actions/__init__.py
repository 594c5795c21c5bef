"""The only writes of this room: bodies and their relations, accounts, personal tokens."""

from cotmoc.organisations.actions.accounts import (
    LINK_LASTS,
    add_person,
    appoint,
    end_account,
    invite,
    keep_address,
    move,
    offer_link,
    remove_second_step,
    use_link,
)
from cotmoc.organisations.actions.bodies import (
    add_agency,
    add_area,
    end_agency,
    found_province,
    founder,
    move_under,
    place_under,
    rename_province,
)
from cotmoc.organisations.actions.forms import keep_agency, keep_area
from cotmoc.organisations.actions.functions import give_function, keep_function
from cotmoc.organisations.actions.relations import (
    add_alias,
    add_succession,
    record_succession,
    remove_alias,
)
from cotmoc.organisations.actions.tables import import_table
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
    "end_agency",
    "found_province",
    "founder",
    "give_function",
    "import_table",
    "invite",
    "keep_address",
    "keep_agency",
    "keep_area",
    "keep_function",
    "make_token",
    "move",
    "move_under",
    "offer_link",
    "place_under",
    "record_succession",
    "remove_alias",
    "remove_second_step",
    "rename_province",
    "revoke_token",
    "use_link",
]
