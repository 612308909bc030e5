"""One outlet's site as it stands: what is published, edited, deleted, and the answer to any request."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from newsroom.answers import Document, Manner, redirect, send_document, with_status
from newsroom.faulting import Stage
from newsroom.faults import FAULTS, NOTICES, PREFIX, linked_faults
from newsroom.filler import bulletin
from newsroom.makes import NOT_FOUND, Gold, Make, Posting, View
from newsroom.outlets import MAKES, Outlet
from newsroom.pictures import png
from newsroom.reports import Report
from newsroom.variants import Scene, Variant
from newsroom.wire import Request, Wire

Removal = Literal["gone", "missing", "soft"]
PRIVATE_PATH = "/private/article/9001"  # named in the feed of waha, forbidden by its robots.txt
_CAMPAIGN = ("utm_", "ver", "fbclid", "gclid")  # parameters that choose no page
_APOLOGY = "عذراً، الصفحة التي تبحث عنها حُذفت أو تغيّر عنوانها."


class Site:
    """A site of one make. Everything it serves follows from its reports and from what was done to them."""

    def __init__(
        self,
        outlet: Outlet,
        origin: str,
        reports: tuple[Report, ...],
        *,
        faulty: bool,
        slow: float,
        manner: Manner | None = None,
    ) -> None:
        self.outlet = outlet
        self.origin = origin
        self.faulty = faulty
        self._make: Make = MAKES[outlet.make]
        self._slow = slow
        self._manner = manner
        self._spoiled: dict[str, str] = {}
        self._postings = {posting.path: posting for posting in self._first_postings(reports)}
        self._removed: dict[str, Removal] = {}
        self._attempts: Counter[str] = Counter()
        self._variant: Variant | None = None
        self._elsewhere: str | None = None
        self._draw: dict[str, Callable[[], Document]] = {}
        self._drawn: dict[str, Document] = {}
        self._redraw()

    @property
    def make(self) -> Make:
        """The make of the site."""
        return self._make

    @property
    def view(self) -> View:
        """The site as the makes draw it."""
        return self._view

    def urls(self) -> tuple[str, ...]:
        """The addresses of the outlet's own reports, newest first."""
        return tuple(self.origin + posting.path for posting in self._view.reports)

    def faults(self) -> Mapping[str, str]:
        """The addresses of the faults that feeds and sitemaps name, with the fault's name."""
        return {
            self.origin + posting.path: posting.path.removeprefix(PREFIX).partition("?")[0]
            for posting in self._view.postings
            if posting.kind == "fault"
        }

    def gold(self) -> dict[str, Gold]:
        """What every report's page prints now, by address."""
        return {
            self.origin + posting.path: self._make.gold(self._view, posting) for posting in self._view.reports
        }

    def sections(self) -> tuple[str, ...]:
        """The addresses of the section pages."""
        return tuple(self.origin + self._make.section_path(self._view, one) for one in self._view.sections)

    def others(self) -> tuple[str, ...]:
        """The addresses of what is linked and is no report."""
        return tuple(self.origin + path for path in self._make.others(self._view))

    def twins(self) -> Mapping[str, str]:
        """Other addresses of reports, with the report's."""
        twins = self._make.twins(self._view)
        return {self.origin + path: self.origin + target for path, target in twins.items()}

    def posting(self, number: int) -> Posting:
        """The posting of report `number`; raises LookupError."""
        for posting in self._postings.values():
            if posting.kind == "report" and posting.report.number == number:
                return posting
        raise LookupError(f"{self.outlet.slug} has no report {number}")

    def amend(self, posting: Posting) -> None:
        """Puts a changed posting in the place of the one at its path."""
        self._postings[posting.path] = posting
        self._redraw()

    def remove(self, url: str, how: Removal) -> None:
        """Answers a report's address with 410, 404 or a "not found" page with status 200 from now on. Feeds
        and sitemaps go on naming it, as the caches of real sites do. Raises LookupError."""
        self._removed[self._path_of(url)] = how

    def restore(self, url: str) -> None:
        """Takes a removal back; raises LookupError for an address that is no report."""
        self._removed.pop(self._path_of(url), None)

    def vary(self, variant: Variant | None, elsewhere: str | None = None) -> None:
        """Breaks the whole site in one way, or makes it whole; `elsewhere` is the origin it moved to."""
        self._variant, self._elsewhere = variant, elsewhere
        self._redraw()

    def at(self, origin: str) -> "Site":
        """The same site, whole, at another origin."""
        reports = tuple(one.report for one in self._postings.values() if one.kind == "report")
        return Site(self.outlet, origin, reports, faulty=self.faulty, slow=self._slow, manner=self._manner)

    @property
    def variant(self) -> Variant | None:
        """The way in which the site is broken."""
        return self._variant

    def spoil(self, url: str, fault: str) -> None:
        """Answers any address with a fault from now on, robots.txt and feeds included; the fault works on
        what is served there otherwise. Raises LookupError for an unknown fault."""
        if fault not in FAULTS:
            raise LookupError(f"no fault is called {fault!r}; there are {', '.join(FAULTS)}")
        parts = urlsplit(url)
        self._spoiled[_key(parts.path, parts.query)] = fault

    def mend(self, url: str) -> None:
        """Takes a fault back."""
        parts = urlsplit(url)
        self._spoiled.pop(_key(parts.path, parts.query), None)

    async def respond(self, request: Request, wire: Wire) -> bool:
        """Answers one request; True when the connection stays."""
        if request.method == "POST":
            media = (request.header("content-type") or "").partition(";")[0]
            asked = self._make.asked(self._view, request.path, media, request.body)
            if asked is not None:
                return await send_document(wire, request, asked, self._manner_of(request.path))
        if request.method not in ("GET", "HEAD"):
            refusal = self._make.notice(self._view, "405", "لا تُقبل إلا القراءة.")
            return await send_document(wire, request, with_status(refusal, 405), self._manner_of("405"))
        key = _key(request.path, request.query)
        name = request.path.removeprefix(PREFIX)
        if key in self._spoiled:
            stage = self._stage(request, wire, self._varied(key))
            return await FAULTS[self._spoiled[key]].answer(stage)
        if request.path.startswith(PREFIX) and name in FAULTS:
            page = self._notice() if name in NOTICES else self._fault_page(name, request.option("n"))
            return await FAULTS[name].answer(self._stage(request, wire, page))
        return await send_document(wire, request, self._varied(key), self._manner_of(key))

    def _manner_of(self, key: str) -> Manner:
        return self._manner or self._make.manner(key)

    def _varied(self, key: str) -> Document:
        document = self._document(key)
        if self._variant is None or self._variant.answer is None:
            return document
        at = {_split_key(posting.path): posting for posting in self._view.postings}
        scene = Scene(
            make=self._make,
            view=self._view,
            key=key,
            posting=at.get(key),
            document=document,
            serve=lambda path: self._document(_split_key(path)),
            elsewhere=self._elsewhere,
        )
        return self._variant.answer(scene)

    def _document(self, key: str) -> Document:
        match self._removed.get(self._twins.get(key, key)):
            case "gone":
                return with_status(self._notice(), 410)
            case "missing":
                return with_status(self._notice(), 404)
            case "soft":
                return with_status(self._notice(), 200)
        if key in self._drawn:
            return self._drawn[key]
        if key not in self._draw:
            path, _, query = key.partition("?")
            found = self._make.answer(self._view, path, dict(parse_qsl(query, keep_blank_values=True)))
            return found or with_status(self._notice(), 404)
        return self._drawn.setdefault(key, self._draw[key]())

    def _notice(self) -> Document:
        return self._make.notice(self._view, NOT_FOUND, _APOLOGY)

    def _stage(self, request: Request, wire: Wire, page: Document) -> Stage:
        self._attempts[request.target] += 1
        return Stage(
            request=request,
            wire=wire,
            page=page,
            attempt=self._attempts[request.target],
            origin=self.origin,
            seen=self._view.reports[0].path if self._view.reports else "/",
            slow=self._slow,
        )

    def _fault_page(self, name: str, option: str) -> Document:
        return self._make.article(self._view, self._fault_posting(name, option))

    def _fault_posting(self, name: str, option: str) -> Posting:
        number = int(option) if option.isdigit() else 0
        report = bulletin(f"{self.outlet.slug} {name}", number, self.outlet.zone)
        return Posting(report=report, path=f"{PREFIX}{name}?n={number}", kind="fault")

    def _first_postings(self, reports: tuple[Report, ...]) -> list[Posting]:
        make = self._make
        postings = [
            Posting(report=make.posted(report), path=make.path(report), image=make.image(report))
            for report in reports
        ]
        if self.faulty:
            postings += [self._fault_posting(fault.name, "1") for fault in linked_faults(self.outlet.slug)]
        if self.outlet.slug == "waha":
            hidden = bulletin("private", 9001, self.outlet.zone)
            postings.append(Posting(report=hidden, path=PRIVATE_PATH, kind="private"))
        return postings

    def _redraw(self) -> None:
        """Lists what is served under which address; pages are drawn when first asked for."""
        make, outlet = self._make, self.outlet
        shown = (
            map(self._variant.posting, self._postings.values())
            if self._variant and self._variant.posting
            else self._postings.values()
        )
        newest_first = sorted(shown, key=lambda one: (one.report.published, one.path))
        view = View(
            name=outlet.name,
            name_en=outlet.name_en,
            origin=self.origin,
            postings=tuple(reversed(newest_first)),
        )
        self._view = view
        draw: dict[str, Callable[[], Document]] = {"/": partial(make.home, view)}
        for path, target in make.aliases(view).items():
            draw[_split_key(path)] = partial(redirect, 301, target)
        for path, document in (*make.machines(view).items(), *make.assets(view).items()):
            draw[_split_key(path)] = partial(_same, document)
        for section, postings in view.sections.items():
            key = _split_key(make.section_path(view, section))
            draw[key] = partial(make.section, view, section, postings)
        for posting in view.postings:
            draw[_split_key(posting.path)] = partial(make.article, view, posting)
            if posting.image:
                draw[_split_key(posting.image)] = partial(_picture, posting.image)
        self._draw, self._drawn = draw, {}
        twins = make.twins(view)
        self._twins = {_split_key(path): _split_key(target) for path, target in twins.items()}

    def _path_of(self, url: str) -> str:
        parts = urlsplit(url)
        key = _key(parts.path, parts.query)
        if key not in {_split_key(posting.path) for posting in self._view.reports}:
            raise LookupError(f"{self.outlet.slug} has no report at {url}")
        return key


def edited(posting: Posting, report: Report, hours: int) -> Posting:
    """The posting with another text, changed so many hours after it was published."""
    return replace(posting, report=report, modified=report.published + timedelta(hours=hours))


def _same(document: Document) -> Document:
    return document


def _picture(path: str) -> Document:
    return Document(content=png(path), media_type="image/png", tagged=True)


def _split_key(path: str) -> str:
    before, _, query = path.partition("?")
    return _key(before, query)


def _key(path: str, query: str) -> str:
    """One spelling for one address: unquoted, parameters sorted, without those that choose no page."""
    named = parse_qsl(query, keep_blank_values=True)
    kept = sorted((name, value) for name, value in named if not name.startswith(_CAMPAIGN))
    return unquote(path) + ("?" + urlencode(kept) if kept else "")
