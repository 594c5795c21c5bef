"""``cotmoc briefing``: writing, publishing, and the bytes of what was published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cotmoc.analytics import actions as analytics
from cotmoc.briefings.models import PublishedBriefing
from cotmoc.cli.main import main
from cotmoc.files.queries import bytes_of
from tests.rooms.briefings import province
from tests.rooms.small_province import World

Q2 = ("briefing", "--period", "2022-Q2")


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main([*Q2, *words, "--by", "vanphong", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("fonts")
def test_published_listed_and_written_byte_for_byte(
    world: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    province.reports(world)
    analytics.build(by=world.actor("vanphong"), at=world.at)
    [first] = told(capsys, "--publish")
    assert (first["revision"], first["reason"]) == (1, "")
    assert main([*Q2, "--publish", "--by", "vanphong"]) == 2
    assert "CM-04" in capsys.readouterr().err
    out = tmp_path / "ban-2.pdf"
    [second] = told(capsys, "--publish", "--reason", "Bổ sung", "--format", "pdf", "-o", str(out))
    kept = PublishedBriefing.objects.get(revision=2)
    assert (second["pdf_sha256"], out.read_bytes()) == (kept.pdf.sha256, bytes_of(kept.pdf))
    assert [one["revision"] for one in told(capsys, "--published")] == [2, 1]
    old = tmp_path / "ban-1.docx"
    assert main([*Q2, "--revision", "1", "-o", str(old), "--by", "kiemtra"]) == 0
    page = tmp_path / "ban-1.html"
    assert main([*Q2, "--revision", "1", "--format", "html", "-o", str(page)]) == 0
    assert "370" in page.read_text("utf-8")
    assert old.read_bytes() == bytes_of(PublishedBriefing.objects.get(revision=1).docx)


@pytest.mark.parametrize(
    ("words", "code", "number"),
    [
        ([], 2, "CM-0007"),
        (["--publish", "--published"], 2, "CM-0007"),
        (["--revision", "7", "-o", "ban.docx"], 2, "CM-0002"),
        (["--publish", "--by", "sokhdt"], 5, "CM-0001"),
        (["--publish"], 2, "CM-07"),
    ],
)
def test_what_cannot_be_done_says_so_by_its_code(
    world: World, capsys: pytest.CaptureFixture[str], tmp_path: Path, words: list[str], code: int, number: str
) -> None:
    named = [str(tmp_path / word) if word.startswith("ban.") else word for word in words]
    assert main([*Q2, *named]) == code
    assert number in capsys.readouterr().err
    assert not PublishedBriefing.objects.exists()
    assert not list(tmp_path.iterdir())
