"""Whether the words of a message are a document, or only accompany what is attached to it."""

import re

from cotmoc.domain.extraction.folding import key
from cotmoc.domain.extraction.reading import Reading

# Shorter ones are a greeting and a name, whatever they say of the attached.
_SHORT = 200
_SENDS = re.compile(r"\bkèm\b|gửi|chuyển|\battach|\bforward|\bfwd?\b")
_ATTACHED = frozenset(
    ["văn bản", "phụ lục", "tệp", "file", "tập tin", "bản", "trang", "biểu", "biểu mẫu", "mẫu"]
)
# What asks something of the reader although no rule of tasks knows it: a day, an hour, an invitation.
_ASKS = re.compile(
    r"(?:trước|hết|chậm nhất|muộn nhất) (?:là |vào )?(?:ngày|\d)|thời hạn|chậm nhất|(?:kính|trân trọng) mời"
    r"|\bmời [^.\n]{0,80}\b(?:họp|dự)\b|\d(?:h|g| ?giờ)\d{0,2}\b"
)


def accompanies(text: str, found: Reading) -> bool:
    """True when a message only says what it sends: no number, order, figure, day or invitation of its own.

    ``found`` is the reading of ``text``. In doubt it is a document.
    """
    numbered = any(one.role == "subject" and one.number for one in found.documents)
    counted = any(one.unit not in _ATTACHED for one in found.figures)
    said = key(text)
    if numbered or found.tasks or counted or _ASKS.search(said):
        return False
    return len(said) <= _SHORT or _SENDS.search(said) is not None
