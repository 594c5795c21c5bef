"""The review as its templates need it: cards with words, the chain as stones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cotmoc.directives import queries
from cotmoc.directives.queries import Card, Chain
from cotmoc.domain.access import Actor, Permission, permits
from cotmoc.web import words
from cotmoc.web.directives.reasons import reason

STATES: dict[str, tuple[str, str | Promise]] = {
    "draft": ("wait", gettext_lazy("Chờ rà soát")),
    "accepted": ("ok", gettext_lazy("Đã xác nhận")),
    "rejected": ("no", gettext_lazy("Đã từ chối")),
}
CONFIDENCE: tuple[tuple[float, int, str | Promise], ...] = (
    (0.85, 3, gettext_lazy("Cao")),
    (0.6, 2, gettext_lazy("Vừa")),
    (0.0, 1, gettext_lazy("Thấp")),
)
MOST_CITED = 2
MOST_NAMES = 3
MOST_HEIRS = 2
SURE = 0.6


@dataclass(frozen=True, slots=True)
class Stone:
    """One link of the chain."""

    state: str
    title: str
    detail: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class NameOffer:
    """One key for a name nobody knows: ``words`` say what it does, ``how`` is remember, here or each."""

    key: int
    written: str
    name: str
    how: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card with everything in words."""

    card: Card
    state: str
    look: str
    look_words: str
    bars: tuple[bool, ...]
    confidence: str
    reason: str
    due: str
    notes: tuple[str, ...]
    may_review: bool
    current: bool = False
    names: tuple[NameOffer, ...] = ()
    repeat: queries.Repeat | None = None

    @property
    def rhythm(self) -> str:
        """How it comes back, without span and days off: «hằng quý, chậm nhất ngày cuối cùng của quý»."""
        return self.repeat.words.partition(";")[0] if self.repeat else ""

    @property
    def ready(self) -> bool:
        """Whether it can be accepted: it has leads, and everybody knows who they are."""
        return bool(self.card.leads) and not self.card.unknown

    @property
    def number(self) -> int:
        """Its number in the order of the text."""
        return self.card.number

    @property
    def clause(self) -> Any:
        """The clause itself."""
        return self.card.clause


def shown_cards(viewer: Actor, document: Any, on: date) -> list[ShownCard]:
    """Every card of a document on a day; the first that waits is the current one."""
    may_review = permits(viewer, Permission.REVIEW_DIRECTIVE)
    cards = queries.cards(viewer, document)
    first = next((c.clause.pk for c in cards if c.clause.state == "draft"), None)
    repeats = queries.repeats(viewer, document, [card.clause for card in cards], on=on)
    known = _known(viewer, document, cards, repeats) if may_review else _Known({}, {}, {}, repeats)
    return [_shown(card, may_review, card.clause.pk == first, known) for card in cards]


