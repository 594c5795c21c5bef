"""Charts as Word's own: editable, with textures, printed values and the figures as a workbook."""

from __future__ import annotations

from cotmoc.briefings.document import Chart, Point, Series
from cotmoc.briefings.render import faces, text
from cotmoc.briefings.render.docx import parts, workbook
from cotmoc.briefings.render.docx.words import RELATIONS, XML, escaped

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NS = f'xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main" xmlns:c="{_DRAWING}/chart"'
_EMU_POINT = 12700
_WIDE = 467 * _EMU_POINT
_INK = '<a:srgbClr val="1C4A3E"/>'
_PATTERNS = ("", "wdUpDiag", "-", "narHorz", "narVert", "smGrid")


def _letters(colour: str = "000000") -> str:
    """Chart text of 10.5 points."""
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1050" b="0">{_look_of_text(colour)}'
        '</a:defRPr></a:pPr><a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'
    )


def _look_of_text(colour: str) -> str:
    return (
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
        '<a:latin typeface="Times New Roman"/><a:cs typeface="Times New Roman"/>'
    )


_SMALL = _letters()


def drawing(chart: Chart, index: int) -> str:
    """The run that places chart ``index`` (from 1) in the text, with its values as alternative text."""
    said = escaped(chart.described())
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{_WIDE}" cy="{_height(chart)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{index}" name="Biểu đồ {index}" descr="{said}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_DRAWING}/chart">'
        f'<c:chart r:id="rId{parts.FIRST_CHART - 1 + index}"/></a:graphicData></a:graphic>'
        f"</wp:inline></w:drawing></w:r>"
    )


def _height(chart: Chart) -> int:
    """Room for the bars of each category, or for its label where that is higher; then the legend."""
    points = 40.0 if len(chart.series) > 1 else 14.0
    for name in chart.categories:
        label = len(faces.wrapped(text.plain(name), 10.5, 150)) * 13
        bars = 15 * (1 if chart.stacked else max(1, len(chart.series)))
        points += max(label, bars) + 9
    return round(max(points, 72) * _EMU_POINT)


def chart(figures: Chart) -> str:
    """word/charts/chartN.xml."""
    grouping, overlap, width = ("stacked", 100, 45) if figures.stacked else ("clustered", 0, 40)
    series = "".join(_series(figures, index, each) for index, each in enumerate(figures.series))
    legend = ""
    if len(figures.series) > 1:
        legend = f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{_SMALL}</c:legend>'
    return (
        f'{XML}<c:chartSpace xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main" xmlns:r="{RELATIONS}">'
        '<c:date1904 val="0"/><c:lang val="vi-VN"/><c:roundedCorners val="0"/><c:chart>'
        '<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/>'
        f'<c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}<c:gapWidth val="{width}"/>'
        f'<c:overlap val="{overlap}"/><c:axId val="111"/><c:axId val="112"/></c:barChart>{_AXES}</c:plotArea>'
        f'{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'{_SMALL}<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


# Categories run downwards as they were given; the value axis is hidden, for every value is printed.
_AXES = (
    '<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
    '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
    '<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln w="9525"><a:solidFill>'
    f'<a:srgbClr val="000000"/></a:solidFill></a:ln></c:spPr>{_SMALL}<c:crossAx val="112"/>'
    f'<c:crosses val="autoZero"/>'
    '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    '<c:valAx><c:axId val="112"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
    '<c:delete val="1"/><c:axPos val="t"/><c:numFmt formatCode="General" sourceLinked="0"/>'
    '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
    '<c:crossAx val="111"/>'
    '<c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
)


def _series(figures: Chart, index: int, series: Series) -> str:
    column = workbook.column(index + 1)
    last = len(figures.categories) + 1
    names = "".join(
        f'<c:pt idx="{at}"><c:v>{escaped(name)}</c:v></c:pt>' for at, name in enumerate(figures.categories)
    )
    values = "".join(
        f'<c:pt idx="{at}"><c:v>{float(point.value):.10g}</c:v></c:pt>'
        for at, point in enumerate(series.points)
        if point.value is not None
    )
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escaped(series.name)}</c:v></c:pt></c:strCache>'
        f'</c:strRef></c:tx>{_look(index)}<c:invertIfNegative val="0"/>{_labels(figures, index, series)}'
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>"
        f'<c:ptCount val="{len(figures.categories)}"/>{names}</c:strCache></c:strRef></c:cat>'
        f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f><c:numCache>"
        f"<c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(series.points)}"/>{values}</c:numCache></c:numRef></c:val></c:ser>'
    )


def _look(index: int) -> str:
    pattern = _PATTERNS[index]
    fill = f"<a:solidFill>{_INK}</a:solidFill>"
    if pattern == "-":
        fill = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
    elif pattern:
        fill = (
            f'<a:pattFill prst="{pattern}"><a:fgClr>{_INK}</a:fgClr><a:bgClr>'
            f'<a:srgbClr val="FFFFFF"/></a:bgClr>'
            "</a:pattFill>"
        )
    return f'<c:spPr>{fill}<a:ln w="9525"><a:solidFill>{_INK}</a:solidFill></a:ln></c:spPr>'


_BOX = '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
_SHOWN = (
    '<c:showLegendKey val="0"/><c:showVal val="{}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)


def _labels(figures: Chart, index: int, series: Series) -> str:
    """Each bar's printed value: the figure's own text where it is more than the bare number."""
    place = f'<c:dLblPos val="{"ctr" if figures.stacked else "outEnd"}"/>'
    solid = figures.stacked and not _PATTERNS[index]
    box = _BOX if figures.stacked and not solid else ""
    colour = "FFFFFF" if solid else "000000"
    own = []
    for at, point in enumerate(series.points):
        if figures.stacked and not point.value:
            own.append(f'<c:dLbl><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>')
        elif point.value is not None and _said(point) != _bare(point.value):
            own.append(
                f'<c:dLbl><c:idx val="{at}"/><c:tx><c:rich><a:bodyPr/><a:p><a:r>'
                f'<a:rPr lang="vi-VN" sz="1050">{_look_of_text(colour)}</a:rPr>'
                f"<a:t>{escaped(_said(point))}</a:t>"
                f"</a:r></a:p></c:rich></c:tx>{box}{place}{_SHOWN.format(1)}</c:dLbl>"
            )
    return (
        f'<c:dLbls>{"".join(own)}<c:numFmt formatCode="General" sourceLinked="0"/>{box}'
        f"{_letters(colour)}{place}{_SHOWN.format(1)}</c:dLbls>"
    )


def _said(point: Point) -> str:
    return text.plain(point.number.text) + (text.MISSING_MARK if point.number.missing else "")


def _bare(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def relations(index: int) -> str:
    """Relations of chart ``index``: its workbook."""
    return parts.relations((f"{RELATIONS}/package", f"../embeddings/chart{index}.xlsx"))
