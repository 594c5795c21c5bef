"""Word .docx to text: paragraphs and table rows as lines; headers, boxes and the like searched for marks."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.files.reading import embedded, kinds, legacy
from cotmoc.files.reading.archive import Archive
from cotmoc.files.reading.docx_fonts import Fonts, fonts_for, names_legacy_font
from cotmoc.files.reading.text_of import AS_ABOVE, Part, TextOf, reach
from cotmoc.files.reading.xml import attribute, local, named, parse

_KIND = ".docx"
_PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
_NOT_SEARCHED = re.compile(
    r"(?:^|/)(?:styles|settings|theme\d*|numbering|fontTable|webSettings|stylesWithEffects|people)\.xml$|\.rels$"
)
_FOREIGN = re.compile(r"^word/(?:charts|diagrams|drawings|media|activeX|ink)/")
_EMBEDDED = re.compile(r"(?:^|/)embeddings/")
_SEPARATOR = " | "
_MOTTO = re.compile(r"\s*(?:cộng h[oò][àa] xã hội chủ nghĩa|đảng cộng sản việt nam)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*số\s*:?\s*\d", re.IGNORECASE)


def read(name: str, data: bytes, parts: list[Part]) -> TextOf:
    """The body's text without tracked deletions and hidden runs. Raises Problem; fills ``parts`` first."""
    archive = Archive(data, parts)
    main = _main_part(archive)
    if main is None:
        raise kinds.not_a_document(name)
    if any(member.endswith("vbaProject.bin") for member in archive.names()):
        raise Problem(errors.UNSUPPORTED_KIND, kind=".docm")
    kinds.agree(name, "docx")
    fonts = _fonts(archive)
    _search_others(archive, main, fonts, parts)
    written = archive.read(main)
    root = parse(written, _KIND)
    body = _Body(written, fonts)
    lines = body.lines(root)
    parts += body.aside_parts("document") + _drawn(root)
    text = "\n".join(lines).strip("\n")
    if not text.strip():
        # Some templates set the whole document into text boxes.
        text = "\n".join(body.boxes).strip("\n")
    if not text.strip():
        raise Problem(errors.NO_TEXT, kind=_KIND)
    encoding = body.encoding
    if not encoding:
        text, encoding = legacy.modern(text, parts)
    return TextOf(text, "docx", tuple(parts), encoding=encoding)


def _fonts(archive: Archive) -> Fonts | None:
    styles = "word/styles.xml"
    if styles not in archive.names():
        return None
    written = archive.read(styles)
    return Fonts(parse(written, _KIND)) if names_legacy_font(written) else None


def _main_part(archive: Archive) -> str | None:
    """The part that the package declares to be the document; nearly always word/document.xml."""
    names = set(archive.names())
    if "_rels/.rels" in names:
        for link in parse(archive.read("_rels/.rels"), _KIND):
            target = posixpath.normpath((link.get("Target") or "").lstrip("/"))
            is_main = (link.get("Type") or "").endswith("/officeDocument")
            if is_main and target in names and target.startswith("word/"):
                return target
    return "word/document.xml" if "word/document.xml" in names else None


def _search_others(archive: Archive, main: str, fonts: Fonts | None, parts: list[Part]) -> None:
    """Headers, footers, notes, comments, charts, properties: everything else that holds words."""
    for name in archive.names():
        if _EMBEDDED.search(name):
            embedded.search(name, archive.read(name), parts, within=archive)
            continue
        if not name.endswith(".xml") or name == main or _NOT_SEARCHED.search(name) or name.startswith("["):
            continue
        written = archive.read(name)
        root = parse(written, _KIND)
        if name in _PROPERTIES:
            parts += [
                Part("property", said, is_name=True) for element in root.iter() if (said := element.text)
            ]
            continue
        body = _Body(written, fonts)
        parts.append(Part(name, "\n".join(body.lines(root))))
        if not name.startswith("word/") or _FOREIGN.search(name):
            # Charts, drawings and data of other programs keep their words in elements of their own.
            parts.append(Part(name, "\n".join(map(str, root.itertext()))))
        parts += body.aside_parts(name) + _drawn(root)


def _drawn(root: etree._Element) -> list[Part]:
    """Words kept in attributes: WordArt and watermarks, descriptions of pictures."""
    return [
        Part("drawing", said)
        for element in named(root, "textpath", "docPr", "cNvPr")
        for key in ("string", "descr", "title")
        if (said := attribute(element, key))
    ]


