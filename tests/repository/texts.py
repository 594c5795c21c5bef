"""Which texts the pages show, and which of them have an English text.

``python tests/repository/texts.py`` lists what is missing or stale; with ``--write`` it adds the missing
ones, empty, to the .po file of their room and removes the stale ones.
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
TEXTS = SOURCE / "cotmoc" / "web" / "locale"
ROOMS = (
    "people", "directives", "plans", "programmes", "tasks", "reports", "coordination", "numbers", "briefings",
    "today",
)  # fmt: skip
IN_CONTEXT = {"pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy")),
    **IN_CONTEXT,
}

HEAD = r"""msgid ""
msgstr ""
"Language: en\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""

Key = tuple[str, str | None]


@dataclass(frozen=True)
class Found:
    """A text in the sources: Vietnamese (singular, and plural where counted) and where it stands."""

    singular: str
    plural: str | None
    context: str | None
    file: Path
    line: int

    @property
    def key(self) -> Key:
        """What tells two texts apart."""
        return self.singular, self.context

    @property
    def room(self) -> str:
        """The room whose .po file holds it: named by the file or a folder above it."""
        names = {self.file.stem, *self.file.relative_to(SOURCE).parts}
        return next((room for room in ROOMS if room in names), "frame")


def found() -> dict[Key, Found]:
    """Every text of the pages, the first place of each."""
    texts: dict[Key, Found] = {}
    for file in sorted(file for kind in ("html", "txt", "py") for file in SOURCE.rglob(f"*.{kind}")):
        for text in _texts_of(file):
            texts.setdefault(text.key, text)
    return texts


def _texts_of(file: Path) -> list[Found]:
    source = file.read_text("utf-8")
    if file.suffix in {".html", ".txt"}:
        source = templatize(source, origin=str(file))
    elif "gettext" not in source:
        return []
    texts = []
    for line, name, message, _ in extract_python(
        io.BytesIO(source.encode()), KEYWORDS, [], {"encoding": "utf-8"}
    ):
        parts = [part for part in (message if isinstance(message, tuple) else (message,)) if part]
        context = parts.pop(0) if "pgettext" in name else None
        if parts:
            texts.append(Found(parts[0], parts[1] if len(parts) > 1 else None, context, file, line))
    return texts


def files() -> list[Path]:
    """Every English .po file."""
    return sorted(TEXTS.glob("*/en/LC_MESSAGES/django.po"))


def catalogue(file: Path) -> Catalog:
    """One .po file."""
    with file.open("rb") as source:
        return read_po(source, locale="en")


def key_of(message: Message) -> Key:
    """The key of a .po entry."""
    return (message.id[0] if isinstance(message.id, tuple) else message.id), message.context


def translated() -> dict[Key, list[tuple[Path, Message]]]:
    """Every .po entry by key, with its file; more than one means a text translated twice."""
    entries: dict[Key, list[tuple[Path, Message]]] = {}
    for file in files():
        for message in catalogue(file):
            if message.id:
                entries.setdefault(key_of(message), []).append((file, message))
    return entries


def write() -> None:
    """Bring every .po file up to the sources."""
    texts, entries = found(), translated()
    for file in files():
        book = catalogue(file)
        for message in list(book):
            if message.id and key_of(message) not in texts:
                book.delete(message.id, message.context)
        _save(book, file)
    for key, text in texts.items():
        if key in entries:
            continue
        file = TEXTS / text.room / "en" / "LC_MESSAGES" / "django.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        book = catalogue(file) if file.exists() else Catalog(locale="en", charset="utf-8")
        book.add((text.singular, text.plural) if text.plural else text.singular, context=text.context)
        _save(book, file)


def _save(book: Catalog, file: Path) -> None:
    kept = Catalog(locale="en", charset="utf-8")
    for message in book:
        if message.id:
            kept.add(message.id, message.string, context=message.context)
    out = io.BytesIO()
    write_po(out, kept, width=0, omit_header=True, no_location=True)
    file.write_bytes(HEAD.encode() + out.getvalue())


def missing() -> list[str]:
    """Texts without an English text, each with its place."""
    entries = translated()
    return [
        f"{text.file.relative_to(ROOT)}:{text.line}: {text.singular}"
        for key, text in found().items()
        if key not in entries or not _whole(entries[key][0][1])
    ]


def stale() -> list[str]:
    """.po entries that no source uses."""
    texts = found()
    return [
        f"{file.relative_to(ROOT)}: {key[0]}"
        for key, places in translated().items()
        for file, _ in places
        if key not in texts
    ]


def _whole(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(strings) and all(strings) and not message.fuzzy


if __name__ == "__main__":
    if "--write" in sys.argv[1:]:
        write()
    for line in [*(f"missing  {one}" for one in missing()), *(f"stale    {one}" for one in stale())]:
        print(line)
