"""The document part: head, title, body, recipients and signature, provenance."""

from __future__ import annotations

from collections.abc import Iterator

from cotmoc.briefings.document import Briefing, Chart, Heading, Paragraph, Table
from cotmoc.briefings.render import faces, text
from cotmoc.briefings.render.docx import charts, tables
from cotmoc.briefings.render.docx.words import NS, XML, line, paragraph, runs

WIDTH = 9354  # twips between the margins: 210 - 30 - 15 mm
_LEFT, _RIGHT = 3898, 5456
_BORDER = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
_SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
    '<w:headerReference w:type="first" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" '
    'w:header="567" w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>'
)


def document(briefing: Briefing) -> str:
    """word/document.xml."""
    inner = "".join(
        (*_head(briefing), *_title(briefing), *_blocks(briefing), _foot(briefing), *_source(briefing))
    )
    return f"{XML}<w:document {NS} {charts.NS}><w:body>{inner}{_SECTION}</w:body></w:document>"


def rule(length: float, room: float) -> str:
    """A centred line of ``length`` points in a column of ``room`` twips: a bordered paragraph, indented."""
    side = max(0, round((room - length * 20) / 2))
    return paragraph("Rule", "", extra=f'{_BORDER}<w:ind w:left="{side}" w:right="{side}"/>', keep_next=True)


def _head(briefing: Briefing) -> Iterator[str]:
    body = [text.plain(each) for each in briefing.issuer.body]
    room = _LEFT / 20
    short = min(faces.width(body[-1], 12, bold=True), room) * 0.42 if body else 0.0
    left = (
        line("ParentBody", text.plain(briefing.issuer.parent))
        + "".join(line("IssuingBody", each) for each in body)
        + rule(short, _LEFT)
    )
    right = (
        line("Nation", text.NATION)
        + line("Motto", text.MOTTO)
        + rule(faces.width(text.MOTTO, 13, bold=True), _RIGHT)
    )
    number = line("NumberLine", text.number_line(briefing))
    dated = line("PlaceDate", text.place_date_line(briefing.place_date))
    yield tables.layout((_LEFT, _RIGHT), ((left, right), (number, dated)))
    if briefing.urgency:
        box = "".join(
            f'<w:{side} w:val="single" w:sz="8" w:space="4" w:color="000000"/>'
            for side in ("top", "left", "bottom", "right")
        )
        wide = round(faces.width(briefing.urgency, 13, bold=True) * 20) + 60
        extra = f'<w:pBdr>{box}</w:pBdr><w:ind w:left="80" w:right="{max(0, WIDTH - wide - 80)}"/>'
        yield line("Urgency", text.plain(briefing.urgency), extra=extra)


def _title(briefing: Briefing) -> Iterator[str]:
    subject = text.bound(briefing.subject)
    yield line("Title", text.plain(briefing.type_name))
    yield line("Subtitle", subject)
    yield rule(min(faces.width(subject, 14, bold=True), WIDTH / 20) * 0.34, WIDTH)
    yield _space(200, keep_next=False)


def _blocks(briefing: Briefing) -> Iterator[str]:
    outline = list(briefing.outline())
    drawn = 0
    for index, block in enumerate(outline):
        # The last block holds on to the signature, so that it never stands alone on a page.
        last = index == len(outline) - 1
        if isinstance(block, Heading):
            yield line(f"Heading{block.level}", text.bound(block.text))
        elif isinstance(block, Paragraph):
            yield paragraph("BodyText", runs(block.runs), keep_next=last)
        elif isinstance(block, Table):
            yield tables.table(block, WIDTH, keep_next=last)
        else:
            drawn += 1
            yield _chart(block, drawn, last)


def _chart(chart: Chart, index: int, last: bool) -> str:
    unit = line("Unit", text.plain(chart.unit)) if chart.unit else ""
    note = line("TableLine", text.bound(chart.note), keep_next=last) if chart.note else ""
    drawing = paragraph("Normal", charts.drawing(chart, index), keep_next=last or bool(chart.note))
    return line("Caption", text.bound(chart.title)) + unit + drawing + note + tables.gap(last)


def _foot(briefing: Briefing) -> str:
    """Recipients and signature in one row that no page break splits or parts from what follows."""
    half = WIDTH // 2
    left = ""
    if briefing.recipients:
        left = line("RecipientsTitle", text.RECIPIENTS, keep_next=True) + "".join(
            line("Recipient", each, keep_next=True) for each in text.recipient_lines(briefing)
        )
    right = "".join(line("Authority", text.plain(each), keep_next=True) for each in briefing.signature.lines)
    right += line("Signer", text.plain(briefing.signature.signer), keep_next=True)
    room = _space(240)
    return room + tables.layout((half, WIDTH - half), ((left, right),))


def _source(briefing: Briefing) -> Iterator[str]:
    border = '<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="000000"/></w:pBdr>'
    yield _space(280)
    yield paragraph("Rule", "", extra=f'{border}<w:ind w:right="{WIDTH - 2400}"/>', keep_next=True)
    for each in text.provenance_lines(briefing):
        yield line("Provenance", each)


def _space(high: int, *, keep_next: bool = True) -> str:
    """An empty stretch of ``high`` twips."""
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{high}" w:lineRule="exact"/>'
    return paragraph("TableGap", "", extra=exact, keep_next=keep_next)
