"""What a make of site (its page design, URLs and habits) must offer, and what it is given to draw."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from html import escape
from typing import ClassVar, Literal

from newsroom.answers import Document, Manner
from newsroom.reports import Report

Kind = Literal["report", "fault", "private"]
Precision = Literal["day", "minute", "second"]
RELATED = 4  # titles in a box of other reports
NOT_FOUND = "الصفحة غير موجودة"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A report at its place on a site. `kind` says whether it is a report of the newsroom, the stand-in text
    behind a fault, or a report that robots.txt forbids."""

    report: Report
    path: str
    image: str | None = None
    modified: datetime | None = None
    kind: Kind = "report"

    @property
    def changed(self) -> datetime:
        """When the page last changed."""
        return self.modified or self.report.published


@dataclass(frozen=True, kw_only=True)  # without slots: what is asked for on every page is kept
class View:
    """A site as it stands: `postings` newest first, those of every kind that are linked from somewhere."""

    name: str
    name_en: str
    origin: str
    postings: tuple[Posting, ...]

    @cached_property
    def public(self) -> tuple[Posting, ...]:
        """The postings that pages, feeds and sitemaps list."""
        return tuple(posting for posting in self.postings if posting.kind != "private")

    @cached_property
    def sections(self) -> Mapping[str, tuple[Posting, ...]]:
        """The public postings by section, sections in the order of their newest posting."""
        found: dict[str, list[Posting]] = {}
        for posting in self.public:
            found.setdefault(posting.report.section, []).append(posting)
        return {section: tuple(postings) for section, postings in found.items()}

    @cached_property
    def reports(self) -> tuple[Posting, ...]:
        """The postings that are reports of the newsroom."""
        return tuple(posting for posting in self.postings if posting.kind == "report")

    @cached_property
    def by_number(self) -> Mapping[int, Posting]:
        """The reports by their number."""
        return {posting.report.number: posting for posting in self.reports}

    @cached_property
    def authors(self) -> Mapping[str, tuple[Posting, ...]]:
        """The reports by byline, in alphabetical order."""
        names = sorted({one.report.byline for one in self.reports if one.report.byline})
        return {name: tuple(one for one in self.reports if one.report.byline == name) for name in names}

    @cached_property
    def tags(self) -> Mapping[str, tuple[Posting, ...]]:
        """The reports by tag, in alphabetical order."""
        names = sorted({tag for one in self.reports for tag in one.report.tags})
        return {name: tuple(one for one in self.reports if name in one.report.tags) for name in names}

    def related(self, posting: Posting) -> tuple[Posting, ...]:
        """Other reports to put beside one, always the same ones."""
        if not self.reports:
            return ()
        start = int.from_bytes(sha256(posting.path.encode()).digest()[:2]) % len(self.reports)
        beside = (self.reports * 2)[start : start + min(RELATED + 1, len(self.reports))]
        return tuple(one for one in beside if one.path != posting.path)[:RELATED]

    @cached_property
    def newest(self) -> datetime | None:
        """When anything on the site last changed; None for an empty one."""
        return max((posting.changed for posting in self.public), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """What a page prints, and so what a reader should find in it; None is what it does not print."""

    title: str
    text: tuple[str, ...]
    published: datetime
    precision: Precision
    subtitle: str | None = None
    byline: str | None = None
    dateline: str | None = None
    section: str | None = None

    @property
    def body(self) -> tuple[str, ...]:
        """The text without the agency that its last line names in brackets: a credit, no sentence of it."""
        is_credit = self.text[-1].startswith("(") and self.text[-1].endswith(")")
        return self.text[:-1] if is_credit else self.text


class Make(ABC):
    """A make of site. It holds nothing: all of what it draws comes from the view."""

    article_url: ClassVar[str]  # regular expression for the declaration
    feeds: ClassVar[tuple[str, ...]] = ()
    sitemaps: ClassVar[tuple[str, ...]] = ()
    archives: ClassVar[tuple[str, ...]] = ()  # templates of day pages, with {year}, {month} and {day}
    declares_sections: ClassVar[bool] = False  # whether a declaration needs the section pages
    manners: ClassVar[tuple[Manner, ...]] = (Manner(),)
    charset: ClassVar[str] = "utf-8"  # of its pages and feeds

    def posted(self, report: Report) -> Report:
        """The report as the site puts it online: at once, unless the make has other habits."""
        return report

    @abstractmethod
    def path(self, report: Report) -> str:
        """Where the report lives."""

    @abstractmethod
    def image(self, report: Report) -> str | None:
        """Where the report's picture lives, if it has one."""

    @abstractmethod
    def article(self, view: View, posting: Posting) -> Document:
        """The page of a report."""

    @abstractmethod
    def home(self, view: View) -> Document:
        """The home page."""

    @abstractmethod
    def section_path(self, view: View, section: str) -> str:
        """Where a section page lives."""

    @abstractmethod
    def section(self, view: View, section: str, postings: tuple[Posting, ...]) -> Document:
        """A section page."""

    @abstractmethod
    def machines(self, view: View) -> Mapping[str, Document]:
        """Feeds, sitemaps and robots.txt by path."""

    @abstractmethod
    def gold(self, view: View, posting: Posting) -> Gold:
        """What the report's page prints."""

    @abstractmethod
    def notice(self, view: View, title: str, text: str) -> Document:
        """A page that is no report, such as "not found", in the site's design."""

    def assets(self, view: View) -> Mapping[str, Document]:
        """Logo and stylesheet by path."""
        return {}

    def aliases(self, view: View) -> Mapping[str, str]:
        """Redirects the site keeps, from path to location."""
        return {}

    def answer(self, view: View, path: str, options: Mapping[str, str]) -> Document | None:
        """The page of any other address, by rule (pagers without an end, tag pages, twins): `path` unquoted,
        `options` the query. None where the site has nothing."""
        return None

    def asked(self, view: View, path: str, media: str, body: bytes) -> Document | None:
        """The answer to what is sent by POST; None where only GET is answered."""
        return None

    def twins(self, view: View) -> Mapping[str, str]:
        """Other addresses of reports (print, AMP, mobile, aliases), with the path of the report."""
        paths = {posting.path for posting in view.reports}
        return {path: target for path, target in self.aliases(view).items() if target in paths}

    def others(self, view: View) -> tuple[str, ...]:
        """What pages link and is no report and no twin of one: sections, listings, tags, authors, pages that
        stand. Of a pager without an end, the first page past the end is the last one here."""
        return tuple(self.section_path(view, section) for section in view.sections)

    def manner(self, path: str) -> Manner:
        """How the answer for a path travels: always the same way."""
        return self.manners[sha256(path.encode()).digest()[1] % len(self.manners)]


def links(postings: tuple[Posting, ...], before: str = "<li>", after: str = "</li>\n") -> str:
    """Titles linked to their reports, each between two marks."""
    return "".join(
        f'{before}<a href="{escape(posting.path)}">{escape(posting.report.title)}</a>{after}'
        for posting in postings
    )


def dateline(view: View, report: Report) -> str | None:
    """The opening of every second report with a place: «دمشق - الوكالة»; None for the others."""
    if not report.place or report.number % 2:
        return None
    return f"{report.place} - {report.agency or view.name}"


def with_dateline(text: tuple[str, ...], opening: str | None, mark: str) -> tuple[str, ...]:
    """The text with the opening and a mark before its first paragraph."""
    return (f"{opening}{mark}{text[0]}", *text[1:]) if opening else text
