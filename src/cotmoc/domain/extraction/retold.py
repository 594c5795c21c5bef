"""What a body is said to promise or to set itself: «… khẳng định A sẽ …», «A xác định: tiếp tục …»."""

from bisect import bisect_left

from cotmoc.domain.extraction.frames import Frame
from cotmoc.domain.extraction.jumping import matches, places
from cotmoc.domain.extraction.mentions import Mention
from cotmoc.domain.extraction.order_patterns import LEADS_AT, REPORTED, REPORTED_WORDS, SETS_OUT, SETS_WORDS
from cotmoc.domain.extraction.strangers import Strangers
from cotmoc.domain.extraction.verbs import Verbs


class Retold(Strangers):
    """Frames of promises, in one shadow text."""

    def __init__(self, shadow: str, plain: str, mentions: list[Mention], verbs: Verbs) -> None:
        super().__init__(shadow, plain, mentions, verbs)
        said = matches(REPORTED, places(shadow, REPORTED_WORDS, 0, len(shadow)), shadow, len(shadow))
        self._said = [match.end() for match in said]
        self._sets = places(shadow, SETS_WORDS, 0, len(shadow))

    def sets(self, start: int, end: int) -> bool:
        """A word with which a body sets something out begins in shadow[start:end]."""
        word = bisect_left(self._sets, start)
        return word < len(self._sets) and self._sets[word] < end

    def _sets_out(self, start: int, end: int) -> Frame | None:
        """«UBND tỉnh xác định: tiếp tục …»: what a body sets itself."""
        limit = min(end, start + 400)
        if not self.sets(start, limit):
            return None
        match = SETS_OUT.match(self.shadow, start, limit)
        if match is None or not self.verbs.starter(match.end()):
            return None
        leads = self.mentions(match.start("who"), match.end("who"))
        return Frame("subject-must", match.end(), leads, extras=("must", "reported"))

    def _reported(self, start: int, end: int) -> Frame | None:
        """«… khẳng định A sẽ tiếp tục …»: a promise that is retold."""
        first, last = bisect_left(self._said, start), bisect_left(self._said, min(end, start + 400))
        for said in self._said[first:last]:
            for pos in self._clause_starts(said, end):
                leads = LEADS_AT.match(self.shadow, pos, end)
                frame = self._after(leads, end, "subject-must") if leads else None
                if frame and frame.opens and "must" in frame.extras:
                    return frame._replace(extras=(*frame.extras, "reported"))
        return None
