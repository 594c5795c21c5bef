"""How long `cotmoc read` takes to start, and to read one small file: processor and wall time, median of nine.

Use: ``.venv/bin/python benchmarks/read.py``. Target: the command starts within 0.3 s of wall time.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEXT = "UBND tỉnh yêu cầu Sở Y tế chủ trì, phối hợp với Sở Tài chính rà soát trạm y tế trước 30/9/2022.\n"


def main() -> None:
    """Print one line for the start alone (--help) and one for reading a file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cong-van.txt"
        file.write_text(TEXT, encoding="utf-8")
        print(f"{'command':<28}{'wall s':>8}{'cpu s':>8}  target")
        for words in (["--help"], ["read", "--json", str(file)]):
            wall, cpu = zip(*(once(words) for _ in range(9)), strict=True)
            shown = "cotmoc " + " ".join(w if w.startswith("-") or w == "read" else "FILE" for w in words)
            print(f"{shown:<28}{statistics.median(wall):>8.3f}{statistics.median(cpu):>8.3f}  0.3")


def once(words: list[str]) -> tuple[float, float]:
    """Wall and processor seconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "cotmoc.cli", *words]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=environment)
    wall = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
