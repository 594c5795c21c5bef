"""What an order is based on, told between a body and its action: «căn cứ …», «theo chức năng …»."""

import re

ACCORDING = re.compile(
    r",?\s*(?:theo|với) chức năng(?: của (?:mình|ngành|đơn vị))?\s+(?!nhiệm vụ|quyền hạn|thẩm quyền|"
    r"trách nhiệm|là|được|"
    r"quản lý|và)|"
    r",?\s*(?:theo|căn cứ|tùy(?: theo)?|với|bằng)(?: đúng)? chức năng(?:,| và)? (?:nhiệm vụ|quyền hạn|"
    r"thẩm quyền|trách nhiệm)(?:(?:,| và) (?:nhiệm vụ|quyền hạn|thẩm quyền|trách nhiệm|lĩnh vực))*"
    r"(?: (?:được giao|được phân công|quản lý|phụ trách|"
    r"của (?:mình|(?:đơn vị|ngành|địa phương)(?: mình)?)))*+"
    r"(?!,? (?:và|là|tham mưu|quản lý) )(?:\s*,\s*|\s+)|"
    r",?\s*(?:căn cứ|dựa (?:vào|theo|trên)|bám theo|theo(?! dõi)|trên cơ sở|với(?! (?:chức năng|vai trò|"
    r"tư cách|trách nhiệm) là)|"
    r"trong phạm vi|tùy(?: theo)?|thực hiện theo)\b[^,;:.]{0,160}?"
    r"(?:(?:được giao|của mình|phụ trách|quản lý|hiện hành|theo quy định|được phân công|"
    r"của đơn vị mình|của đơn vị(?! mình)|"
    r"của ngành mình|của ngành(?! mình)|"
    r"của địa phương|tình hình thực tế)(?!\w)\s*,?\s+|,\s+)"
)
# «UBND xã, trên cơ sở đề nghị của A, hoàn thành …», «Sở B, sau khi thống nhất với C, ban hành …»
ASIDE = re.compile(
    r"\s*,\s+(?:trên cơ sở|căn cứ|sau khi|theo đề nghị|cùng với việc|bằng|với)\s[^;:.]{3,160}?,\s+"
)
# What goes on behind it up to the action.
REST = re.compile(
    r"[^,;:.]{1,160}?(?:(?:được giao|được phân công|quản lý|phụ trách|hiện hành|của mình|mình|"
    r"của đơn vị(?! mình)|theo quy định)(?!\w)(?: và (?:hướng dẫn|chỉ đạo|quy định)[^,;:.]{3,80}?"
    r"(?= (?:triển khai|tổ chức|thực hiện|xây dựng|chủ động|tham mưu|phối hợp)(?!\w)))?\s*,?\s+|,\s+)"
)
# Behind one of these stands no verb of an action: «căn cứ kế hoạch tổ chức Đại hội».
_NOUNS = (
    "kế hoạch", "công tác", "việc", "phương án", "đề án", "nhiệm vụ", "quy định", "về", "nội dung",
    "chương trình", "kết quả", "luật", "hướng dẫn", "và", "quyết định",
)  # fmt: skip
_NO_NOUN = "".join(f"(?<! {noun})" for noun in _NOUNS)
# «căn cứ phương án trên tham mưu …», «dựa vào kế hoạch của Bộ để xây dựng …»: no comma before the verb.
BASED_ON = re.compile(
    r",?\s*(?:căn cứ(?: vào)?|dựa (?:vào|theo|trên)|trên cơ sở)\s[^,;:.]{3,160}?"
    rf"(?:\sđể\s+|{_NO_NOUN}"
    r"\s(?=(?:tham mưu|chủ động|khẩn trương|chủ trì|phối hợp với|kịp thời|xây dựng kế hoạch|"
    r"xây dựng phương án|triển khai|tổ chức|hướng dẫn|bố trí|cân đối|đề xuất|rà soát|chỉ đạo|"
    r"tiếp tục|tăng cường|đẩy mạnh)\s))"
)
GROUNDS = re.compile(
    r"(?:trên cơ sở|căn cứ|thông qua|bám sát)\s[^;:.]{5,160}?\s(?=(?:làm tốt|tăng cường|đẩy mạnh|"
    r"tiếp tục|chủ động|tập trung|nâng cao|khẩn trương|xây dựng kế hoạch|tổ chức thực hiện|"
    r"triển khai thực hiện)(?!\w))"
)
