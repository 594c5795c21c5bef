"""The house stands as ARCHITECTURE.md draws it."""

from pathlib import Path

from tests.repository import sources

_PLAIN = {"domain"}
_ROOMS = {
    "audit",
    "files",
    "notices",
    "organisations",
    "tasks",
    "directives",
    "plans",
    "coordination",
    "reporting",
    "programmes",
    "meetings",
}
_ABOVE = {"analytics", "briefings"}
_DOORS = {"web", "api", "cli"}
_FORBIDDEN = {"core", "utils", "util", "helpers", "common", "services", "misc", "lib"}


def _packages(folder: Path) -> set[str]:
    return {path.parent.name for path in folder.glob("*/__init__.py")}


def _badly_named(paths: list[Path]) -> list[str]:
    return [str(path) for path in paths if {part.removesuffix(".py") for part in path.parts} & _FORBIDDEN]


def test_the_rooms_are_those_of_the_plan():
    assert _packages(sources.ROOMS) == _PLAIN | _ROOMS | _ABOVE | _DOORS


def test_each_room_has_tables_actions_queries_and_migrations():
    lacking = [
        f"{room}/{part}"
        for room in sorted(_ROOMS)
        for part in ("models", "actions", "queries", "migrations")
        if not (sources.ROOMS / room / part).is_dir() and not (sources.ROOMS / room / f"{part}.py").is_file()
    ]
    assert lacking == []


def test_no_module_has_a_name_that_says_nothing():
    ours = [
        path.relative_to(sources.ROOT) for path, _ in sources.modules(sources.SOURCE, sources.ROOT / "setup")
    ]
    assert _badly_named(ours) == []
    assert _badly_named(
        [Path("src/cotmoc/tasks/utils.py"), Path("src/cotmoc/core/x.py"), Path("a/tasks.py")]
    ) == [
        "src/cotmoc/tasks/utils.py",
        "src/cotmoc/core/x.py",
    ]
