"""Whoever is not signed in is led to the sign-in page, in our fonts and without a foreign address."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_stranger_is_led_to_the_sign_in_page(page: Page, live: str):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    assert page.url.startswith(f"{live}/tai-khoan/")
    assert page.locator("html").get_attribute("lang") == "vi"
    assert page.get_by_role("textbox").first.is_visible()
    assert [url for url in asked if not url.startswith((live, "data:"))] == []


def test_the_pages_fonts_are_served(page: Page):
    with page.expect_response(lambda answer: "source-sans-3" in answer.url) as found:
        page.goto("/tai-khoan/login/")
    assert found.value.ok