def shown_some(viewer: Actor, document: Any, cards: Sequence[Card], on: date) -> list[ShownCard]:
    """Some cards of a document for its reviewer, in words."""
    repeats = queries.repeats(viewer, document, [card.clause for card in cards], on=on)
    known = _known(viewer, document, cards, repeats)
    return [_shown(card, True, False, known) for card in cards]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of names that are no agency's on the day: those that had ended, those that call several
    together, and those alike; and by clause how it comes back."""

    ended: dict[str, queries.Ended]
    groups: dict[str, list[Any]]
    near: dict[str, list[queries.Near]]
    repeats: dict[int, queries.Repeat]


def _known(viewer: Actor, document: Any, cards: Sequence[Card], repeats: dict[int, queries.Repeat]) -> _Known:
    bodies = [b for c in cards if c.clause.state == "draft" for b in (*c.leads, *c.coordinating)]
    names = list(dict.fromkeys(b.written for b in bodies if b.agency_id is None))
    if not names:
        return _Known({}, {}, {}, repeats)
    on = document.issued_on or document.registered_on
    ended = queries.ended(viewer, names, on=on)
    left = [one for one in names if one not in ended]
    groups = queries.groups(viewer, left, on=on, issuer=document.issuer_agency)
    near = queries.nearest(viewer, [one for one in left if one not in groups], on=on)
    return _Known(ended, groups, near, repeats)


def _names(card: Card, known: _Known) -> tuple[NameOffer, ...]:
    """At most three, the leads first: who follows a body that had ended, all whom a name calls together, else
    what is written nearly so."""
    offered: list[tuple[str, str, str, str]] = []
    for body in (*card.leads, *card.coordinating):
        if body.agency_id is not None:
            continue
        name = body.written
        if gone := known.ended.get(name):
            heirs = gone.heirs[:MOST_HEIRS]
            offered += [(name, heir, "here", _here(body.role) % {"name": heir}) for heir in heirs]
        elif group := known.groups.get(name):
            offered.append((name, "", "each", _each(body.role, len(group))))
        else:
            same = [near.name for near in known.near.get(name, ()) if near.same][:MOST_HEIRS]
            text = _("Nhớ «%(written)s» là %(name)s")
            offered += [(name, one, "remember", text % {"written": name, "name": one}) for one in same]
    return tuple(NameOffer(key, *one) for key, one in enumerate(offered[:MOST_NAMES], 1))


def _here(role: str) -> str:
    return _("Giao cho %(name)s") if role == "lead" else _("Phối hợp với %(name)s")


def _each(role: str, count: int) -> str:
    if role == "lead":
        text = ngettext("Giao riêng cho %(n)s cơ quan", "Giao riêng cho cả %(n)s cơ quan", count)
    else:
        text = ngettext("Ghi %(n)s cơ quan phối hợp", "Ghi cả %(n)s cơ quan phối hợp", count)
    return text % {"n": count}


def _shown(card: Card, may_review: bool, current: bool, known: _Known) -> ShownCard:
    clause = card.clause
    look, look_words = STATES[clause.state]
    bars, degree = next((n, text) for least, n, text in CONFIDENCE if clause.confidence >= least)
    return ShownCard(
        card=card,
        state=clause.state,
        look=look,
        look_words=str(look_words),
        bars=tuple(n < bars for n in range(3)),
        confidence=f"{degree} {words.number(round(clause.confidence, 2))}",
        reason=str(reason(clause.rule)),
        due=_due(clause),
        notes=tuple(_notes(card, known)) if clause.state == "draft" else (),
        names=_names(card, known) if clause.state == "draft" else (),
        may_review=may_review,
        current=current,
        repeat=known.repeats.get(clause.pk),
    )


def _due(clause: Any) -> str:
    when = words.day(clause.due_on) if clause.due_on else (clause.deadline_text or _("Chưa nêu"))
    return f"{when} ({clause.recurrence})" if clause.recurrence else when


def _notes(card: Card, known: _Known) -> list[str]:
    """What to look at before accepting, the gravest first."""
    notes = []
    if not card.leads:
        notes.append(_("Câu không nêu cơ quan chủ trì: chọn trước khi xác nhận."))
    for body in (*card.leads, *card.coordinating):
        if body.agency_id is None and (gone := known.ended.get(body.written)):
            text = _("«%(name)s» đã kết thúc ngày %(day)s, trước ngày văn bản; kế thừa: %(heirs)s.")
            heirs = "; ".join(gone.heirs) or _("chưa ghi")
            notes.append(text % {"name": gone.name, "day": words.day(gone.ended_on), "heirs": heirs})
    for name in card.unknown:
        if name in known.ended or name in known.groups:
            continue
        notes.append(_("Chưa biết «%(name)s» là cơ quan nào.") % {"name": name})
    for body in (*card.leads, *card.coordinating):
        if body.agency_id is None and (group := known.groups.get(body.written)):
            names = "; ".join(one.short_name for one in group)
            notes.append(_("«%(name)s» gọi chung: %(names)s.") % {"name": body.written, "names": names})
    if card.clause.recurrence and card.clause.pk not in known.repeats:
        text = _(
            "Văn bản ghi «%(words)s»: xác nhận sẽ giao một nhiệm vụ, không lặp lại. Muốn lặp lại, bấm Sửa và "
            "ghi rõ ở ô Định kỳ, ví dụ «hằng quý, trước ngày 10 của tháng đầu quý»."
        )
        notes.append(text % {"words": card.clause.recurrence})
    if len(card.leads) > 1 and not card.unknown:
        notes.append(_together(card))
    if card.inferred and card.leads:
        notes.append(_("Chủ trì lấy từ câu trước đó."))
    others = [body.written for body in card.coordinating if body.agency_id is None]
    if unknown := [name for name in others if name not in known.ended and name not in known.groups]:
        text = _("Chưa gắn với cơ quan nào: %(names)s. Sẽ ghi trong nội dung nhiệm vụ.")
        notes.append(text % {"names": "; ".join(unknown)})
    if card.clause.confidence < SURE:
        notes.append(_("Máy đọc chưa chắc. Đối chiếu với văn bản trước khi xác nhận."))
    return notes


def _together(card: Card) -> str:
    count = len(card.leads)
    if card.clause.each:
        text = ngettext(
            "Mỗi cơ quan tự thực hiện: xác nhận sẽ giao %(count)s nhiệm vụ.",
            "Mỗi cơ quan tự thực hiện: xác nhận sẽ giao %(count)s nhiệm vụ.",
            count,
        )
        return text % {"count": count}
    first = card.leads[0]
    name = first.agency.name if first.agency else first.written
    text = ngettext(
        "Một câu có %(count)s chủ trì: giao một nhiệm vụ, đầu mối là %(first)s. Nếu khác, nên tách hoặc sửa.",
        "Một câu có %(count)s chủ trì: giao một nhiệm vụ, đầu mối là %(first)s. Nếu khác, nên tách hoặc sửa.",
        count,
    )
    return text % {"count": count, "first": name}


def stones(chain: Chain) -> list[Stone]:
    """Cited documents, this one and its tasks as stones on a line."""
    links = [_cited(link) for link in chain.cited[:MOST_CITED]]
    document = chain.document
    by = ", ".join(filter(None, [document.issuer, _day(document.issued_on)]))
    links.append(Stone("done", str(document) or _("Văn bản này"), by))
    if not chain.tasks:
        return [*links, Stone("open", _("Chưa giao nhiệm vụ nào"))]
    title = ngettext("%(count)s nhiệm vụ", "%(count)s nhiệm vụ", chain.tasks) % {"count": chain.tasks}
    leads = ngettext("%(count)s cơ quan chủ trì", "%(count)s cơ quan chủ trì", chain.leads)
    return [*links, Stone("now", title, leads % {"count": chain.leads})]


def more_cited(chain: Chain) -> list[Stone]:
    """Cited documents beyond those on the line."""
    return [_cited(link) for link in chain.cited[MOST_CITED:]]


def _cited(link: queries.Link) -> Stone:
    href = reverse("directive", args=[link.document]) if link.document else ""
    detail = ", ".join(filter(None, [link.issuer, _day(link.issued_on)]))
    return Stone("done" if link.document else "open", f"{link.kind} {link.number}".strip(), detail, href)


def _day(value: Any) -> str:
    return words.day(value) if value else ""
