"""XML from anywhere: no entities, no network, no huge trees."""

from __future__ import annotations

from lxml import etree

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem


def parse(data: bytes, kind: str) -> etree._Element:
    """The root element. Raises UNSAFE_XML for any DTD, TOO_COMPLEX for excessive depth, else DAMAGED."""
    if b"<!DOCTYPE" in data.replace(b"\x00", b""):
        raise Problem(errors.UNSAFE_XML)
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
        deep = "depth" in str(error.msg or "").lower()
        raise Problem(errors.TOO_COMPLEX if deep else errors.DAMAGED, kind=kind) from None
    except (etree.LxmlError, ValueError):
        raise Problem(errors.DAMAGED, kind=kind) from None
    if root.getroottree().docinfo.doctype:
        raise Problem(errors.UNSAFE_XML)
    return root


def local(element: etree._Element) -> str:
    """The element's name without its namespace; Word writes two families of namespaces."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str | None:
    """The value of an attribute whatever its namespace."""
    return next((value for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None)
