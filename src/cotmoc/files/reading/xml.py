"""XML from anywhere: no entities, no network, no huge trees."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem


def parse(data: bytes, kind: str) -> etree._Element:
    """The root element. Raises UNSAFE_XML for any DTD, TOO_COMPLEX for depth or size, else DAMAGED."""
    if b"<!DOCTYPE" in data.replace(b"\x00", b""):
        raise Problem(errors.UNSAFE_XML)
    if data.count(b"<") > MOST_TAGS:
        raise Problem(errors.TOO_COMPLEX)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        said = str(error.msg or "").lower()
        # In a worker the memory ends before the file does.
        limited = "depth" in said or "huge" in said or error.code == etree.ErrorTypes.ERR_NO_MEMORY
        raise Problem(errors.TOO_COMPLEX if limited else errors.DAMAGED, kind=kind) from None
    except (etree.LxmlError, ValueError):
        raise Problem(errors.DAMAGED, kind=kind) from None
    if root.getroottree().docinfo.doctype:
        raise Problem(errors.UNSAFE_XML)
    return root


class _Locals(dict[object, str]):
    """Names without their namespaces; learns each once, but no endless list of them."""

    def __missing__(self, tag: object) -> str:
        if len(self) > _MOST_NAMES:
            self.clear()
        self[tag] = name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        return name


# What a tree of them takes stays well below the memory of a worker.
MOST_TAGS = 1_500_000
_MOST_NAMES = 2000
_LOCALS = _Locals()


def local(element: etree._Element) -> str:
    """The element's name without its namespace; Word writes two families of namespaces."""
    return _LOCALS[element.tag]


def named(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The element itself and all below it that have one of these names, whatever their namespace."""
    return root.iter(*(f"{{*}}{name}" for name in names))


def attribute(element: etree._Element, name: str) -> str | None:
    """The value of an attribute whatever its namespace."""
    return next((value for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)
