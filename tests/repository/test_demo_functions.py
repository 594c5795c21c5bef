"""The fields of the demo's tasks: each told by words of one field only, each looked at by hand."""

from __future__ import annotations

from collections import Counter, defaultdict

from cotmoc.domain.folding import fold
from cotmoc.domain.functions import parts, recognising
from tests.repository.reference import table

# By the key of a field the numbers NV-2022-…; "": its words speak of none or of several.
PLACED = {
    "": [19, 47, 50],
    "an-ninh-trat-tu": [8, 41, 43, 48],
    "bien-gioi": [3, 6, 7, 12, 18, 20, 24, 25, 27, 28, 29, 32, 34, 42, 51, 53, 56, 59],
    "dan-toc": [52],
    "dat-dai": [58],
    "dau-tu": [1, 13, 35],
    "doi-ngoai": [11, 17, 39],
    "giam-ngheo": [36, 45],
    "giao-duc": [31],
    "giao-thong": [22, 44],
    "nong-thon": [5, 14, 23, 57, 60, 61],
    "phoi-hop-luc-luong": [9, 16, 26, 33, 54],
    "quoc-phong": [2, 40],
    "thien-tai": [49],
    "vien-thong": [10, 15, 37],
    "y-te": [4, 21, 30, 38, 46, 55],
}  # fmt: skip


def test_every_task_is_in_the_field_that_was_chosen_by_reading_it() -> None:
    fields = dict(enumerate(table("functions.csv")))
    known = recognising({number: row["words"] for number, row in fields.items()})
    found = defaultdict(list)
    for task in table("tasks.csv"):
        told = known.told(task["title"], f"Theo {task['basis']}.")
        found["" if told is None else fields[told]["key"]].append(int(task["key"].removeprefix("NV-2022-")))
    assert dict(found) == PLACED


def test_no_word_stands_in_two_fields() -> None:
    counted = Counter(fold(word) for row in table("functions.csv") for word in parts(row["words"]))
    assert [word for word, count in counted.items() if count > 1] == []
