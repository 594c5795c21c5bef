"""The only writes to directives: registering them and deciding on what was read in them."""

from cotmoc.directives.actions.adding import add
from cotmoc.directives.actions.changing import Body, edit, merge, split
from cotmoc.directives.actions.citing import link, relate, unlink
from cotmoc.directives.actions.deciding import NotAccepted, accept, accept_all, reject, restore
from cotmoc.directives.actions.describing import Head, describe
from cotmoc.directives.actions.naming import teach_alias
from cotmoc.directives.actions.registering import Registered, register, register_all, register_prepared
from cotmoc.directives.actions.rereading import Reread, reread
from cotmoc.directives.actions.superseding import settle_superseded

__all__ = [
    "Body",
    "Head",
    "NotAccepted",
    "Registered",
    "Reread",
    "accept",
    "accept_all",
    "add",
    "describe",
    "edit",
    "link",
    "merge",
    "register",
    "register_all",
    "register_prepared",
    "reject",
    "relate",
    "reread",
    "restore",
    "settle_superseded",
    "split",
    "teach_alias",
    "unlink",
]
