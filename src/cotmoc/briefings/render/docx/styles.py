"""Styles of the .docx with the sizes of Decree 30/2020, as one part."""

from __future__ import annotations

from cotmoc.briefings.render.docx.words import NS, XML

FONT = "Times New Roman"
_LINE = 276  # 1.15 lines, in 240ths
_GAP = 120  # 6 pt between paragraphs, in twentieths
INDENT = 720  # 1.27 cm


def _style(
    key: str,
    name: str,
    size: float,
    *,
    marks: str = "",
    paragraph: str = "",
    based: str = "Normal",
    following: str = "",
) -> str:
    next_style = f'<w:next w:val="{following}"/>' if following else ""
    half = round(size * 2)
    return (
        f'<w:style w:type="paragraph" w:customStyle="{0 if name in _BUILT_IN else 1}" w:styleId="{key}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="{based}"/>{next_style}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{marks}"
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr></w:style>'
    )


_BUILT_IN = {"Body Text", "heading 1", "heading 2", "heading 3", "Title", "Subtitle", "caption", "header"}
_B = "<w:b/><w:bCs/>"
_I = "<w:i/><w:iCs/>"
_CENTER = '<w:jc w:val="center"/>'
_TIGHT = '<w:spacing w:before="0" w:after="0" w:line="252" w:lineRule="auto"/>'
_BODY = f'<w:spacing w:before="0" w:after="{_GAP}" w:line="{_LINE}" w:lineRule="auto"/>'
_FIRST = f'<w:ind w:firstLine="{INDENT}"/>'
_KEEP = "<w:keepNext/><w:keepLines/>"


def _heading(level: int, marks: str, indent: str) -> str:
    outline = f'<w:outlineLvl w:val="{level - 1}"/>'
    layout = f'{_KEEP}{_BODY}{indent}<w:jc w:val="left"/>{outline}'
    return _style(
        f"Heading{level}", f"heading {level}", 14, marks=marks, paragraph=layout, following="BodyText"
    )


_SPACED = '<w:spacing w:before="{0}" w:after="{1}" w:line="{2}" w:lineRule="auto"/>'

STYLES = (
    f'{XML}<w:styles {NS}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" '
    f'w:eastAsia="{FONT}" w:cs="{FONT}"/><w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
    '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:before="0" w:after="0" w:line="240" '
    'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    + _style("BodyText", "Body Text", 14, paragraph=f'{_BODY}{_FIRST}<w:jc w:val="both"/>')
    + _heading(1, _B, "")
    + _heading(2, _B, _FIRST)
    + _heading(3, _B + _I, _FIRST)
    + _style("Title", "Title", 14, marks=_B, paragraph=f"{_KEEP}{_SPACED.format(400, 0, 264)}{_CENTER}")
    + _style("Subtitle", "Subtitle", 14, marks=_B, paragraph=f"{_KEEP}{_SPACED.format(40, 0, 264)}{_CENTER}")
    + _style("ParentBody", "Cơ quan chủ quản", 12, paragraph=_TIGHT + _CENTER)
    + _style("IssuingBody", "Cơ quan ban hành", 12, marks=_B, paragraph=_TIGHT + _CENTER)
    + _style("Nation", "Quốc hiệu", 12, marks=_B, paragraph=_TIGHT + _CENTER)
    + _style("Motto", "Tiêu ngữ", 13, marks=_B, paragraph=_TIGHT + _CENTER)
    + _style("NumberLine", "Số, ký hiệu", 13, paragraph=_SPACED.format(100, 0, 252) + _CENTER)
    + _style(
        "PlaceDate", "Địa danh, ngày tháng", 13, marks=_I, paragraph=_SPACED.format(100, 0, 252) + _CENTER
    )
    + _style("Urgency", "Mức độ khẩn", 13, marks=_B, paragraph=_SPACED.format(160, 0, 252))
    + _style(
        "Rule",
        "Đường kẻ",
        2,
        paragraph='<w:spacing w:before="40" w:after="0" w:line="40" w:lineRule="exact"/>',
    )
    + _style("Caption", "caption", 13, marks=_B, paragraph=f"{_KEEP}{_SPACED.format(0, 80, 252)}{_CENTER}")
    + _style(
        "Unit",
        "Đơn vị tính",
        12,
        marks=_I,
        paragraph=f'{_KEEP}{_SPACED.format(0, 60, 240)}<w:jc w:val="right"/>',
    )
    + _style("TableText", "Nội dung bảng", 12, paragraph=_SPACED.format(40, 40, 240))
    + _style("TableHead", "Đầu bảng", 12, marks=_B, paragraph=_SPACED.format(40, 40, 240) + _CENTER)
    + _style("TableLine", "Dòng dưới bảng", 12, marks=_I, paragraph=_SPACED.format(80, 0, 240))
    + _style(
        "TableGap",
        "Sau bảng",
        2,
        paragraph='<w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>',
    )
    + _style("RecipientsTitle", "Nơi nhận", 12, marks=_B + _I, paragraph=_SPACED.format(0, 40, 240))
    + _style("Recipient", "Nơi nhận, từng dòng", 11, paragraph=_SPACED.format(0, 20, 240))
    + _style("Authority", "Quyền hạn, chức vụ ký", 14, marks=_B, paragraph=_TIGHT + _CENTER)
    + _style("Signer", "Họ tên người ký", 14, marks=_B, paragraph=_SPACED.format(1500, 0, 252) + _CENTER)
    + _style("Provenance", "Nguồn số liệu", 10, paragraph=_SPACED.format(0, 40, 240) + '<w:jc w:val="left"/>')
    + _style("Header", "header", 13, paragraph=_CENTER)
    + '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    '<w:basedOn w:val="TableNormal"/>'
    "<w:tblPr><w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + '</w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
    "</w:tblCellMar>"
    "</w:tblPr></w:style></w:styles>"
)
