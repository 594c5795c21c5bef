"""What the command line says around the commands: help headings and wrong use, in Vietnamese and English."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

from cotmoc.domain.errors.entry import Problem
from cotmoc.domain.errors.general import WRONG_USE

_HEADINGS = {
    "vi": ("cách dùng: ", "tham số", "tuỳ chọn", "hiện hướng dẫn này rồi thoát"),
    "en": ("usage: ", "arguments", "options", "show this help and exit"),
}

# argparse speaks English only; these are its messages that a user meets.
_MESSAGES = (
    (r"the following arguments are required: (.+)", r"thiếu tham số \1"),
    (r"unrecognized arguments: (.+)", r"không hiểu \1"),
    (r"argument (.+?): expected one argument", r"\1 cần một giá trị"),
    (r"argument (.+?): expected at least one argument", r"\1 cần ít nhất một giá trị"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 không nhận \2 (chọn trong \3)"),
    (r"argument (.+?): invalid (\S+) value: (.+)", r"\1 không nhận giá trị \3"),
    (r"argument (.+?): not allowed with argument (.+)", r"không dùng \1 cùng với \2"),
    (r"one of the arguments (.+) is required", r"cần một trong các tham số \1"),
)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks the user's language and raises Problem instead of leaving."""

    def __init__(self, *, language: str = "vi", **settings: Any) -> None:
        self.language = language
        usage, positionals, options, help_text = _HEADINGS[language]
        prefix = usage

        class Formatter(argparse.RawDescriptionHelpFormatter):
            def add_usage(self, usage: Any, actions: Any, groups: Any, prefix_: Any = None) -> None:
                super().add_usage(usage, actions, groups, prefix if prefix_ is None else prefix_)

        settings.setdefault("formatter_class", Formatter)
        super().__init__(add_help=False, allow_abbrev=False, **settings)
        self._positionals.title, self._optionals.title = positionals, options
        self.add_argument("-h", "--help", action="help", help=help_text)
        lang_help = "language: vi or en" if language == "en" else "ngôn ngữ: vi hoặc en (COMMAND --lang en)"
        self.add_argument("--lang", choices=("vi", "en"), default=language, help=lang_help)

    def say(self, vietnamese: str, english: str) -> str:
        """The one of two texts that the user reads; for the help of a command's own arguments."""
        return english if self.language == "en" else vietnamese

    def add_subparsers(self, **settings: Any) -> Any:
        """As in argparse; the parsers made below speak the same language."""
        language = self.language
        settings.setdefault("parser_class", lambda **inner: Parser(language=language, **inner))
        return super().add_subparsers(**settings)

    def parse_args(self, *said: Any, **more: Any) -> Any:
        """As in argparse; text that is not UTF-8 is wrong use, a path may be any bytes. Raises Problem."""
        args = super().parse_args(*said, **more)
        for name, value in vars(args).items():
            texts = value if isinstance(value, list) else [value]
            if any(isinstance(text, str) and not _is_text(text) for text in texts):
                self.error(self.say(f"{name} không phải chữ UTF-8", f"{name} is not UTF-8 text"))
        return args

    def error(self, message: str) -> NoReturn:
        """Raise wrong use with argparse's reason."""
        if self.language == "vi":
            for pattern, replacement in _MESSAGES:
                message = re.sub(f"^{pattern}$", replacement, message)
        raise Problem(WRONG_USE, why=f"{self.prog}: {message}")


def describe_commands(parser: Parser, commands: dict[str, tuple[str, str]], language: str) -> None:
    """The list of commands under the parser's own help."""
    lines = [f"  {name:<12} {texts[language == 'en']}" for name, texts in commands.items()]
    title = parser.say("các lệnh:", "commands:")
    more = parser.say(
        "«cotmoc LỆNH --help» cho biết cách dùng từng lệnh.", "“cotmoc COMMAND --help” explains one command."
    )
    parser.usage = parser.say("cotmoc [-h] [--lang {vi,en}] LỆNH …", "cotmoc [-h] [--lang {vi,en}] COMMAND …")
    parser.description = parser.say(
        "Cột Mốc: từ văn bản chỉ đạo đến báo cáo giao ban.", "Cột Mốc: from directive to briefing."
    )
    parser.epilog = "\n".join((title, *lines, "", more))


def _is_text(text: str) -> bool:
    """Whether it was text to whoever typed it: bytes that are none arrive as halves of letters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def unknown_command(command: str, known: str, language: str) -> str:
    """Why a word is not a command."""
    if language == "en":
        return f"there is no command “{command}”; there are: {known}"
    return f"không có lệnh «{command}»; các lệnh: {known}"
