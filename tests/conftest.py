"""Fixtures of every test, and the choice of tests for the run on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import settings as hypothesis
from pytest_django import DjangoDbBlocker

from tests import database, migrated

hypothesis.register_profile("project", deadline=None, database=None, derandomize=True)
hypothesis.register_profile("quick", hypothesis.get_profile("project"), max_examples=20)
hypothesis.load_profile("project")
_DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Whether the database of an earlier run is taken, so that nothing is left to migrate."""
    return not database.wanted() and migrated.copied(Path(settings.DATABASES["default"]["TEST"]["NAME"]))


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_keepdb: bool, django_db_blocker: DjangoDbBlocker
) -> None:
    """As ever; what had to be migrated on SQLite is kept for the next run."""
    if not django_db_keepdb and not database.wanted():
        with django_db_blocker.unblock():
            migrated.keep()


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
