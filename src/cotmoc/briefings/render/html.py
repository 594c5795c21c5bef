"""A briefing as HTML: the sheet for the page in the browser, and a standalone file without script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from cotmoc.briefings.document import Briefing, Cell, Chart, Heading, Issuer, Number, Paragraph, Table
from cotmoc.briefings.render import chart, text

Link = Callable[[str], str | None]
_STYLE = Path(__file__).with_name("sheet.css")


def sheet(briefing: Briefing, link: Link | None = None) -> str:
    """``briefing`` as one ``<article class="a4">``; everything in it is escaped.

    ``link`` gives the address that opens a figure's key, or None for no link. Linked figures are
    ``a.src[data-number]``, figures with missing units carry ``q`` beside it.
    """
    inner = "".join(
        (
            _head(briefing),
            _title(briefing),
            *(_block(block, link) for block in briefing.outline()),
            _foot(briefing),
            _source(briefing),
        )
    )
    label = escape(text.plain(f"{briefing.type_name}: {briefing.subject}"))
    return f'<article class="a4" lang="vi" aria-label="{label}">{inner}</article>'


def page(briefing: Briefing, link: Link | None = None) -> bytes:
    """``briefing`` as a whole HTML file: style inside, no script, A4 when printed."""
    title = escape(text.plain(f"{briefing.type_name} {briefing.subject}"))
    style = _STYLE.read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{style}</style>\n</head>\n"
        f"<body>\n{sheet(briefing, link)}\n</body>\n</html>\n"
    ).encode()


def figure(number: Number, link: Link | None = None) -> str:
    """One figure: a link that opens its facts, or plain text where there are none to open."""
    said = escape(text.plain(number.text))
    if number.missing:
        said += f'{text.MISSING_MARK}<span class="vh"> (chưa đủ đơn vị báo cáo)</span>'
    state = "src q" if number.missing else "src"
    address = link(number.key) if link and number.key else None
    if address:
        key = escape(text.plain(number.key))
        return (
            f'<a class="{state}" href="{escape(address)}" data-number="{key}" aria-controls="prov">{said}</a>'
        )
    return f'<span class="{state} shut">{said}</span>' if number.missing else said


def _runs(cell: Cell, link: Link | None) -> str:
    done = []
    for part in text.shown(cell):
        said = figure(part.number, link) if part.number else escape(part.text)
        said = f"<b>{said}</b>" if part.bold else said
        done.append(f"<i>{said}</i>" if part.italic else said)
    return "".join(done)


def _said(words: str) -> str:
    return escape(text.bound(words))


def _head(briefing: Briefing) -> str:
    return (
        f'<div class="two"><div>{_issuer(briefing.issuer)}</div>'
        f'<div><p><b>{text.NATION}</b></p><p><b class="tn">{text.MOTTO}</b></p></div>'
        f"<div><p>{escape(text.number_line(briefing))}</p></div>"
        f"<div><p><i>{escape(text.place_date_line(briefing.place_date))}</i></p></div></div>"
        + (f'<p class="urgency"><b>{_said(briefing.urgency)}</b></p>' if briefing.urgency else "")
    )


def _issuer(issuer: Issuer) -> str:
    body = "<br>".join(_said(line) for line in issuer.body)
    return f'<p>{_said(issuer.parent)}</p><p><b>{body}</b></p><div class="rule"></div>'


def _title(briefing: Briefing) -> str:
    kind, subject = _said(briefing.type_name), _said(briefing.subject)
    return f'<h2 class="ten">{kind}</h2><h2>{subject}</h2><div class="rule"></div>'


def _block(block: Heading | Paragraph | Table | Chart, link: Link | None) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level + 2}>{_said(block.text)}</h{block.level + 2}>"
    if isinstance(block, Paragraph):
        return f"<p>{_runs(block.runs, link)}</p>"
    if isinstance(block, Table):
        return _table(block, link)
    return _chart(block, link)


def _chart(block: Chart, link: Link | None) -> str:
    unit = f'<p class="unit"><i>{_said(block.unit)}</i></p>' if block.unit else ""
    note = f'<p class="line"><i>{_said(block.note)}</i></p>' if block.note else ""
    return (
        f'<figure class="chart"><figcaption><b>{_said(block.title)}</b></figcaption>{unit}'
        f"{chart.svg(block, link)}{note}</figure>"
    )


def _table(table: Table, link: Link | None) -> str:
    shares = sum(column.width for column in table.columns)
    # A width attribute, for the page's content policy allows no inline style.
    columns = "".join(f'<col width="{column.width / shares:.1%}">' for column in table.columns)
    rows = "".join(_row(row, table, link) for row in table.rows)
    if not table.rows:
        rows = f'<tr><td class="c" colspan="{len(table.columns)}"><i>{_said(table.empty)}</i></td></tr>'
    total = f"<tfoot>{_row(table.total, table, link, bold=True)}</tfoot>" if table.total is not None else ""
    unit = f'<p class="unit"><i>{_said(table.unit)}</i></p>' if table.unit else ""
    lines = "".join(f'<p class="line"><i>{_runs(line, link)}</i></p>' for line in table.lines)
    caption = f"<caption><b>{_said(table.caption)}</b>{unit}</caption>" if table.caption or unit else ""
    return (
        f'<div class="tw"><table>{caption}<colgroup>{columns}</colgroup>'
        f"<thead>{''.join(_header(table))}</thead><tbody>{rows}</tbody>{total}</table>{lines}</div>"
    )


def _header(table: Table) -> Iterator[str]:
    for row in table.header:
        cells = "".join(
            f'<th scope="{"colgroup" if head.across > 1 else "col"}"'
            + (f' colspan="{head.across}"' if head.across > 1 else "")
            + (f' rowspan="{head.down}"' if head.down > 1 else "")
            + f">{_said(head.text)}</th>"
            for head in row
        )
        yield f"<tr>{cells}</tr>"


def _row(row: tuple[Cell, ...], table: Table, link: Link | None, *, bold: bool = False) -> str:
    done = []
    for cell, column in zip(row, table.columns, strict=True):
        kind = {"left": "", "center": ' class="c"', "right": ' class="n"'}[column.align]
        inner = _runs(cell, link)
        done.append(f"<td{kind}>{f'<b>{inner}</b>' if bold else inner}</td>")
    return f"<tr>{''.join(done)}</tr>"


def _foot(briefing: Briefing) -> str:
    names = "".join(f"<p>{escape(each)}</p>" for each in text.recipient_lines(briefing))
    left = f"<p><b><i>{text.RECIPIENTS}</i></b></p>{names}" if names else ""
    right = "".join(f"<p>{_said(each)}</p>" for each in briefing.signature.lines)
    signer = f'<p class="signer">{_said(briefing.signature.signer)}</p>'
    return f'<div class="sign"><div class="l">{left}</div><div class="r">{right}{signer}</div></div>'


def _source(briefing: Briefing) -> str:
    lines = "".join(f"<p>{escape(each)}</p>" for each in text.provenance_lines(briefing))
    return f'<div class="source">{lines}</div>'
