"""Account names written into a remark: «@sokhdt, xem giúp» names the account sokhdt."""

from __future__ import annotations

import re

_MENTION = re.compile(r"(?<![\w.@+-])@(\w[\w.-]*)(?![\w@])")


def mentioned(text: str) -> tuple[str, ...]:
    """The names after «@», lower case, each once in the order of the text.

    A mail address names nobody, and a full stop or hyphen that ends a name belongs to the sentence. Letters
    that no account name has are kept, so that a mistyped name is told and not passed over.
    """
    found = (name.lower().rstrip("._-") for name in _MENTION.findall(text))
    return tuple(dict.fromkeys(name for name in found if name))
