"""Bodies of the centre named by their kind: «các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ»."""

import re

_CENTRE = r"(?: (?:ở )?(?:trung ương|tư))?"
_NEXT = r"(?:\s*[,;/]\s*(?:và\s+)?|\s+và\s+)(?:các\s+)?"
_LIST = re.compile(
    r"(?:(?:các|từng|mỗi|những|một số)\s+)?"
    rf"(?P<ministries>bộ(?:{_NEXT}(?:ban )?ngành|, ban, ngành)?{_CENTRE})(?!\w)"
    rf"(?P<others>(?:{_NEXT}(?:cơ quan ngang bộ|cơ quan thuộc chính phủ|cơ quan{_CENTRE}|đoàn thể{_CENTRE}|"
    r"(?:chính quyền )?địa phương(?: các cấp)?)(?!\w))*)"
    r"(?P<concerned> (?:có )?liên quan)?(?!\w)"
)
_OTHER = re.compile(
    r"(?P<rank>cơ quan ngang bộ)|(?P<state>cơ quan thuộc chính phủ)|(?P<organ>cơ quan)(?: trung ương)?|"
    r"(?P<local>địa phương)"
)
_NAMES = {"rank": "cơ quan ngang bộ", "state": "cơ quan thuộc Chính phủ", "organ": "cơ quan liên quan",
          "local": "các địa phương"}  # fmt: skip
_SEVERAL = re.compile(r"(?:các|từng|mỗi|những|một số)\s+$")


def ministries_at(low: str, plain: str, start: int) -> tuple[int, int, tuple[str, ...]] | None:
    """Where a list at the word «bộ» or «các bộ» begins and ends, and its names; None if none is here."""
    before = _SEVERAL.search(low, max(0, start - 8), start)
    begin = before.start() if before else start
    match = _LIST.match(low, begin)
    if match is None:
        return None
    listed = low[match.start("ministries") : match.end("ministries")]
    several = match.start("ministries") > begin
    if not (match["others"] or ("ngành" in listed and several) or (several and match["concerned"])):
        return None
    written = " ".join(plain[match.start("ministries") : match.end("ministries")].split())
    names = [f"các {written[0].lower()}{written[1:]}"]
    names += [_NAMES[other.lastgroup] for other in _OTHER.finditer(match["others"]) if other.lastgroup]
    if not match["others"] and match["concerned"]:
        names[0] += " liên quan"
    return begin, match.end(), tuple(dict.fromkeys(names))
