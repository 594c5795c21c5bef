"""Every environment variable is read in one module and documented."""

import ast
import re

from tests.repository import sources

_NAME = re.compile(r"\bCOTMOC_[A-Z0-9_]*[A-Z0-9]\b")
_DOCUMENT = sources.ROOT / "docs" / "reference" / "settings.md"
_ENV = sources.SOURCE / "config" / "env.py"


def _read(tree: ast.AST) -> set[str]:
    """The names of our variables that a module takes from the environment."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and sources.dotted(node.func) in {
            "os.environ.get",
            "os.getenv",
            "environ.get",
        }:
            names |= {arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant)}
        if (
            isinstance(node, ast.Subscript)
            and isinstance(node.ctx, ast.Load)
            and sources.dotted(node.value).endswith("environ")
        ):
            names |= {node.slice.value} if isinstance(node.slice, ast.Constant) else set()
    return {name for name in names if isinstance(name, str) and name.startswith("COTMOC_")}


def test_every_setting_is_documented_and_every_documented_setting_is_read():
    assert _read(ast.parse(_ENV.read_text("utf-8"))) == set(_NAME.findall(_DOCUMENT.read_text("utf-8")))


def test_only_the_settings_module_reads_the_environment():
    found = {
        sources.place(path): names
        for path, tree in sources.modules(sources.SOURCE)
        if path != _ENV and (names := _read(tree))
    }
    assert found == {}


def test_the_rule_sees_reading():
    assert _read(
        ast.parse("os.environ.get('COTMOC_A')\nos.environ['COTMOC_B']\nos.environ['COTMOC_C'] = '1'\n")
    ) == {
        "COTMOC_A",
        "COTMOC_B",
    }
