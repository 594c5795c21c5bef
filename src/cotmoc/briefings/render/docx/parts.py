"""The parts around the document: content types, relations, headers, settings, properties."""

from __future__ import annotations

from datetime import UTC

from cotmoc.briefings.document import Briefing
from cotmoc.briefings.render import text
from cotmoc.briefings.render.docx.words import NS, RELATIONS, XML, escaped

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"

_PARTS = ("document.main", "styles", "settings", "fontTable", "header", "header")
_PATHS = ("document", "styles", "settings", "fontTable", "header1", "header2")


def content_types(charts: int) -> str:
    """[Content_Types].xml for ``charts`` charts."""
    own = "".join(
        f'<Override PartName="/word/{path}.xml" ContentType="{_WORD}.{part}+xml"/>'
        for part, path in zip(_PARTS, _PATHS, strict=True)
    )
    drawn = "".join(
        f'<Override PartName="/word/charts/chart{index}.xml" ContentType="{_CHART}"/>'
        for index in range(1, charts + 1)
    )
    return (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="xlsx" ContentType="{_SHEET}"/>'
        f"{own}{drawn}"
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def relations(*targets: tuple[str, str]) -> str:
    """A .rels part: (type, target) in the order rId1, rId2 …"""
    inner = "".join(
        f'<Relationship Id="rId{index}" Type="{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


PACKAGE_RELATIONS = relations(
    (f"{RELATIONS}/officeDocument", "word/document.xml"),
    (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    (f"{RELATIONS}/extended-properties", "docProps/app.xml"),
)
FIRST_CHART = 6


def document_relations(charts: int) -> str:
    """Relations of the document part; charts begin at rId6."""
    fixed = (
        (f"{RELATIONS}/styles", "styles.xml"),
        (f"{RELATIONS}/settings", "settings.xml"),
        (f"{RELATIONS}/fontTable", "fontTable.xml"),
        (f"{RELATIONS}/header", "header1.xml"),
        (f"{RELATIONS}/header", "header2.xml"),
    )
    return relations(
        *fixed, *((f"{RELATIONS}/chart", f"charts/chart{index}.xml") for index in range(1, charts + 1))
    )


def core(briefing: Briefing) -> str:
    """docProps/core.xml: title, issuing body, language, the briefing's own time."""
    at = briefing.provenance.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    said = " ".join(text.provenance_lines(briefing))
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(f'{briefing.type_name} {briefing.subject}')}</dc:title>"
        f"<dc:subject>{escaped(briefing.subject)}</dc:subject>"
        f"<dc:creator>{escaped(' '.join(briefing.issuer.body))}</dc:creator>"
        f"<dc:description>{escaped(said)}</dc:description><dc:language>vi-VN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified></cp:coreProperties>'
    )


APP = (
    f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Cột Mốc</Application></Properties>"
)
SETTINGS = (
    f'{XML}<w:settings {NS}><w:zoom w:percent="100"/><w:autoHyphenation w:val="0"/>'
    f'<w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)
FONT_TABLE = (
    f'{XML}<w:fonts {NS}><w:font w:name="Times New Roman"><w:altName w:val="Tinos"/>'
    '<w:panose1 w:val="02020603050405020304"/><w:charset w:val="A3"/><w:family w:val="roman"/>'
    '<w:pitch w:val="variable"/></w:font></w:fonts>'
)
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
    '<w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r>'
    '<w:fldChar w:fldCharType="end"/></w:r>'
)
NUMBERED_HEADER = f'{XML}<w:hdr {NS}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{_FIELD}</w:p></w:hdr>'
EMPTY_HEADER = f'{XML}<w:hdr {NS}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>'
