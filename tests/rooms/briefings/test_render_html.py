"""The HTML read back: links that open figures, escaping, table semantics, no script; the chart's SVG."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from urllib.parse import quote

from lxml import etree, html

from cotmoc.briefings.document import (
    Briefing,
    Chart,
    Column,
    Head,
    Number,
    Paragraph,
    Point,
    Section,
    Series,
    Table,
)
from cotmoc.briefings.render import chart
from cotmoc.briefings.render.html import page, sheet
from tests.rooms.briefings import samples


def link(key: str) -> str:
    return f"?so={quote(key)}&x=1"


def parsed(briefing: Briefing) -> html.HtmlElement:
    return html.fromstring(sheet(briefing, link))


def test_every_figure_with_a_key_is_a_link_to_its_facts() -> None:
    briefing = samples.typical()
    opened = [a.get("data-number") for a in parsed(briefing).xpath("//a[contains(@class, 'src')]")]
    assert sorted(opened) == sorted(number.key for number in briefing.numbers())
    first = parsed(briefing).xpath("//a[@data-number='exchange']")[0]
    assert first.get("href") == "?so=exchange&x=1"
    assert first.get("aria-controls") == "prov"
    assert first.text == "370"


def test_figures_with_missing_units_have_bronze_dots_and_say_so() -> None:
    found = parsed(samples.typical()).xpath("//a[contains(@class, 'q')]")
    assert [a.text for a in found] == ["7*", "36*"]
    assert all("chưa đủ đơn vị báo cáo" in a.text_content() for a in found)


def test_without_links_nothing_pretends_to_open() -> None:
    alone = html.fromstring(page(samples.typical()).decode())
    assert alone.xpath("//a | //button | //script") == []
    assert [s.text for s in alone.xpath("//span[contains(@class, 'src')]")] == ["7*", "36*"]


def test_a_figure_without_a_key_is_plain() -> None:
    briefing = replace(samples.typical(), sections=(Section("x", (Paragraph.of("Có ", Number("5")),)),))
    assert parsed(briefing).xpath("//a") == []


def test_tables_have_heads_scopes_and_a_caption() -> None:
    table = parsed(replace(samples.typical(), sections=(Section("x", (samples.patrols(),)),))).xpath(
        "//table"
    )[0]
    assert [th.get("scope") for th in table.xpath(".//th")] == ["col", "col", "colgroup", "col", "col", "col"]
    assert table.xpath(".//th[@colspan='2']")[0].text == "Lượt tham gia"
    assert [td.text_content() for td in table.xpath("./tfoot/tr/td")] == ["", "Cộng", "72", "87", ""]
    assert table.xpath("./tbody/tr[1]/td[3]")[0].get("class") == "n"


def test_everything_is_escaped_and_no_inline_style_is_used() -> None:
    nasty = "<script>alert(1)</script>\"' & <b>"
    briefing = replace(
        samples.typical(),
        subject=nasty,
        urgency=nasty,
        sections=(
            Section(
                nasty,
                (
                    Paragraph.of(nasty, Number(nasty, nasty, missing=True)),
                    Table((Column(),), ((Head(nasty),),), ((nasty,),), caption=nasty, lines=((nasty,),)),
                    Chart(
                        nasty,
                        (nasty,),
                        (Series(nasty, (Point(1, Number(nasty, nasty)),)),),
                        unit=nasty,
                        note=nasty,
                    ),
                ),
            ),
        ),
        recipients=(nasty,),
    )
    made = sheet(briefing, lambda key: f"/x?{key}")
    tree = html.fromstring(made)
    assert tree.xpath("//script") == []
    assert tree.xpath("//@style | //@onclick") == []
    assert made.count("&lt;script&gt;") >= 10


def test_headings_descend_without_a_gap() -> None:
    levels = [int(h.tag[1]) for h in parsed(samples.typical()).xpath("//h2 | //h3 | //h4 | //h5")]
    assert levels[:4] == [2, 2, 3, 4]
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_the_file_stands_alone() -> None:
    made = page(samples.typical(), link).decode()
    assert made.startswith("<!doctype html>")
    assert '<html lang="vi">' in made
    assert "http" not in made.replace("http://www.w3.org/2000/svg", "")
    assert "size: A4" in made


def test_chart_is_sound_xml_with_textures_and_every_value() -> None:
    for stacked in (False, True):
        drawn = etree.fromstring(chart.svg(samples.progress(stacked)).encode())
        said = " ".join(drawn.itertext())
        assert said.count("14") == 1
        fills = {rect.get("fill") for rect in drawn.iter("{*}rect") if float(rect.get("height")) > 10}
        assert len(fills) == 4
        assert drawn.get("aria-label").startswith("Kết quả thực hiện nhiệm vụ")


def test_bars_are_as_long_as_their_values() -> None:
    drawn = etree.fromstring(chart.svg(samples.progress(stacked=False)).encode())
    bars = [float(rect.get("width")) for rect in drawn.iter("{*}rect") if rect.get("height") == "13.0"]
    assert bars[0] / bars[4] == 9 / 11 or abs(bars[0] / bars[4] - 9 / 11) < 0.01


def test_two_charts_on_a_page_do_not_share_ids() -> None:
    both = replace(
        samples.typical(), sections=(Section("x", (samples.progress(True), samples.progress(False))),)
    )
    ids = parsed(both).xpath("//pattern/@id")
    assert len(ids) == len(set(ids)) == 4


def test_a_chart_of_noughts_and_of_nothing_is_drawn() -> None:
    noughts = Chart("Không", ("a",), (Series("s", (Point(0, Number("0")),)),))
    assert "0" in " ".join(etree.fromstring(chart.svg(noughts).encode()).itertext())
    etree.fromstring(chart.svg(Chart("Trống", (), ())).encode())
