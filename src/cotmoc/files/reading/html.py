"""HTML to text: scripts dropped, blocks as lines, cells of a table row joined by « | »."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml import etree

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.domain.legacy_encodings import recognised
from cotmoc.files.reading import kinds, legacy, plain
from cotmoc.files.reading.text_of import AS_ABOVE, MOST_COLUMNS, Part, TextOf, reach

MOST_DEPTH = 400
MOST_TAGS = 500_000
LONGEST_CELL = 1500

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w-]{1,20})", re.IGNORECASE)
_CODECS = {"windows-1258": "cp1258", "windows-1252": "cp1252", "iso-8859-1": "cp1252", "utf-16": "utf-8"}
_DROPPED = frozenset(["script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select"])
# Not part of the text, but a stamp may be drawn or hidden there.
_UNREAD = ("svg", "select", "noscript", "template", "iframe", "object")
_BLOCK_TAGS = (
    "address article aside blockquote body center dd div dl dt fieldset hr li figcaption figure footer",
    "form h1 h2 h3 h4 h5 h6 header html main nav ol p pre section ul caption",
    "table tbody thead tfoot tr td th",
)
_BLOCKS = frozenset(tag for tags in _BLOCK_TAGS for tag in tags.split())
_FONT_FAMILY = re.compile(r"font-family\s*:([^;]{1,200})", re.IGNORECASE)
_LEGACY_FONT = re.compile(rb"[\"':,\s](?:\.vn[a-z]|vni[- ][a-z])", re.IGNORECASE)
_TAGS = re.compile("<[^<>]{0,2000}>")
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")


def read(name: str, data: bytes, parts: list[Part]) -> TextOf:
    """The visible text; titles, descriptions and alternative texts go to ``parts``. Raises Problem."""
    kinds.agree(name, "html")
    if data.count(b"<") > MOST_TAGS:
        raise Problem(errors.TOO_COMPLEX)
    root = _parse(_decode(data))
    parts.extend(_asides(root))
    lines = _Lines(root)
    text = "\n".join(lines.collect())
    if not text.strip():
        raise Problem(errors.NO_TEXT, kind="HTML")
    encoding = lines.encoding
    if not encoding:
        text, encoding = legacy.modern(text, parts)
    return TextOf(text, "html", tuple(parts), encoding=encoding)


def _decode(data: bytes) -> str:
    found = _CHARSET.search(data[:4096])
    codec = _CODECS.get(found.group(1).decode("ascii").lower(), "utf-8") if found else "utf-8"
    if codec == "utf-8" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decode_undeclared(data)
    try:
        return plain.decode(unicodedata.normalize("NFC", data.decode(codec)).encode("utf-8"))
    except UnicodeDecodeError:
        raise Problem(errors.UNKNOWN_ENCODING) from None


def _decode_undeclared(data: bytes) -> str:
    """Pages for the TCVN3 and VNI fonts often declare no encoding or one of their own making."""
    try:
        return plain.decode(data)
    except Problem as problem:
        text = legacy.windows(data)
        if problem.entry is not errors.UNKNOWN_ENCODING or b"\x00" in data:
            raise
        if _LEGACY_FONT.search(data) or recognised(_TAGS.sub(" ", text)):
            return text
        vietnamese = legacy.of_windows_1258(data)
        if vietnamese is None:
            raise
        return vietnamese


def _parse(text: str) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.LxmlError, ValueError):
        raise Problem(errors.DAMAGED, kind="HTML") from None
    if (last := parser.error_log.last_error) is not None and last.type_name == "ERR_RESOURCE_LIMIT":
        # The parser stops there and would give the beginning only.
        raise Problem(errors.TOO_COMPLEX)
    if root is None:
        raise Problem(errors.NO_TEXT, kind="HTML")
    return root


def _asides(root: etree._Element) -> Iterator[Part]:
    for element in root.iter("title", "meta"):
        said = element.text if element.tag == "title" else element.get("content")
        if said:
            yield Part(str(element.tag), said, is_name=True)
    for element in root.iter("img", "area", "input", "textarea", "svg", "object", "iframe"):
        for attribute in ("alt", "title", "value", "placeholder", "aria-label"):
            if said := element.get(attribute):
                yield Part(attribute, said)
    for element in root.iter(*_UNREAD):
        yield Part(str(element.tag), "\n".join(map(str, element.itertext())))


class _Lines:
    """Walks a tree without recursion and gathers lines."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.layout = _layout_tables(root)
        self.lines: list[str] = []
        self.pieces: list[str] = []
        self.row: list[str] | None = None
        # Of the table being read: how many rows a cell still reaches down, by its column.
        self.joined: dict[int, int] = {}
        self.tables: list[etree._Element] = []
        self.skipping: etree._Element | None = None
        self.fonts = [""]
        self.encoding: legacy.Converted = ""

    def collect(self) -> list[str]:
        for event, element in etree.iterwalk(self.root, events=("start", "end")):
            if event == "start":
                self.fonts.append(_font(element) or self.fonts[-1])
                self._enter(element)
            else:
                self.fonts.pop()
                self._leave(element)
        self._break()
        return self.lines

    def _enter(self, element: etree._Element) -> None:
        if self.skipping is not None:
            return
        tag = element.tag
        if tag in _DROPPED:
            self.skipping = element
            return
        if tag == "table":
            self._break()
            self.tables.append(element)
            self.joined.clear()
        elif tag == "br":
            self._break()
        elif tag == "tr" and self._in_data_table():
            self.row = []
            self._go_on()
        elif tag in _BLOCKS and not (self.row is not None and tag in ("td", "th")):
            self._break()
        if element.text:
            self._say(element.text)

    def _leave(self, element: etree._Element) -> None:
        tag = element.tag
        if self.skipping is None:
            self._close(element, tag)
        elif self.skipping is element:
            self.skipping = None
        else:
            return
        if element.tail:
            self._say(element.tail)

    def _say(self, words: str) -> None:
        shown, encoding = legacy.by_font(words, self.fonts[-1])
        self.encoding = encoding or self.encoding
        self.pieces.append(shown)

    def _close(self, element: etree._Element, tag: object) -> None:
        if tag in ("td", "th") and self.row is not None:
            column = len(self.row)
            self.row += [_SPACE.sub(" ", "".join(self.pieces)).strip(" ")]
            self.row += [""] * min(reach(element.get("colspan")) - 1, MOST_COLUMNS - len(self.row))
            if (rows := reach(element.get("rowspan"))) > 1:
                self.joined[column] = rows - 1
            self.pieces.clear()
            self._go_on()
        elif tag == "tr" and self.row is not None:
            if any(cell not in ("", AS_ABOVE) for cell in self.row):
                self.lines.append(" | ".join(self.row))
            self.row = None
            self.pieces.clear()
        elif tag == "table" and self.tables:
            self.tables.pop()
            self._break()
        elif tag in _BLOCKS:
            self._break()

    def _go_on(self) -> None:
        """Cells that reach down from a row above keep their columns."""
        while self.row is not None and self.joined.get(len(self.row), 0):
            column = len(self.row)
            self.joined[column] -= 1
            self.row.append(AS_ABOVE)

    def _in_data_table(self) -> bool:
        return bool(self.tables) and self.tables[-1] not in self.layout

    def _break(self) -> None:
        if self.row is not None:
            self.pieces.append(" ")
            return
        line = _SPACE.sub(" ", "".join(self.pieces)).strip(" ")
        if line:
            self.lines.append(line)
        self.pieces.clear()


