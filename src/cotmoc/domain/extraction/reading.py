"""What a reading gives back: documents, tasks and figures, each with its place in the text."""

from dataclasses import dataclass, field

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Document:
    """A document the text is (`role` «subject») or cites («cited»). `date` is ISO or None."""

    number: str | None
    type: str
    date: str | None
    issuer: str | None
    role: str
    span: Span
    confidence: float
    rule: str
    urgency: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """`text` as written; `date` is ISO, «--MM-DD» for a yearly day, or None for an open period."""

    text: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Task:
    """One ordered action. `each` says that every lead owes it on its own, not all of them together."""

    span: Span
    label: str
    lead: tuple[str, ...]
    coord: tuple[str, ...]
    areas: tuple[str, ...]
    deadline: Deadline | None
    recurrence: str | None
    topic: str
    each: bool
    confidence: float
    rule: str
    lead_spans: tuple[Span, ...] = ()
    coord_spans: tuple[Span, ...] = ()
    area_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured number in base units; `of` is the whole in «102/109 mốc»."""

    indicator: str
    value: float | int
    unit: str
    qualifier: str | None
    area: str | None
    level: str | None
    period: str | None
    span: Span
    confidence: float
    rule: str
    of: float | int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything found in one text, in the order of the text."""

    documents: tuple[Document, ...] = field(default=())
    tasks: tuple[Task, ...] = field(default=())
    figures: tuple[Figure, ...] = field(default=())
