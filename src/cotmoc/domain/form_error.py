"""What a reader of typed text says when it cannot read it."""

from __future__ import annotations


class FormError(ValueError):
    """Typed text that has no single reading. ``vi`` and ``en`` each say why and how to write it."""

    def __init__(self, vi: str, en: str) -> None:
        self.vi = vi
        self.en = en
        super().__init__(vi)
