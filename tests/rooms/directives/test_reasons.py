"""A reviewer reads by what each task was known."""

import json

from django.conf import settings

from cotmoc.web.directives.reasons import REASONS, reason


def test_every_rule_of_the_reader_has_words_and_no_other() -> None:
    table = settings.BASE_DIR / "reference_data" / "lexicon" / "confidence.json"
    rules = set(json.loads(table.read_text(encoding="utf-8"))["rules"])
    assert set(REASONS) == rules - {"other"}


def test_what_was_added_by_hand_needs_none() -> None:
    assert reason("") == ""
