"""Errors of starting the server (80 to 99)."""

from .entry import EXIT_WRONG_USE, Entry, Text

PORT_TAKEN = Entry(
    80,
    "port-taken",
    500,
    1,
    Text(
        "Cổng {port} đang có chương trình khác dùng.",
        "",
        "Dừng chương trình đó, hoặc chọn cổng khác: --port {other}.",
    ),
    Text(
        "Port {port} is taken by another program.",
        "",
        "Stop that program, or choose another port: --port {other}.",
    ),
)
ADDRESS_NOT_OURS = Entry(
    81,
    "address-not-ours",
    500,
    1,
    Text(
        "Không mở được địa chỉ {host}:{port} ({why}).",
        "",
        "Chọn --host là một địa chỉ của máy này, --port từ 1024 trở lên.",
    ),
    Text(
        "The address {host}:{port} cannot be opened ({why}).",
        "",
        "Choose an address of this machine as --host and a --port from 1024 up.",
    ),
)
HOST_NEEDS_TLS = Entry(
    82,
    "host-needs-tls",
    500,
    EXIT_WRONG_USE,
    Text(
        "--host {host} mở hệ thống ra mạng mà không mã hóa.",
        "",
        "Thêm --tls CERT KEY, --self-signed hoặc --behind-proxy.",
    ),
    Text(
        "--host {host} would open the system to the network unencrypted.",
        "",
        "Add --tls CERT KEY, --self-signed or --behind-proxy.",
    ),
)
DEMO_ON_NETWORK = Entry(
    83,
    "demo-on-network",
    500,
    EXIT_WRONG_USE,
    Text(
        "Các tài khoản trình diễn chung một mật khẩu nên chỉ phục vụ trên máy này (127.0.0.1).",
        "",
        "Bỏ --host, hoặc đặt COTMOC_HOME là một thư mục mới rồi chạy ./run --empty.",
    ),
    Text(
        "The demo's accounts share one password, so it is served on this machine only (127.0.0.1).",
        "",
        "Leave --host out, or set COTMOC_HOME to a new folder and use ./run --empty.",
    ),
)
ADDRESS_UNKNOWN = Entry(
    84,
    "address-unknown",
    500,
    EXIT_WRONG_USE,
    Text(
        "Chưa biết người dùng mở hệ thống bằng địa chỉ nào.",
        "",
        "Đặt COTMOC_URL, ví dụ COTMOC_URL=https://cotmoc.example.vn, rồi chạy lại.",
    ),
    Text(
        "The address by which people open the system is not known.",
        "",
        "Set COTMOC_URL, for example COTMOC_URL=https://cotmoc.example.vn, and run again.",
    ),
)
CERTIFICATE_UNREADABLE = Entry(
    85,
    "certificate-unreadable",
    500,
    EXIT_WRONG_USE,
    Text(
        "Không dùng được chứng thư {path} ({why}).",
        "",
        "Kiểm tra hai tệp PEM sau --tls: CERT rồi đến KEY, cùng một cặp.",
    ),
    Text(
        "The certificate {path} cannot be used ({why}).",
        "",
        "Check the two PEM files after --tls: CERT, then KEY, of one pair.",
    ),
)
DATABASE_BEHIND = Entry(
    86,
    "database-behind",
    500,
    1,
    Text(
        "Cơ sở dữ liệu chưa đúng phiên bản (còn {count} bước).", "Dữ liệu còn nguyên.", "Chạy ./run --setup."
    ),
    Text(
        "The database is not up to date ({count} steps to go).",
        "The data are untouched.",
        "Run ./run --setup.",
    ),
)
DATABASE_UNREACHABLE = Entry(
    87,
    "database-unreachable",
    500,
    1,
    Text(
        "Không nối được cơ sở dữ liệu ({why}).",
        "Dữ liệu còn nguyên.",
        "Kiểm tra COTMOC_DATABASE_URL và máy chủ PostgreSQL.",
    ),
    Text(
        "The database cannot be reached ({why}).",
        "The data are untouched.",
        "Check COTMOC_DATABASE_URL and the PostgreSQL server.",
    ),
)
HOLDS_DEMO = Entry(
    88,
    "holds-demo",
    500,
    EXIT_WRONG_USE,
    Text(
        "{home} đang giữ dữ liệu trình diễn.",
        "Dữ liệu còn nguyên.",
        "Đặt COTMOC_HOME là một thư mục mới rồi chạy ./run --empty.",
    ),
    Text(
        "{home} holds the demo.",
        "The data are untouched.",
        "Set COTMOC_HOME to a new folder and use ./run --empty.",
    ),
)

ENTRIES = (
    PORT_TAKEN,
    ADDRESS_NOT_OURS,
    HOST_NEEDS_TLS,
    DEMO_ON_NETWORK,
    ADDRESS_UNKNOWN,
    CERTIFICATE_UNREADABLE,
    DATABASE_BEHIND,
    DATABASE_UNREACHABLE,
    HOLDS_DEMO,
)
