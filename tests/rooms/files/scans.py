"""Scans made from typst pages: pictures of print, with the noise and the tilt of a scanner."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import typst

LETTER = """#set page(paper: "a4", margin: (left: 30mm, right: 20mm, y: 20mm))
#set text(font: ("Tinos", "Liberation Serif", "Times New Roman"), size: 13pt, lang: "vi")
#set par(justify: true, first-line-indent: (amount: 1cm, all: true))
#grid(columns: (5fr, 7fr), align: center, [ỦY BAN NHÂN DÂN\\ *TỈNH KON TUM*\\ Số: 1234/UBND-NC],
  [#text(size: 12pt)[*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*]\\ *Độc lập - Tự do - Hạnh phúc*\\
  _Kon Tum, ngày 12 tháng 7 năm 2022_])
STAMP
#align(center)[Kính gửi: Công an tỉnh; Bộ Chỉ huy Bộ đội Biên phòng tỉnh]

Thực hiện Kế hoạch số 56/KH-UBND ngày 15/3/2022 của Ủy ban nhân dân tỉnh về bảo vệ biên giới, yêu cầu:

Công an tỉnh chủ trì, phối hợp với Sở Ngoại vụ tổ chức tuần tra trên địa bàn 13 xã biên giới, hoàn thành
trước ngày 30/9/2022; báo cáo kinh phí 2.069 triệu đồng.
"""
ORDER = "Công an tỉnh chủ trì, phối hợp với Sở Ngoại vụ tổ chức tuần tra trên địa bàn 13 xã biên giới"


def letter(stamp: str = "") -> str:
    """The page of a letter, with something set under its head."""
    return LETTER.replace("STAMP", stamp)


def stamp(words: str, *, turn: int = 0, ink: str = "#d22", size: int = 16) -> str:
    """A framed stamp laid over the page."""
    inside = f'#text(fill: rgb("{ink}"), weight: "bold", size: {size}pt)[{words}]'
    frame = f'rect(stroke: 1.5pt + rgb("{ink}"), inset: 4pt)[{inside}]'
    return f"#place(top + left, dx: 6mm, dy: 22mm, rotate({turn}deg, {frame}))"


def png(source: str, dots: int = 200) -> bytes:
    """One page as a picture."""
    picture = typst.compile(source.encode(), format="png", ppi=dots)
    assert isinstance(picture, bytes)
    return picture


def scanned(*sources: str, dots: int = 200, turn: float = 0.0, specks: int = 0, over: str = "") -> bytes:
    """A PDF of pictures of pages, each a little turned and with specks of dust.

    There is no text in it but what is set ``over`` the pictures.
    """
    dust = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        pages = []
        for number, source in enumerate(sources):
            (Path(folder) / f"{number}.png").write_bytes(png(source, dots))
            specked = "".join(
                f"#place(top + left, dx: {dust.uniform(0, 210):.1f}mm, dy: {dust.uniform(0, 297):.1f}mm, "
                f"circle(radius: {dust.uniform(0.05, 0.25):.2f}mm, fill: luma({dust.randrange(160)})))"
                for _ in range(specks)
            )
            picture = f'#rotate({turn}deg, image("{number}.png", width: 100%))'
            pages.append(f'#page(paper: "a4", margin: 0mm)[#place(top + left)[{picture}]{specked}{over}]')
        main = Path(folder) / "scan.typ"
        main.write_text("\n".join(pages), "utf-8")
        return typst.compile(main, root=folder)
