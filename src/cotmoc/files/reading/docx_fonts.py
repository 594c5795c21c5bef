"""Which font a run of a Word document is set in: its own, its style's or the document's."""

from __future__ import annotations

from lxml import etree

from cotmoc.files.reading.xml import attribute, local

_DEEPEST = 20
# A name may also be written in references to its letters, or in UTF-16.
_LEGACY = (b".vn", b"vni", b"&#", b"\x00")


def names_legacy_font(xml: bytes) -> bool:
    """Whether a part may name a font with an encoding of its own; False is certain."""
    small = xml.lower()
    return any(sign in small for sign in _LEGACY)


def fonts_for(xml: bytes, styles: Fonts | None) -> Fonts | None:
    """What tells the fonts of a part, with those of the styles; None when none of them matters."""
    return styles or (Fonts(None) if names_legacy_font(xml) else None)


class Fonts:
    """Fonts of styles, from ``word/styles.xml``; empty without it."""

    def __init__(self, styles: etree._Element | None) -> None:
        self._own: dict[str, str] = {}
        self._based: dict[str, str] = {}
        self.usual = ""
        ordinary = ""
        for element in styles if styles is not None else ():
            tag = local(element)
            if tag == "docDefaults":
                self.usual = next((f for e in element.iter() if (f := _named(e))), "")
            elif tag == "style":
                name = attribute(element, "styleId") or ""
                self._learn(name, element)
                if attribute(element, "type") == "paragraph" and attribute(element, "default") in (
                    "1",
                    "true",
                ):
                    ordinary = name
        self.usual = self._of_style(ordinary) or self.usual

    def of_paragraph(self, paragraph: etree._Element) -> str:
        """What its runs are set in when they say nothing."""
        return self._of_style(_style(paragraph, "pPr", "pStyle")) or self.usual

    def of_run(self, run: etree._Element, usual: str) -> str:
        """The run's font, ``usual`` being that of its paragraph."""
        own = next((f for e in _settings(run, "rPr") if (f := _named(e))), "")
        return own or self._of_style(_style(run, "rPr", "rStyle")) or usual

    def _learn(self, name: str, style: etree._Element) -> None:
        for element in style:
            if local(element) == "basedOn":
                self._based[name] = attribute(element, "val") or ""
            elif local(element) == "rPr":
                self._own[name] = next((f for e in element if (f := _named(e))), "")

    def _of_style(self, name: str) -> str:
        for _ in range(_DEEPEST):
            if not name or self._own.get(name):
                break
            name = self._based.get(name, "")
        return self._own.get(name, "")


def _settings(element: etree._Element, tag: str) -> list[etree._Element]:
    first = element[0] if len(element) else None
    return list(first) if first is not None and local(first) == tag else []


def _style(element: etree._Element, properties: str, tag: str) -> str:
    found = (attribute(e, "val") for e in _settings(element, properties) if local(e) == tag)
    return next(found, None) or ""


def _named(element: etree._Element) -> str:
    if local(element) != "rFonts":
        return ""
    return attribute(element, "ascii") or attribute(element, "hAnsi") or ""
