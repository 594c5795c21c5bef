"""The main job, once round, by clicks and keys: a directive becomes tasks, the tasks are followed, a commune
reports, the numbers are added up, a briefing comes out, and its decision is a task again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest

from tests.journeys import directives, figures, tasks
from tests.journeys.people import People
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "reference_data" / "demo" / "directives" / "cong-van-kinh-te-bien-gioi.docx"
ARTICLE = ROOT.parent / "shared" / "seeds" / "000_396a8617727ee569.txt"
DECIDED = "Kiểm tra kết quả củng cố trạm y tế quân dân y ở các xã biên giới"
DAY = "2022-09-20"
"""Six days after the data of the third quarter closed: reports are being entered."""


def test_the_loop_with_our_own_directive(serve_demo: Callable[[str], Site], people: People, tmp_path: Path):
    directive = tmp_path / "cong-van-quy-3.docx"
    directive.write_bytes(with_number(OURS.read_bytes(), "2418/UBND-KTTH", "3141/UBND-KTTH"))
    go_round(serve_demo(DAY), people, directive, "3141/UBND-KTTH")


@pytest.mark.skipif(not ARTICLE.exists(), reason="the articles are not beside this checkout")
def test_the_loop_with_the_article(serve_demo: Callable[[str], Site], people: People):
    go_round(serve_demo(DAY), people, ARTICLE, "")


def with_number(document: bytes, old: str, new: str) -> bytes:
    """The same directive under another number: the demo has already registered the first."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as source, zipfile.ZipFile(changed, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old.encode(), new.encode()))
    assert new.encode() in zipfile.ZipFile(changed).read("word/document.xml")
    return changed.getvalue()


def go_round(site: Site, people: People, directive: Path, number: str) -> None:
    """The loop, each person in a window of their own."""
    office = people.sign_in(site, "vanphong")
    directives.register(office, directive, number)
    directives.review(office)
    tasks.stands_on_the_board(office, directives.EDITED, "Chưa đến hạn")
    health = people.sign_in(site, "soyte")
    tasks.report_progress_and_completion(health, directives.EDITED, OURS)
    tasks.confirm(office, directives.EDITED)

    commune, district = people.sign_in(site, "xa-dakplo"), people.sign_in(site, "huyen-dakglei")
    figures.enter(commune)
    figures.send_back(district)
    figures.enter_again(commune)
    figures.approve(district)
    figures.add_up(office)
    figures.open_in_the_briefing(office)
    for kind, words_of in (("docx", words_of_docx), ("pdf", words_of_pdf)):
        words = " ".join(words_of(figures.download(office, kind)).split())
        assert figures.LISTENERS in words
        assert "quý III năm 2022" in words
    figures.publish(office)

    tasks.decide(office, DECIDED)
    tasks.stands_on_the_board(office, DECIDED, "Còn 5 ngày")


def words_of_docx(data: bytes) -> str:
    """Every word of a Word file."""
    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    return " ".join(ElementTree.fromstring(body).itertext())


def words_of_pdf(data: bytes) -> str:
    """Every word of a PDF file."""
    with closing(pypdfium2.PdfDocument(data)) as pdf:
        return " ".join(page.get_textpage().get_text_range() for page in pdf)
