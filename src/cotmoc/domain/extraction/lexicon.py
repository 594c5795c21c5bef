"""The words a reading needs, built from plain data (see `reference_data/lexicon/README.md`)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import ahocorasick_rs

from cotmoc.domain.extraction.folding import key

# What opens a name that goes on with a level and its places: «UBND huyện …», «Công an các xã …».
LEVEL_HEADS: Mapping[str, str] = {
    "ubnd": "UBND", "ủy ban nhân dân": "UBND", "hđnd": "HĐND", "hội đồng nhân dân": "HĐND",
    "huyện ủy": "Huyện ủy", "thị ủy": "Thị ủy", "thành ủy": "Thành ủy",
    "ban chỉ huy quân sự": "Ban CHQS", "ban chqs": "Ban CHQS", "bch quân sự": "Ban CHQS", "ban ch quân sự": "Ban CHQS",
    "công an": "Công an", "mttq": "MTTQ", "ủy ban mttq": "Ủy ban MTTQ", "ubmttq": "UBMTTQ",
    "hạt kiểm lâm": "Hạt Kiểm lâm", "trung tâm y tế": "Trung tâm Y tế", "đồn biên phòng": "Đồn Biên phòng",
    "đồn bp": "Đồn Biên phòng", "đồn bpck": "Đồn Biên phòng cửa khẩu", "đồn biên phòng cửa khẩu": "Đồn Biên phòng cửa khẩu",
    "đồn biên phòng cửa khẩu quốc tế": "Đồn Biên phòng cửa khẩu quốc tế", "phòng giáo dục và đào tạo": "Phòng GD&ĐT",
    "hải quan cửa khẩu": "Hải quan cửa khẩu", "chi cục hải quan cửa khẩu": "Chi cục Hải quan cửa khẩu",
}  # fmt: skip
GENERIC_STARTS = (
    "các sở", "các ban", "các ngành", "các cơ quan", "các đơn vị", "các địa phương", "các lực lượng", "các cấp",
    "các tổ chức", "các phòng", "các hội", "các đoàn thể", "sở, ban", "sở, ngành", "sở ngành", "cơ quan, đơn vị",
    "đơn vị, địa phương", "các doanh nghiệp", "các huyện", "chính quyền", "cấp ủy", "địa phương", "lực lượng chức năng",
    "cơ quan chức năng", "ban, ngành", "các xã", "các thành phố", "đơn vị liên quan", "cơ quan liên quan",
    "ngành chức năng", "các chủ đầu tư", "chủ đầu tư", "các phường", "các thôn", "đơn vị có liên quan", "cơ quan có liên quan",
    "ba lực lượng", "3 lực lượng", "03 lực lượng", "bốn lực lượng", "4 lực lượng", "04 lực lượng", "3 đơn vị", "03 đơn vị",
    "ba đơn vị", "ba ngành", "03 ngành", "3 ngành", "lực lượng vũ trang", "các ban,", "các tổ", "các bên", "hai lực lượng", "02 lực lượng", "2 lực lượng",
    "các ủy ban", "các hội đồng", "đơn vị được giao", "các trường", "các bệnh viện", "cơ quan thường trực", "các thành viên", "các chi cục", "các chi bộ",
    "các cục", "huyện biên giới",
    "lực lượng công an", "lực lượng quân sự", "lực lượng bộ đội", "lực lượng biên phòng", "các quân khu",
)  # fmt: skip
SKIP = (
    "cơ sở", "trụ sở", "sở hữu", "trên cơ sở", "bộ đội", "bộ phận", "cán bộ", "biên phòng toàn dân", "công an nhân dân",
    "quân sự địa phương", "quân sự, quốc phòng", "thế trận biên phòng", "nghiệp vụ biên phòng", "công tác biên phòng",
    "luật biên phòng", "nghĩa vụ quân sự", "bộ đội địa phương", "hải quan điện tử", "thủ tục hải quan", "công an xã chính quy",
    "học viện biên phòng", "ngày biên phòng", "khu vực biên phòng", "bộ luật", "toàn bộ", "nội bộ", "cục bộ", "tiến bộ",
)  # fmt: skip
# Bare names that are common words too: only with a capital letter.
CAPITAL_ONLY = frozenset({"biên phòng", "quân sự", "hải quan", "công an", "chính phủ", "quốc hội", "kiểm lâm", "kiểm ngư", "cảnh sát biển", "đảng ủy", "đoàn thanh niên", "ban chỉ đạo"})  # fmt: skip


@dataclass(frozen=True)
class Lexicon:
    """Names, verbs and counters ready for use. Build with `from_mapping`; immutable and shared freely."""

    names: Mapping[str, str]
    patterns: tuple[str, ...]
    kinds: tuple[str, ...]
    matcher: ahocorasick_rs.AhoCorasick
    portfolios: Mapping[str, tuple[tuple[str, str], ...]]
    province: re.Pattern[str]
    areas: re.Pattern[str]
    opens: frozenset[str]
    not_verbs: frozenset[str]
    adverbs: frozenset[str]
    heads: frozenset[str]
    goal_heads: frozenset[str]
    steps: frozenset[str]
    counters: Mapping[str, str]
    figure: Mapping[str, Any]

    @classmethod
    def from_mapping(cls, data: Mapping[str, Mapping[str, Any]]) -> "Lexicon":
        """From {"agencies": …, "portfolios": …, "places": …, "verbs": …, "counters": …}; KeyError if one lacks."""
        names, kinds = _names(data["agencies"])
        verbs, places, counters = data["verbs"], data["places"], data["counters"]
        patterns = tuple(kinds)
        return cls(
            names=names,
            patterns=patterns,
            kinds=tuple(kinds.values()),
            matcher=ahocorasick_rs.AhoCorasick(patterns, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
            portfolios={k: _longest_first(v) for k, v in data["portfolios"].items()},
            province=_any_of(places["provinces"]),
            areas=_any_of(places["areas"]),
            opens=_keys(verbs["opens"]) | _keys(verbs["adverbs"]),
            not_verbs=_keys(verbs["not_verbs"]),
            adverbs=_keys(verbs["adverbs"]),
            heads=_keys(verbs["heads"]),
            goal_heads=_keys(verbs["goal_heads"]),
            steps=_keys(verbs["steps"]),
            counters={key(c): counters["same"].get(c, c) for c in counters["counters"]},
            figure=counters,
        )


def _names(agencies: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Canonical names by folded spelling, and the kind of each spelling to look for."""
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for word in SKIP:
        kinds[word] = "skip"
    for word in GENERIC_STARTS:
        kinds[key(word)] = "generic"
    for post in agencies["posts"]:
        kinds[key(post)] = "post"
    for body in agencies["bodies"]:
        names[key(body)] = body
        kinds[key(body)] = "name"
    for canonical, aliases in agencies["names"].items():
        for spelling in (canonical, *aliases):
            names[key(spelling)] = canonical
            kinds[key(spelling)] = "name"
    for head in LEVEL_HEADS:
        kinds[head] = "level"
    kinds["sở"] = kinds["bộ"] = "portfolio"
    kinds["các bộ"] = "portfolio"
    return names, kinds


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(key(w) for w in words)


def _longest_first(words: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((key(w), w) for w in words), key=lambda p: (-len(p[0]), p[0])))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted({key(w) for w in words}, key=lambda w: (-len(w), w))
    return re.compile(r"(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")
