"""A briefing as .docx: WordprocessingML composed directly, real styles, a page-number field, native charts.

Nothing in it depends on the clock or on chance: the same value gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile

from cotmoc.briefings.document import Briefing, Chart
from cotmoc.briefings.render.docx import body, charts, parts, styles, workbook

_EPOCH = (1980, 1, 1, 0, 0, 0)


def docx(briefing: Briefing) -> bytes:
    """``briefing`` as the bytes of a Word document."""
    drawn = [block for block in briefing.outline() if isinstance(block, Chart)]
    members: list[tuple[str, str | bytes]] = [
        ("[Content_Types].xml", parts.content_types(len(drawn))),
        ("_rels/.rels", parts.PACKAGE_RELATIONS),
        ("docProps/core.xml", parts.core(briefing)),
        ("docProps/app.xml", parts.APP),
        ("word/document.xml", body.document(briefing)),
        ("word/_rels/document.xml.rels", parts.document_relations(len(drawn))),
        ("word/styles.xml", styles.STYLES),
        ("word/settings.xml", parts.SETTINGS),
        ("word/fontTable.xml", parts.FONT_TABLE),
        ("word/header1.xml", parts.NUMBERED_HEADER),
        ("word/header2.xml", parts.EMPTY_HEADER),
    ]
    for index, chart in enumerate(drawn, 1):
        members += [
            (f"word/charts/chart{index}.xml", charts.chart(chart)),
            (f"word/charts/_rels/chart{index}.xml.rels", charts.relations(index)),
            (f"word/embeddings/chart{index}.xlsx", _zipped(workbook.members(chart))),
        ]
    return _zipped(members)


def _zipped(members: list[tuple[str, str | bytes]]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=6)
    return held.getvalue()
