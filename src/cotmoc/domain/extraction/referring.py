"""Bodies said again by a part of their name: «Sở», «Chi cục», «đơn vị», or a short form of the text's own."""

import re
from collections import Counter
from collections.abc import Mapping

from cotmoc.domain.extraction.folding import key
from cotmoc.domain.extraction.mentions import Mention
from cotmoc.domain.extraction.parties import ABOVE
from cotmoc.domain.extraction.places import SHORT_FORM

# Heads that alone, as a proper name, call the last body of their kind again.
HEADS = ("sở", "chi cục", "cục", "trung tâm", "công ty", "ban quản lý", "bệnh viện", "ngân hàng")
# No text introduces more short forms than this; a hostile one shall not cost a pass for each.
MOST_SHORTS = 20


def again(mentions: list[Mention]) -> list[Mention]:
    """«Sở Y tế … Thời gian tới, Sở tiếp tục»: the last of that kind; «đơn vị»: whom the text names most."""
    if not any(m.kind == "again" for m in mentions):
        return mentions
    result: list[Mention] = []
    seen: Counter[str] = Counter()
    last: dict[str, tuple[str, ...]] = {}
    for m in mentions:
        if m.kind == "again":
            head = m.names[0].lower()
            most = tuple(name for name, _ in seen.most_common(1))
            if names := last.get(head, ()) if head else most:
                result.append(m._replace(names=names, kind="name"))
            continue
        result.append(m)
        if m.kind in ("name", "level"):
            name = m.names[0].lower()
            if name.startswith(HEADS):
                head = next(head for head in HEADS if name.startswith(head))
                last[head] = m.names if len(m.names) == 1 else ()
        if m.kind == "name" and len(m.names) == 1 and m.names[0] not in ABOVE:
            seen[m.names[0]] += 1
    return result


def introduced(mentions: list[Mention], plain: str, names: Mapping[str, str]) -> list[Mention]:
    """«Ban Quản lý Khu kinh tế (BQLKKT)»: further on the short form is the body before the brackets."""
    shorts: dict[str, tuple[int, Mention]] = {}
    for m in mentions:
        opening = plain.find(" (", m.start, m.end + 2)
        short = SHORT_FORM.match(plain, opening) if opening >= 0 else None
        if short is None or len(m.names) > 1 or m.kind == "generic" or not _stands_for(short[1], m.names[0]):
            continue
        if key(short[1]) not in names and len(shorts) < MOST_SHORTS:
            shorts.setdefault(short[1], (short.end(), m))
    found = [
        m._replace(start=same.start(), end=same.end(), post=False)
        for short_form, (begin, m) in shorts.items()
        for same in re.compile(rf"(?<!\w){re.escape(short_form)}(?!\w)").finditer(plain, begin)
    ]
    if not found:
        return mentions
    taken = {pos for m in mentions for pos in (m.start, m.end - 1)}
    free = [m for m in found if m.start not in taken and m.end - 1 not in taken]
    return _apart(sorted([*mentions, *free], key=lambda m: m.start))


def _stands_for(short: str, name: str) -> bool:
    """The short form begins as the name does, so it names the body and not its field («(NN&PTNT)»)."""
    return len(short) > 2 and short[0] == name[0]


def _apart(mentions: list[Mention]) -> list[Mention]:
    result: list[Mention] = []
    for m in mentions:
        if not result or m.start >= result[-1].end:
            result.append(m)
    return result
