"""An Excel workbook searched for marks but not read: formulas and attached files may stand in it.

Runs in a worker process only.
"""

from __future__ import annotations

from cotmoc.domain.errors import files as errors
from cotmoc.domain.errors.entry import Problem
from cotmoc.files.reading import embedded, xlsx
from cotmoc.files.reading.archive import Archive
from cotmoc.files.reading.text_of import Part, TextOf


def read(name: str, data: bytes, parts: list[Part]) -> TextOf:
    """No rows; ``parts`` hold all that the workbook says. Raises NOT_A_TABLE for macros, or as Archive."""
    archive = Archive(data, parts)
    members = archive.names()
    if any(member.endswith("vbaProject.bin") for member in members):
        raise Problem(errors.NOT_A_TABLE, kind=".xlsm")
    for member in members:
        if "/embeddings/" in member:
            embedded.search(member, archive.read(member), parts, within=archive)
        else:
            xlsx.look(archive, member, parts)
    return TextOf("[]", "xlsx", tuple(parts))
