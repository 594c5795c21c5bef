"""``cotmoc directives import`` of folders: recognised by bytes, read by processes, begun again if cut off."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from cotmoc.audit.models import AuditRow
from cotmoc.cli.directives import progress
from cotmoc.cli.directives.readers import File, Readers
from cotmoc.cli.main import main
from cotmoc.directives.actions import registering
from cotmoc.directives.models import Document
from tests.rooms.directives import papers
from tests.rooms.small_province import World

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COTMOC_DEMO", "1")
    monkeypatch.setenv("COTMOC_TODAY", "2022-07-25")


def text(number: int) -> str:
    """A letter of its own number; each cites the one before."""
    return papers.TEXT.replace("1450/UBND-KTTH", f"{number}/UBND-KTTH").replace(
        "88/UBND-NC ngày 03 tháng 3", f"{number - 1}/UBND-KTTH ngày 12 tháng 7"
    )


def fill(folder: Path, count: int, first: int = 1000) -> list[str]:
    """Letters in two subfolders, by turns .txt and .docx; their names from the folder on, in their order."""
    names = []
    for number in range(first, first + count):
        below = folder / ("a" if number < first + count // 2 else "b")
        below.mkdir(parents=True, exist_ok=True)
        path = below / f"{number}.{'docx' if number % 2 else 'txt'}"
        path.write_bytes(papers.docx(text(number)) if number % 2 else text(number).encode())
        names.append(str(path.relative_to(folder.parent)))
    return names


def told(capsys: pytest.CaptureFixture[str], *words: object, code: int = 0) -> list[dict[str, Any]]:
    assert main(["directives", "import", *map(str, words), "--by", "vanphong", "--json"]) == code
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("readers", [0, 2])
def test_a_folder_comes_in_in_the_order_of_its_names(world: World, tmp_path: Path, capsys, readers) -> None:
    names = fill(tmp_path / "den", 20)
    (tmp_path / "den" / ".an.txt").write_text("tệp ẩn")
    (tmp_path / "den" / "~$1000.docx").write_text("Word")
    (tmp_path / "den" / "Thumbs.db").write_text("ảnh nhỏ")
    found = told(capsys, tmp_path / "den", "--readers", readers)
    assert [one["file"] for one in found] == names
    assert [one["number"] for one in found] == [f"{n}/UBND-KTTH" for n in range(1000, 1020)]
    assert [one["id"] for one in found] == sorted(one["id"] for one in found)
    assert all(one["new"] and one["waiting"] == 6 for one in found)
    assert AuditRow.objects.filter(deed="directive.register").count() == 20
    last = Document.objects.get(number="1019/UBND-KTTH")
    assert last.citations.get().cited == Document.objects.get(number="1018/UBND-KTTH")


def test_what_is_registered_is_recognised_before_it_is_read(world: World, tmp_path: Path, capsys) -> None:
    fill(tmp_path / "den", 10)
    told(capsys, tmp_path / "den")
    # Read again it would be refused: its name no longer says what it is.
    (tmp_path / "den" / "a" / "1000.txt").rename(tmp_path / "den" / "a" / "1000.pdf")
    rows = AuditRow.objects.count()
    again = told(capsys, tmp_path / "den")
    assert [(one["new"], one["waiting"]) for one in again] == [(False, 6)] * 10
    assert (Document.objects.count(), AuditRow.objects.count()) == (10, rows)


def test_what_may_not_come_in_is_told_at_the_end_and_the_rest_goes_on(
    world: World, tmp_path: Path, capsys
) -> None:
    folder = tmp_path / "den"
    fill(folder, 22)
    (folder / "a" / "0-rong.txt").write_text("")
    (folder / "a" / "0-hong.docx").write_bytes(papers.docx(text(1))[:300])
    (folder / "b" / "rieng.txt").write_text(f"TỐI MẬT\n{text(2)}")
    (folder / "TUYỆT MẬT").mkdir()
    (folder / "TUYỆT MẬT" / "thuong.txt").write_text(text(1000))
    assert main(["directives", "import", str(folder), "--by", "vanphong", "--readers", "2"]) == 4
    out, err = capsys.readouterr()
    assert Document.objects.count() == out.count("mới, chờ rà soát 6") == 22
    end = err[err.index("26 tệp: 22 văn bản mới, 0 đã có, 2 không nhập được, 2 từ chối.") :]
    assert "den/a/0-hong.docx: CM-0207" in end
    assert "den/a/0-rong.txt: CM-0201" in end
    # Names of refused documents stay out of what may be kept; their places stand for them.
    assert "\n  #1\n  #26\n" in end
    assert "rieng" not in out + err
    assert "thuong" not in out + err
    refused = AuditRow.objects.filter(deed="directive.refused")
    assert [set(row.detail) for row in refused] == [{"sha256"}, {"sha256"}]


def test_a_marked_name_is_refused_also_when_its_bytes_are_known(world: World, tmp_path: Path, capsys) -> None:
    (tmp_path / "a.txt").write_text(text(1))
    (tmp_path / "12_TỐI MẬT.txt").write_text(text(1))
    told(capsys, tmp_path / "a.txt")
    [refused] = told(capsys, tmp_path / "12_TỐI MẬT.txt", code=4)
    assert (refused["file"], refused["error"]["number"]) == ("#1", 200)


def test_those_not_permitted_are_told_once(world: World, tmp_path: Path, capsys) -> None:
    fill(tmp_path / "den", 20)
    assert main(["directives", "import", str(tmp_path / "den"), "--by", "sokhdt"]) == 5
    assert capsys.readouterr().err.count("CM-0001") == 1
    assert not Document.objects.exists()


def test_one_that_cannot_be_kept_is_told_and_the_others_of_its_batch_come_in(
    world: World, tmp_path: Path, capsys, monkeypatch
) -> None:
    fill(tmp_path / "den", 6)
    keep_reading = registering.keep_reading

    def fail_at_one(document: Document, *more: Any) -> None:
        if document.number == "1003/UBND-KTTH":
            raise ValueError
        keep_reading(document, *more)

    monkeypatch.setattr(registering, "keep_reading", fail_at_one)
    found = told(capsys, tmp_path / "den", code=1)
    assert [one["error"]["number"] for one in found if "error" in one] == [6]
    assert Document.objects.count() == 5


def test_lines_tell_how_far_it_is(world: World, tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.setattr(progress, "EVERY", 0)
    fill(tmp_path / "den", 40)
    assert main(["directives", "import", str(tmp_path / "den"), "--lang", "en"]) == 0
    err = capsys.readouterr().err
    assert "8/40 files, " in err
    assert "40 files: 40 documents new, 0 known, 0 not imported, 0 refused." in err


def test_a_reader_that_has_died_is_replaced_and_nothing_is_lost() -> None:
    lexicon = Path(settings.BASE_DIR) / "reference_data" / "lexicon"

    def files() -> Iterator[File]:
        for number in range(1, 21):
            if number == 9:
                for process in multiprocessing.active_children():
                    process.kill()
            yield File(number, f"{number}.txt", "", text(number).encode())

    with Readers(2, limit=1024 * 1024, lexicon=lexicon) as readers:
        found = [one for one in readers.each(files()) if one is not None]
    assert [file.place for file, _ in found] == list(range(1, 21))
    assert [read.problem for _, read in found if read] == [None] * 20


@pytest.mark.slow
def test_an_import_that_was_killed_is_begun_again_and_ends_as_one_undisturbed(tmp_path: Path) -> None:
    fill(tmp_path / "den", 120)
    home = {name: Home(tmp_path / name) for name in ("whole", "cut")}
    home["whole"].run("directives", "import", str(tmp_path / "den"))
    home["cut"].killed_at_the_first_line("directives", "import", str(tmp_path / "den"))
    kept = len(home["cut"].rows("directives_document"))
    assert 0 < kept < 120
    end = home["cut"].run("directives", "import", str(tmp_path / "den"))
    assert f"120 tệp: {120 - kept} văn bản mới, {kept} đã có" in end
    for table in (
        "directives_document",
        "directives_citation",
        "directives_clause",
        "directives_clauseagency",
        "directives_readfigure",
        "files_storedfile",
        "audit_auditrow",
    ):
        assert home["cut"].rows(table) == home["whole"].rows(table), table
    again = home["cut"].run("directives", "import", str(tmp_path / "den"))
    assert "120 tệp: 0 văn bản mới, 120 đã có" in again
    home["cut"].run("audit", "verify")


class Home:
    """An installation of its own on SQLite, spoken to as from a shell."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir()
        left_out = ("COTMOC_DATABASE_URL", "DJANGO_SETTINGS_MODULE", "COTMOC_DEMO", "COTMOC_TODAY")
        kept = {name: value for name, value in os.environ.items() if name not in left_out}
        source = str(Path(settings.BASE_DIR) / "src")
        self._environment = {**kept, "COTMOC_HOME": str(folder), "PYTHONPATH": source}
        self.run("setup", "--empty", "--province", "tỉnh Kon Tum")

    def run(self, *words: str) -> str:
        """What it said on stderr."""
        done = subprocess.run(self._command(words), env=self._environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stderr

    def killed_at_the_first_line(self, *words: str) -> None:
        """With its readers, as when the power goes."""
        with subprocess.Popen(
            self._command(words),
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            assert process.stdout
            assert process.stdout.readline()
            os.killpg(process.pid, signal.SIGKILL)

    def rows(self, table: str) -> list[tuple[Any, ...]]:
        """Without times and what is made from them, in their order."""
        with sqlite3.connect(self._folder / "cotmoc.sqlite3") as database:
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            made_of_time = ("hash", "previous", "at")
            kept = [one for one in columns if one not in made_of_time and not one.endswith("_at")]
            return database.execute(f"SELECT {', '.join(kept)} FROM {table} ORDER BY 1").fetchall()

    @staticmethod
    def _command(words: tuple[str, ...]) -> list[str]:
        return [sys.executable, "-u", "-m", "cotmoc.cli", *words]
