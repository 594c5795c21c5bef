"""The chart as hand-set SVG for .html and .pdf: horizontal bars, textures, every value printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from cotmoc.briefings.document import Chart, Point
from cotmoc.briefings.render.faces import width, wrapped
from cotmoc.briefings.render.text import MISSING_MARK, plain

WIDTH = 468.0
_SIZE = 10.5
_LINE = 12.6
_BAR = 13.0
_INK = "#1c4a3e"
_LABEL_SHARE = 0.36
_FONT = f"font-family=\"Tinos, 'Times New Roman', 'Liberation Serif', serif\" font-size=\"{_SIZE}\""
NOT_REPORTED = "chưa có"

# One texture a series: they stay apart in black and white print.
_TEXTURES = (
    "",
    '<path d="M-1 1l2-2M0 6l6-6M5 7l2-2" stroke="{ink}" stroke-width="1.5"/>',
    "-",
    '<path d="M0 1.5h6M0 4.5h6" stroke="{ink}" stroke-width="1"/>',
    '<path d="M1.5 0v6M4.5 0v6" stroke="{ink}" stroke-width="1"/>',
    '<path d="M0 1.5h6M0 4.5h6M1.5 0v6M4.5 0v6" stroke="{ink}" stroke-width=".7"/>',
)

Link = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where things stand: ``left`` of the bars, points for one unit of value, texture names."""

    left: float
    scale: float
    fills: tuple[str, ...]
    link: Link | None


def svg(chart: Chart, link: Link | None = None) -> str:
    """``chart`` as one ``<svg>``; values become links where ``link`` gives an address."""
    prefix = "t" + sha256(repr(chart).encode()).hexdigest()[:8]
    fills = tuple(_fill(prefix, index) for index in range(len(chart.series)))
    labels = [wrapped(plain(name), _SIZE, WIDTH * _LABEL_SHARE) for name in chart.categories]
    # Some room more: a reader's machine may set the page in a wider face.
    left = 10 + 1.05 * max((width(line, _SIZE) for label in labels for line in label), default=0)
    plot = _Plot(left, _scale(chart, left), fills, link)
    body, y = _legend(chart, fills)
    top = y
    for index, label in enumerate(labels):
        rows = 1 if chart.stacked else max(1, len(chart.series))
        height = max(rows * (_BAR + 2), len(label) * _LINE)
        body.append(_label(label, left - 6, y + height / 2))
        bars_top = y + (height - rows * (_BAR + 2)) / 2
        draw = _stack if chart.stacked else _group
        body.append(draw(chart, index, bars_top, plot))
        y += height + 9
    axis = f"M{left:.1f} {top - 3:.1f}V{max(y - 5, top):.1f}"
    body.append(f'<path d="{axis}" stroke="#000" stroke-width=".8"/>')
    return _wrapped_svg(chart, prefix, body, max(y, 12))


def _wrapped_svg(chart: Chart, prefix: str, body: list[str], height: float) -> str:
    patterns = "".join(
        f'<pattern id="{prefix}{index}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="#fff"/>{_TEXTURES[index].format(ink=_INK)}</pattern>'
        for index in range(len(chart.series))
        if _TEXTURES[index] not in ("", "-")
    )
    said = escape(plain(chart.described()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {height:.1f}" width="{WIDTH:.0f}" '
        f'height="{height:.1f}" role="group" aria-label="{said}" {_FONT}>'
        f"<defs>{patterns}</defs>{''.join(body)}</svg>"
    )


def _fill(prefix: str, index: int) -> str:
    return {"": _INK, "-": "#fff"}.get(_TEXTURES[index], f"url(#{prefix}{index})")


def _scale(chart: Chart, left: float) -> float:
    """Points for one unit, leaving room at the right for the widest printed value."""
    widest = 0.0
    tail = 0.0
    for index in range(len(chart.categories)):
        points = [series.points[index] for series in chart.series]
        values = [point.value or 0.0 for point in points]
        widest = max(widest, sum(values) if chart.stacked else max(values, default=0.0))
        if chart.stacked:
            tail = max(tail, width(_all_values(chart, index), _SIZE))
        else:
            tail = max([tail, *(width(_value(point), _SIZE) for point in points)])
    room = max(WIDTH - left - tail - 10, WIDTH * 0.18)
    return room / widest if widest else 0.0


def _legend(chart: Chart, fills: tuple[str, ...]) -> tuple[list[str], float]:
    if len(chart.series) < 2:
        return [], 6.0
    x, y, done = 0.0, 2.0, []
    for series, fill in zip(chart.series, fills, strict=True):
        name = plain(series.name)
        room = 20 + width(name, _SIZE) + 16
        if x and x + room > WIDTH:
            x, y = 0.0, y + 16
        done.append(_rect(x, y, 14, 10, fill) + _text(x + 19, y + 9, escape(name)))
        x += room
    return done, y + 24


def _group(chart: Chart, index: int, y: float, plot: _Plot) -> str:
    done = []
    for series, fill in zip(chart.series, plot.fills, strict=True):
        point = series.points[index]
        long = (point.value or 0.0) * plot.scale
        if long:
            done.append(_rect(plot.left, y + 1, long, _BAR, fill))
        done.append(_text(plot.left + long + 4, y + 11, _linked(point, plot.link)))
        y += _BAR + 2
    return "".join(done)


def _stack(chart: Chart, index: int, y: float, plot: _Plot) -> str:
    """One bar of segments; its values stand after it in the order of the legend."""
    x, done, said = plot.left, [], []
    for series, fill in zip(chart.series, plot.fills, strict=True):
        point = series.points[index]
        long = (point.value or 0.0) * plot.scale
        if long:
            done.append(_rect(x, y + 1, long, _BAR, fill))
        x += long
        said.append(_linked(point, plot.link))
    return "".join(done) + _text(x + 5, y + 11, " + ".join(said))


def _all_values(chart: Chart, index: int) -> str:
    return " + ".join(_value(series.points[index]) for series in chart.series)


def _value(point: Point) -> str:
    if point.value is None:
        return NOT_REPORTED
    return plain(point.number.text) + (MISSING_MARK if point.number.missing else "")


def _linked(point: Point, link: Link | None) -> str:
    said = escape(_value(point))
    address = link(point.number.key) if link and point.number.key else None
    if not address:
        return said
    state = "src q" if point.number.missing else "src"
    return (
        f'<a href="{escape(address)}" class="{state}" data-number="{escape(plain(point.number.key))}">'
        f'<tspan text-decoration="underline">{said}</tspan></a>'
    )


def _label(lines: list[str], right: float, middle: float) -> str:
    first = middle - (len(lines) - 1) * _LINE / 2 + _SIZE * 0.34
    return "".join(
        _text(right, first + index * _LINE, escape(line), anchor="end") for index, line in enumerate(lines)
    )


def _rect(x: float, y: float, wide: float, high: float, fill: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{fill}" '
        f'stroke="{_INK}" stroke-width=".8"/>'
    )


def _text(x: float, y: float, inner: str, anchor: str = "start") -> str:
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{x:.1f}" y="{y:.1f}"{place}>{inner}</text>'
