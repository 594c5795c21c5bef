"""Bodies of a known kind with a name of their own: «Phòng Nội vụ huyện A», «Chi cục Thủy sản»."""

import re
from collections.abc import Mapping

from cotmoc.domain.extraction.folding import UPPER, Folded

_CAPITAL = rf"[{UPPER}][\w&']*(?:-[{UPPER}][\w&']*)*"
_BODY = (
    r"(?!Sở|Công an|UBND|Ủy ban|Ban |Bộ |BĐBP|Hội |Trung tâm|Chi cục|Phòng |Văn phòng|Cục |"
    r"Viễn thông|Điện lực|"
    r"Bưu điện|VNPT|Viettel|Mobi|Ngân hàng|Kho bạc|Đài |Báo |Công ty|Tổng công ty|Đồn |Trạm |Hạt |Vườn )"
)
_RUN = re.compile(rf" {_CAPITAL}(?:(?: | và {_BODY}| - ){_CAPITAL}){{0,5}}")
_FAR = re.compile(
    rf" {_CAPITAL}(?:(?: và)? [^\W\d_]+){{1,6}}?(?: {_CAPITAL}){{1,3}}(?: - {_CAPITAL}(?: {_CAPITAL})*)?"
)
_GOES_ON = re.compile(rf"(?: | - | và ){_BODY}{_CAPITAL}")
_SMALL = re.compile(r" ([^\W\d_]+)")
_STOPS = frozenset(
    {
        "cần",
        "phải",
        "có",
        "được",
        "bị",
        "đã",
        "sẽ",
        "là",
        "tại",
        "trên",
        "về",
        "để",
        "cho",
        "theo",
        "do",
        "với",
    }
    | {"thuộc", "của", "trong", "từ", "khi", "nếu", "và", "làm", "xin", "như", "cùng", "đang", "vẫn", "cũng"}
    | {"đến", "ở", "trực"}
)
_OF_PROJECTS = ("ban quản lý dự án", "ban qlda", "bqlda", "bql dự án")
_PROJECTS = re.compile(
    r"(?:(?: (?:đầu tư|xây dựng|các|công trình|dự án|chuyên ngành|giao thông|dân dụng|và|công nghiệp|"
    r"nông nghiệp|thủy lợi|phát triển|nông thôn|hạ tầng|khu|kinh tế|đô thị|oda|khu vực)(?!\w)|"
    r",(?= (?:dân|công|giao|nông)))*)(?<! và)"
)
# «Ban Chỉ đạo 389», «BCĐ 138/CP»
_NUMBERED = re.compile(r"(?: \(bcđ\))? \d{2,4}(?!\w|[.,]\d)(?:/cp(?!\w))?(?! (?:người|thành viên|đồng chí))")
_BOARD = re.compile(
    r"(?:(?! và (?:bộ chỉ huy|sở |công an|ubnd|ủy ban|ban |bđbp|bch))(?! (?:yêu cầu|đề nghị|giao|"
    r"chỉ đạo|tổ chức|thực hiện|phối hợp|báo cáo|theo dõi|có|đã|cần|phải|"
    r"chủ trì|của|về việc|do|làm|là|họp|thống nhất|đánh giá) )"
    r"(?:[^,;:.()\n]|, (?=chống|giảm|tìm|cứu|tệ nạn|gian lận|hàng giả|an toàn|trật tự|lãng phí|tiêu cực|"
    r"ma túy|mại dâm|tội phạm|chuyển đổi|cải cách|hội nhập|ứng phó|khắc phục|bảo vệ|thi hành|xây dựng|"
    r"nông thôn|giảm nghèo|phòng|quản lý|bức xúc|mua bán))){1,140}?"
    r"(?:(?=(?: \([^()]{2,30}\))? "
    r"(?:tỉnh|các (?:huyện|xã|tỉnh|cấp)|cấp (?:tỉnh|huyện|xã)|huyện|thành phố|xã)(?!\w))|"
    r" (?:quốc gia|trung ương)(?!\w))"
)
# «Ban Chỉ đạo chống khai thác hải sản bất hợp pháp, không báo cáo và không theo quy định tỉnh»
_FISHING = re.compile(
    r" (?:phòng,? )?chống khai thác(?: (?:hải|thủy) sản)? bất hợp pháp"
    r"(?:,? không báo cáo(?:,| và) không theo quy định)?(?: \(iuu\))?"
)
# «Ban Chỉ huy phòng chống thiên tai và tìm kiếm cứu nạn», whether a level follows or a verb
_DISASTER = re.compile(
    r" (?:phòng thủ dân sự(?:,| -| và)? ?)?phòng,? chống (?:thiên tai|lụt,? bão)"
    r"(?:(?:,| và| -|,? giảm nhẹ thiên tai và) (?:tìm kiếm cứu nạn|tkcn|phòng thủ dân sự))?"
    r"(?: các ngành, các cấp| các cấp, các ngành)?(?= (?:tỉnh|huyện|xã|các|cấp|thành phố)(?!\w)|"
    r"\s+(?:và|phải|cần|có|chủ|theo|tổ|trực|tham|kiểm|rà|triển)(?!\w)|\W)"
)
_LEADS = re.compile(r"(?:chủ trì|phối hợp)(?!\w)")
MOST_SMALL = 6
MOST_WORDS = 16


