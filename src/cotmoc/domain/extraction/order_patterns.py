"""The phrases of ordering, over the shadow of a text: each body is one OPEN mark and fillers."""

import re

OPEN, FILL = "\ue000", "\ue001"
A = f"{OPEN}{FILL}*"
PAR = (
    r"(?:\s*\([^()]{0,200}\)|\s(?:hai|ba|bốn|các|0?\d) (?:tỉnh|bên)(?: giáp ranh)?|"
    r"\s(?:nói|nêu|kể) trên(?=\s))?"
)
AND = r"(?:\s*[,/+-]\s*(?:và\s+|cùng\s+(?:với\s+)?)?|\s+(?:và|cùng với|cùng|với)\s+)(?:với\s+|các\s+|của\s+)?"
ANY = (
    r"(?:\s*[,;/+-]\s*(?:và\s+|cùng\s+(?:với\s+)?)?|\s+(?:và|cùng với|cùng)\s+)"
    r"(?:với\s+|các\s+|của\s+|(?:đề nghị|yêu cầu|giao)\s+)?"
)
LIKE = r"\s*,?\s+(?:như|gồm|bao gồm|gồm có|trong đó có|nhất là|đặc biệt là|trước hết là)\s*:?\s+"
LEADS = rf"{A}{PAR}(?:{LIKE}{A}{PAR})?(?:{ANY}{A}{PAR})*"
PARTNERS = rf"{A}{PAR}(?:{AND}{A}{PAR})*"
# What tells that the body before it has work of its own.
OWN_WORK = (
    r"\s*,?\s*(?:chủ trì|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|(?:làm )?đầu mối|phối hợp|cần|"
    r"phải)(?!\w)"
)
# Behind «chủ trì, phối hợp với» a «;» may part them too.
PARTED = rf"{A}{PAR}(?:(?:{AND}|\s*;\s*(?:và\s+)?(?:các\s+)?(?!{LEADS}{OWN_WORK})){A}{PAR})*"

