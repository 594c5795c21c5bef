"""The forces of the whole country: what «Bộ đội Biên phòng» means where a ministry speaks and no province."""

import re

from cotmoc.domain.extraction.folding import key
from cotmoc.domain.extraction.mentions import Mention

# «Cục Hải quan các tỉnh, thành phố» speaks of provinces without being one's.
_PROVINCE = re.compile(r"(?<!\w)tỉnh(?!\w)(?!\s*[,/]?\s*thành)|(?<!\w)(?:tỉnh|thành) (?:ủy|đoàn)(?!\w)")
_CENTRE = ("bộ trưởng", "bộ công an", "bộ quốc phòng", "thủ tướng", "bộ tư lệnh", "tổng cục")
_WHOLE = {
    "bộ đội biên phòng": "Bộ đội Biên phòng",
    "bđbp": "Bộ đội Biên phòng",
    "biên phòng": "Bộ đội Biên phòng",
    "công an": "Công an",
    "quân đội": "Quân đội",
}
_AS_WRITTEN = {"lực lượng công an": "lực lượng Công an"}


def of_the_country(mentions: list[Mention], low: str) -> list[Mention]:
    """A force of a text from the centre that names no province belongs to none."""
    if _PROVINCE.search(low) or not any(word in low for word in _CENTRE):
        return mentions
    return [_whole(m, key(low[m.start : m.end])) if len(m.names) == 1 else m for m in mentions]


def _whole(m: Mention, written: str) -> Mention:
    if name := _AS_WRITTEN.get(written) or _WHOLE.get(written.removeprefix("lực lượng ")):
        return m._replace(names=(name,), kind="name")
    return m
