"""Whom a name that nobody knows may mean: agencies alike, and all of a kind that it calls together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from rapidfuzz import fuzz, process

from cotmoc.domain.access import Actor
from cotmoc.domain.folding import fold
from cotmoc.organisations.models import Agency, Level
from cotmoc.organisations.queries import agencies

MOST = 3
_ALIKE, _SAME = 60, 85
_KINDS = re.compile(
    r"\b(?:uy ban nhan dan|ubnd|uy|so|ban|phong|tinh|huyen|xa|phuong|thi tran|thi xa|thanh pho|"
    r"bo chi huy|bch)\b"
)
_PLACED = frozenset(("uy", "so", "phong", "huyen", "xa", "phuong", "thi tran", "thi xa", "thanh pho"))
_WORD = re.compile(r"[^\W_]+")
_DISTRICTS = re.compile(r"ubnd cap huyen|(?:ubnd |uy ban nhan dan )?cac huyen\b(?!.*\buy\b)")
_COMMUNES = re.compile(r"ubnd cap xa|(?:ubnd |uy ban nhan dan )?cac xa\b|chinh quyen (?:cap )?xa")
_POSTS = re.compile(r"cac don (?:bien phong|bp)\b")
_TOGETHER = re.compile(
    r"(?:cac|cap|nhung|moi|tung|toan|tat ca)\b|.*\b(?:lien quan|cap huyen|cap xa|cac cap|cac huyen|cac xa)\b"
)


@dataclass(frozen=True, slots=True)
class Near:
    """An agency that looks like a name. ``same``: so much that the name may be remembered as another
    writing of it; else it may as well be another body, as «Sở Y tế» and «Sở Y tế và Dân số» are."""

    name: str
    same: bool


def nearest(viewer: Actor, written: Iterable[str], *, on: date) -> dict[str, list[Near]]:
    """Up to three agencies of that day that look like each name; none for a name of several bodies."""
    names = list(agencies(viewer, on=on).values_list("name", "short_name"))
    spellings = {fold(text): name for name, short in names for text in (name, short)}
    found: dict[str, list[Near]] = {}
    for text in dict.fromkeys(filter(None, written)):
        found[text] = []
        if _TOGETHER.match(fold(text)):
            continue
        near = process.extract(
            fold(text), spellings.keys(), scorer=fuzz.token_sort_ratio, limit=5, score_cutoff=_ALIKE
        )
        same: dict[str, bool] = {}
        for spelling, *_ in near:
            name = spellings[spelling]
            same[name] = same.get(name, False) or _same(fold(text), spelling)
        if sum(same.values()) > 1:
            # «Đăk Song» is as near to Đăk Long as to Đăk Nông, and may be neither.
            same = dict.fromkeys(same, False)
        found[text] = [Near(*one) for one in same.items()][:MOST]
    return found


def _same(written: str, name: str) -> bool:
    """Two writings of one name: bodies of one kind, alike in what is left; more words are another body."""
    kinds, others = (_PLACED.intersection(_KINDS.findall(text)) for text in (written, name))
    if kinds and others and kinds != others:
        return False
    one, other = (" ".join(_WORD.findall(_KINDS.sub(" ", text))) for text in (written, name))
    if not one or not other:
        return False
    return fuzz.ratio(one, other) >= _SAME


def groups(
    viewer: Actor, written: Iterable[str], *, on: date, issuer: Agency | None = None
) -> dict[str, list[Agency]]:
    """The agencies of that day that a name calls together: «UBND cấp huyện», «các xã biên giới», «các đồn».

    What a body of a district issues calls those of its district. Names that call nobody together, or whose
    members are not known here, are left out.
    """
    found: dict[str, list[Agency]] = {}
    home = issuer.area_id if issuer is not None and issuer.level == Level.DISTRICT else None
    for text in dict.fromkeys(written):
        wanted = _group(fold(text))
        if wanted is not None and home is not None:
            wanted &= Q(area=home) | Q(area__parent=home)
        members = agencies(viewer, on=on).filter(wanted) if wanted is not None else ()
        if members:
            found[text] = sorted(members, key=lambda one: (one.folded, one.pk))
    return found


def _group(name: str) -> Q | None:
    if _POSTS.match(name):
        return Q(kind=Agency.Kind.POST)
    if _DISTRICTS.match(name):
        kind = Q(kind=Agency.Kind.DISTRICT_COMMITTEE)
    elif _COMMUNES.match(name):
        kind = Q(kind=Agency.Kind.COMMUNE_COMMITTEE)
    else:
        return None
    return kind & Q(area__border=True) if "bien gioi" in name else kind