SPEAK = r"yêu cầu|đề nghị|lưu ý|nhắc nhở|kêu gọi"
HAND = (
    r"(?:thống nhất |tiếp tục )?giao(?: trách nhiệm| nhiệm vụ)?(?: cho)?|phân công|ủy quyền(?: cho)?|"
    rf"chỉ đạo|giao ban chỉ đạo|chuyển(?: cho)?(?= {A} (?:xem xét|nghiên cứu|xử lý|giải quyết|"
    rf"tham mưu|thẩm định))"
)
ORDER = re.compile(
    rf"(?<!\w)({SPEAK}|{HAND}|nhấn mạnh|chỉ rõ)(?!\w)(?: (?:đối với|rằng|với|cho|tới|đến)(?= ))?"
)
ORDER_WORDS = (
    "yêu cầu", "đề nghị", "lưu ý", "nhắc nhở", "kêu gọi", "thống nhất giao", "tiếp tục giao", "giao",
    "phân công", "ủy quyền", "chuyển", "chỉ đạo", "nhấn mạnh", "chỉ rõ",
)  # fmt: skip
NOT_LEFT = re.compile(
    r"(?:theo|đáp ứng|của|được|các|những|một số|nội dung|có|ý kiến|sự|xét|phù hợp với|phù hợp|đúng|bàn|"
    r"kết|chuyển|mục đích,|(?<!đoàn )(?<!tổ )công tác|"
    r"tình hình|nhiệm vụ|với|thực hiện|triển khai|(?<!có )(?<!hành )văn bản|lãnh đạo,|và|nhu cầu|"
    r"trên cơ sở|quy định,|"
    r"tinh thần|phương tiện|đại biểu|cử tri|người dân|tổng hợp)\s+$"
)
PAST = re.compile(r"(?:^|[\s,;:])(?:đã|từng|vừa qua)(?:\s|$)")
SPEECH = re.compile(
    r"phát biểu|kết luận|chủ trì|tại (?:hội nghị|buổi|cuộc|phiên|lễ)|đồng chí|văn bản|công văn|công điện|"
    r"có ý kiến|"
    r"chỉ thị|thông báo|kế hoạch"
)
MEANWHILE = re.compile(
    r"[,:]?\s*(?:(?:trong |từ nay )?(?:thời gian (?:tới|tiếp theo)|giai đoạn (?:tới|tiếp theo)|"
    r"những tháng (?:tiếp theo|cuối năm|còn lại)|"
    r"năm \d{4}|quý [ivx\d]+|tháng \d+|đến (?:cuối|hết) năm(?: \d{4})?|"
    rf"nhiệm kỳ)(?:[^,.;:{OPEN}]{{0,60}},)?\s*)?(?:tất cả |toàn thể |toàn bộ |lãnh đạo |thủ trưởng )?"
    # An order to a person by name and post is one to the body.
    rf"(?:(?:các\s+)?(?:đồng chí|ông|bà)\s+(?:[^,;:.(){OPEN}]{{2,40}}?\s*[-–,]\s*)?(?={OPEN}))?"
)
# «Lãnh đạo các sở …»: the bodies through those who lead them.
LEADERS = re.compile(rf"(?:tập thể |toàn thể )?lãnh đạo (?={OPEN})")
# A post in front of the body it belongs to: «Chủ tịch UBND các xã».
POST = re.compile(
    r"(?:(?:đồng chí|các|phó)\s+)*(?:chủ tịch|bí thư|giám đốc|trưởng(?: các)?|chánh|thủ trưởng|"
    r"chỉ huy trưởng|cục trưởng|chi cục trưởng|đồn trưởng|người đứng đầu)\s+|",
    re.I,
)
# What a body no list knows is called by, among others that are known.
FELLOW = re.compile(
    r"(?:(?:các|những|một số|toàn thể)\s+)?(?:cơ quan|đơn vị|tổ chức|hiệp hội|hội|liên minh|liên đoàn|"
    r"tiểu ban|công ty|tổng công ty|tập đoàn|"
    r"doanh nghiệp|xí nghiệp|cơ sở|hợp tác xã|ban quản lý|ban qlda|ban vì|"
    r"ban đại diện|ban điều hành|ban công tác|chi đội|tiểu khu|cụm|đội|tổ|trạm|hạt|chốt|chi cục|cục|"
    r"tổng cục|trung tâm|trường|học viện|viện|bệnh viện|bộ tư lệnh|vùng|hải đội|hải đoàn|tiểu đoàn|"
    r"trung đoàn|lữ đoàn|sư đoàn|đoàn|đồn|hộ|chủ|người|cá nhân|nhà thầu|nhà máy|lực lượng|quân đội|"
    r"công an|quân sự|biên phòng|kiểm lâm|hải quan|thuế|chính quyền|cấp ủy|chi bộ|đảng bộ|đoàn thể|"
    r"mặt trận|báo|đài|ngân hàng|kho bạc|tòa án|viện kiểm sát|cảng vụ|văn phòng|phòng|khu|thôn|bản|"
    r"già làng|nhân dân|ngư dân|đảng viên|cán bộ)(?!\w)",
    re.I,
)
STRESSED = re.compile(
    r"\((?:nhất là|đặc biệt là|trước hết là|trong đó|chỉ đạo|qua|thông qua|là |kiêm|thường trực|"
    r"cơ quan thường trực)[^()]*\)"
)
LEADS_AT = re.compile(LEADS)
MODAL = re.compile(
    r"(?:,?\s*(?:và\s+|cũng\s+|còn\s+)?(?:cần phải|cần vừa|phải vừa|cần|phải|sẽ|"
    r"dự kiến(?: (?:đến |vào )?(?:cuối |giữa |đầu )?(?:năm|quý|tháng) [\divx/]+,?)?(?: sẽ)?|"
    r"(?:cùng )?(?:giao ước|cam kết)(?! thi đua| với| của|,)|"
    r"(?:cũng\s+)?(?:đã\s+)?(?:thống nhất|nhất trí)(?! với| đề| chủ| nội| cao| đánh| nhận)"
    r"(?: (?:trong )?(?:thời gian|giai đoạn) tới)?,?|"
    r"có trách nhiệm|chịu trách nhiệm(?: về việc| trong việc| trước [^,;.]{0,60}? về(?: việc)?)?|"
    rf"có nhiệm vụ|được (?:(?:tỉnh|huyện|cấp trên|trên|{A}) )?(?:giao(?: nhiệm vụ)?|phân công|yêu cầu|"
    r"đề nghị|chỉ đạo)|làm đầu mối|"
    r"là (?:cơ quan|đơn vị) (?:thường trực|đầu mối|chủ trì)[^,;.:]{0,60}[,:;]|thường trực)[\s:]+)"
)
LED = re.compile(
    rf"(?:,?\s*(?:và\s+)?(?:là (?:cơ quan|đơn vị)\s+)?(?:chịu trách nhiệm\s+|đứng ra\s+)?"
    rf"(?:chủ trì(?:(?: thực hiện| triển khai)(?=,))?|làm (?:lực lượng )?nòng cốt(?=\s*,)|(?:làm |"
    rf"là )?đầu mối(?=\s*,[^;.]{{0,40}}(?:phối hợp|"
    rf"hiệp đồng)))"
    rf"(?:\s*,\s*(?:chỉ đạo|tham mưu|hướng dẫn|đôn đốc|điều hành)(?=\s*,))*)(?:\s*,?\s*(?:và\s+|"
    rf"đồng thời\s+)?(?:(?:chủ động\s+)?(?:phối hợp|hiệp đồng)(?:(?:\s+[^\s,;.{OPEN}]+){{0,3}}?\s+(?:với|"
    rf"cùng)(?:\s+với)?)?|cùng(?:\s+với)?|với)\s+(?:các\s+)?(?P<with>{PARTED})|"
    # «A chủ trì (phối hợp với B)», «A chủ trì, B phối hợp xây dựng …»
    rf"\s*\(\s*phối hợp:?(?:\s+với)?\s+(?:các\s+)?(?P<inside>{PARTNERS})\s*\)|"
    rf"\s*,\s*(?P<also>{PARTNERS})\s+(?:cùng\s+)?phối hợp(?:(?=\s[^\W\d]+\s)(?!\s+(?:với|cùng))|"
    rf"\s*:))?\s*,?\s*"
)
WITH = re.compile(
    rf"(?:,?\s*(?:và\s+)?(?:(?:chủ động|tích cực|tiếp tục|thường xuyên|tăng cường)\s+)?(?:phối hợp|"
    rf"hiệp đồng)(?:\s+(?:chặt chẽ|thường xuyên|tốt|kịp thời))?(?:\s+(?:với|cùng)(?:\s+với)?)?\s+(?:các\s+)?"
    rf"(?P<with>{PARTED})|,?\s*cùng(?: với)? (?P<also>{PARTNERS}))\s*,?\s*"
)
PARTNER = re.compile(
    rf"(?:phối hợp|hiệp đồng)(?:(?:\s+[^\s,;.{OPEN}]+){{0,5}}?\s+(?:với|"
    rf"cùng)(?:\s+với)?)?\s+(?:các\s+)?(?P<with>{PARTNERS})"
)
EVENT = re.compile(
    r"(?:đồng |trực tiếp )?(?:hội nghị|cuộc họp|buổi|phiên họp|lễ|hội thảo|tổ chức (?:lễ|hội nghị|buổi|"
    r"cuộc họp)|bắt|phát hiện|thu giữ|triệt phá|phá|cứu|tiếp nhận|tiếp đoàn|chúc)[\s,]"
)
WHEN = re.compile(
    r"(?:sáng|chiều|tối|trưa|ngày|hồi|khoảng|lúc|mới đây|vừa qua|trước đó|hôm nay|sau khi|được biết|"
    r"từ ngày|tính đến|đến nay|thời gian qua|trong thời gian qua|"
    r"những năm qua|(?:năm|quý|tháng|tuần) qua|trong những năm|những năm gần đây|qua \d|nhiều năm|"
    r"trong nhiều năm|theo báo cáo|"
    r"cũng tại|tại buổi|nhân dịp|dịp này|cũng dịp này|dự|tham dự|cùng dự)(?!\w)"
)
FUTURE = re.compile(
    r"(?:trong )?(?:thời gian tới|thời gian tiếp theo|từ nay (?:đến|tới|cho đến|cho tới) (?:hết|cuối|khi)|"
    r"sang năm|"
    r"những ngày tới|tuần tới|theo dự kiến|giai đoạn tới|những tháng (?:cuối năm|tiếp theo|"
    r"còn lại)|6 tháng cuối năm|sáu tháng cuối năm|quý tới|tháng tới|năm tới|sắp tới|tới đây|"
    r"nhiệm kỳ tới|cùng (?:giao ước|cam kết))(?!\w)"
)
LATER = re.compile(
    r",?\s*(?:trong )?(?:thời gian (?:tới|tiếp theo)|giai đoạn tới|những tháng (?:tới|cuối năm)|năm tới),?\s+"
)
WHENEVER = re.compile(r"(?:khi|nếu|trường hợp|lúc)(?!\w)")
# Behind a body among orders: words that do not open an action.
FREE = re.compile(
    r"\s+(?!(?:đã|được|bị|là|có|thuộc|của|và|với|cùng|tại|trên|ở|trong|về|theo|do|để|khi|nếu|vì|như|này|đó|"
    r"nói|"
    r"đang|vẫn|cũng|không|chưa|sẽ|cho|đến|từ|các|những|cấp|liên quan|trực thuộc|dự|tham dự|họp|từng|vừa|mới|"
    r"căn cứ|nhận thấy|nhận định|mong|mong muốn|báo cáo|trao đổi|phát biểu|thông tin|kiến nghị|đề nghị|"
    r"đề xuất|"
    r"yêu cầu|"
    r"giải trình|làm rõ|nêu|trả lời|tiếp thu|hứa|bày tỏ|chúc|chỉ đạo|cho biết|khẳng định|đánh giá|ghi nhận|"
    r"biểu dương|chia sẻ|cảm ơn|tổ chức (?:hội|lễ|buổi))(?!\w))"
    r"[^\W\d_]{2,} \S"
)
# «UBND các cấp căn cứ Luật Bầu cử …; phối hợp với …»: only what the body goes back to.
GOES_BACK = re.compile(r"\s+(?:căn cứ|trên cơ sở|theo)\s")
ADVERBIAL = re.compile(
    r"(?:chậm nhất|muộn nhất|phấn đấu (?:đến|trước|trong|hết)|ra (?:tết|giêng)|sang|quá trình|"
    r"nhiệm vụ (?:tháng|quý|năm|6 tháng|trọng tâm)|bước sang|bước vào|vào|từ nay|ở|giữa|"
    r"cuối|đầu|suốt|ngay|tới|kể từ|nhân|mùa|dịp|"
    r"song song|cùng lúc|cùng thời gian|"
    r"sau đó|hiện nay|"
    r"để|trong|căn cứ|trên cơ sở|thực hiện|nhằm|khi|với|từ|đối với|thời gian|năm|quý|theo|hằng|hàng|"
    r"định kỳ|mỗi (?:năm|quý|tháng|tuần)|trước|sau|tại|về|riêng|ngoài|bên cạnh|cùng với|"
    r"đồng thời|do đó|vì vậy|triển khai|giai đoạn|6 tháng|những|đến|nếu|trường hợp|cụ thể(?! hóa)|"
    r"tiếp tục|qua|phát huy|phát biểu|kết luận|nhấn mạnh|đồng chí|thay mặt|tiếp thu|xét|kế hoạch|nghị quyết|"
    r"quyết định)(?!\w)"
)
# «Định kỳ trước ngày 20 hằng tháng, tổng hợp …», «trong tháng 11/2022 hoàn thành …»
RHYTHM_AHEAD = re.compile(
    r"định kỳ\s(?:(?:trước|vào|chậm nhất|mỗi|ngày|hằng|hàng|tuần|tháng|quý|năm|lần|một|cuối|đầu|"
    r"[\d/]+)(?: |, ))+"
    r"(?<=, )|(?:trong|đến hết|trước|đến) (?:tháng|quý|năm|ngày) [\divx/.-]+(?: năm \d{4})?\s+"
)
# «Trong giai đoạn từ nay đến năm 2025 A sẽ …», without a comma before the body.
PERIOD_AHEAD = re.compile(
    rf"(?:trong )?(?:giai đoạn|thời gian|năm|từ nay|từ năm)[^,.;:{OPEN}]{{0,40}}?\d{{4}}\s+(?={OPEN})"
)
CONNECT = re.compile(
    r"\s*(?:(?:(?:cùng với|cùng|bên cạnh|đi đôi với|song song với) đó là|trọng tâm là|vừa|trước mắt là|"
    r"theo đó|đồng thời|bên cạnh đó|ngoài ra|"
    r"cụ thể(?! hóa)|trong đó|trước mắt|cùng với đó|mặt khác|"
    r"tuy nhiên|trước hết|trước tiên|thứ nhất|thứ hai|thứ ba|thứ tư|tiếp theo|tiếp đó|bên cạnh việc đó|"
    r"do đó|vì vậy|song song với đó|riêng|và|ngoài ra|cuối cùng|đặc biệt|đáng chú ý|đồng thời với đó|"
    rf"(?:đối với|về phía|(?:các )?đồng chí|(?:trách nhiệm|nhiệm vụ) của)(?=\s{OPEN}))(?!\w)\s*[,:]?\s*)+"
)


