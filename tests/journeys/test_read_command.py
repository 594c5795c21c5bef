"""``cotmoc read`` as a clerk and as a program use it: a process of its own, from any folder, no database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cotmoc.cli.main import main
from tests.rooms.files.office_files import docx, paragraph, pdf, table

pytestmark = pytest.mark.slow
ORDER = "UBND tỉnh yêu cầu Công an tỉnh chủ trì, phối hợp với Sở Ngoại vụ tăng cường tuần tra biên giới."
CITED = "Thực hiện Nghị quyết số 23/NQ-CP ngày 02/3/2022 của Chính phủ, đã tổ chức 342 cuộc tuyên truyền."
TEXT = f"{CITED}\r\n{ORDER}\n"
SOURCE = str(Path(__file__).resolve().parents[2] / "src")


def cotmoc(*words: str, folder: Path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": SOURCE, **surroundings}
    return subprocess.run(
        [sys.executable, "-m", "cotmoc.cli", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    (tmp_path / "b.html").write_text(f"<html><body><p>{CITED}</p><p>{ORDER}</p></body></html>", "utf-8")
    (tmp_path / "c.docx").write_bytes(docx(paragraph(CITED) + paragraph(ORDER) + table(("a", "b"))))
    (tmp_path / "d.pdf").write_bytes(pdf(f"{CITED}\n\n{ORDER}"))
    (tmp_path / "mat.txt").write_bytes(b"")
    (tmp_path / "secret.txt").write_text("MẬT\nGiao Sở Y tế kiểm tra.\n", "utf-8")
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 cut short")
    return tmp_path


def printed(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = json.loads(done.stdout)
    return entries


@pytest.mark.parametrize("name", ["a.txt", "b.html", "c.docx", "d.pdf"])
def test_each_kind_is_read_and_spans_fit_the_printed_text(folder: Path, name: str) -> None:
    done = cotmoc("read", name, "--json", "--text", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    (entry,) = printed(done)
    assert entry["file"] == name
    text = entry["text"]
    (task,) = entry["tasks"]
    assert text[slice(*task["span"])] == "tăng cường tuần tra biên giới"
    assert (task["lead"], task["coord"]) == (["Công an tỉnh"], ["Sở Ngoại vụ"])
    assert [d["number"] for d in entry["documents"]] == ["23/NQ-CP"]
    assert text[slice(*entry["documents"][0]["span"])] == "23/NQ-CP"
    assert [(f["value"], f["unit"]) for f in entry["figures"]] == [(342, "cuộc")]
    if name == "a.txt":
        assert text == TEXT


def test_without_text_the_entry_has_the_scored_keys_only_and_an_absolute_path_gives_the_bare_name(
    folder: Path,
) -> None:
    (entry,) = printed(cotmoc("read", str(folder / "a.txt"), "--json", folder=Path("/")))
    assert list(entry) == ["file", "documents", "tasks", "figures"]


def test_readable_files_are_printed_and_the_gravest_problem_decides(folder: Path) -> None:
    done = cotmoc("read", "broken.docx", "a.txt", "secret.txt", "missing.txt", "--json", folder=folder)
    assert done.returncode == 4
    broken, read, secret, missing = printed(done)
    assert (broken["file"], broken["error"]["number"]) == ("broken.docx", 207)
    assert read["tasks"]
    assert list(secret) == ["file", "error"]
    assert secret["error"]["type"] == "urn:cotmoc:problem:secret-document"
    assert missing["error"]["title"] == "Không mở được tệp: không có tệp này."
    assert cotmoc("read", "broken.docx", "a.txt", "--json", folder=folder).returncode == 3
    assert cotmoc("read", "missing.txt", folder=folder).returncode == 3
    assert cotmoc("read", ".", folder=folder).returncode == 3


def test_a_secret_document_leaves_no_word_of_itself_anywhere(folder: Path) -> None:
    home = folder / "home"
    home.mkdir()
    before = sorted(folder.rglob("*"))
    done = cotmoc("read", "secret.txt", "--text", "--lang", "en", folder=folder, COTMOC_HOME=str(home))
    assert (done.returncode, done.stdout) == (4, "")
    assert "carries a secrecy mark" in done.stderr
    assert "kiểm tra" not in done.stderr
    assert sorted(folder.rglob("*")) == before


def test_two_inputs_of_one_name_are_wrong_use(folder: Path) -> None:
    (folder / "again").mkdir()
    (folder / "again" / "a.txt").write_bytes(b"Giao")
    done = cotmoc("read", "a.txt", "again/a.txt", "--json", folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert json.loads(done.stderr)["error"]["number"] == 217


def test_a_person_reads_a_table_in_either_language(folder: Path) -> None:
    shown = cotmoc("read", "a.txt", folder=folder).stdout
    assert "a.txt: 1 văn bản · 1 nhiệm vụ · 1 số liệu" in shown
    assert "chủ trì: Công an tỉnh" in shown
    assert "342 cuộc" in shown
    english = cotmoc("read", "a.txt", folder=folder, COTMOC_LANG="en").stdout
    assert "1 documents · 1 tasks · 1 figures" in english


def test_no_django_is_imported_and_no_database_asked_for(folder: Path) -> None:
    script = (
        "import sys; from cotmoc.cli.main import main; code = main(sys.argv[1:]); "
        "heavy = {'django', 'duckdb', 'ibis', 'psycopg', 'sqlite3', 'pandas'}; "
        "print(code, sorted(heavy & {m.split('.')[0] for m in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "read", "a.txt", "b.html", "c.docx", "d.pdf", "--json"],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": SOURCE,
            "COTMOC_DATABASE_URL": "postgres://none.invalid/x",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == "0 []\n"


def test_a_name_that_is_no_utf8_is_still_printed(folder: Path) -> None:
    path = os.fsencode(folder) + b"/v\xe2n.txt"
    Path(os.fsdecode(path)).write_bytes(TEXT.encode())
    done = cotmoc("read", os.fsdecode(path), "--json", folder=folder)
    assert (done.returncode, printed(done)[0]["file"]) == (0, "v\ufffdn.txt")


def test_wrong_use_says_so_in_three_parts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("cotmoc: CM-0007: Lệnh chưa đúng: cotmoc read: thiếu tham số")
    assert len(said) == 3
    assert main(["read", "--lang", "fr"]) == 2
    assert main(["nothing", "--lang=en"]) == 2
    assert "there is no command" in capsys.readouterr().err


def test_help_is_vietnamese_first_and_english_on_demand(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "đọc văn bản" in capsys.readouterr().out
    assert main(["--lang", "en", "--help"]) == 0
    assert "read documents" in capsys.readouterr().out
    assert main(["read", "--help"]) == 0
    assert "cách dùng: cotmoc read" in capsys.readouterr().out


def test_an_unforeseen_error_gives_a_reference_and_keeps_the_document_out_of_the_log(folder: Path) -> None:
    home = folder / "home"
    home.mkdir()
    script = (
        "import sys; from cotmoc.cli.main import main\n"
        "def fail(event, details):\n"
        "    if event == 'open' and str(details[0]).endswith('a.txt'): raise RuntimeError('Giao Sở Y tế')\n"
        "sys.addaudithook(fail)\n"
        "sys.exit(main(['read', 'a.txt']))"
    )
    surroundings = {"PATH": os.environ["PATH"], "PYTHONPATH": SOURCE, "COTMOC_HOME": str(home)}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    log = (home / "logs" / "cli.log").read_text("utf-8")
    reference = done.stderr.split("(mã ")[1][:8]
    assert f"{reference} RuntimeError" in log
    assert "Giao" not in log + done.stderr
    shown = subprocess.run(
        command,
        cwd=folder,
        env={**surroundings, "COTMOC_DEBUG": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" in shown.stderr
