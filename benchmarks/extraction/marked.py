#!/usr/bin/env python3
"""Turn texts with their gold written into them into the corpus: one .txt each and a gold.json.

usage: python benchmarks/extraction/marked.py FOLDER MARKED…

A marked file holds documents, each under a line «=== name | province | genre». In the text
  ⟦an action⟧{leads ; … | coordinators ; … @date: words of the deadline ~words of the recurrence}
  ⟨a document's number⟩{type | date | issuer | subject}     a trailing «!» says that no number is written
  ‹a figure›{value unit: indicator}
An action's braces may hold «"» (leads and coordinators of the action before) or «'» (its leads alone). A date
«-» is an open one. The offsets of the gold are those of the text without its marks.
"""

import json
import re
import sys
from pathlib import Path

CLOSING = {"⟧": "⟦", "⟩": "⟨", "›": "‹"}
_HEAD = re.compile(r"^=== (\S+) \| (.+) \| (.+)\n", re.M)
_TASK = re.compile(
    r"(?P<lead>[^|@~]*)(?:\|(?P<coord>[^@~]*))?(?:@(?P<date>[-\d]+):(?P<due>[^~]*))?(?:~(?P<again>.*))?"
)
_FIGURE = re.compile(r"(?P<value>[\d.]+)(?:/(?P<of>[\d.]+))? (?P<unit>[^:]+): (?P<indicator>.+)")


def documents(marked: str) -> list[tuple[str, dict]]:
    """(text, gold entry) of every document in a marked file; ValueError where a mark is broken."""
    parts = _HEAD.split(marked)[1:]
    found = []
    for name, province, genre, body in zip(*(parts[i::4] for i in range(4)), strict=True):
        text, entry = _parsed(body.strip("\n") + "\n", name)
        found.append((text, {"file": f"{name}.txt", "province": province, "genre": genre, **entry}))
    return found


def _parsed(body: str, name: str) -> tuple[str, dict]:
    text: list[str] = []
    open_at: list[tuple[str, int]] = []
    entry: dict[str, list] = {"documents": [], "tasks": [], "figures": []}
    pos = 0
    while pos < len(body):
        char = body[pos]
        if char in CLOSING.values():
            open_at.append((char, len(text)))
        elif char in CLOSING:
            opening, start = open_at.pop()
            stop = body.index("}", pos)
            if opening != CLOSING[char] or body[pos + 1] != "{":
                raise ValueError(f"{name}: broken mark near «{body[pos - 40 : pos + 20]}»")
            _add(entry, opening, (start, len(text)), "".join(text[start:]), body[pos + 2 : stop])
            pos = stop
        else:
            text.append(char)
        pos += 1
    if open_at:
        raise ValueError(f"{name}: a mark is not closed: «{''.join(text[open_at[0][1] :])[:40]}»")
    for key, letter in (("tasks", "t"), ("figures", "f")):
        entry[key].sort(key=lambda item: item["span"])
        entry[key] = [{"id": f"{letter}{i}", **item} for i, item in enumerate(entry[key], 1)]
    return "".join(text), entry


def _add(entry: dict, opening: str, span: tuple[int, int], words: str, told: str) -> None:
    if opening == "⟦":
        entry["tasks"].append(_task(list(span), words, told, entry["tasks"]))
    elif opening == "⟨":
        kind, date, issuer, role = (part.strip() for part in told.rstrip("!").split("|"))
        number = None if told.endswith("!") else re.sub(r"\s", "", words)
        entry["documents"].append(
            {"number": number, "type": kind, "date": date or None, "issuer": issuer or None}
            | {"role": role or "cited", "span": list(span)}
        )
    else:
        found = _FIGURE.fullmatch(told)
        if found is None:
            raise ValueError(f"a figure's braces: «{told}»")
        values = {k: json.loads(found[k]) for k in ("value", "of") if found[k]}
        entry["figures"].append(
            {"indicator": found["indicator"], "unit": found["unit"], **values, "span": list(span)}
        )


def _task(span: list[int], words: str, told: str, before: list[dict]) -> dict:
    found = _TASK.fullmatch(told)
    if found is None:
        raise ValueError(f"a task's braces: «{told}»")
    lead, coord = _names(found["lead"]), _names(found["coord"])
    if lead in (['"'], ["'"]):
        coord = before[-1]["coord"] if lead == ['"'] and not coord else coord
        lead = before[-1]["lead"]
    date = found["date"]
    due = {"text": found["due"].strip(), "date": None if date == "-" else date} if date else None
    again = found["again"].strip() if found["again"] else None
    label = " ".join(words.split()[:12])
    return {"span": span, "label": label, "lead": lead, "coord": coord, "deadline": due, "recurrence": again}


def _names(told: str | None) -> list[str]:
    return [name.strip() for name in (told or "").split(";") if name.strip()]


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    gold = []
    for path in sys.argv[2:]:
        for text, entry in documents(Path(path).read_text(encoding="utf-8")):
            (folder / entry["file"]).write_text(text, encoding="utf-8", newline="")
            gold.append(entry)
    rows = ",\n".join(json.dumps(e, ensure_ascii=False) for e in sorted(gold, key=lambda e: e["file"]))
    (folder / "gold.json").write_text(f"[\n{rows}\n]\n", encoding="utf-8")
    print(f"{len(gold)} documents, {sum(len(e['tasks']) for e in gold)} tasks")


if __name__ == "__main__":
    main()