class _Body:
    """Turns block elements into lines and keeps aside what is not part of the visible text."""

    def __init__(self, written: bytes, styles: Fonts | None) -> None:
        self.boxes: list[str] = []
        self.unseen: list[str] = []
        self.encoding: legacy.Converted = ""
        self._fonts = fonts_for(written, styles)
        self._font = self._usual = self._fonts.usual if self._fonts else ""
        # What is not even named in a part is not looked for at every run; the zero byte is that of UTF-16.
        self._hides = b"vanish" in written or b"\x00" in written
        self._joins = b"vMerge" in written or b"gridSpan" in written or b"\x00" in written

    def aside_parts(self, place: str) -> list[Part]:
        """Text boxes, and tracked deletions and hidden runs, each as one part."""
        found = (("boxes", self.boxes), ("unseen", self.unseen))
        return [Part(f"{place}:{label}", "\n".join(lines)) for label, lines in found if lines]

    def lines(self, container: etree._Element) -> list[str]:
        """One line for each paragraph or table row below ``container``."""
        found: list[str] = []
        for element in container:
            tag = local(element)
            if tag == "p":
                found.append(self._paragraph(element))
            elif tag == "tbl":
                found += self._rows(element)
            elif tag == "altChunk":
                raise Problem(errors.HIDDEN_CONTENT)
            elif tag == "AlternateContent":
                found += self.lines(_shown_choice(element))
            elif tag not in ("sectPr", "sdtPr", "tblPr", "txbxContent"):
                found += self.lines(element)
        return found

    def _rows(self, table: etree._Element) -> Iterator[str]:
        rows = list(_below(table, "tr"))
        for row in rows:
            cells = list(self._cells(row))
            alone = len(rows) == 1 and any(len(lines) > 1 for lines in cells)
            if alone or _is_letterhead(cells):
                # One row of several lines holds no data: it is the two-column head or foot of a letter.
                yield from (line for lines in cells for line in lines)
            elif any(lines not in ([], [AS_ABOVE]) for lines in cells):
                yield _SEPARATOR.join(" ".join(line.strip() for line in lines) for lines in cells)

    def _cells(self, row: etree._Element) -> Iterator[list[str]]:
        """The lines of each cell, so that every column keeps its place where cells are joined."""
        wide = 0
        for cell in _below(row, "tc"):
            yield from ([] for _ in range(wide))
            wide = 0
            lines = _broken(self.lines(cell))
            if self._joins:
                goes_on, columns = _joined(cell)
                lines = lines or [AS_ABOVE] * goes_on
                wide = columns - 1
            yield lines

    def _paragraph(self, paragraph: etree._Element) -> str:
        shown: list[str] = []
        unseen: list[str] = []
        if self._fonts is not None:
            self._font = self._usual = self._fonts.of_paragraph(paragraph)
        self._inline(paragraph, shown, unseen)
        if unseen:
            self.unseen.append("".join(unseen))
        return "".join(shown)

    def _inline(self, element: etree._Element, shown: list[str], unseen: list[str]) -> None:
        for child in element:
            tag = local(child)
            if tag == "r":
                if self._fonts is not None:
                    self._font = self._fonts.of_run(child, self._usual)
                self._inline(child, unseen if self._hides and _is_hidden(child) else shown, unseen)
            elif tag == "t":
                shown.append(self._drawn(child.text or ""))
            elif tag in _UNSHOWN:
                continue
            elif tag in _WRITTEN:
                shown.append(self._drawn(_WRITTEN[tag]))
            elif tag in ("delText", "delInstrText"):
                unseen.append(self._drawn(child.text or ""))
            elif tag in ("del", "moveFrom"):
                self._inline(child, unseen, unseen)
            elif tag == "txbxContent":
                self.boxes += self.lines(child)
            elif tag == "AlternateContent":
                self._inline(_shown_choice(child), shown, unseen)
            elif tag == "ruby":
                self._inline(next(_below(child, "rubyBase"), child), shown, unseen)
            else:
                self._inline(child, shown, unseen)

    def _drawn(self, words: str) -> str:
        """``words`` as their font shows them."""
        if not self._font:
            return "" if words == "\u00ad" else words
        shown, encoding = legacy.by_font(words, self._font)
        self.encoding = encoding or self.encoding
        # An optional hyphen; in TCVN3 the same code is the letter «ư».
        return "" if shown == "\u00ad" else shown


_UNSHOWN = frozenset(["pPr", "rPr", "instrText", "sdtPr"])
_WRITTEN = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad", "ptab": "\t"}


def _broken(lines: list[str]) -> list[str]:
    """The lines of a cell that say something: some offices part them by breaks, others by paragraphs."""
    return [piece for line in lines for piece in line.split("\n") if piece.strip()]


def _joined(cell: etree._Element) -> tuple[bool, int]:
    """Whether the cell only goes on with the one above it, and over how many columns it reaches."""
    goes_on, columns = False, 1
    for setting in next(_below(cell, "tcPr"), ()):
        if local(setting) == "vMerge":
            goes_on = attribute(setting, "val") != "restart"
        elif local(setting) == "gridSpan":
            columns = reach(attribute(setting, "val"))
    return goes_on, columns


def _is_letterhead(cells: list[list[str]]) -> bool:
    """Whether one cell of a row has the motto and another, below its first line, the document's number."""
    motto = any(_MOTTO.match(line) for lines in cells for line in lines)
    return motto and any(_NUMBER.match(line) for lines in cells for line in lines[1:])


def _below(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children of one name, also inside content controls and tracked insertions, but not deletions."""
    for child in element:
        name = local(child)
        if name == tag:
            yield child
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _below(child, tag)


def _shown_choice(element: etree._Element) -> etree._Element:
    """Of the alternatives for new and old programs, the first, since the others repeat it."""
    return next((child for child in element if local(child) in ("Choice", "Fallback")), element)


def _is_hidden(run: etree._Element) -> bool:
    setting = run.find("{*}rPr/{*}vanish")
    return setting is not None and attribute(setting, "val") not in ("0", "false", "off")
