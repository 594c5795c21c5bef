"""A real browser before a real server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.journeys.people import People
from tests.journeys.site import Site, load_demo, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for a browser is a journey."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a screen; tests that need it are skipped where the machine has none."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip("no Chromium on this machine: sudo apt-get install -y chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: ./test installs it")
    # Playwright keeps an event loop in this thread, where Django would refuse to touch the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    playwright.expect.set_options(timeout=20_000)
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=[*_QUIET, *as_root])
        yield started
        started.close()


@pytest.fixture
def live(live_server: Any) -> str:
    """The address of a server over the test's database."""
    return str(live_server.url)


@pytest.fixture
def page(browser: Browser, live: str) -> Iterator[Page]:
    """An empty window at 1440 px on the live server; the test fails when a script of ours does."""
    context = browser.new_context(base_url=live, locale="vi-VN", viewport={"width": 1440, "height": 900})
    context.set_default_timeout(15_000)
    errors: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    yield opened
    context.close()
    assert errors == []


DEMO_DAY = "2022-07-25"


@pytest.fixture(scope="session")
def loaded_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the demo province, loaded once a run."""
    base = tmp_path_factory.getbasetemp()
    return load_demo(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture(scope="session")
def demo(browser: Browser, loaded_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo as it is first met, for journeys that leave it as they found it."""
    with serve(loaded_demo, tmp_path_factory.mktemp("demo") / "home", day=DEMO_DAY) as site:
        yield site


@pytest.fixture
def serve_demo(browser: Browser, loaded_demo: Path, tmp_path: Path) -> Iterator[Callable[[str], Site]]:
    """Serves a demo of the test's own on the day it asks for."""
    with ExitStack() as stack:
        yield lambda day: stack.enter_context(serve(loaded_demo, tmp_path / day, day=day))


@pytest.fixture
def people(browser: Browser) -> Iterator[People]:
    """Opens windows in which people work; the test fails when one of them saw a broken page."""
    opened = People(browser)
    yield opened
    opened.close()
    assert opened.complaints == []
