"""Rich text (.rtf, often called .doc) to lines. Runs in a worker process only.

Paragraphs and table rows are lines. What is not part of the visible text (headers, boxes, notes, properties,
hidden words) is only searched. Unknown words of control are passed over, as the format asks (RTF 1.9.1).
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass, replace

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.files.reading import legacy
from cotmoc.files.reading.text_of import Part, TextOf

MOST_DEPTH = 500
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.DOTALL,
)
_ENDS_OF_ROWS = re.compile(r" \| (?=\n|$)")
_WRITTEN = {
    "par": "\n",
    "line": "\n",
    "sect": "\n",
    "page": "\n",
    "row": "\n",
    "tab": "\t",
    "cell": " | ",
    "nestcell": " | ",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
}
_SYMBOLS = {b"~": "\xa0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
_ASIDE = frozenset(
    ["colortbl", "stylesheet", "info", "pict", "object", "footnote", "annotation", "shptxt", "themedata"]
    + ["listtable", "listoverridetable", "revtbl", "rsidtbl", "generator"]
    + [f"{place}{page}" for place in ("header", "footer") for page in ("", "l", "r", "f")]
)
_HIDING = frozenset(["v", "deleted"])
# Fonts say which part of the world their bytes are of; 163 is Vietnamese Windows.
_CHARSETS = {163: "cp1258", 0: "", 1: "", 238: "cp1250", 204: "cp1251", 161: "cp1253", 162: "cp1254"}


@dataclass(frozen=True, slots=True)
class _State:
    """What a brace opens and closes again."""

    aside: bool = False
    fonts: bool = False
    hidden: bool = False
    skip: int = 1
    font: int = 0


def read(name: str, data: bytes, parts: list[Part]) -> TextOf:
    """The visible text. Raises NO_TEXT or TOO_COMPLEX; fills ``parts`` with the rest."""
    reading = _Reading(data)
    reading.run()
    parts.append(Part("aside", "".join(reading.aside)))
    # The last cell of a row has nothing behind it; letters of Vietnamese Windows come apart.
    text = _ENDS_OF_ROWS.sub("", "".join(reading.shown)).strip("\n")
    text = unicodedata.normalize("NFC", text)
    if not text.strip():
        raise Problem(errors.NO_TEXT, kind="RTF")
    encoding = reading.encoding
    if not encoding:
        text, encoding = legacy.modern(text, parts)
    return TextOf(text, "rtf", tuple(parts), encoding=encoding)


class _Reading:
    """Goes through the tokens once."""

    def __init__(self, data: bytes) -> None:
        self.shown: list[str] = []
        self.aside: list[str] = []
        self.encoding: legacy.Converted = ""
        self._data = data
        self._state = _State()
        self._above: list[_State] = []
        self._codec = "cp1252"
        self._default = 0
        self._names: dict[int, str] = {}
        self._codecs: dict[int, str] = {}
        self._bytes = bytearray()
        self._units = bytearray()
        self._passing = 0
        self._ignorable = False

    def run(self) -> None:
        at = 0
        while found := _TOKEN.search(self._data, at):
            at = found.end()
            word, number, code, symbol, brace, words = found.groups()
            if word:
                at += self._control(word.decode("ascii"), int(number) if number else None)
            elif code:
                self._byte(bytes([int(code, 16)]))
            elif symbol:
                self._symbol(symbol)
            elif brace:
                self._brace(brace)
            elif words:
                self._byte(words)
        self._flush()

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._ignorable = False
        self._passing = 0
        if brace == b"{":
            if len(self._above) >= MOST_DEPTH:
                raise Problem(errors.TOO_COMPLEX)
            self._above.append(self._state)
        elif self._above:
            below, self._state = self._state, self._above.pop()
            if below.aside and not self._state.aside:
                self.aside.append("\n")

    def _control(self, word: str, number: int | None) -> int:
        """Do what a word of control says; the bytes to pass over behind it."""
        if word == "u" and number is not None:
            self._flush_bytes()
            self._units += (number & 0xFFFF).to_bytes(2, "little")
            self._passing = self._state.skip
            return 0
        self._flush()
        ignorable, self._ignorable = self._ignorable, False
        if word == "bin":
            return max(number or 0, 0)
        if word in _WRITTEN:
            self._say(_WRITTEN[word])
        elif word == "fonttbl":
            self._state = replace(self._state, aside=True, fonts=True)
        elif word in _ASIDE or (ignorable and word != "nesttableprops"):
            self._state = replace(self._state, aside=True)
        elif word in _HIDING:
            self._state = replace(self._state, hidden=number != 0)
        elif number is not None:
            self._set(word, number)
        elif word == "plain":
            self._state = replace(self._state, hidden=False, font=self._default)
        return 0

    def _set(self, word: str, number: int) -> None:
        if word == "ansicpg":
            self._codec = _known(f"cp{number}") or self._codec
        elif word == "deff":
            self._default = number
            self._state = replace(self._state, font=number)
        elif word == "f":
            self._state = replace(self._state, font=number)
        elif word == "fcharset" and self._state.fonts:
            self._codecs[self._state.font] = _CHARSETS.get(number, "")
        elif word == "uc":
            self._state = replace(self._state, skip=min(max(number, 0), 10))

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._ignorable = True
        elif symbol in _SYMBOLS:
            self._flush()
            self._say(_SYMBOLS[symbol])

    def _byte(self, words: bytes) -> None:
        passed = min(self._passing, len(words))
        self._passing -= passed
        if words[passed:]:
            self._flush_units()
            self._bytes += words[passed:]

    def _flush(self) -> None:
        self._flush_bytes()
        self._flush_units()

    def _flush_units(self) -> None:
        if self._units:
            said = self._units.decode("utf-16-le", errors="replace")
            self._units.clear()
            self._say(said)

    def _flush_bytes(self) -> None:
        if not self._bytes:
            return
        written = bytes(self._bytes)
        self._bytes.clear()
        state = self._state
        if state.fonts:
            self._names[state.font] = self._names.get(state.font, "") + written.decode("latin-1").strip("; ")
        font = self._names.get(state.font, "")
        shown, encoding = legacy.by_font(legacy.windows(written), font)
        if encoding is None:
            codec = self._codecs.get(state.font) or self._codec
            shown = written.decode(codec, errors="replace")
        elif not state.aside:
            self.encoding = encoding
        self._say(shown)

    def _say(self, said: str) -> None:
        (self.aside if self._state.aside or self._state.hidden else self.shown).append(said)


def _known(codec: str) -> str | None:
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return None
