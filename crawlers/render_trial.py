"""One look at a page through a browser, for `warraq outlet doctor`: whether scripts make a report of a shell.

Every exchange is captured like any other; what the browser had is read and not kept.
"""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

from archive.ingest import Ingest
from archive.place import Archive
from archive.stored_answers import StoredAnswers
from crawlers.browser import find_chromium, render
from crawlers.live_answers import LiveAnswers
from crawlers.look import Answer, Asked, PictureError
from crawlers.render import HTML, look_of
from crawlers.shown_parts import served
from crawlers.stopped import interruptible
from extractors.article import NotAnArticle, Page
from extractors.outlets import Outlet
from extractors.reader import read_article


def reads_in_browser(archive: Archive, outlet: Outlet, url: str) -> tuple[bool, str]:
    """Whether a browser sees a report at this address, and its title or else why not.

    Raises BrowserMissing, which says what to install; ArchiveError when nothing can be captured.
    """
    program = find_chromium()
    with Ingest(archive) as ingest, closing(StoredAnswers(archive, ingest.index.db)) as stored:
        try:
            dom = interruptible(_dom(archive, outlet, program, stored, url))
        except PictureError as error:
            return False, str(error)
        ingest.catch_up_all()
    if dom is None:
        return False, "no answer"
    page = Page(url=url, captured_at=datetime.now(UTC), status=200, content_type=HTML, body=dom)
    read = read_article(page, outlet)
    return (False, read.code) if isinstance(read, NotAnArticle) else (True, read.title)


async def _dom(
    archive: Archive, outlet: Outlet, program: str, stored: StoredAnswers, url: str
) -> bytes | None:
    async with LiveAnswers(archive, stored) as live:

        async def answer(asked: Asked) -> Answer | None:
            found = await live.ask(asked, url, outlet.slug)
            return None if found is None else served(found)

        shell = await answer(Asked(url=url))
        if shell is None:
            return None
        return (await render(program, url, shell, answer, look_of(archive, outlet))).dom