class Typed:
    """Reads the name behind a kind of body in one text."""

    def __init__(
        self, folded: Folded, fields: Mapping[str, tuple[tuple[str, str], ...]], opens: frozenset[str]
    ) -> None:
        self.plain, self.low, self.fields, self.opens = folded.plain, folded.low, fields["units"], opens

    def end(self, start: int, end: int, *, listed: bool, far: bool = False) -> int:
        """Where the name ends that follows the kind at [start, end), or `end` when none does.

        `listed`: only a known field may follow («Ban Pháp chế»), because the kind opens other words too.
        `far`: small words up to a second proper name belong to it («Ban Quản lý Khu bảo tồn biển Hòn Cau»).
        """
        head = self.plain[start:end]
        if not head[0].isupper() or (head.isupper() and len(head) > 1 and " " not in head and len(head) < 4):
            return end
        if not self.plain[end + 1 : end + 2].isupper() or self.plain[end : end + 1] != " ":
            return end
        for low, _ in self.fields:
            after = end + 1 + len(low)
            if self.low.startswith(low, end + 1) and not self.low[after : after + 1].isalnum():
                return after
        if far and (match := _FAR.match(self.plain, end)):
            return match.end()
        return end if listed or self.plain[start : end + 4].isupper() else self._run(end)

    def board(self, start: int, end: int) -> int:
        """«Ban Chỉ đạo phòng, chống tội phạm tỉnh»: the end of the long name, or `end`."""
        if self.plain[start:end].islower():
            return end
        if number := _NUMBERED.match(self.low, end):
            return number.end()
        if disaster := _DISASTER.match(self.low, end) or _FISHING.match(self.low, end):
            return disaster.end()
        pattern = _PROJECTS if self.low.startswith(_OF_PROJECTS, start) else _BOARD
        match = pattern.match(self.low, end)
        return match.end() if match and match.end() > end else end

    def named(self, end: int) -> int:
        """«Ban Chỉ huy Phòng thủ dân sự | tổ chức …»: capitals, then small words up to a verb."""
        return self._run(end) if self.plain[end : end + 1] == " " else end

    def _run(self, end: int) -> int:
        """Capitalised words, then small ones up to a verb («Phòng Cảnh sát kinh tế | kiểm tra»)."""
        run = _RUN.match(self.plain, end)
        if run is None:
            return end
        pos, small = run.end(), 0
        for _ in range(MOST_WORDS):
            word = _SMALL.match(self.plain, pos)
            if word is None and (more := _GOES_ON.match(self.plain, pos)):
                pos = more.end()
                continue
            if word is None or self._verb(pos + 1) or word[1] in _STOPS:
                return pos
            if word[1] in ("tỉnh", "huyện", "thành", "thị", "xã", "cấp", "các"):
                return pos
            pos, small = word.end(), small + word[1].islower()
            if small == MOST_SMALL:
                return end
        return end

    def _verb(self, pos: int) -> bool:
        """A verb of two syllables or more stands here."""
        words = self.low[pos : pos + 24].split(" ", 3)
        if _LEADS.match(self.low, pos):
            return True
        return any(" ".join(words[:n]).rstrip(",;:.)") in self.opens for n in (2, 3) if len(words) >= n)
