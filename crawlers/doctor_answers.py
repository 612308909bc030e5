"""What the doctor sees of an outlet: each URL fetched once, a bounded number of them, live or saved."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from archive.errors import ArchiveError
from archive.http import decode_content, parse_response
from archive.records import Record, RecordError
from archive.warc import read_record, walk
from crawlers.fetched import Fetched, FetchError
from extractors.urls import UrlError, normalise

MOST_FETCHES = 120
REDIRECTS = 10
WARC_NAMES = ("*.warc.gz", "*.warc", "*.arc.gz", "*.arc", "*.warc.gz.open")

Fetch = Callable[[str], Fetched]
Clock = Callable[[str], datetime]  # when the answer for a URL was captured, UTC


class NotSaved(FetchError):
    """The saved answers hold nothing of this URL: what it would answer is not known."""


class Answers:
    """Fetches each URL once, at most MOST_FETCHES of them; what failed fails again with the same words.

    `saved` are the URLs that answers were saved of; None when everything can be asked for.
    """

    def __init__(self, fetch: Fetch, saved: Collection[str] | None = None, most: int = MOST_FETCHES) -> None:
        self._fetch = fetch
        self._most = most
        self._had: dict[str, Fetched | FetchError] = {}
        self.saved = saved

    @property
    def count(self) -> int:
        """How many URLs were asked for."""
        return len(self._had)

    def fetch(self, url: str) -> Fetched:
        """The answer; raises FetchError when there is none, or when the number is used up."""
        if url not in self._had:
            if len(self._had) >= self._most:
                raise FetchError(f"not fetched: {self._most} fetches were made already")
            try:
                self._had[url] = self._fetch(url)
            except FetchError as error:
                self._had[url] = error
        answer = self._had[url]
        if isinstance(answer, FetchError):
            raise answer
        return answer


class SavedAnswers:
    """Answers from WARC files: of each URL the latest that is a response. Opens files, never the network."""

    def __init__(self, paths: Iterable[Path]) -> None:
        """Reads where every response stands; raises ArchiveError when the paths hold none."""
        self._places: dict[str, tuple[str, Path, int]] = {}
        paths = tuple(paths)
        for path in _files(paths):
            for record in walk(path, max_block=0):
                if isinstance(record, Record) and record.type == "response" and record.target_uri:
                    self._keep(record, path)
        if not self._places:
            where = ", ".join(map(str, paths)) or "no path"
            raise ArchiveError(f"no captured response in {where}; crawl first, or name WARC files")

    @property
    def urls(self) -> tuple[str, ...]:
        """The URLs with a saved response, the latest captured first."""
        return tuple(sorted(self._places, key=lambda url: self._places[url][0], reverse=True))

    @property
    def newest(self) -> datetime:
        """When the newest response was captured."""
        return max(_moment(date) for date, *_ in self._places.values())

    def captured_at(self, url: str) -> datetime:
        """When the response that `fetch` gives for a URL was captured; the newest moment for unknown ones."""
        place = self._places.get(self._followed(url))
        return _moment(place[0]) if place else self.newest

    def fetch(self, url: str) -> Fetched:
        """The saved answer, saved redirects followed; raises FetchError when none was saved."""
        return self._answer(self._followed(url))

    def record_of(self, url: str) -> tuple[Path, int]:
        """File and offset of the response that `fetch` gives for a URL; raises FetchError."""
        place = self._places.get(self._followed(url))
        if place is None:
            raise NotSaved(f"no capture of {url}")
        return place[1:]

    def _keep(self, record: Record, path: Path) -> None:
        url = _normal(record.target_uri or "")
        known = self._places.get(url)
        if known is None or known[0] <= record.date:
            self._places[url] = (record.date, path, record.offset)

    def _followed(self, url: str) -> str:
        url = _normal(url)
        for _ in range(REDIRECTS):
            place = self._places.get(url)
            if place is None:
                return url
            message = parse_response(self._record(place).block)
            location = message.header("location")
            if message.status not in (301, 302, 303, 307, 308) or not location:
                return url
            url = _normal(urljoin(url, location))
        return url

    def _answer(self, url: str) -> Fetched:
        place = self._places.get(url)
        if place is None:
            raise NotSaved("not among the saved answers")
        message = parse_response(self._record(place).block)
        if message.status is None:
            raise FetchError("the saved answer has no readable head")
        body, _ = decode_content(message)
        return Fetched(url=url, status=message.status, content_type=message.content_type, body=body)

    def _record(self, place: tuple[str, Path, int]) -> Record:
        try:
            return read_record(place[1], place[2])
        except (RecordError, OSError) as error:
            raise FetchError(f"the saved answer cannot be read: {error}") from error


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted({file for name in WARC_NAMES for file in path.rglob(name)})
        elif path.is_file():
            yield path
        else:
            raise ArchiveError(f"{path}: no such file or folder")


def _normal(url: str) -> str:
    try:
        return normalise(url)
    except UrlError:
        return url


def _moment(date: str) -> datetime:
    """A WARC-Date as aware UTC; the epoch for one that is none, so that it is the oldest."""
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
