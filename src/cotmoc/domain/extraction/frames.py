"""What was read before an action: who, with whom, and by which rule we know."""

from typing import NamedTuple

from cotmoc.domain.extraction.mentions import Mention
from cotmoc.domain.extraction.order_patterns import PAST


class Frame(NamedTuple):
    """What stands before an action: leads, coordinators, the action's start, the rule that tells.

    `fellows` lead beside `leads` and `strangers` coordinate, both as the text writes them.
    """

    rule: str
    start: int
    leads: tuple[Mention, ...] = ()
    partners: tuple[Mention, ...] = ()
    shared: bool = False
    each: bool = False
    written: tuple[str, tuple[int, int]] | None = None
    opens: bool = True
    extras: tuple[str, ...] = ()
    strangers: tuple[tuple[str, tuple[int, int]], ...] = ()
    fellows: tuple[tuple[str, tuple[int, int]], ...] = ()


def named_rule(frame: Frame) -> Frame:
    """The frame of a named subject under the rule that shows how sure it is an order."""
    rule = "subject"
    if "led" in frame.extras:
        rule = "subject-leads"
    elif "duty" in frame.extras:
        rule = "subject-duty"
    elif "colon" in frame.extras:
        rule = "subject-colon"
    elif "must" in frame.extras:
        rule = "subject-must"
    return frame._replace(rule=rule)


def narrative_past(shadow: str, start: int, end: int) -> bool:
    """«đã» stands in shadow[start:end]."""
    # Mostly none of the words is there, which a plain look tells sooner.
    if (
        shadow.find("đã", start, end) < 0
        and shadow.find("từng", start, end) < 0
        and shadow.find("vừa qua", start, end) < 0
    ):
        return False
    return PAST.search(shadow, start, end) is not None
