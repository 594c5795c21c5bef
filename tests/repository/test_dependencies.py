"""Each dependency says why it is there."""

import re

from tests.repository import sources

_ITEM = re.compile(r'^    "[A-Za-z0-9_.\[\],<>=!~ -]+",?(.*)$')


def _without_why(text: str) -> list[str]:
    blocks = re.findall(
        r"^(?:dependencies|dev|browser|setup|node) = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL
    )
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if (item := _ITEM.match(line)) and not re.match(r"\s+# \S.{7,}", item[1])]


def test_every_dependency_has_its_why():
    text = (sources.ROOT / "pyproject.toml").read_text("utf-8")
    assert _without_why(text) == []


def test_the_rule_sees_what_it_forbids():
    bad = 'dependencies = [\n    "lxml>=6",\n    "django>=5.2",  # pages and tables\n    "x",  # ok\n]\n'
    assert [line.split('"')[1] for line in _without_why(bad)] == ["lxml>=6", "x"]
