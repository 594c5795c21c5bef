"""Each room's migrations stand in one line."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

Chain = dict[str, list[str]]


def _forks(chain: Chain) -> list[str]:
    """What keeps ``chain`` (name → parents) from being a line: several beginnings, heirs or parents."""
    followed = [parent for parents in chain.values() for parent in parents]
    begins = [name for name, parents in chain.items() if not parents]
    wrong = [name for name, parents in chain.items() if len(parents) > 1]
    wrong += [name for name in chain if followed.count(name) > 1]
    return wrong + (begins[1:] if len(begins) > 1 else [])


def _chains() -> dict[str, Chain]:
    graph = MigrationLoader(None).graph
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("cotmoc.")}
    chains: dict[str, Chain] = {label: {} for label in ours}
    for label, name in graph.nodes:
        if label in ours:
            parents = graph.node_map[(label, name)].parents
            chains[label][name] = [parent.key[1] for parent in parents if parent.key[0] == label]
    return chains


def test_migrations_are_linear():
    assert {label: forks for label, chain in _chains().items() if (forks := _forks(chain))} == {}


def test_rooms_with_tables_have_migrations():
    chains = _chains()
    assert [
        config.label
        for config in apps.get_app_configs()
        if config.label in chains and list(config.get_models()) and not chains[config.label]
    ] == []


@pytest.mark.parametrize(
    "chain",
    [
        {"0001": [], "0002_a": ["0001"], "0002_b": ["0001"]},
        {"0001": [], "0001_other": []},
        {"0001": [], "0002": ["0001"], "0003": ["0001", "0002"]},
    ],
)
def test_the_rule_sees_what_it_forbids(chain):
    assert _forks(chain)


def test_a_line_is_no_fork():
    assert _forks({"0001": [], "0002": ["0001"], "0003": ["0002"]}) == []


def _leaves_tables_missing(text: str) -> list[str]:
    """The tests of a file that go back to an older migration and do not ask for ``going_back``."""
    functions = re.split(r"(?m)^(?=def |@)", text)
    back = [one for one in functions if re.search(r'call_command\(\s*"migrate", "\w+", "\w', one)]
    return [one.splitlines()[0] for one in back if "going_back" not in one.split(") ->")[0]]


def test_who_goes_back_to_an_older_migration_leaves_all_tables():
    files = Path(__file__).parents[1].glob("rooms/**/test_*.py")
    assert {file.name: found for file in files if (found := _leaves_tables_missing(file.read_text()))} == {}


def test_a_test_that_leaves_tables_missing_is_found():
    text = 'def test_back({}) -> None:\n    call_command("migrate", "tasks", "0001_begin")\n'
    assert _leaves_tables_missing(text.format("transactional_db: None"))
    assert not _leaves_tables_missing(text.format("going_back: None"))
