"""Vietnamese numbers: «.» groups thousands, «,» is the decimal sign («2.069» = 2069, «61,475» = 61.475)."""

import re

NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")


def value(text: str) -> int | float:
    """The number a Vietnamese text means; ValueError when it is none."""
    whole, comma, decimals = text.partition(",")
    digits = whole.replace(".", "") if _GROUPED.fullmatch(whole) else whole
    if not comma:
        return int(digits)
    return float(f"{digits}.{decimals}")


def scaled(number: int | float, factor: int) -> int | float:
    """number × factor without the noise of binary fractions: 668,12 triệu is 668120000."""
    product = round(number * factor, 6)
    return int(product) if product == int(product) else product