# «chính quyền các cấp ở Đắk Lắk»: where the text is about anyway narrows nobody.
AROUND = re.compile(
    r"(?:ở|tại|trong|trên địa bàn)(?: tỉnh| thành phố)?(?: \w+){0,3}|"
    r"của (?:tỉnh|thành phố|địa phương|huyện|xã|mình|đơn vị|ngành)(?!\w)(?: \w+){0,3}"
)
NARROWED = re.compile(
    rf"\s+(?:tại|trên|ở|thuộc|của|có|trong|đóng|giáp|liên quan|được|nhận|cùng|nói|nêu)(?!\w)"
    rf"[^,;:.{OPEN}]{{2,70}}?\s+"
)
RELATIVE = re.compile(
    rf"\s+(?:có|bị|được|nơi|thuộc|trên|ở|tại|của|đang|trực tiếp|không|chưa|đóng|giáp|cùng cấp|theo|trong|là|"
    rf"với (?:chức năng|vai trò|tư cách)|qua)(?!\w)(?:[^,;:.{OPEN}]{{2,80}}?|\s+{A})(?:,\s+|\s+)"
    r"(?=(?:sẽ|có nhiệm vụ|chịu trách nhiệm|"
    r"cần|phải|có trách nhiệm|tiếp tục|tăng cường|đẩy mạnh|chủ động|thực hiện|triển khai|tập trung|"
    r"tổ chức|nâng cao|làm tốt|thường xuyên|rà soát|xây dựng|tuyên truyền|kiểm tra|kiểm soát|duy trì|"
    r"quản lý|tham mưu|hướng dẫn|vận động|nắm|xử lý|theo dõi|kịp thời|khẩn trương|nghiêm túc|phối hợp|"
    r"chủ trì|báo cáo|bố trí|quán triệt)(?!\w))"
)
# What parts the bodies of a list.
AMONG = re.compile(r"\s*(?:[,;]|(?<!\w)(?:và|cùng)(?!\w))\s*")
STRANGER = re.compile(
    r"(?:,\s*|(?:và|cùng)\s+)*(?=(?:các |lực lượng |trung tâm |ban |đội |tổ |phòng |chi cục |công ty |"
    r"người |cán bộ |"
    r"đoàn |hội |ngành |đơn vị |cơ quan |già làng|nhân dân|doanh nghiệp|chính quyền |quân đội|công an|"
    r"hải quan|"
    r"kiểm lâm|tỉnh |thành phố |huyện |xã |chủ ))"
)
# «Thống nhất chủ trương giao A …»: the order lies in the agreement.
AGREEING = re.compile(r"(?:thống nhất|đồng ý|nhất trí|chấp thuận)(?: về)?(?: chủ trương)?[,\s]*$")
GIVER = re.compile(
    rf"{OPEN}|đồng chí|(?<!\w)(?:ông|bà|hội nghị|chủ tịch|bí thư|trưởng|giám đốc|bộ trưởng|thủ tướng)(?!\w)"
)
# «Để đạt số đã đăng ký, UBND tỉnh yêu cầu …»: what stands before the clause of who orders.
OWN_CLAUSE = re.compile(
    rf"^(?:để|nhằm|trước|sau|trên cơ sở|căn cứ|thực hiện|qua|do|vì|theo)\s.*,\s+(?={GIVER.pattern})"
)
FAILS = re.compile(rf"\s*(?:[:.;]|$|{OPEN}|nêu|tại|đã|trong|số|hoặc|làm chủ|về (?!việc)|trước )")
# Behind «yêu cầu A»: words that say the sentence goes on about A instead of telling what A must do.
FAILS_TOLD = re.compile(
    rf"\s*(?:[:.;,()\"']|$|{OPEN}|(?:nêu|tại|đã|trong|số|hoặc|làm chủ|của|và|về|theo|do|có|thuộc|trên|được|"
    r"bị|là|nơi|như|với|cùng|ở|từ|đến|này|đó|để|khi|nếu|mà|còn|vẫn|đang|cấp|khác|trực thuộc|liên quan|"
    r"quản lý)(?!\w))"
)
# «Thực hiện ý kiến của A, để kịp tiến độ, đề nghị B …»: what the order goes back to.
CARRIES_OUT = re.compile(
    r"(?:tiếp tục )?(?:thực hiện|triển khai)\s(?:(?:sự|các|nội dung|tinh thần) )?(?:ý kiến|chỉ đạo|"
    r"công văn|kế hoạch|"
    r"quyết định|nghị quyết|chỉ thị|văn bản|thông báo|kết luận|công điện|yêu cầu|đề nghị)(?!\w)"
)
# «UBND tỉnh nhận được Công văn của Bộ A đề nghị …», «tham mưu UBND tỉnh chỉ đạo …»: no order of the text.
FORWARDED = re.compile(
    r"(?<!\w)(?:nhận được [^,;.]{0,200}|(?:bãi bỏ|thay thế|hủy bỏ) [^;.]{0,300}|"
    rf"tham mưu(?: cho| giúp)?\s+(?P<whom>{A})\s+)$"
)
YOU = re.compile(
    rf"\s*(?:các\s+)?quý\s+(?:{A}|cơ quan|đơn vị|sở|ban|ngành|địa phương|ủy ban|vị)"
    rf"(?:,? (?:đơn vị|cơ quan|địa phương|ngành|(?<=, ){A}(?=\s)))*\s*"
)
AS_FOLLOWS = re.compile(
    r"\s*(?:(?:thực hiện|triển khai)?\s*(?:các|một số)?\s*(?:nội dung|nhiệm vụ|công việc|vấn đề|"
    r"giải pháp)?\s*(?:cụ thể|trọng tâm)?\s*(?:như sau|sau đây|sau)?)?\s*:\s*$"
)
NEEDS = re.compile(r"(?<!\w)(?:cần phải|cần|phải)\s+")
CONDITION = re.compile(r"(?:khi|trong quá trình|trong|đối với|để|với|trường hợp)(?!\w)")
NOUN = re.compile(
    r"(?:các |cả hệ thống |toàn hệ thống |ngư dân |bà con |nông dân |người dân |hộ |học sinh |tiểu thương |"
    r"du khách |thương nhân |"
    r"khách |tỉnh |"
    r"lực lượng |trung tâm |ban |đội |tổ |phòng |chi cục |công ty |người |cán bộ|toàn |mỗi |từng |"
    r"đơn vị |"
    r"ngành |hội |bộ phận |tổ chức |trưởng |thôn |bản |khu |trường |bệnh viện |"
    r"cấp ủy|chi bộ|đảng viên|nhân dân|doanh nghiệp|nhà thầu|chủ |huyện |xã |thành phố )"
)
ANSWERS = re.compile(r"\s*(?:phải |sẽ )?chịu trách nhiệm (?:toàn diện|trước|nếu|hoàn toàn|chính)(?!\w)")
PLURAL = re.compile(
    r"(?:các|những|mọi|mỗi|từng|toàn thể|toàn bộ)\s(?!(?:nhiệm vụ|giải pháp|nội dung|công tác|hoạt động|"
    r"chỉ tiêu|mục tiêu|dự án|công trình|văn bản|biện pháp|chính sách|thủ tục|hồ sơ|kết quả|kế hoạch|"
    r"chương trình|vấn đề|khó khăn|trường hợp|hành vi|vụ|đối tượng|loại|nguồn|điều kiện|yêu cầu|quy định|"
    r"tiêu chí|số liệu|thông tin|năm|tháng|ngày|xe|tàu|khoản|điều|mặt hàng|hình thức|phương án|sản phẩm|"
    r"tuyến|khu vực|địa bàn|vùng|cấp|bên|ý kiến|đại biểu)(?!\w))"
)
PASSIVE = re.compile(r"(?<!\w)(?:được|bị|là|đã|đang|vẫn|từng|chưa|không|cho rằng|cho biết)(?!\w)")
BOUND_LATER = re.compile(rf"[^;:.{OPEN}]{{4,70}}?\s(?P<must>(?:cần|phải|có trách nhiệm)\s+)")
ASKED_OF = re.compile(r"\s+(?:cũng |phải )?được (?:yêu cầu|giao|đề nghị|chỉ đạo)(?: phải)?\s+")
MATTER = re.compile(
    rf"(?:(?:việc|công tác)\s|(?=giao ban|tổ chức|"
    rf"họp))(?P<what>[^,;:.{OPEN}]{{6,120}}?)\s(?:(?:được )?giao(?: cho)?|"
    rf"do)\s(?P<who>{LEADS})\s"
    r"(?:chủ trì|thực hiện|đảm nhiệm|đảm trách|phụ trách|chịu trách nhiệm|đăng cai)"
    rf"(?:, (?P<with>{LEADS})\s(?:cùng )?phối hợp)?"
    r"(?=[\s.;]*$|[,;.]\s|\s(?:trong|(?:xong )?trước|từ|đến|chậm nhất|theo|hằng|định kỳ)\s)"
)
DUTY = re.compile(r"\s+(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|chủ trì)(?!\w)")
TO_WHOM = re.compile(rf"(?:riêng )?(?:đối với|về phía|với)\s+(?P<who>{LEADS})(?:\s[^,;:.]{{1,80}})?,")
# «… đã ký công văn gửi A, B yêu cầu kiểm tra …»
SENT = re.compile(rf"(?<!\w)gửi(?: tới| đến| cho)?\s+(?P<who>{LEADS})[\s,]*$")
PLACE = re.compile(r"(?:huyện|thành phố|thị xã|xã|phường|thị trấn|tp\.?) ")
