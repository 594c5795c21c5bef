"""Every command with its deeds and words, as a page of the documents.

``python tests/repository/command_line.py`` writes it from the parsers; a test compares.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = Path("docs/reference/command-line.md")
sys.path.insert(0, str(ROOT / "src"))

from cotmoc.cli.main import present  # noqa: E402
from cotmoc.cli.words import Parser  # noqa: E402

HEAD = """# The command line

Made from the commands' own parsers by `tests/repository/command_line.py`; a test keeps the two together.
`./cotmoc COMMAND --help` tells the same in Vietnamese, with `--lang en` in English. The commands do what the
pages and the HTTP API do, through the same actions and permissions.

- `--by ACCOUNT` says for whom a command acts. Without it the command acts as the province's office at the
  console, and stands in the audit log as «cotmoc».
- `--json` prints JSON on standard output; a failure is then one line of JSON on standard error, with the
  number of the catalogue.
- An agency is named by any of its names of that day, or by its number. A day is written 05/9/2022 or
  2022-09-05.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | unexpected; the log holds the place under the reference printed |
| 2 | wrong use: words, values, something not found or not in the right state |
| 3 | a file could not be read |
| 4 | refused for secrecy |
| 5 | not permitted |
"""
_EVERYWHERE = {"-h", "--help", "--lang"}


def text() -> str:
    """The page."""
    return HEAD + "".join(_command(name) for name in present())


def _command(name: str) -> str:
    parser = Parser(prog=f"cotmoc {name}", language="en")
    importlib.import_module(f"cotmoc.cli.{name}").add_arguments(parser)
    lines = [f"\n## cotmoc {name}\n\n{present()[name][1].capitalize()}.\n"]
    own = list(_words(parser))
    if own:
        lines.append(_table("", own))
    for deeds in (one for one in parser._actions if isinstance(one, argparse._SubParsersAction)):
        helps = {one.dest: one.help or "" for one in deeds._choices_actions}
        for deed, below in deeds.choices.items():
            lines.append(_table(f"\n**{name} {deed}**: {helps.get(deed, '')}\n", list(_words(below))))
    return "".join(lines)


def _table(title: str, words: list[tuple[str, str]]) -> str:
    rows = "".join(f"| {word} | {meaning} |\n" for word, meaning in words)
    return f"{title}\n| word | meaning |\n|---|---|\n{rows}" if rows else title


def _words(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str]]:
    """Each argument of a parser: how it is written, and its help."""
    for one in parser._actions:
        if isinstance(one, argparse._SubParsersAction) or _EVERYWHERE & set(one.option_strings):
            continue
        names = ", ".join(one.option_strings)
        value = str(one.metavar or (one.dest.upper() if one.nargs != 0 else ""))
        if one.choices is not None:
            value = "\\|".join(str(choice) or '""' for choice in one.choices)
        word = f"{names} {value}".strip() + (" …" if one.nargs == "+" or _repeats(one) else "")
        said = "" if one.help in (None, argparse.SUPPRESS) else str(one.help).replace("|", "\\|")
        needed = "required" if one.required and one.option_strings else ""
        yield f"`{word}`" if "\\|" not in word else word, "; ".join(part for part in (said, needed) if part)


def _repeats(action: argparse.Action) -> bool:
    return isinstance(action, argparse._AppendAction)


if __name__ == "__main__":
    (ROOT / PAGE).write_text(text(), "utf-8")
