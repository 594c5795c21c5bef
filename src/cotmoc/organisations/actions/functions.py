"""Fields of work: what they are called, by which words they are recognised, and which body has each."""

from __future__ import annotations

import re
from datetime import date

from cotmoc.audit.actions import deed
from cotmoc.domain.access import Actor, Permission, require
from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.errors.people import KEY_TAKEN
from cotmoc.domain.functions import SEPARATOR, parts
from cotmoc.organisations.models import Agency, Function, FunctionHolder

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def keep_function(*, key: str, name: str, words: str, by: Actor, fresh: bool = False) -> Function:
    """Add or correct a function by its key; its words are separated by «;».

    Raises Problem: BAD_VALUE, KEY_TAKEN where it is to be ``fresh``.
    """
    require(by, Permission.MANAGE_ORGANISATION)
    key, name, kept = key.strip(), " ".join(name.split()), f"{SEPARATOR} ".join(parts(words))
    if not _KEY.fullmatch(key):
        why = Said(
            "1 đến 60 chữ thường không dấu, chữ số, gạch nối", "1 to 60 plain letters, digits, hyphens"
        )
        raise Problem(BAD_VALUE, field="key", why=why)
    if not name or len(name) > 200:
        raise Problem(BAD_VALUE, field="name", why=Said("1 đến 200 ký tự", "1 to 200 characters"))
    if len(kept) > 1000:
        why = Said("nhiều nhất 1000 ký tự", "at most 1000 characters")
        raise Problem(BAD_VALUE, field="words", why=why)
    with deed("organisation.function", by=by) as record:
        known = Function.objects.filter(province=by.province, key=key)
        if fresh and known.exists():
            raise Problem(KEY_TAKEN, field="key", key=key)
        row, _ = Function.objects.update_or_create(
            province_id=by.province, key=key, defaults={"name": name, "words": kept}
        )
        record.about(row, key=key)
    return row


def give_function(*, function: Function, agency: Agency, on: date, source: str, by: Actor) -> FunctionHolder:
    """From ``on`` the body has the function, until it ends; who had it before has it until then.

    What was recorded for later days is taken away. Raises Problem(BAD_VALUE) for a missing source and for
    a day on which the body does not exist.
    """
    require(by, Permission.MANAGE_ORGANISATION)
    if not source.strip() or len(source) > 300:
        raise Problem(BAD_VALUE, field="source", why=Said("ghi số, ngày văn bản", "name the document"))
    if on < agency.valid_from or (agency.valid_to is not None and on >= agency.valid_to):
        why = Said("ngày nằm ngoài thời gian tồn tại của cơ quan", "the agency does not exist on that day")
        raise Problem(BAD_VALUE, field="on", why=why)
    with deed("organisation.function_given", by=by) as record:
        Function.objects.select_for_update().get(pk=function.pk)
        held = FunctionHolder.objects.filter(function=function)
        held.filter(valid_from__gte=on).delete()
        for one in held.order_by("valid_from"):
            if one.valid_to is None or one.valid_to > on:
                one.valid_to = on
                one.save(update_fields=["valid_to"])
        row = FunctionHolder.objects.create(
            function=function, agency=agency, valid_from=on, valid_to=agency.valid_to, source=source.strip()
        )
        record.about(function, key=function.key, agency=agency.key, on=on.isoformat())
    return row
