"""Routes beside the pages: what an archived page is shown from, downloads, Memento and CDXJ.

An archived page is answered with a policy of its own. `sandbox` gives it an origin that is nobody's: it
cannot read what this server answers, even if a script of it ran, and none runs. It loads from one path only,
its own parts. `unsafe-inline` for styles is needed since pages bring theirs in attributes; it holds for this
answer alone, and what such styles could load is refused by the same policy.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from datasette import Request, Response

from archive.browse import mementos
from archive.browse.asking import BadRequest, Gone
from archive.browse.cdxj_answers import cdxj_lines
from archive.browse.downloads import File, page_file, record_file
from archive.browse.mementos import Memento
from archive.browse.pages import RECORD, REPLAY
from archive.browse.part_keys import keyed
from archive.browse.profile import Profile
from archive.browse.replay import NotShown, Shown, memento_of, part_path, show, show_part
from archive.browse.routes import View, asked_in, page_answer, problem_of, refusal
from archive.browse.site import Asked, Site
from archive.browse.withheld import is_kept_back, text_for_readers
from archive.errors import ArchiveError
from archive.lookup import UnknownArticle
from archive.schema import sqlite3

if TYPE_CHECKING:
    from datasette.app import Datasette

Told = TypeVar("Told")
INERT = "sandbox; default-src 'none'; frame-ancestors 'self'"
# Popups only: a link opens a copy in a tab of its own, and the page with the bar stays where it is.
SANDBOX = "sandbox allow-popups allow-popups-to-escape-sandbox"
PLAIN = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "private, no-cache",
}


def replay_routes(site: Site) -> list[tuple[str, View]]:
    """The routes of a site that are no pages with `.json`, for Datasette's hook `register_routes`."""
    views = _Views(site)
    return [
        (rf"^/replay/{RECORD}/page$", views.page),
        (rf"^/replay/{RECORD}/part$", views.part),
        (rf"^/capture/{RECORD}/record\.warc\.gz$", views.record),
        (rf"^/capture/{RECORD}/page\.wacz$", views.wacz),
        (r"^/timegate/(?P<url>.+)$", views.timegate),
        (r"^/timemap/link/(?:(?P<begin>\d{14})/)?(?P<url>.+)$", views.timemap),
        (r"^/memento/(?P<time>\d{4,14})/(?P<url>.+)$", views.memento),
        (r"^/cdxj$", views.cdxj),
    ]


