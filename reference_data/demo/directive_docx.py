"""A directive as a Word document: the zip of XML parts written by hand, so that its bytes never change."""

from __future__ import annotations

import io
import zipfile
from html import escape

from directive_words import NOTE, Doc, numbered, right_head

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _run(words: str, size: float = 14, style: str = "") -> str:
    marks = "".join(f"<w:{mark}/>" for mark in style.split())
    half = int(size * 2)
    return (
        f'<w:r><w:rPr>{marks}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(words, quote=False)}</w:t></w:r>'
    )


def _para(
    runs: str, align: str = "both", first: int = 0, before: int = 0, after: int = 0, left: int = 0
) -> str:
    """A paragraph; lengths in twentieths of a point, a negative ``first`` hangs."""
    edge = f'w:firstLine="{first}"' if first >= 0 else f'w:hanging="{-first}"'
    return (
        f'<w:p><w:pPr><w:spacing w:before="{before}" w:after="{after}"/>'
        f'<w:ind w:left="{left}" {edge}/><w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'
    )


def _rule(indent: int) -> str:
    """A short line under a heading: an almost flat paragraph with a bottom border."""
    return (
        '<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        f'<w:spacing w:before="0" w:after="60" w:line="40" w:lineRule="exact"/>'
        f'<w:ind w:left="{indent}" w:right="{indent}"/></w:pPr></w:p>'
    )


def _cells(widths: list[int], cells: list[str], borders: bool = False) -> str:
    shown = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{shown}</w:tr>" if borders else f"<w:tr>{shown}</w:tr>"


def _grid(widths: list[int], rows: str, borders: bool = False, indent: int = 0) -> str:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in edges)
    edge = f"<w:tblBorders>{lines}</w:tblBorders>" if borders else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{indent}" w:type="dxa"/>{edge}<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _docx_head(doc: Doc) -> str:
    left = _para(_run(doc["parent"], 13), "center") if doc["parent"] else ""
    left += "".join(_para(_run(one, 13, "b"), "center") for one in doc["issuer"]) + _rule(1100)
    left += _para(_run(numbered(doc), 13), "center", before=60)
    left += _para(_run(doc["about"], 12), "center") if doc["about"] else ""
    *first, last = right_head(doc)
    right = "".join(_para(_run(one, 12, "b"), "center") for one in first)
    right += _para(_run(last, 13.5, "b"), "center") + _rule(1100)
    right += _para(_run(doc["place_date"], 13.5, "i"), "center", before=60)
    out = _grid([3470, 5600], _cells([3470, 5600], [left, right]))
    return out + (_boxed(doc["urgency"]) if doc["urgency"] else "")


def _boxed(mark: str) -> str:
    row = _cells([1600], [_para(_run(mark, 13.5, "b"), "center")])
    return _para("") + _grid([1500], row, borders=True, indent=1100)


def _docx_body(doc: Doc) -> str:
    out = _para("", after=60)
    if doc["title"]:
        out += _para(_run(doc["title"], 14, "b"), "center", before=60)
        out += _para(_run(doc["subject"], 14, "b"), "center") + _rule(3600)
    for n, one in enumerate(doc["to"]):
        words = f"Kính gửi: - {one}" if n == 0 else f"- {one}"
        out += _para(_run(words), "left", -1330 if n == 0 else -150, left=2900)
    out += _para("", after=60) if doc["to"] else ""
    for block in doc["body"]:
        if "table" in block:
            out += _docx_table(block) + _para("", after=60)
        else:
            words, style = (block["p"], "") if "p" in block else (block["h"], "b")
            out += _para(_run(words, 14, style), "both", 720, after=120)
    return out


def _docx_table(block: Doc) -> str:
    widths = [int(90.7 * width) for width in block["widths"]]
    rows = ""
    for n, row in enumerate(block["table"]):
        style, where = ("b", "center") if n == 0 else ("", "left")
        rows += _cells(widths, [_para(_run(cell, 12, style), where) for cell in row], borders=True)
    return _grid(widths, rows, borders=True)


def _docx_foot(doc: Doc) -> str:
    left = _para(_run("Nơi nhận:", 12, "b i"), "left")
    left += "".join(_para(_run(f"- {one}", 11), "left") for one in doc["recipients"])
    *titles, signed = doc["signature"]
    right = "".join(_para(_run(one, 14, "b"), "center") for one in titles)
    right += _para("", before=480) + _para(_run(signed, 14, "i"), "center")
    return _para("", after=60) + _grid([4200, 4870], _cells([4200, 4870], [left, right]))


SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/>'
    '<w:footerReference w:type="default" r:id="rId2"/>'
    '<w:footerReference w:type="first" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="454"/>'
    "<w:titlePg/></w:sectPr>"
)
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
PAGE = FIELD.format("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + FIELD.format("end")
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"


def _xml(root: str, inner: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<w:{root} xmlns:w="{W}" xmlns:r="{RELATIONS}">{inner}</w:{root}>'
    )


def docx(doc: Doc) -> bytes:
    """A Word document: body, styles, a header with the page number and a footer with the note."""
    parts = {"document": "document.main", "styles": "styles", "header1": "header", "footer1": "footer"}
    over = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}{kind}+xml"/>'
        for name, kind in parts.items()
    )
    links = [("header", "header1"), ("footer", "footer1"), ("styles", "styles")]
    inside = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/{kind}" Target="{name}.xml"/>'
        for n, (kind, name) in enumerate(links, 1)
    )
    font = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{over}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}relationships">'
        f"{inside}</Relationships>",
        "word/document.xml": _xml(
            "document", f"<w:body>{_docx_head(doc)}{_docx_body(doc)}{_docx_foot(doc)}{SECTION}</w:body>"
        ),
        "word/styles.xml": _xml(
            "styles",
            f'<w:docDefaults><w:rPrDefault><w:rPr>{font}<w:sz w:val="28"/><w:lang w:val="vi-VN"/></w:rPr>'
            "</w:rPrDefault><w:pPrDefault/></w:docDefaults>",
        ),
        "word/header1.xml": _xml("hdr", _para(PAGE, "center")),
        "word/footer1.xml": _xml("ftr", _para(_run(NOTE, 9, "i"), "center")),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.encode())
    return out.getvalue()
