"""A body named in a text, and what its neighbours tell about it: shared districts, «ba lực lượng»."""

import re
from dataclasses import dataclass, replace

# «các cơ quan thành viên Ban Chỉ đạo 389 tỉnh», «các phòng thuộc Sở A»: a kind narrowed by a body.
_BELONGS = re.compile(r"\s+(?:(?:là )?thành viên(?: của)?\s+|thuộc\s+|trực thuộc\s+|của\s+)?")
_KIND_OF = re.compile(
    r"các thành viên|cơ quan thường trực|cơ quan liên quan|các sở, ban, ngành|các phòng[^,]*|các chi cục|"
    r"các tổ[^,]*"
)
_BARE_COMMITTEES = tuple((name,) for name in ("Huyện ủy", "HĐND", "UBND", "Đảng ủy", "Công an"))
FORCES = ("Công an tỉnh", "BCHQS tỉnh", "BĐBP tỉnh")
COMMANDED = ("BCHQS tỉnh", "BĐBP tỉnh")


@dataclass(frozen=True, slots=True)
class Mention:
    """A body, or several in one phrase, at a folded span. `post`: named through a person's post."""

    start: int
    end: int
    names: tuple[str, ...]
    post: bool = False
    kind: str = "name"


def one_spelling(mentions: list[Mention]) -> list[Mention]:
    """Names that differ by swapped letters only («Ia H'Drai», «Ia D'Hrai») take the first spelling."""
    first: dict[str, str] = {}
    result = []
    for m in mentions:
        names = tuple(first.setdefault("".join(sorted(n.lower())), n) if "'" in n else n for n in m.names)
        result.append(m if names == m.names else replace(m, names=names))
    return result


def cross(mentions: list[Mention], low: str, plain: str) -> list[Mention]:
    """«Huyện ủy, UBND 4 huyện A, B»: the bare committee shares the districts of its neighbour."""
    result = list(mentions)
    for i in range(len(mentions) - 2, -1, -1):
        if i + 1 >= len(result):
            continue
        left, right = result[i], result[i + 1]
        belongs = _BELONGS.fullmatch(low, left.end, right.start)
        if (
            belongs
            and _KIND_OF.fullmatch(left.names[0])
            and left.kind == "generic"
            and right.kind != "generic"
        ):
            name = " ".join((plain[left.start].lower() + plain[left.start + 1 : right.start]).split())
            result[i : i + 2] = [replace(left, end=right.end, names=(f"{name} {right.names[0]}",))]
            continue
        joined = low[left.end : right.start].strip(" ") in (",", "và", "-", "/")
        if joined and right.kind == "level" and left.names in _BARE_COMMITTEES:
            labels = [n.split(" ", 1)[1] for n in right.names if " " in n]
            short = left.names[0] == "Huyện ủy"
            names = tuple(f"{left.names[0]} {x.removeprefix('huyện ') if short else x}" for x in labels)
            result[i] = replace(left, names=names, kind="level")
    return result


def forces(mentions: list[Mention], low: str) -> list[Mention]:
    """«3 lực lượng», «các lực lượng»: the forces the text names together."""
    if not any(m.kind == "forces" for m in mentions):
        return mentions
    known: tuple[str, ...] = ()
    row: list[str] = []
    last = -99
    rows = _rows(mentions)
    for m in mentions:
        if m.kind != "forces" and m.names[0] in (*FORCES, "Cảnh sát biển", "Hải quan tỉnh"):
            row = [*row, m.names[0]] if m.start - last <= 4 and m.names[0] not in row else [m.names[0]]
            last = m.end
            if len(row) > len(known) and len(row) >= 2:
                known = tuple(row)
    return [
        replace(m, names=_force_names(m, low, known, rows)) if m.kind == "forces" else m for m in mentions
    ]


def staffs(mentions: list[Mention]) -> list[Mention]:
    """A bare «Bộ Chỉ huy» is the force the text named last, or names next."""
    if not any(m.kind == "staff" for m in mentions):
        return mentions
    result = list(mentions)
    for at, m in enumerate(mentions):
        if m.kind != "staff":
            continue
        near = [*reversed(mentions[:at]), *mentions[at + 1 :]]
        named = next((n.names for n in near if n.names[0] in COMMANDED and len(n.names) == 1), m.names)
        result[at] = replace(m, names=named, kind="name")
    return result


def _rows(mentions: list[Mention]) -> dict[int, tuple[str, ...]]:
    """The first row of bodies of each length: «A, B và C» may be «ba ngành» further on."""
    found: dict[int, tuple[str, ...]] = {}
    row: list[str] = []
    last = -99
    for m in mentions:
        if m.kind == "name" and len(m.names) == 1:
            if m.start - last > 4:
                found.setdefault(len(row), tuple(row))
                row = []
            if m.names[0] not in row:
                row.append(m.names[0])
            last = m.end
    found.setdefault(len(row), tuple(row))
    return found


def _force_names(
    mention: Mention, low: str, known: tuple[str, ...], rows: dict[int, tuple[str, ...]]
) -> tuple[str, ...]:
    phrase = low[mention.start : mention.end]
    if any(w in phrase for w in ("3 ", "ba ")):
        return known if len(known) >= 3 else rows.get(3, FORCES)
    if "lực lượng" not in phrase and any(w in phrase for w in ("2 ", "hai ")):
        return rows.get(2, mention.names)
    return known or mention.names
