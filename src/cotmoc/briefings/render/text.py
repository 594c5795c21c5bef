"""What the three renderings print alike: clean runs, fixed lines, where numbers bind to their units."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from cotmoc.briefings.document import Briefing, Cell, Number, PlaceDate, Run, Table, Words, runs_of

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS = "Nơi nhận:"
MISSING_MARK = "*"
MISSING_NOTE = "(*) Chưa đủ đơn vị báo cáo."
NBSP = "\u00a0"
_BLANK = NBSP * 6

_UNITS = (
    "%|‰|km|km²|kg|g|m|m²|ha|tấn|lít|nghìn|triệu|tỷ|đồng|USD|người|hộ|khẩu|tin|vụ|đối tượng|cuộc|lượt|lớp|"
    "buổi|mốc|cột mốc|xã|huyện|đồn|tờ|bản|nhiệm vụ|văn bản|phương tiện|tuần|giờ|phút"
)
_BEFORE_UNIT = re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?!\w))")
_BEFORE_NUMBER = re.compile(
    r"\b([Nn]gày|[Tt]háng|[Nn]ăm|[Qq]uý|[Ss]ố|[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Kk]hóa|[Bb]ảng) (?=[\dIVX])"
)
# What XML 1.0 cannot hold, zero-width letters, and direction marks that would reorder a line.
_UNPRINTABLE = re.compile(
    r"[^\t\n\r\u0020-\u007e\u00a0-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe"
    r"\uff00-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A run ready to be set."""

    text: str
    bold: bool = False
    italic: bool = False
    number: Number | None = None


def plain(text: str) -> str:
    """``text`` composed, in one line, without control characters."""
    cleaned = _UNPRINTABLE.sub("", unicodedata.normalize("NFC", text))
    return cleaned.replace("\n", " ").replace("\t", " ").replace("\r", "")


def bound(text: str) -> str:
    """``text`` with no line break between a figure and its unit, or «ngày», «quý» … and its figure."""
    return _BEFORE_NUMBER.sub(rf"\1{NBSP}", _BEFORE_UNIT.sub(NBSP, plain(text)))


def shown(cell: Cell) -> list[Shown]:
    """The runs of a paragraph or cell, each clean; the word after a figure stays with it."""
    done: list[Shown] = []
    for run in runs_of(cell):
        one = _one(run)
        if one.text.startswith(" ") and done and done[-1].number is not None:
            one = Shown(NBSP + one.text[1:], one.bold, one.italic)
        if one.text:
            done.append(one)
    return done


def _one(run: Run) -> Shown:
    if isinstance(run, Number):
        return Shown(plain(run.text) + (MISSING_MARK if run.missing else ""), number=run)
    if isinstance(run, Words):
        return Shown(bound(run.text), run.bold, run.italic)
    return Shown(bound(run))


def number_line(briefing: Briefing) -> str:
    """«Số: 12/BC-BCĐ», with room to write the number in when it is blank."""
    return plain(f"Số:{NBSP}{briefing.number or _BLANK}/{briefing.symbol}")


def place_date_line(at: PlaceDate) -> str:
    """«Gia Lai, ngày 05 tháng 7 năm 2022»: days below 10 and months 1, 2 with a nought, blanks kept."""
    day = f"{at.day:02d}" if at.day else _BLANK
    month = (f"{at.month:02d}" if at.month < 3 else str(at.month)) if at.month else _BLANK
    return plain(f"{at.place}, ngày{NBSP}{day} tháng{NBSP}{month} năm{NBSP}{at.year}")


def provenance_lines(briefing: Briefing) -> list[str]:
    """Where the figures stand, as printed under the signature."""
    said = briefing.provenance
    made = f"{said.made_at:%H} giờ {said.made_at:%M} ngày {_day(said.made_at)}"
    lines = [MISSING_NOTE] if briefing.has_missing() else []
    lines.append(
        f"Bản chụp số liệu số {said.snapshot}, tính đến hết ngày {_day(said.as_of)}; "
        f"lập lúc {made}; lần sửa {said.revision}."
    )
    lines.append(f"Đầu sổ nhật ký: {said.audit_head}")
    if said.corrections:
        lines.append("Số đã sửa so với bản trước:")
    for item in said.corrections:
        why = f" ({item.reason})" if item.reason else ""
        lines.append(f"- {item.what}: {item.before} thành {item.after}{why}.")
    return [bound(line) for line in lines]


def recipient_lines(briefing: Briefing) -> list[str]:
    """«- Thường trực Tỉnh ủy;» …, the last one ending in a full stop."""
    last = len(briefing.recipients) - 1
    return [
        f"- {plain(name).rstrip(' ;.')}{'.' if index == last else ';'}"
        for index, name in enumerate(briefing.recipients)
    ]


def _day(on: date) -> str:
    return f"{on.day:02d}/{on.month:02d}/{on.year}" if on.month < 3 else f"{on.day:02d}/{on.month}/{on.year}"


def table_size(table: Table) -> int:
    """Type size of a table in points: smaller when it has many columns."""
    return 12 if len(table.columns) <= 7 else 11 if len(table.columns) <= 10 else 9
