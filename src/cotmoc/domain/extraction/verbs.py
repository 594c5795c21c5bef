"""What an ordered action opens with: adverbs, then a verb of one to four syllables."""

import re

from cotmoc.domain.extraction.lexicon import Lexicon, Phrases

_WORD = re.compile(r"[^\W\d_]+(?=,? )")
_FIRST = re.compile(r"\w+")


# Behind another verb these are what it is about: «trao đổi thông tin», «gửi báo cáo».
AS_NOUNS = frozenset({"thông tin", "báo cáo", "kế hoạch", "hợp đồng"})


class Verbs:
    """Looks up openers in a lower-case text."""

    def __init__(self, low: str, lexicon: Lexicon) -> None:
        self.low, self.lexicon = low, lexicon
        self._known: dict[int, int] = {}

    def longest(self, pos: int, phrases: Phrases) -> int:
        """End of the longest of the phrases at `pos`, whole words only, or 0."""
        low, first = self.low, _FIRST.match(self.low, pos)
        for phrase in phrases.by_first.get(first[0], ()) if first else ():
            if low.startswith(phrase, pos):
                end = pos + len(phrase)
                behind = low[end : end + 1]
                if not (behind.isalnum() or behind == "_"):
                    return end
        return 0

    def opener(self, pos: int) -> int:
        """End of the verb (or adverb) that opens an action at `pos`, or 0 when none does."""
        known = self._known.get(pos)
        if known is None:
            known = self.longest(pos, self.lexicon.opens)
            if known and self.longest(pos, self.lexicon.not_verbs) >= known:
                known = 0
            self._known[pos] = known
        return known

    def starter(self, pos: int) -> int:
        """Like `opener`, where a sentence or part starts and «lo», «cử», «duyệt» are verbs too."""
        if verb := self.opener(pos):
            return verb
        word = _WORD.match(self.low, pos)
        if word is None or word[0] not in self.lexicon.starts or self.longest(pos, self.lexicon.not_verbs):
            return 0
        return word.end()

    def chain_end(self, pos: int) -> int:
        """End of all adverbs and verbs in a row at `pos`, commas between them left to the caller."""
        end = pos
        while step := self.opener(end):
            if end > pos and self.low[end:step] in AS_NOUNS:
                break
            end = step
            if self.low[end : end + 1] != " ":
                break
            end += 1
        return end
