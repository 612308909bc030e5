"""Pictures of every page, for people to look at: `make screens`, or `python -m tests.browse.screens FOLDER`.

An archive of the newsroom is crawled and served, and each page is written as FOLDER/PAGE-LANGUAGE-WIDTH.png,
whole, in Arabic and English, 1280 and 390 pixels wide. What is wrong and cannot be measured is seen there.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from archive.place import init_archive
from tests.browse.e2e.examining import DESKTOP, HEIGHTS, PHONE
from tests.browse.e2e.newsstand import further, newsstand
from tests.browse.test_pages import LANGUAGES, paths
from tests.browser import running_chromium
from tests.crawlers.conftest import Desk, web_servers


def main() -> None:
    """Write the pictures that the command line asks for."""
    asking = argparse.ArgumentParser(
        prog="python -m tests.browse.screens", description="Pictures of every page."
    )
    asking.add_argument("folder", type=Path, help="where the pictures go")
    asking.add_argument("--dark", action="store_true", help="as readers see them who prefer a dark scheme")
    asking.add_argument("--print", action="store_true", help="as they are printed, as PDF on A4")
    asking.add_argument("--page", action="append", help="this page alone, such as article (repeatable)")
    asked = asking.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, web_servers() as new_site:
        desk = Desk(init_archive(Path(place) / "archive", contact="screens@example.org"))
        with newsstand(desk, new_site) as stand, running_chromium() as browser:
            pages = paths(stand) | further(stand)
            for language in LANGUAGES:
                context = browser.new_context(locale=language, color_scheme="dark" if asked.dark else "light")
                page = context.new_page()
                for name, path in pages.items():
                    if asked.page and name not in asked.page:
                        continue
                    page.goto(stand.url(path), wait_until="networkidle")
                    target = asked.folder / f"{name.replace(' ', '-')}-{language}"
                    if asked.print:
                        page.pdf(path=f"{target}.pdf", format="A4")
                        continue
                    for width in (DESKTOP, PHONE):
                        page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
                        page.screenshot(path=f"{target}-{width}.png", full_page=True)
                context.close()
    print(f"{len(list(asked.folder.iterdir()))} files in {asked.folder}", file=sys.stderr)


if __name__ == "__main__":
    main()
