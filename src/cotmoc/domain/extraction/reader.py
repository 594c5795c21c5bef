"""Reads one text: folds it, finds bodies once, then documents, tasks and figures."""

from datetime import date

from cotmoc.domain.extraction.agencies import find_agencies
from cotmoc.domain.extraction.areas import areas_in
from cotmoc.domain.extraction.citations import Citations
from cotmoc.domain.extraction.context import Walk
from cotmoc.domain.extraction.deadlines import deadline_in, recurrence_in
from cotmoc.domain.extraction.drafts import Draft, shadow_of
from cotmoc.domain.extraction.figures import Figures
from cotmoc.domain.extraction.folding import Folded, fold
from cotmoc.domain.extraction.header import read_header
from cotmoc.domain.extraction.indicators import Indicators
from cotmoc.domain.extraction.labels import label_of
from cotmoc.domain.extraction.layout import paragraphs, without_breaks
from cotmoc.domain.extraction.lexicon import Lexicon
from cotmoc.domain.extraction.mentions import Mention
from cotmoc.domain.extraction.periods import period_before
from cotmoc.domain.extraction.reading import Document, Figure, Reading, Span, Task
from cotmoc.domain.extraction.topics import topic_of
from cotmoc.domain.extraction.verbs import Verbs
from cotmoc.domain.extraction.written import written_on

# Documents whose contents are tasks even under a heading that only says «NỘI DUNG».
PLANS = frozenset({"kế hoạch", "chương trình", "đề án"})
# How far into a sentence a date or a rhythm still speaks of all its tasks.
OPENING = 300


def read(text: str, lexicon: Lexicon, *, on: date | None = None) -> Reading:
    """Documents, tasks and figures of a text; offsets are into exactly this text. Never raises on any str.

    `on` is the document's day when it is known: a deadline without a year is the first one behind it.
    """
    laid_out = fold(text)
    lines = paragraphs(laid_out)
    folded = without_breaks(laid_out, lines)
    mentions = find_agencies(folded, lexicon)
    header = read_header(laid_out, mentions)
    documents = Citations(folded, mentions, header).run()
    shadow = shadow_of(folded.low, mentions)
    announced = any(d.role == "subject" for d in documents)
    walk = Walk(
        folded, shadow, mentions, lexicon, told=not header.official, announced=announced,
        plan=header.type in PLANS,
    )  # fmt: skip
    drafts = walk.run(lines)
    written = written_on(folded.low, header, documents, on.isoformat() if on else None)
    first = {draft.sentence: draft.span[0] for draft in reversed(drafts)}
    tasks: list[Task] = []
    for draft, last in zip(drafts, (None, *drafts), strict=False):
        same = last is not None and last.leads == draft.leads
        before = tasks[-1].label if same else ""
        tasks.append(_task(folded, draft, lexicon, written, before, first[draft.sentence]))
    return Reading(
        tuple(documents), tuple(tasks), tuple(_figures(folded, shadow, lexicon, mentions, documents))
    )


def _figures(
    folded: Folded, shadow: str, lexicon: Lexicon, mentions: list[Mention], documents: list[Document]
) -> list[Figure]:
    blocked = [(m.start, m.end) for m in mentions]
    blocked += [(folded.position(d.span[0]), folded.position(d.span[1])) for d in documents]
    indicators = Indicators(folded, shadow, Verbs(folded.low, lexicon), lexicon.weights)
    return list(Figures(folded, lexicon, blocked, indicators).run())


def _task(
    folded: Folded, draft: Draft, lexicon: Lexicon, written: str | None, before: str, first: int
) -> Task:
    """`first` is where the first action of the sentence starts: a day told before it is told for all."""
    start, end = draft.span
    lead, lead_spans = _names(folded, draft.leads)
    if draft.written:
        lead, lead_spans = (draft.written[0],), (folded.span(*draft.written[1]),)
    lead = tuple(dict.fromkeys((*lead, *(name for name, _ in draft.fellows))))
    lead_spans = (*lead_spans, *(folded.span(*span) for _, span in draft.fellows))
    coord, coord_spans = _names(folded, draft.partners)
    coord = (*(name for name in coord if name not in lead), *(name for name, _ in draft.strangers))
    coord_spans = (*coord_spans, *(folded.span(*span) for _, span in draft.strangers))
    areas, area_spans = areas_in(folded, lexicon, start, end)
    low, plain = folded.low, folded.plain
    opening = (draft.sentence[0], min(first, draft.sentence[0] + OPENING))
    due = (
        deadline_in(low, plain, start, end, written, lexicon.rest)
        or (draft.ahead and deadline_in(low, plain, *draft.ahead, written, lexicon.rest))
        or deadline_in(low, plain, *opening, written, lexicon.rest)
        or (draft.intro and deadline_in(low, plain, *draft.intro, written, lexicon.rest))
        or period_before(low, plain, start, written)
    )
    rhythm = (
        recurrence_in(low, plain, start, end)
        or recurrence_in(low, plain, *opening)
        or (recurrence_in(low, plain, *draft.intro) if draft.intro else None)
    )
    if draft.due:
        due = deadline_in(low, plain, *draft.due, written, lexicon.rest, loose=True) or due
        rhythm = recurrence_in(low, plain, *draft.due, loose=True) or rhythm
    return Task(
        folded.span(start, end),
        label_of(plain[start:end], before),
        lead,
        coord,
        areas,
        due,
        rhythm,
        topic_of(low[start:end], lexicon.topics),
        draft.each,
        lexicon.confidence.get(draft.rule, lexicon.confidence["other"]),
        draft.rule,
        lead_spans,
        coord_spans,
        tuple(folded.span(*s) for s in area_spans),
    )


def _names(folded: Folded, mentions: tuple[Mention, ...]) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    names = dict.fromkeys(name for m in mentions for name in m.names)
    return tuple(names), tuple(dict.fromkeys(folded.span(m.start, m.end) for m in mentions))
