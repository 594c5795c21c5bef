"""The words a reading needs, built from plain data (see `reference_data/lexicon/README.md`)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import ahocorasick_rs

from cotmoc.domain.extraction.folding import key
from cotmoc.domain.extraction.judgement import Judgement
from cotmoc.domain.extraction.weights import Weights
from cotmoc.domain.working_time import Rest

_PHRASE = re.compile(r"(\w+)(?:,? \w+)?(?: \w+){0,2}")
LONGEST = ahocorasick_rs.MatchKind.LeftmostLongest


class Phrases(frozenset[str]):
    """Phrases; `by_first` gives those of one to four words that begin with a word, the longest first."""

    by_first: Mapping[str, tuple[str, ...]]

    def __new__(cls, words: Iterable[str]) -> "Phrases":
        phrases = super().__new__(cls, words)
        by_first: dict[str, list[str]] = {}
        for phrase in sorted(phrases, key=len, reverse=True):
            if match := _PHRASE.fullmatch(phrase):
                by_first.setdefault(match[1], []).append(phrase)
        phrases.by_first = {first: tuple(found) for first, found in by_first.items()}
        return phrases


@dataclass(frozen=True)
class Topics:
    """Tags in the order of the list, and the words that show them."""

    tags: tuple[str, ...]
    tag_of: tuple[int, ...]
    matcher: ahocorasick_rs.AhoCorasick

    @classmethod
    def of(cls, topics: Mapping[str, Iterable[str]]) -> "Topics":
        """From tag → words."""
        pairs = [(place, key(word)) for place, words in enumerate(topics.values()) for word in words]
        matcher = ahocorasick_rs.AhoCorasick([word for _, word in pairs])
        return cls(tuple(topics), tuple(place for place, _ in pairs), matcher)


@dataclass(frozen=True)
class Lexicon:
    """Names, verbs and counters ready for use. Build with `from_mapping`; immutable and shared freely."""

    names: Mapping[str, str]
    level_heads: Mapping[str, str]
    capital_only: frozenset[str]
    listed_kinds: frozenset[str]
    patterns: tuple[str, ...]
    kinds: tuple[str, ...]
    matcher: ahocorasick_rs.AhoCorasick
    portfolios: Mapping[str, tuple[tuple[str, str], ...]]
    province: re.Pattern[str]
    sectors: re.Pattern[str]
    areas: re.Pattern[str]
    opens: Phrases
    starts: frozenset[str]
    not_verbs: Phrases
    adverbs: frozenset[str]
    heads: Phrases
    goal_heads: Phrases
    steps: Phrases
    counters: Mapping[str, str]
    figure: Mapping[str, Any]
    topics: Topics
    rest: Rest
    confidence: Mapping[str, float]
    weights: Weights
    judgement: Judgement
    cuts: Judgement

    @classmethod
    def from_mapping(cls, data: Mapping[str, Mapping[str, Any]]) -> "Lexicon":
        """From the word lists and "holidays" as `directives.lexicon` loads them; KeyError if one lacks."""
        names, kinds = _names(data["agencies"])
        _papers(data["places"]["provinces"], names, kinds)
        verbs, places, counters = data["verbs"], data["places"], data["counters"]
        patterns = tuple(kinds)
        return cls(
            names=names,
            level_heads=data["agencies"]["level_heads"],
            capital_only=_keys(data["agencies"]["capital_only"]),
            listed_kinds=_keys(data["agencies"]["listed_kinds"]),
            patterns=patterns,
            kinds=tuple(kinds.values()),
            matcher=ahocorasick_rs.AhoCorasick(patterns, matchkind=LONGEST),
            portfolios={k: _longest_first(v) for k, v in data["portfolios"].items()},
            province=_any_of(places["provinces"]),
            sectors=_any_of([*data["portfolios"]["sở"], *data["portfolios"]["ngành"]]),
            areas=_any_of(places["areas"]),
            opens=Phrases(_keys(verbs["opens"]) | _keys(verbs["adverbs"])),
            starts=_keys(verbs["starts"]),
            not_verbs=Phrases(_keys(verbs["not_verbs"])),
            adverbs=_keys(verbs["adverbs"]),
            heads=Phrases(_keys(verbs["heads"])),
            goal_heads=Phrases(_keys(verbs["goal_heads"])),
            steps=Phrases(_keys(verbs["steps"])),
            counters={key(c): counters["same"].get(c, c) for c in counters["counters"]},
            figure=counters,
            rest=Rest.of(data["holidays"]["day"]),
            confidence=data["confidence"]["rules"],
            topics=Topics.of(data["topics"]),
            weights=Weights.of(data),
            judgement=Judgement.of(data["judgement"]),
            cuts=Judgement.of(data["cuts"]),
        )


def _names(agencies: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Canonical names by folded spelling, and the kind of each spelling to look for."""
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for word in agencies["not_names"]:
        kinds[word] = "skip"
    for word in agencies["generic_starts"]:
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
    for head in agencies["level_heads"]:
        kinds[head] = "level"
    for kind in ("kinds", "listed_kinds", "sectors", "numbered", "partners", "itself"):
        for head in agencies[kind]:
            kinds.setdefault(key(head), kind.removesuffix("s"))
    kinds |= {key(head): "board" for head in agencies["boards"]}
    kinds["sở"] = kinds["bộ"] = "portfolio"
    kinds["các bộ"] = "portfolio"
    kinds["bộ chỉ huy"] = "staff"
    return names, kinds


def _papers(provinces: Iterable[str], names: dict[str, str], kinds: dict[str, str]) -> None:
    """«Báo Sơn La»: every province's newspaper."""
    for province in provinces:
        names[key(f"Báo {province}")] = f"Báo {province}"
        kinds[key(f"Báo {province}")] = "name"


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(key(w) for w in words)


def _longest_first(words: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((key(w), w) for w in words), key=lambda p: (-len(p[0]), p[0])))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted({key(w) for w in words}, key=lambda w: (-len(w), w))
    return re.compile(r"(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")