@dataclass(frozen=True, slots=True)
class _Views:
    site: Site

    async def page(self, request: Request, datasette: "Datasette") -> Response:
        """The page itself, as a frame below the bar shows it."""
        record = request.url_vars["record"]

        def read(db: sqlite3.Connection) -> tuple[Shown, mementos.Around]:
            memento = memento_of(db, record)
            return self._shown(show(self.site, db, memento, self._places(datasette))), mementos.around(
                db, memento
            )

        try:
            shown, around = await self._read(datasette, read)
        except (UnknownArticle, Gone, NotShown) as error:
            return _plainly(error)
        part = datasette.absolute_url(request, datasette.urls.path(part_path(record)))
        policy = (
            f"{SANDBOX}; default-src 'none'; img-src {part} data:; style-src {part} 'unsafe-inline';"
            " base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
        )
        headers = PLAIN | {"content-security-policy": policy if shown.kind == "page" else INERT}
        headers |= _memento_headers(around, _placing(request, datasette))
        return Response(shown.content, headers=headers, content_type=shown.media)

    async def part(self, request: Request, datasette: "Datasette") -> Response:
        """An image or a style sheet of that page."""
        record, wanted = request.url_vars["record"], request.args.get("url") or ""

        def read(db: sqlite3.Connection) -> Shown | None:
            shown = show_part(self.site, db, memento_of(db, record), wanted, self._places(datasette))
            return None if shown is None else self._shown(shown)

        try:
            shown = await self._read(datasette, read)
        except (UnknownArticle, Gone, NotShown) as error:
            return _plainly(error)
        if shown is None:
            return _text("no image or style sheet of this address in the archive", 404)
        headers = PLAIN | {"content-security-policy": INERT}
        return Response(shown.content, headers=headers, content_type=shown.media)

    async def record(self, request: Request, datasette: "Datasette") -> Response:
        """The records of a capture as a WARC file."""
        return await self._file(request, datasette, record_file, "application/gzip")

    async def wacz(self, request: Request, datasette: "Datasette") -> Response:
        """A capture and the parts of its page as a WACZ file."""
        return await self._file(request, datasette, page_file, "application/wacz+zip")

    async def timegate(self, request: Request, datasette: "Datasette") -> Response:
        """RFC 7089, 4.1: from an address and a moment to the nearest memento."""

        def read(db: sqlite3.Connection) -> mementos.Around:
            url = mementos.address_in(request.url_vars["url"], request.query_string)
            at = mementos.moment_asked(request.headers.get("accept-datetime"))
            found = (
                mementos.newest(self.site.archive, db, url)
                if at is None
                else mementos.nearest(self.site.archive, db, url, at)
            )
            return mementos.around(db, found)

        try:
            around = await self._read(datasette, read)
        except (UnknownArticle, BadRequest, Gone) as error:
            return await refusal(self.site, error, request, datasette)
        place = _placing(request, datasette)
        headers = {"vary": "accept-datetime", "link": mementos.links(around, place)}
        return _found(place(around.memento.path), headers)

    async def timemap(self, request: Request, datasette: "Datasette") -> Response:
        """RFC 7089, 5: the mementos of an address."""
        begin = request.url_vars["begin"] or ""

        def read(db: sqlite3.Connection) -> tuple[str, list[Memento], Memento | None]:
            url = mementos.address_in(request.url_vars["url"], request.query_string)
            return (url, *mementos.listed(self.site.archive, db, url, begin))

        try:
            url, found, following = await self._read(datasette, read)
        except (UnknownArticle, BadRequest, Gone) as error:
            return await refusal(self.site, error, request, datasette)
        told = mementos.timemap(url, begin, found, following, _placing(request, datasette))
        return Response(told, headers=dict(PLAIN), content_type=mementos.FORMAT)

    async def memento(self, request: Request, datasette: "Datasette") -> Response:
        """The page with the bar, for the capture of this second; for another moment, where the nearest is."""

        def read(db: sqlite3.Connection) -> tuple[datetime, mementos.Around]:
            url = mementos.address_in(request.url_vars["url"], request.query_string)
            at = mementos.moment_named(request.url_vars["time"])
            exact = mementos.nearest(self.site.archive, db, url, at, exact=True)
            found = exact if exact.at == at else mementos.nearest(self.site.archive, db, url, at)
            return at, mementos.around(db, found)

        try:
            at, around = await self._read(datasette, read)
        except (UnknownArticle, BadRequest, Gone) as error:
            return await refusal(self.site, error, request, datasette)
        place = _placing(request, datasette)
        headers = _memento_headers(around, place)
        if around.memento.at != at:
            return _found(place(around.memento.path), {"link": headers["link"]})
        record = around.memento.record_id
        asked = Asked(path=f"/replay/{record}", parts={"record": record})
        return await page_answer(self.site, REPLAY, asked, request, datasette, headers)

    async def cdxj(self, request: Request, datasette: "Datasette") -> Response:
        """Where captures are, for tools of web archives."""
        asked = asked_in(request)
        try:
            lines = await self._read(datasette, lambda db: cdxj_lines(self.site.archive, db, asked))
        except BadRequest as error:
            return _text(str(error), 400)
        headers = dict(PLAIN) | ({"warraq-more": "true"} if lines.cut else {})
        return Response(lines.content, headers=headers, content_type=lines.media)

    async def _file(
        self,
        request: Request,
        datasette: "Datasette",
        make: Callable[[Site, sqlite3.Connection, str], File],
        media: str,
    ) -> Response:
        record = request.url_vars["record"]
        try:
            file = await self._read(datasette, lambda db: make(self.site, db, record))
        except (UnknownArticle, Gone) as error:
            return await refusal(self.site, error, request, datasette)
        except ArchiveError as error:
            return _text(text_for_readers(self.site, str(error)), 409)
        headers = PLAIN | {
            "content-disposition": f'attachment; filename="{file.name}"',
            "content-security-policy": INERT,
        }
        return Response(file.content, headers=headers, content_type=media)

    def _places(self, datasette: "Datasette") -> Callable[[str], str]:
        if self.site.profile is not Profile.PRIVATE:
            return datasette.urls.path  # type: ignore[no-any-return]
        return lambda path: keyed(datasette.urls.path(path))

    def _shown(self, shown: Shown) -> Shown:
        if is_kept_back(self.site, shown.content):
            raise NotShown("other")
        return shown

    async def _read(self, datasette: "Datasette", read: Callable[[sqlite3.Connection], Told]) -> Told:
        told: Told = await datasette.get_database(self.site.database).execute_fn(read)
        return told


def _placing(request: Request, datasette: "Datasette") -> Callable[[str], str]:
    return lambda path: str(datasette.absolute_url(request, datasette.urls.path(path)))


def _memento_headers(around: mementos.Around, place: Callable[[str], str]) -> dict[str, str]:
    return {
        "memento-datetime": mementos.http_date(around.memento.at),
        "link": mementos.links(around, place),
    }


def _found(location: str, headers: Mapping[str, str]) -> Response:
    return Response(
        "", status=302, headers={"location": location, **PLAIN, **headers}, content_type="text/plain"
    )


def _plainly(error: UnknownArticle | Gone | NotShown) -> Response:
    """An error inside the frame, or of an image: a line of text, no page of ours."""
    if isinstance(error, NotShown):
        return _text(f"not shown here ({error.code})", 404)
    status, told = problem_of(error)
    return _text(str(told["error"]), status)


def _text(text: str, status: int) -> Response:
    return Response.text(text, status=status, headers=dict(PLAIN) | {"content-security-policy": INERT})
