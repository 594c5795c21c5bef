"""Directive text → documents, tasks and figures, each with its place, confidence and rule."""

from cotmoc.domain.extraction.covering import accompanies
from cotmoc.domain.extraction.lexicon import Lexicon
from cotmoc.domain.extraction.prediction import prediction
from cotmoc.domain.extraction.reader import read
from cotmoc.domain.extraction.reading import Deadline, Document, Figure, Reading, Task

__all__ = [
    "Deadline",
    "Document",
    "Figure",
    "Lexicon",
    "Reading",
    "Task",
    "accompanies",
    "prediction",
    "read",
]
