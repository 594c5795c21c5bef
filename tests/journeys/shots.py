"""Pictures of pages at both widths, light and dark, and what axe-core says of them.

    python tests/journeys/shots.py http://127.0.0.1:8000 --login vanphong --password … / /nhiem-vu/

Without addresses it follows the menu. Exits 1 when axe finds something serious or a page overflows sideways.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
HOME = Path(os.environ.get("COTMOC_HOME") or ROOT / "var")
MODULES = Path(os.environ.get("COTMOC_MODULES") or HOME / "npm" / "node_modules")
AXE = MODULES / "axe-core" / "axe.min.js"
WIDTHS = (1440, 390)
THEMES = ("light", "dark")
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Look:
    """What was seen of one page at one width in one theme."""

    address: str
    width: int
    theme: str
    status: int
    findings: list[str] = field(default_factory=list)


def axe(page: Page, *, only: str = "") -> list[str]:
    """Every finding of axe-core on the page as it stands: impact, rule, place. ``only``: of one rule."""
    # evaluate reaches past the page's own content security policy
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    result: dict[str, Any] = page.evaluate(
        "asked => axe.run(document, {runOnly: asked})",
        {"type": "rule", "values": [only]} if only else RULES,
    )
    return [
        f"{found['impact']}: {found['id']}: {node['target']} {node['html'][:120]}"
        for found in result["violations"]
        for node in found["nodes"]
    ]


def overflow(page: Page) -> list[str]:
    """The page is wider than the window."""
    extra = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"serious: sideways overflow of {extra} px"] if extra > 0 else []


def sign_in(page: Page, base: str, login: str, password: str) -> None:
    """Sign in through the page itself."""
    page.goto(f"{base}/tai-khoan/login/")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_load_state()
    if "/login" in page.url:
        sys.exit(f"could not sign in as {login}")


def look(page: Page, base: str, address: str, width: int, theme: str, out: Path) -> Look:
    """Open one page, take its picture, ask axe."""
    errors: list[str] = []
    page.on(
        "console",
        lambda said: errors.append(f"serious: console: {said.text}") if said.type == "error" else None,
    )
    page.on("pageerror", lambda error: errors.append(f"serious: script: {error}"))
    response = page.goto(base + address)
    page.wait_for_load_state("networkidle")
    name = address.strip("/").replace("/", "_").replace("?", "_") or "hom-nay"
    page.screenshot(path=out / f"{name}-{width}-{theme}.png", full_page=True)
    seen = Look(address, width, theme, response.status if response else 0)
    seen.findings = [*errors, *overflow(page), *axe(page)]
    return seen


def run(browser: Browser, args: argparse.Namespace) -> list[Look]:
    """Every page at every width in both themes."""
    seen = []
    for width in WIDTHS:
        for theme in THEMES:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=theme, locale="vi-VN"
            )
            page = context.new_page()
            if args.login:
                sign_in(page, args.base, args.login, args.password)
            if args.english:
                with page.expect_navigation():
                    page.dispatch_event("button[name=language][value=en]", "click")
            addresses = args.addresses or page.eval_on_selector_all(
                ".nav a", "links => links.map(link => link.getAttribute('href'))"
            )
            for address in addresses:
                fresh = context.new_page()
                seen.append(look(fresh, args.base, address, width, theme, args.out))
                fresh.close()
            context.close()
    return seen


def main() -> int:
    """Take the pictures, print the findings."""
    if not AXE.exists():
        sys.exit("axe-core is missing: run ./test once, or ./run --setup with the development packages")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("base")
    parser.add_argument("addresses", nargs="*")
    parser.add_argument("--login", default="")
    parser.add_argument("--password", default="")
    parser.add_argument("--english", action="store_true")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "shots")
    args = parser.parse_intermixed_args()
    args.base = args.base.rstrip("/")
    args.out.mkdir(parents=True, exist_ok=True)
    chromium = next((path for path in CHROMIUM if Path(path).exists()), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        seen = run(browser, args)
    bad = 0
    for one in seen:
        print(f"{one.status} {one.address} {one.width} {one.theme}: {len(one.findings)} findings")
        for finding in one.findings:
            print("   ", finding)
            bad += finding.startswith(("serious", "critical"))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
