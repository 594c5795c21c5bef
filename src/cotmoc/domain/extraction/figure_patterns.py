"""How numbers, counters and what surrounds them are written; figures.py puts them together."""

import re

from cotmoc.domain.extraction import numbers_vi
from cotmoc.domain.extraction.folding import UPPER

# A digit first, so that the search jumps; what must not stand before it is asked behind it.
NUMBER = re.compile(r"\d(?<![\w.,]\d)(?:\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d*(?:,\d+)?)(?!\d)")
SPELLED = re.compile(
    r"(?<![\w.,])(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"
    r"(?: (?:mươi|mười|trăm|nghìn|ngàn|linh|lẻ|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín)(?!\w))*(?= \w)"
)
SPELLED_WORDS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
# Small numbers in words are mostly part of the language («hai bên»); these counters tell results.
SMALL = 10
RESULTS = frozenset({
    "vụ", "đối tượng", "bị can", "bị cáo", "lượt", "ca", "nạn nhân", "hộ", "tàu", "thuyền", "ghe", "xuồng",
    "xe", "kg", "tấn", "ha", "chuyên án", "người", "công dân", "đường dây", "cháu", "em", "trẻ em",
    "học sinh", "bệnh nhân", "căn", "chiếc", "khẩu", "trường hợp", "thuyền viên", "lao động", "ổ dịch",
    "phương tiện",
})  # fmt: skip
NOT_AFTER = re.compile(
    r"(?:^|[\s(\"/-])(?:(?<!tổng )(?<!con )(?<!trong )số|điều|khoản|điểm|năm|tháng|ngày|quý|mốc|mốc số|"
    r"cột mốc|quốc lộ|ql|đường|khóa|"
    r"khoá|thứ|lần thứ|giai đoạn|nghị quyết|nghị định|"
    r"quyết định|chỉ thị|công văn|kế hoạch|thông tư|lữ đoàn|trung đoàn|tiểu đoàn|đại đội|hải đoàn|"
    r"(?<!khoanh )vùng|quân khu|(?<!thu )hồi|lúc|kỳ họp|phiên|chương trình|phụ lục|(?<!lấy )mẫu|"
    r"covid|cả|mực|tuổi|bảng|biểu|ban chỉ đạo|bcđ|(?<!thanh )loại|km|phường|quận)\s*[:.]?\s*[-–]?\s*$"
)
QUALIFIER = re.compile(r"(?:^|[\s(])(hơn|trên dưới|trên|gần|ước khoảng|khoảng|ước)\s+$")
MAGNITUDE = re.compile(r"\s*(ngàn|nghìn|vạn|triệu|tỷ|tỉ)(?!\w)")
# «12 tỷ | 305 triệu USD», «1 nghìn | 250 tỷ đồng»: a number goes on behind its magnitude.
GOES_ON = re.compile(
    r"\s*(ngàn|nghìn|triệu|tỷ|tỉ)\s+(\d{1,3})(?=\s*(ngàn|nghìn|triệu|tỷ|tỉ|đồng|vnđ|usd)(?!\w))"
)
MONEY = re.compile(
    r"\s*(đồng(?! (?:chí|loạt|thời|bào|bộ|tình|hành|đội|nghiệp|ruộng|hương|lúa|cỏ|ý|thuận)(?!\w))|"
    r"vnđ|vnd|usd|đô la mỹ|đô la)(?!\w)"
)
OF = re.compile(r"\s*/\s*(?=\d)")
PERCENT = re.compile(r"\s*%")
PERIOD_UNIT = re.compile(
    r"\s*(?:-\s*\d+\s*)?(?:năm|tháng|ngày(?! công)|tuần|giờ(?! bay)|phút|h\d*|"
    r"giây|quý|tuổi|khóa|thập kỷ|thế kỷ)(?!\w)"
)
NAMES_FOLLOW = re.compile(rf"[^\n,.;:()]{{0,40}}?(?:\s*[:(]\s*|\s(?:là|gồm|gồm có) )[{UPPER}]")
PLACES = frozenset({"huyện", "tỉnh", "nước", "bên", "xã", "phường", "thị trấn", "thôn", "bản", "làng"})
# «2 đồn Biên phòng cần …», «8 xã biên giới nêu trên»: who acts, or whom the text has named, is not counted.
ACTING = re.compile(
    r"(?: (?:biên phòng|bp|biên giới))?(?: (?:cần|phải|sẽ|tiếp tục|này|nêu trên|nói trên|kể trên)(?!\w)|"
    r" đã (?!được))"
)
ADDRESSED = re.compile(r"(?:chỉ đạo|yêu cầu|đề nghị|giao(?: cho)?|phối hợp với|làm việc với)\s+$")
# Posts are counted where there are so many of them; elsewhere the number only names them.
POSTS = "đồn"
THERE_ARE = re.compile(
    r"(?<!\w)(?:có|gồm|tại|ở|thành lập|xây dựng|bố trí|duy trì|tổng số|toàn bộ|cho|tặng|trên|hỗ trợ)\s+$"
)
# «4 đồn Biên phòng: Si Ma Cai, …», «02 cảng loại II: Cà Ná»: the number introduces names here too.
NAMED = frozenset({
    "đồn", "trạm", "cảng", "khu", "đơn vị", "cửa khẩu", "đội", "cơ quan", "doanh nghiệp", "trường", "tuyến",
    "cầu", "bến", "hồ", "đập", "ấp", "buôn", "thị xã", "thành phố", "quận", "bệnh viện", "mỏ", "cụm",
})  # fmt: skip
SETS = frozenset(
    {
        "lực lượng",
        "đơn vị",
        "chương trình",
        "nội dung",
        "nhóm",
        "giải pháp",
        "chỉ tiêu",
        "tiêu chí",
        "nhiệm vụ",
        "ngành",
        "cấp",
        "khâu",
        "mặt",
    }
)
LISTED = re.compile(rf"(?:\s+(?:biên giới|vùng biên|giáp biên|trọng điểm|ven biển))?\s*[:(]?\s*[{UPPER}]")
LEVEL = re.compile(r"cấp (?:tỉnh|huyện|xã|cơ sở|bộ|trung ương)")
# A verb whose object is counted, right before the number.
GIVES = re.compile(
    r"(?:tặng|phát|cấp|cấp phát|trao|trồng|thu giữ|tịch thu|tạm giữ|lắp|lắp đặt|in|treo|dựng|xây dựng|"
    r"xây|cắm|hỗ trợ|đăng tải|đăng|phát hành|mua|tiêu hủy|bàn giao|trao tặng|bắt|quyên góp|ủng hộ|"
    r"vận chuyển|thu|thu hồi|giao nộp|nộp|tiếp nhận|nhận|cử|điều động|huy động|gửi|chở|cùng|lập|thành lập|"
    r"triệt phá|triệt xóa|xóa sổ|phá|bố trí|trang bị|tháo dỡ|tiêu hủy|sửa chữa|khai trương|vận động)"
    r"(?:\s+được)?\s+(?:hơn |gần |trên |khoảng )?$"
)
WORDS = re.compile(r"([^\W\d_]\w*)(?: ([^\W\d_]\w*))?(?:,? ([^\W\d_]\w*))?(?: ([^\W\d_]\w*))?")
# «từ 15 m trở lên», «gian hàng 0 đồng»: a bound or a name, nothing was counted; «90% trở lên» is a target.
MEASURES = frozenset({"m", "mét", "km", "cm", "mm", "kg", "g", "gam", "tấn", "ha", "lít", "độ", "VND", "USD"})
BOUND = re.compile(r"(?: c)?\s*(?:trở lên|trở xuống|trở đi)(?!\w)")
# «02 lần mỗi năm» is a rhythm.
RHYTHM = re.compile(r"\s*(?:/|(?:trong )?(?:mỗi|một|hằng|hàng) )\s*(?:ngày|tuần|tháng|quý|năm|đêm)(?!\w)")
TIMES = frozenset({"lần", "buổi", "phiên", "kỳ"})
# What no code or name is followed by, whatever stands before: «vượt kế hoạch 12%», «mở đường 3 km».
SURE = re.compile(r"\s*(?:%|(?:ngàn|nghìn|triệu|tỷ|tỉ|tấn|kg|ha|km2?)(?!\w))")
# Hours that were filled: «phát thanh được 139 giờ».
FILLED = re.compile(r"(?:được|đạt|phát thanh|phát sóng|thời lượng)\s+(?:hơn |gần |trên |khoảng )?$")
HOURS = re.compile(r"\s*giờ(?! \d)(?!\w)")
YEAR_AFTER = re.compile(r"\d\s*-\s*$")
YEAR = re.compile(r"(?:19|20)\d\d")
NUMBER_BARE = re.compile(rf"(?:{numbers_vi.NUMBER})(?![\d/])")
NOUN = re.compile(rf" ([^\W\d_{UPPER}]{{2,}})(?: ([^\W\d_{UPPER}]{{2,}}))?(?!\w)")
# How far behind a figure a number may stand that leaves its counter out.
CARRIED = 120
CLOSED = re.compile(r"\s*(?:[,;)]|\.(?:\s|$)|vào năm|trong năm|năm \d|và \d)")
SENTENCE = re.compile(r"[.;:]\s|\n\s*\n")
ROW = re.compile(r"[^.;:()\n]{0,60}(?:,| và| cùng| với) (?:hơn |gần |trên |khoảng )?")
# «Số đợt tuần tra: 45», «| Tổng số vụ | 12 |»: the counter stands before its number.
LABELLED = re.compile(
    r"(?:^|[\n;.,|(:+-])\s*(?:tổng )?số (?:lượng )?(?P<what>[^\d:;.,\n|]{2,60}?)\s*[:|]\s*$"
)
# What may follow such a number.
ALONE = re.compile(r"\s*(?:$|[;|)\n]|[.,](?!\d))")
