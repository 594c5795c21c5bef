"""The page on other systems' bugs names tests that there are, and every test that bears a peer's name."""

import ast
import re

from tests.repository import sources

_PAGE = sources.ROOT / "docs" / "explanation" / "peers.md"
_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
_PEER = re.compile(r"_(?:dhis2|prp|rsr|odoo|frappe|gundi|d_portal)_\w+$")


def _tests(place: str) -> set[str]:
    path = sources.ROOT / place
    if not path.is_file():
        return set()
    return {
        node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)
    }


def _named() -> set[tuple[str, str]]:
    return set(_NAMED.findall(_PAGE.read_text("utf-8")))


def test_every_test_that_the_page_names_exists():
    assert len(_named()) > 30
    assert sorted((place, name) for place, name in _named() if name not in _tests(place)) == []


def test_every_row_of_the_page_names_a_test():
    rows = [line for line in _PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    told = [row for row in rows if not row.startswith(("| Seen at", "| Row"))]
    assert [row for row in told if not _NAMED.search(row)] == []


def test_every_test_by_a_peers_name_stands_on_the_page():
    rooms = sources.ROOT / "tests" / "rooms"
    bearing = {
        (path.relative_to(sources.ROOT).as_posix(), name)
        for path in sorted(rooms.rglob("test_*.py"))
        for name in _tests(path.relative_to(sources.ROOT).as_posix())
        if _PEER.search(name)
    }
    assert sorted(bearing - _named()) == []
