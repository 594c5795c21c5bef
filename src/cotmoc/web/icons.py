"""Icons of @tabler/icons, inlined. Set-up copies those named by a quoted word in the pages' sources."""

from __future__ import annotations

import logging
import re
from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

log = logging.getLogger(__name__)

STONE = (
    '<svg class="stone %s" viewBox="0 0 14 16" aria-hidden="true"><path d="M4.5 1.5h5l2.8 13H1.7z"/>%s</svg>'
)
HALF = '<path class="f" d="M2.9 8.5h8.2l1.2 6H1.7z"/>'
STONES = frozenset({"", "open", "done", "now", "half", "over"})


@cache
def icon(name: str) -> SafeString:
    """The icon as inline SVG, hidden from screen readers: words always stand beside it."""
    drawing = mark_safe(_drawing(name))  # noqa: S308 - read from the installed package, never from input
    return mark_safe(f'<svg class="ic" viewBox="0 0 24 24" aria-hidden="true">{drawing}</svg>')  # noqa: S308


def stone(state: str) -> SafeString:
    """A boundary stone: done, now, half (attention), over or open."""
    if state not in STONES:
        raise ValueError(f"a stone is one of {', '.join(sorted(STONES))}, not {state!r}")
    return mark_safe(STONE % (escape(state), HALF if state == "half" else ""))  # noqa: S308


def _drawing(name: str) -> str:
    path = settings.COTMOC_ICONS / f"{name}.svg"
    try:
        source = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if settings.DEBUG:
            raise ImproperlyConfigured(
                f"The icon {name!r} is missing: check its name and run ./run --setup."
            ) from None
        log.warning("icon %s is missing; run the set-up again", name)
        return ""
    inner = source[source.index(">", source.index("<svg")) + 1 : source.rindex("</svg>")]
    shapes = re.findall(r"<(?:path|circle|line|rect|polyline|ellipse)\b[^>]*/>", inner)
    return "".join(shape for shape in shapes if 'd="M0 0h24v24H0z"' not in shape)
