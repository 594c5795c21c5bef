"""The page of the command line tells what the parsers take, and every help speaks both languages."""

from __future__ import annotations

import importlib
import re

import pytest

from cotmoc.cli.main import main, present
from cotmoc.cli.words import Parser
from tests.repository.command_line import PAGE, ROOT, text


def test_the_page_is_what_the_parsers_take() -> None:
    assert (ROOT / PAGE).read_text("utf-8") == text()


@pytest.mark.parametrize("name", present())
def test_help_is_given_in_both_languages(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = {}
    for language in ("vi", "en"):
        assert main([name, "--help", "--lang", language]) == 0
        told[language] = capsys.readouterr().out
    assert told["vi"].startswith("cách dùng:")
    assert told["en"].startswith("usage:")
    parser = Parser(prog=name, language="en")
    importlib.import_module(f"cotmoc.cli.{name}").add_arguments(parser)
    assert not re.search("[ăâđêôơưĂÂĐÊÔƠƯ]", parser.format_help())
