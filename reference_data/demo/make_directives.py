"""Make the demo's directives from directives/sources/*.toml, in the layout of Decree 30/2020 (party documents
in that of Hướng dẫn 36-HD/VPTW).

    .venv/bin/python reference_data/demo/make_directives.py [--check] [--fonts FOLDER]

The same sources give the same bytes: archives carry no time of making. A .pdf embeds a subset of Tinos
(Apache License 2.0), unpacked by ``./run --setup`` into var/fonts; its bytes depend on that font's version,
so ``--check`` compares all other formats only. Boxes as in Annex I of the decree: 20 mm above and below,
30 mm left, 20 mm right, page number at the top from page 2.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from html import escape
from pathlib import Path

from directive_docx import docx
from directive_words import NOTE, Doc, numbered, right_head

HERE = Path(__file__).parent / "directives"

# --- .txt ---------------------------------------------------------------------------------------------


def text(doc: Doc) -> bytes:
    """Plain text with the two-column head in two columns of characters."""
    left = [*filter(None, [doc["parent"]]), *doc["issuer"], "", numbered(doc)]
    left += [doc["about"]] if doc["about"] else []
    right = [*right_head(doc), "-" * 24, doc["place_date"]]
    right += [""] * (len(left) - len(right))
    left += [""] * (len(right) - len(left))
    lines = [f"{a:<48}{b}".rstrip() for a, b in zip(left, right, strict=True)]
    lines += [doc["urgency"]] if doc["urgency"] else []
    lines += ["", doc["title"], doc["subject"], ""] if doc["title"] else [""]
    lines += [f"Kính gửi: {doc['to'][0]}", *doc["to"][1:], ""] if doc["to"] else []
    for block in doc["body"]:
        lines += [block.get("p") or block.get("h") or _table_text(block["table"]), ""]
    lines += ["Nơi nhận:", *(f"- {one}" for one in doc["recipients"]), ""]
    lines += [f"{'':<48}{one}" for one in doc["signature"]]
    return ("\n".join([*lines, "", NOTE]) + "\n").encode()


def _table_text(rows: list[list[str]]) -> str:
    return "\n".join(" | ".join(row) for row in rows)


# --- .html --------------------------------------------------------------------------------------------

STYLE = """body{font:14pt/1.35 "Times New Roman",Tinos,serif;max-width:17cm;margin:2cm auto;padding:0 1rem}
table.head{width:100%}table.head td{width:50%;text-align:center;vertical-align:top}
.b{font-weight:bold}.u{text-decoration:underline;text-underline-offset:.3em}.i{font-style:italic}
.urgency{display:inline-block;border:1px solid;padding:.1em .5em;font-weight:bold}
p{text-align:justify;text-indent:1.27cm;margin:.5em 0}.c{text-align:center;text-indent:0}
table.grid{border-collapse:collapse;width:100%}.grid td,.grid th{border:1px solid;padding:.2em .4em}
footer{font-size:10pt;margin-top:2em}"""


def html(doc: Doc) -> bytes:
    """One page of HTML without script or outside parts."""
    left = [f"<div>{escape(doc['parent'])}</div>"] if doc["parent"] else []
    left += [f'<div class="b">{escape(one)}</div>' for one in doc["issuer"]]
    left += [f"<div>{escape(numbered(doc))}</div>"]
    left += [f"<div>{escape(doc['about'])}</div>"] if doc["about"] else []
    left += [f'<div class="urgency">{doc["urgency"]}</div>'] if doc["urgency"] else []
    *first, last = right_head(doc)
    right = [f'<div class="b">{one}</div>' for one in first] + [f'<div class="b u">{last}</div>']
    right += [f'<div class="i">{escape(doc["place_date"])}</div>']
    body = [
        f'<table class="head"><tr><td>{"".join(left)}</td><td>{"".join(right)}</td></tr></table>',
        f'<p class="c b">{doc["title"]}</p><p class="c b">{escape(doc["subject"])}</p>'
        if doc["title"]
        else "",
        f"<p>Kính gửi:</p>{''.join(f'<p>- {escape(one)}</p>' for one in doc['to'])}" if doc["to"] else "",
        *(_html_block(block) for block in doc["body"]),
        f'<table class="head"><tr><td style="text-align:left"><div class="b i">Nơi nhận:</div>'
        f"{''.join(f'<div>- {escape(one)}</div>' for one in doc['recipients'])}</td>"
        f"<td>{''.join(f'<div class=b>{escape(one)}</div>' for one in doc['signature'])}</td></tr></table>",
        f"<footer>{NOTE}</footer>",
    ]
    head = f'<meta charset="utf-8"><title>{escape(numbered(doc))}</title><style>{STYLE}</style>'
    page = f'<!doctype html>\n<html lang="vi"><head>{head}</head><body>\n' + "\n".join(filter(None, body))
    return (page + "\n</body></html>\n").encode()


def _html_title(doc: Doc) -> str:
    return f'<p class="c b">{doc["title"]}</p><p class="c b">{escape(doc["subject"])}</p>'


def _html_block(block: Doc) -> str:
    if "table" not in block:
        return f"<p>{escape(block['p'])}</p>" if "p" in block else f'<p class="b">{escape(block["h"])}</p>'
    rows = [f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in block["table"]]
    return f'<table class="grid">{"".join(rows)}</table>'


# --- .pdf ---------------------------------------------------------------------------------------------


def pdf(doc: Doc, fonts: Path) -> bytes:
    """A PDF with real text, set by typst from the template beside the sources, in Tinos from ``fonts``."""
    import typst

    if not (fonts / "Tinos-Regular.ttf").exists():
        raise SystemExit(f"no Tinos in {fonts}: run ./run --setup first, or name a folder with --fonts")
    value = {**doc, "right": list(right_head(doc)), "numbered": numbered(doc), "note": NOTE}
    return typst.compile(
        str(HERE / "sources" / "directive.typ"),
        format="pdf",
        font_paths=[str(fonts)],
        ignore_system_fonts=True,
        sys_inputs={"doc": json.dumps(value, ensure_ascii=False, default=str)},
    )


MAKERS = {"txt": text, "html": html, "docx": docx}


def main(check: bool, fonts: Path) -> int:
    """Write every directive, or say which differ from their sources."""
    stale = []
    for source in sorted((HERE / "sources").glob("*.toml")):
        doc = tomllib.loads(source.read_text(encoding="utf-8"))
        target = HERE / f"{source.stem}.{doc['format']}"
        if check and doc["format"] == "pdf":
            continue
        made = pdf(doc, fonts) if doc["format"] == "pdf" else MAKERS[doc["format"]](doc)
        if not check:
            target.write_bytes(made)
            print(f"{target.name}  {len(made):,} bytes")
        elif not target.exists() or target.read_bytes() != made:
            stale.append(target.name)
    if stale:
        print("not as their sources say: " + ", ".join(stale), file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Make the demo's directives from their sources.")
    parser.add_argument("--check", action="store_true", help="write nothing, say which files are stale")
    parser.add_argument("--fonts", type=Path, default=HERE.parents[2] / "var" / "fonts")
    asked = parser.parse_args()
    raise SystemExit(main(asked.check, asked.fonts))
