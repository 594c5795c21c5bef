"""How long bytes take to become text, for each kind of file: median of many, wall and processor time.

Use: ``.venv/bin/python benchmarks/inputs.py [--times N]``. No Django. The files are made here from our own
corpus and pass ``documents_in`` (``to_rows`` for .xlsx) as uploads do, secrecy search included, after one
reading that starts the workers. Processor time is that of this process, its workers and their programs. «pdf»
is typst's, every letter placed by itself; «pdf'» is the .docx as LibreOffice prints it. That and .doc need
LibreOffice, and a scan Tesseract; they are shown where these are, without a target.
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
CORPUS = ROOT / "tests" / "domain" / "extraction" / "corpus"
PAGES, ROWS, TABLE_ROWS = 10, 500, 30
TARGETS = {"docx": 10, "pdf": 30, "xlsx": 20}
SLOW = ("doc", "scan")
_LAYOUT = """#set page(paper: "a4", margin: (left: 30mm, right: 20mm, y: 20mm), numbering: "1")
#set text(font: ("Tinos", "Liberation Serif", "Times New Roman"), size: 13pt, lang: "vi")
#set par(justify: true, first-line-indent: (amount: 1cm, all: true), leading: 0.65em, spacing: 0.85em)
"""
_HEAD = ("Nhiệm vụ", "Chủ trì", "Phối hợp", "Hoàn thành", "Kết quả")


def main() -> None:
    """Print one line for each kind of file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=60)
    times = parser.parse_args().times
    load = os.getloadavg()[0]
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, load {load:.1f}"
    )
    print(f"{'kind':<6}{'KiB':>6}{'chars':>8}{'wall ms':>9}{'p95':>8}{'cpu ms':>9}  target")
    for kind, data in files():
        walls, cpu, length = measure(kind, data, 3 if kind in SLOW else times)
        middle, late = statistics.median(walls), sorted(walls)[int(len(walls) * 0.95)]
        sizes = f"{kind:<6}{len(data) / 1024:>6.0f}{length:>8}"
        target = f"  ≤ {TARGETS[kind]} ms" if kind in TARGETS else ""
        print(f"{sizes}{middle:>9.1f}{late:>8.1f}{cpu:>9.1f}{target}")


def measure(kind: str, data: bytes, times: int) -> tuple[list[float], float, int]:
    """Milliseconds by the clock of each reading, mean processor milliseconds, and the text's length."""
    read = _reader(kind)
    length = read(data)
    walls: list[float] = []
    used = processor_seconds()
    for _ in range(times):
        begin = time.perf_counter()
        read(data)
        walls.append((time.perf_counter() - begin) * 1000)
    return walls, (processor_seconds() - used) * 1000 / times, length


def _reader(kind: str) -> Callable[[bytes], int]:
    from cotmoc.files.reading.inputs import documents_in
    from cotmoc.files.reading.table import to_rows

    if kind == "xlsx":
        return lambda data: sum(len(cell) for row in to_rows("bang.xlsx", data) for cell in row)
    name = "ke-hoach." + {"scan": "pdf", "pdf'": "pdf"}.get(kind, kind)
    return lambda data: sum(len(one.text.text) for one in documents_in(name, data))


def processor_seconds() -> float:
    """Of this process, the programs it has waited for, its workers and theirs."""
    from cotmoc.files.reading.worker import _WORKERS

    waited = os.times()
    used = time.process_time() + waited.children_user + waited.children_system
    ticks = os.sysconf("SC_CLK_TCK")
    for worker in _WORKERS.values():
        if worker._process is not None:
            pid = worker._process.pid
            # The processor clock of another process, as clock_getcpuclockid(3) makes its number.
            used += time.clock_gettime((~pid << 3) | 2)
            fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
            used += (int(fields[13]) + int(fields[14])) / ticks
    return used


def files() -> Iterator[tuple[str, bytes]]:
    """Kind and bytes of each file, of ten pages where it has pages."""
    printed, paragraphs = _ten_pages()
    word = _docx(paragraphs)
    yield "txt", "\n".join(paragraphs).encode()
    yield "html", _html(paragraphs).encode()
    yield "docx", word
    yield "pdf", printed
    yield "xlsx", _xlsx(paragraphs)
    for kind, form in (("pdf'", "pdf:writer_pdf_Export"), ("doc", "doc:MS Word 97")):
        if (made := _converted(word, form)) is not None:
            yield kind, made
    from cotmoc.files.reading import recognition

    if recognition.available():
        from tests.rooms.files import scans

        yield "scan", scans.scanned(scans.letter(), dots=200, turn=0.4, specks=60)


def _paragraphs() -> list[str]:
    texts = (file.read_text("utf-8") for file in sorted(CORPUS.glob("*.txt")))
    return [line.strip() for text in texts for line in text.splitlines() if line.strip()]


def _ten_pages() -> tuple[bytes, list[str]]:
    """A .pdf of exactly ten pages, and its paragraphs."""
    import pypdfium2

    known = _paragraphs()
    low, high = 10, len(known)
    while low < high:
        middle = (low + high + 1) // 2
        if len(pypdfium2.PdfDocument(_pdf(known[:middle]))) <= PAGES:
            low = middle
        else:
            high = middle - 1
    return _pdf(known[:low]), known[:low]


def _pdf(paragraphs: list[str]) -> bytes:
    import json

    import typst

    shown = "\n\n".join(f"#{json.dumps(text, ensure_ascii=False)}" for text in paragraphs)
    printed = typst.compile((_LAYOUT + shown).encode())
    assert isinstance(printed, bytes)
    return printed


def _html(paragraphs: list[str]) -> str:
    body = "".join(f"<p class='than'><span>{escape(text)}</span></p>\n" for text in paragraphs)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in _rows(paragraphs)
    )
    head = "<!doctype html><html><head><title>Kế hoạch</title></head>"
    return f"{head}<body>{body}<table>{rows}</table></body></html>"


def _rows(paragraphs: list[str], count: int = TABLE_ROWS) -> list[tuple[str, ...]]:
    tasks = (paragraphs[n % len(paragraphs)][:90] for n in range(count))
    return [_HEAD, *((task, "Sở Y tế", "Công an tỉnh", "30/9/2022", "Báo cáo") for task in tasks)]


def _docx(paragraphs: list[str]) -> bytes:
    """As Word writes it: every paragraph in several runs, each with its own font and size."""
    import docx
    from docx.shared import Pt

    document = docx.Document()
    for text in paragraphs:
        paragraph = document.add_paragraph()
        for piece in (text[: len(text) // 3], text[len(text) // 3 : len(text) // 2], text[len(text) // 2 :]):
            run = paragraph.add_run(piece)
            run.font.name, run.font.size = "Times New Roman", Pt(13)
    rows = _rows(paragraphs)
    table = document.add_table(len(rows), len(_HEAD))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _xlsx(paragraphs: list[str]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(_rows(paragraphs, ROWS - 1)):
            sheet.write_row(at, 0, [*row, at, at / 8, f"KH-{at}"])
    return out.getvalue()


def _converted(word: bytes, form: str) -> bytes | None:
    """The .docx in another form, where LibreOffice is."""
    from cotmoc.files.reading import office

    if (program := office.program()) is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "a.docx"
        source.write_bytes(word)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        asked = [program, profile, "--headless", "--convert-to", form, "--outdir", folder, str(source)]
        subprocess.run(asked, check=True, capture_output=True)
        return source.with_suffix("." + form.partition(":")[0]).read_bytes()


if __name__ == "__main__":
    main()
