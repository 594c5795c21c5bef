"""Joins and compiles translation files without gettext.

Use: ``python translations.py FOLDER FILE.po…``; a file's language is the folder above LC_MESSAGES.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def main(target: Path, files: list[Path]) -> None:
    """Write ``<language>/LC_MESSAGES/django.mo`` under ``target``.

    Exits when two files translate one text differently: Django would show whichever came last.
    """
    languages: dict[str, list[Path]] = defaultdict(list)
    for file in files:
        languages[file.parents[1].name].append(file)
    for language, parts in languages.items():
        catalogue = _joined(language, parts)
        folder = target / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / "django.mo.new"
        with fresh.open("wb") as out:
            write_mo(out, catalogue)
        fresh.replace(folder / "django.mo")


def _joined(language: str, files: list[Path]) -> Catalog:
    whole = Catalog(locale=language)
    for file in files:
        with file.open("rb") as source:
            part = read_po(source, locale=language)
        for message in part:
            if not message.id or not message.string or message.fuzzy:
                continue
            known = whole.get(message.id, message.context)
            if known is not None and known.string != message.string:
                raise SystemExit(
                    f"{file.name}: {message.id!r} is translated twice: {known.string!r}, {message.string!r}"
                )
            whole.add(message.id, message.string, context=message.context, flags=message.flags)
    return whole


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
