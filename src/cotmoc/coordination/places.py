"""Places in words: an interval of markers may be named, a position may not."""

from __future__ import annotations

import re

_COORDINATES = re.compile(
    r"""
    \d\s*[°º]                                   # 14°43'
    | \d\s*(?:độ|do)\s*\d+\s*(?:phút|phut)      # 14 độ 43 phút
    | \d\s*['’′]\s*\d+(?:[.,]\d+)?\s*["”″]      # 43' 34.7"
    | \b\d{1,3}[.,]\d{4,}\b                     # 14.72631, 107.5501
    | \b(?:8|9|1\d|2[0-4])[.,]\d{2,}\D{1,8}10[2-9][.,]\d{2,}    # 14.726, 107.550: within Viet Nam
    | \b4[789]\s?(?-i:[C-HJ-NP-X]\s?[A-Z]{2})\s?\d{4,10}\b      # MGRS in its zones
    | \b4[789]\s?(?-i:[NPQ])\s+\d{5,}                          # UTM in its zones
    | \b[XYxy]\s*[:=]\s*\d{5,}                  # VN-2000: X = 1628345
    | \b\d{6,7}(?:[.,]\d+)?\s*[,;/ ]\s*\d{6,7}\b
    | \b(?:kinh|vĩ|kinh\s+độ|vĩ\s+độ|tọa\s+độ|toạ\s+độ|GPS|lat|long?)\b\s*[:=]?\s*\d
    """,
    re.VERBOSE | re.IGNORECASE,
)


def looks_like_coordinates(text: str) -> bool:
    """Whether a text holds what reads as a position: degrees, decimal pairs, grids, «tọa độ 14…»."""
    return _COORDINATES.search(text) is not None
