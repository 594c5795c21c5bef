"""People at their windows: each account of the demo signs in once and keeps a browser of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

    from tests.journeys.site import Site

_REFUSED = ("the server responded with a status of 4", "Response Status Error Code 4")
"""Chromium and htmx note every refused request in the console; the refusal is what a journey looks at."""


class People:
    """Windows by account; what a page complains of in its console is kept in ``complaints``."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def visitor(self, site: Site, **settings: Any) -> Page:
        """A window in which nobody is signed in."""
        wanted = {"locale": "vi-VN", "viewport": {"width": 1440, "height": 900}, **settings}
        context = self._browser.new_context(base_url=site.url, **wanted)
        context.set_default_timeout(20_000)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda said: self._listen(page, said))
        page.on("response", self._look)
        return page

    def sign_in(self, site: Site, name: str, **settings: Any) -> Page:
        """A window in which an account of the demo has signed in; it stands on Today."""
        page = self.visitor(site, **settings)
        page.goto("/")
        page.locator("input[name=login]").fill(name)
        page.locator("input[name=password]").fill(site.password)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(f"{site.url}/")
        return page

    def close(self) -> None:
        """Close every window."""
        for context in self._contexts:
            context.close()

    def _look(self, answer: Response) -> None:
        if answer.status >= 500:
            self.complaints.append(f"{answer.status} {answer.url}")

    def _listen(self, page: Page, said: ConsoleMessage) -> None:
        if said.type == "error" and not any(words in said.text for words in _REFUSED):
            self.complaints.append(f"{page.url}: {said.text}")


def go_to(person: Page, destination: str) -> None:
    """Follow the menu."""
    # What a link counts stands behind its name.
    named = re.compile(rf"^{destination}(\s|$)")
    person.get_by_role("navigation", name="Chính").get_by_role("link", name=named).click()
