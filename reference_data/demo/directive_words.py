"""What every form of a directive says alike: its head and the note that it is not a real document."""

from __future__ import annotations

from typing import Any

NOTE = "Văn bản minh họa của phần mềm Cột Mốc, không phải văn bản của cơ quan nhà nước."
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
PARTY = ("ĐẢNG CỘNG SẢN VIỆT NAM",)
Doc = dict[str, Any]


def numbered(doc: Doc) -> str:
    """«Số: 05/CĐ-UBND» for state documents, «Số 17-CT/TU» for party ones."""
    return f"Số {doc['number']}" if doc["layout"] == "party" else f"Số: {doc['number']}"


def right_head(doc: Doc) -> tuple[str, ...]:
    """The lines at the top right: name of the state and motto, or the party's name."""
    return PARTY if doc["layout"] == "party" else MOTTO
