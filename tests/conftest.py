"""Fixtures of every test, and the choice of tests for the run on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import settings as hypothesis

from tests import database

hypothesis.register_profile("project", deadline=None, database=None, derandomize=True)
hypothesis.register_profile("quick", hypothesis.get_profile("project"), max_examples=20)
hypothesis.load_profile("project")
_DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


@pytest.fixture(autouse=True)
def language_of_the_office() -> Iterator[None]:
    """A page read in English leaves its language to the thread; the next test begins without it."""
    yield
    translation.deactivate()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches the database is run again."""
    if not database.wanted():
        return
    kept = [item for item in items if _touches_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def _touches_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(names & _DATABASE_FIXTURES)
