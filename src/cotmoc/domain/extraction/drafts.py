"""Tasks while a text is being read, and the shadow the rules work on."""

from dataclasses import dataclass

from cotmoc.domain.extraction.mentions import Mention
from cotmoc.domain.extraction.order_patterns import FILL, OPEN


@dataclass(slots=True)
class Draft:
    """A task before its deadline, areas and label are read; folded offsets."""

    span: tuple[int, int]
    sentence: tuple[int, int]
    leads: tuple[Mention, ...]
    partners: tuple[Mention, ...]
    written: tuple[str, tuple[int, int]] | None
    each: bool
    rule: str
    strangers: tuple[tuple[str, tuple[int, int]], ...] = ()
    fellows: tuple[tuple[str, tuple[int, int]], ...] = ()
    due: tuple[int, int] | None = None
    # «Trước ngày 30/9/2024, các sở thực hiện các nhiệm vụ sau:»: what introduced the items.
    intro: tuple[int, int] | None = None
    # «…; trong tháng 11/2022 hoàn thành …»: what opens its part of the sentence.
    ahead: tuple[int, int] | None = None


@dataclass(slots=True)
class Lead:
    """Who stands as lead, how they were named, and with whom: «A chủ trì, phối hợp với B:» over its items."""

    mentions: tuple[Mention, ...] = ()
    each: bool = False
    written: tuple[str, tuple[int, int]] | None = None
    partners: tuple[Mention, ...] = ()
    fellows: tuple[tuple[str, tuple[int, int]], ...] = ()
    intro: tuple[int, int] | None = None


def shadow_of(low: str, mentions: list[Mention]) -> str:
    """The lower-case text with every body masked; same length."""
    parts: list[str] = []
    pos = 0
    for m in mentions:
        parts.append(low[pos : m.start])
        parts.append(OPEN + FILL * (m.end - m.start - 1))
        pos = m.end
    parts.append(low[pos:])
    return "".join(parts)
