"""Unpacks Tinos, the face with the metrics of Times New Roman, from npm's woff2 to TTF.

npm ships each face in subsets; typst and the pictures of .docx want one TTF a face, so the Latin and
Vietnamese subsets are joined. Use: ``python tinos.py FOLDER_OF_WOFF2 FOLDER_OF_TTF``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

_FACES = {
    "400-normal": "Regular",
    "400-italic": "Italic",
    "700-normal": "Bold",
    "700-italic": "BoldItalic",
}
_SUBSETS = ("latin", "latin-ext", "vietnamese")
_HINTING = ("fpgm", "prep", "cvt ", "hdmx", "VDMX", "LTSH", "gasp", "DSIG")
_PROOF = "Cột Mốc: KẾ HOẠCH, Nghị định số 30/2020/NĐ-CP, quý II; ưỡng, Ẵ, ộ, đồng"


def main(source: Path, target: Path) -> None:
    """Write ``Tinos-<Face>.ttf`` for the four faces into ``target``."""
    target.mkdir(parents=True, exist_ok=True)
    for face, name in _FACES.items():
        with tempfile.TemporaryDirectory() as folder:
            parts = [_unpacked(source / f"tinos-{subset}-{face}.woff2", Path(folder)) for subset in _SUBSETS]
            font = Merger(options=Options(drop_tables=list(_HINTING))).merge(parts)
        missing = sorted(set(_PROOF) - {chr(code) for code in font.getBestCmap()})
        if missing:
            raise SystemExit(f"Tinos {name} lacks {' '.join(missing)}")
        font.save(target / f"Tinos-{name}.ttf")


def _unpacked(woff2: Path, folder: Path) -> str:
    font = TTFont(woff2)
    font.flavor = None
    path = folder / f"{woff2.stem}.ttf"
    font.save(path)
    return str(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