def _font(element: etree._Element) -> str:
    """The font that the element asks for itself."""
    if face := element.get("face"):
        return face
    family = _FONT_FAMILY.search(element.get("style") or "")
    return family[1] if family else ""


def _has_blocks(table: etree._Element) -> bool:
    """Whether a cell holds several lines, as the two-column head of a letter does."""
    return next(table.iter("p", "div", "br"), None) is not None


def _layout_tables(root: etree._Element) -> set[etree._Element]:
    """Tables that arrange a page rather than hold data: one row of blocks, or tables or articles in cells."""
    layout: set[etree._Element] = set()
    tables: list[etree._Element] = []
    rows: list[int] = []
    starts: list[int] = []
    length = depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            depth += 1
            if depth > MOST_DEPTH:
                raise Problem(errors.TOO_COMPLEX)
            if element.tag == "table":
                layout.update(tables[-1:])
                tables.append(element)
                rows.append(0)
            elif element.tag == "tr" and rows:
                rows[-1] += 1
            elif element.tag in ("td", "th"):
                starts.append(length)
            length += len(element.text or "")
            continue
        depth -= 1
        if element.tag == "table":
            if rows.pop() == 1 and _has_blocks(element):
                layout.add(element)
            tables.pop()
        elif element.tag in ("td", "th") and length - starts.pop() > LONGEST_CELL:
            layout.update(tables[-1:])
        length += len(element.tail or "")
    return layout
