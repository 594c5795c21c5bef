"""What comes back: a rule in words and as a value, and the days on which it falls.

``read`` takes «hằng tháng, trước ngày 15» to a ``Recurrence`` and ``describe`` takes it back to words;
``occurrences`` and ``next_after_completion`` say when it falls due; ``to_dict`` and ``from_dict`` store it;
``offered`` is the rule that a clause of a directive offers.
"""

from cotmoc.domain.recurrence.falling import (
    MOST_AT_ONCE,
    Occurrence,
    next_after_completion,
    occurrences,
)
from cotmoc.domain.recurrence.offering import LONGEST_YEARS, offered
from cotmoc.domain.recurrence.reading import read
from cotmoc.domain.recurrence.rule import Every, Flaw, On, Recurrence, RecurrenceError, until_after
from cotmoc.domain.recurrence.storing import from_dict, to_dict
from cotmoc.domain.recurrence.wording import describe

__all__ = [
    "LONGEST_YEARS",
    "MOST_AT_ONCE",
    "Every",
    "Flaw",
    "Occurrence",
    "On",
    "Recurrence",
    "RecurrenceError",
    "describe",
    "from_dict",
    "next_after_completion",
    "occurrences",
    "offered",
    "read",
    "to_dict",
    "until_after",
]
