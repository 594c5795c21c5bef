"""Whatever the bytes: a text or a catalogued problem, and nothing else; never a file on disk."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from cotmoc.domain.errors import Problem, catalogue
from cotmoc.domain.errors import files as errors
from cotmoc.files.reading import to_text
from tests.rooms.files.office_files import docx, paragraph, table
from tests.rooms.files.test_reading_pdf import annotated

NAMES = st.sampled_from(["a", "a.txt", "a.html", "a.docx", "a.pdf", "a.doc", "a.zip"])
HEADS = st.sampled_from(
    [
        b"",
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"<html>",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ]
)
DOCX = docx(paragraph("Giao Sở Y tế báo cáo.") + table(("a", "b")))
PDF = annotated(b"(da xem)")
HTML = "<!doctype html><html><body><table><tr><td>Giao</td></tr></table><p>Sở Y tế</p></body></html>".encode()


def read(name: str, data: bytes) -> None:
    problem, text = outcome(name, data)
    if problem is None:
        assert "\x00" not in text
        assert text.encode("utf-8")
        return
    assert problem.entry in errors.ENTRIES
    assert all("…" not in problem.text(language) for language in ("vi", "en"))


def outcome(name: str, data: bytes) -> tuple[Problem | None, str]:
    try:
        return None, to_text(name, data).text
    except Problem as problem:
        return problem, ""


@given(NAMES, HEADS, st.binary(max_size=400))
@settings(max_examples=300)
def test_any_bytes_give_a_text_or_a_problem(name: str, head: bytes, body: bytes) -> None:
    read(name, head + body)


@given(NAMES, HEADS, st.text(max_size=200))
def test_any_characters_give_a_text_or_a_problem(name: str, head: bytes, body: str) -> None:
    read(name, head + body.encode("utf-8", "surrogatepass"))
    read(name, head + body.encode("utf-16-le", "surrogatepass"))


@given(
    st.sampled_from([("a.docx", DOCX), ("a.pdf", PDF), ("a.html", HTML)]),
    st.lists(st.tuples(st.integers(0, 10_000), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6),
)
@settings(max_examples=300)
def test_damaged_files_give_a_text_or_a_problem(
    file: tuple[str, bytes], damages: list[tuple[int, bytes]]
) -> None:
    name, whole = file
    data = bytearray(whole)
    for at, patch in damages:
        start = at % len(data)
        data[start : start + len(patch)] = patch
    read(name, bytes(data))


def test_every_entry_speaks_both_languages_in_three_parts() -> None:
    assert set(errors.ENTRIES) <= set(catalogue())
    for entry in errors.ENTRIES:
        assert 200 <= entry.number <= 299
        for text in (entry.vi, entry.en):
            assert all((text.what, text.kept, text.todo))


def test_reading_opens_no_file_for_writing_and_imports_no_django(tmp_path: object) -> None:
    script = """
import sys
from cotmoc.files.reading import to_text
from tests.rooms.files.test_reading_any import DOCX, HTML, PDF
files = (("a.docx", DOCX), ("a.pdf", PDF), ("a.html", HTML), ("a.txt", b"Giao"))
for name, data in files:
    to_text(name, data)
written = []
def watch(event, details):
    if event == "open" and isinstance(details[1], str) and set(details[1]) & set("wax+"):
        written.append(details[0])
    if event.startswith(("tempfile", "os.mkdir", "os.rename")):
        written.append(event)
sys.addaudithook(watch)
for name, data in files:
    to_text(name, data)
assert written == [], written
print(sorted(m for m in sys.modules if m.split(".")[0] == "django"))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
