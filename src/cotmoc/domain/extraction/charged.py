"""Who is charged with an action, told behind it: «… (Sở A chủ trì, Sở B phối hợp)», «… - Sở A chủ trì»."""

import re
from typing import NamedTuple

from cotmoc.domain.extraction.order_patterns import LEADS, OPEN, A
from cotmoc.domain.extraction.verbs import Verbs

_ROLE = r"chủ trì|chuẩn bị|thực hiện|chịu trách nhiệm(?: chính)?|phụ trách|đầu mối"
_TIME = (
    r"thời gian(?: (?:thực hiện|hoàn thành))?|thời hạn|hoàn thành|xong|trước|trong|chậm nhất|từ|đến|hết|"
    r"cuối|đầu|hằng|hàng|định kỳ|ngày|tháng|quý|năm|[\divx]+(?!\w)"
)
_WORDS = (
    rf"(?:{A}|(?:{_ROLE}|phối hợp|với|do|giao|làm|và|cùng|các|cơ quan|đơn vị|là|{_TIME})(?!\w)|[\s,;:/.-])+"
)
_CLOSES = r"[\s.;]*$"
_IN_BRACKETS = re.compile(rf"\((?=[^()]{{0,300}}{OPEN}){_WORDS}\){_CLOSES}")
_BEHIND_DASH = re.compile(rf"\s-\s(?={A}|đơn vị|cơ quan|giao){_WORDS}{_CLOSES}")
# «Tham mưu bố trí kinh phí: Sở Tài chính (trước ngày 15/8).»
_BEHIND_COLON = re.compile(rf":\s+{LEADS}(?:\s*\((?:(?:{_TIME})(?!\w)|[\s,/.-])+\))?{_CLOSES}")
_SAYS_ROLE = re.compile(rf"(?:{_ROLE}|giao|làm)(?!\w)")
# Words that only announce the bodies behind a colon.
_ANNOUNCES = re.compile(r"(?:cơ quan|đơn vị|địa phương|ban,? ngành|gồm|như|sau|là|phối hợp|với|cho)\s*$")
# So far before the end of a sentence it is looked for.
REACH = 400


class Charge(NamedTuple):
    """Where in the text it stands. `sure`: a word tells the role, so that it counts whoever led before."""

    start: int
    end: int
    sure: bool


def charge_alone(shadow: str, start: int, end: int) -> Charge | None:
    """«(Sở A chủ trì, Sở B phối hợp)» on a line of its own, behind the one that tells what is to be done."""
    match = _IN_BRACKETS.match(shadow, start, end) if shadow.startswith("(", start) else None
    return Charge(*match.span(), True) if match and _SAYS_ROLE.search(shadow, *match.span()) else None


def charge_behind(shadow: str, verbs: Verbs, start: int, end: int) -> Charge | None:
    """Who is named behind the action of the sentence shadow[start:end], if anybody is."""
    begin = max(start, end - REACH)
    if shadow.find(OPEN, begin, end) < 0:
        return None
    if match := _IN_BRACKETS.search(shadow, begin, end):
        sure = _SAYS_ROLE.search(shadow, *match.span()) is not None
        return Charge(*match.span(), sure) if sure or verbs.starter(start) else None
    if (match := _BEHIND_DASH.search(shadow, begin, end)) and _SAYS_ROLE.search(shadow, *match.span()):
        return Charge(*match.span(), True)
    match = _BEHIND_COLON.search(shadow, begin, end) if verbs.starter(start) else None
    if (
        match is None
        or OPEN in shadow[start : match.start()]
        or _ANNOUNCES.search(shadow, start, match.start())
    ):
        return None
    return Charge(*match.span(), True)
