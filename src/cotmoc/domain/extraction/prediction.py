"""A reading in the exchange format of the annotation guideline (`benchmarks/extraction/guideline.md`)."""

import re
from typing import Any

from cotmoc.domain.extraction.reading import Document, Figure, Reading, Task

_CITY = re.compile(r"(?<=\w )thành phố (?=[^\W\d_])(?![a-zà-ỹđ])")


def prediction(reading: Reading, file: str) -> dict[str, Any]:
    """The prediction entry of one file; `file` is its name without folders."""
    return {
        "file": file,
        "documents": [_document(d) for d in reading.documents],
        "tasks": [_task(n, t) for n, t in enumerate(reading.tasks, 1)],
        "figures": [_figure(n, f) for n, f in enumerate(reading.figures, 1)],
    }


def city(name: str) -> str:
    """«UBND TP Kon Tum»: the guideline's spelling of a city's bodies."""
    return _CITY.sub("TP ", name)


def _document(document: Document) -> dict[str, Any]:
    return {
        "number": document.number,
        "type": document.type,
        "date": document.date,
        "issuer": document.issuer,
        "role": document.role,
        "span": list(document.span),
    }


def _task(number: int, task: Task) -> dict[str, Any]:
    deadline = task.deadline and {"text": task.deadline.text, "date": task.deadline.date}
    return {
        "id": f"t{number}",
        "span": list(task.span),
        "label": task.label,
        "lead": [city(name) for name in task.lead],
        "coord": [city(name) for name in task.coord],
        "areas": list(task.areas),
        "deadline": deadline,
        "recurrence": task.recurrence,
        "topic": task.topic,
    }


def _figure(number: int, figure: Figure) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": f"f{number}",
        "indicator": figure.indicator,
        "value": figure.value,
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "area": figure.area,
        "level": figure.level,
        "period": figure.period,
        "span": list(figure.span),
    }
    if figure.of is not None:
        entry["of"] = figure.of
    return entry
