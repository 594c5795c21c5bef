"""Every text of the pages stands in both languages."""

import re
from pathlib import Path

import django
from babel.messages.pofile import read_po

from . import texts


def test_every_text_has_an_english_text():
    assert texts.missing() == [], "add them: python tests/repository/texts.py --write, then translate"


def test_no_english_text_is_stale():
    assert texts.stale() == []


def test_no_text_is_translated_twice():
    twice = {
        key[0]: [str(file) for file, _ in places]
        for key, places in texts.translated().items()
        if len(places) > 1
    }
    assert twice == {}


def test_placeholders_and_tags_survive_translation():
    wrong = []
    for (singular, _context), places in texts.translated().items():
        for file, message in places:
            strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
            wrong += [
                f"{file.parents[2].name}: {singular}"
                for english in strings
                if english and _marks(english) != _marks(singular)
            ]
    assert wrong == []


def test_what_is_added_to_djangos_vietnamese_is_still_lacking_there():
    ours, theirs = texts.TEXTS / "frame" / "vi", Path(django.__file__).parent
    lacking = {
        texts.key_of(message)
        for folder in (theirs / "conf", theirs / "contrib" / "auth")
        for message in _vietnamese(folder / "locale" / "vi", like=folder / "locale" / "en")
    }
    added = [message for message in _read(ours) if message.id]
    assert [message.id for message in added if texts.key_of(message) not in lacking] == []
    assert [one.id for one in added if _marks(texts.key_of(one)[0]) != _marks("".join(one.string))] == []


def _vietnamese(folder, *, like):
    said = {texts.key_of(one) for one in _read(folder) if one.id and any(one.string) and not one.fuzzy}
    return [one for one in _read(like) if one.id and texts.key_of(one) not in said]


def _read(folder):
    with (folder / "LC_MESSAGES" / "django.po").open("rb") as source:
        return list(read_po(source, locale=folder.name))


def _marks(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[sd]|%[sd]|</?\w+>|\{\w*\}", text))


def test_counted_texts_carry_both_english_forms():
    counted = {key for key, text in texts.found().items() if text.plural}
    wrong = [
        key[0]
        for key, places in texts.translated().items()
        for _, message in places
        if (key in counted) != isinstance(message.id, (tuple, list))
    ]
    assert wrong == []
