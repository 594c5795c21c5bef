"""Money of programmes in words on the command line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cotmoc.domain.rates import Rate
from cotmoc.domain.vi_numbers import show, show_percent


def payment_lines(found: list[dict[str, Any]], *, english: bool) -> list[str]:
    """The programme money of a task: a line a component that pays it, and one a source."""
    from cotmoc.programmes.queries import source_name

    told = []
    for one in found:
        if one["ended_on"]:
            continue
        body = f", {one['agency']}" if one["agency"] else ""
        told.append(
            f"#{one['id']} {one['programme']['code']} {one['component']['code']}"
            f" {one['component']['title']}{body}"
        )
        for line in one["sources"]:
            name = source_name(line["level"], line["nature"], line["vintage"], english=english)
            told.append(f"    {line['year']} {name}: {_sums(line, english)}")
    return told


def line_told(one: Mapping[str, Any], english: bool) -> str:
    """One line of money: its number, body, year and source, with what was disbursed of it."""
    from cotmoc.programmes.queries import source_name

    name = source_name(one["level"], one["nature"], one["vintage"], english=english)
    return f"#{one['id']} {one['agency']['name']}, {one['year']}, {name}: {_sums(one, english)}"


def year_told(found: Mapping[str, Any], english: bool) -> str:
    """This year's money, and what is carried over apart from it."""
    told = _sums(found["this_year"], english)
    if found["carried"]["assigned"]:
        told += f"; {'carried over' if english else 'kéo dài'} {_sums(found['carried'], english)}"
    return told


def _sums(sums: Mapping[str, int], english: bool) -> str:
    rate = show_percent(Rate(sums["disbursed"], sums["assigned"]).value)
    words = "disbursed {} of {} đồng ({})" if english else "giải ngân {} trên {} đồng được giao ({})"
    return words.format(show(sums["disbursed"]), show(sums["assigned"]), rate)
