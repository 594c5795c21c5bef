"""Where money of a programme comes from: level, nature, vintage: dimensions that are never merged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cotmoc.domain.errors import Problem, Said
from cotmoc.domain.errors.general import BAD_VALUE
from cotmoc.domain.errors.programmes import SOURCE_ENDED
from cotmoc.domain.vi_numbers import show_date


@dataclass(frozen=True, slots=True)
class SourceCode:
    """A code with its names and the half-open period in which it is used; ``budget``: of the state's."""

    code: str
    vi: str
    en: str
    valid_to: date | None = None
    budget: bool = True


@dataclass(frozen=True, slots=True)
class Sources:
    """The codes of each dimension."""

    levels: Mapping[str, SourceCode]
    natures: Mapping[str, SourceCode]
    vintages: Mapping[str, SourceCode]

    def check(self, level: str, nature: str, vintage: str, *, on: date, back: bool = False) -> None:
        """Whether money of this source can be assigned or disbursed on a day.

        ``back``: it is taken back, as from a level that ended once another has its money.

        Raises Problem: BAD_VALUE (field "level", "nature" or "vintage"), SOURCE_ENDED.
        """
        asked = (
            ("level", level, self.levels),
            ("nature", nature, self.natures),
            ("vintage", vintage, self.vintages),
        )
        for field, code, known in asked:
            if code not in known:
                raise Problem(BAD_VALUE, field=field, why=", ".join(known))
            ends = known[code].valid_to
            if ends is not None and on >= ends and not back:
                last = show_date(ends - timedelta(days=1))
                source = Said(known[code].vi, known[code].en)
                raise Problem(SOURCE_ENDED, field=field, source=source, last=last, day=show_date(on))
        if self.levels[level].budget and not self.natures[nature].budget:
            why = Said(
                "vốn ngân sách phải ghi là đầu tư phát triển, sự nghiệp hay kinh phí thường xuyên",
                "money of the budget is for investment, public service or recurrent",
            )
            raise Problem(BAD_VALUE, field="nature", why=why)
