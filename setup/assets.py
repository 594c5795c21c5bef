"""Copies fonts and icons out of the npm packages to where pages and documents look for them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from setup import node
from setup.places import PYTHON, ROOT, VENV, Done, digest, home, log, tool_environment
from setup.say import Failed, Stop, run, say, step

_SCRIPTS = [ROOT / "setup" / name for name in ("assets.py", "tinos.py", "translations.py")]
_SANS = "source-sans-3-{subset}-wght-normal.woff2"
_TINOS = "tinos-{subset}-{face}.woff2"
_SUBSETS = ("latin", "vietnamese")
_FACES = ("400-normal", "400-italic", "700-normal", "700-italic")
_NAMED = re.compile(r"""["']([a-z0-9]+(?:-[a-z0-9]+)*)["']""")


def ensure(*, development: bool = False, install: bool = True) -> None:
    """Fetch and lay out whatever is missing of fonts, icons and compiled translations.

    With ``install=False`` nothing is fetched. Raises Stop with a hint when something cannot be had.
    """
    _translations()
    node.ensure(development=development, install=install)
    done = Done(home() / "assets" / "done.json")
    _fonts(done)
    _icons(done)


def _fonts(done: Done) -> None:
    inputs = digest(_SCRIPTS, node.locked())
    if done.holds("fonts", inputs) and any((home() / "fonts").glob("*.ttf")):
        return
    with step(say("Chuẩn bị phông chữ", "Preparing fonts")):
        fonts = home() / "assets" / "fonts"
        fonts.mkdir(parents=True, exist_ok=True)
        sans, tinos = (
            node.packages() / name / "files"
            for name in ("@fontsource-variable/source-sans-3", "@fontsource/tinos")
        )
        for subset in _SUBSETS:
            _copy(sans / _SANS.format(subset=subset), fonts)
            for face in _FACES:
                _copy(tinos / _TINOS.format(subset=subset, face=face), fonts)
        _python(ROOT / "setup" / "tinos.py", tinos, home() / "fonts")
        done.record("fonts", inputs)


def _icons(done: Done) -> None:
    """Copy the icons whose names stand as a quoted word in the pages' sources: a hundred of 5,000."""
    pages = ROOT / "src" / "cotmoc" / "web"
    sources = sorted(path for kind in ("*.html", "*.py", "*.svg") for path in pages.rglob(kind))
    words = sorted({word for path in sources for word in _NAMED.findall(path.read_text("utf-8"))})
    inputs = digest(_SCRIPTS, node.locked(), *words)
    if done.holds("icons", inputs):
        return
    outline = node.packages() / "@tabler" / "icons" / "icons" / "outline"
    icons = home() / "assets" / "icons"
    shutil.rmtree(icons, ignore_errors=True)
    icons.mkdir(parents=True)
    for word in words:
        if (outline / f"{word}.svg").exists():
            _copy(outline / f"{word}.svg", icons)
    done.record("icons", inputs)


def _translations() -> None:
    """Compile every room's English texts into one catalogue in ``.venv``, without gettext."""
    texts = sorted((ROOT / "src").rglob("locale/*/*/LC_MESSAGES/django.po"))
    done = Done(VENV / "share" / "cotmoc" / "done.json")
    inputs = digest([*_SCRIPTS, *texts])
    if done.holds("translations", inputs):
        return
    with step(say("Biên dịch bản dịch tiếng Anh", "Compiling the English texts")):
        _python(ROOT / "setup" / "translations.py", VENV / "share" / "cotmoc" / "locale", *texts)
        done.record("translations", inputs)


def _copy(source: Path, folder: Path) -> None:
    shutil.copyfile(source, folder / source.name)


def _python(script: Path, *arguments: Path) -> None:
    try:
        run([PYTHON, script, *arguments], log(), env=tool_environment())
    except Failed as failed:
        raise Stop(
            f"{script.name}: {failed.last}", say(f"chi tiết trong {log()}", f"details in {log()}")
        ) from failed
