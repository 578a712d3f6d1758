"""Takes the pictures of docs/screenshots from a running demo: `python -m tests.browser.screenshots ADDRESS`."""

import shutil
import sys
from pathlib import Path

PAGES = {
    "home": "/",
    "search": "/search?q=cash+transfers&country=KEN&country=PER",
    "record": "/records/world-bank:P111545",
    "country": "/countries/KEN",
    "evidence-map": "/evidence-map",
    "map": "/map",
}
WIDTHS = {360: 780, 1280: 900}
FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"


def main(site: str) -> None:
    """One picture of the first screen of each page, at each width."""
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for width, height in WIDTHS.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, device_scale_factor=2 if width < 600 else 1
            )
            for name, path in PAGES.items():
                page.goto(site + path)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=FOLDER / f"{name}-{width}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
