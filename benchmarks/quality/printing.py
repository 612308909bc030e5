"""What a design gives for a posting, and how it becomes a captured page with its gold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property

from benchmarks.quality.asides import Asides
from benchmarks.quality.postings import Posting
from extractors.article import Page
from extractors.outlets import Outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A page as a design prints it. `precision` says how closely it tells its moment: "minute", "day",
    "around" (a relative date: the day, its time left open), "unsure" (a relative date that leaves two days)
    or None.

    What is None below was printed as the posting has it; `persons` are those that the page names as authors;
    `asides` are what the page tells beside these.
    """

    path: str
    html: str
    precision: str | None
    persons: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] | None = None
    charset: str = "utf-8"
    content_type: str | None = "text/html; charset=utf-8"
    asides: Asides = field(default_factory=dict)


Shell = Callable[[Posting, str, str], str]  # posting, title, what stands in the middle -> a page of the site


@dataclass(frozen=True, kw_only=True)
class Manners:
    """How a site draws what is no report in its own way; what is None or empty is drawn as by all others.

    `listing` takes posting and heading, `report` title and paragraphs; both give what stands in the middle.
    `gone` are headings and sentences of a missing page, `consent` whole pages.
    """

    listing: Callable[[Posting, str], str] | None = None
    report: Callable[[str, Sequence[str]], str] | None = None
    gone: tuple[tuple[str, str], ...] = ()
    consent: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Design:
    """One way of printing pages: the outlet, the habit it is modelled on, and what it can draw."""

    outlet: Outlet
    habit: str
    article: Callable[[Posting], Printed]
    shell: Shell
    charset: str = "utf-8"
    held: bool = False
    manners: Manners = field(default_factory=Manners)

    @cached_property
    def slug(self) -> str:
        """The outlet's slug names the design."""
        return self.outlet.slug


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """What a reader should say of a page. `moment` is None where no date is printed; `codes` name the
    refusals that are right, empty for a report."""

    title: str = ""
    paragraphs: tuple[str, ...] = ()
    moment: datetime | None = None
    precision: str | None = None
    persons: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()
    asides: Asides = field(default_factory=dict)

    @property
    def day(self) -> date | None:
        """The outlet's own day."""
        return self.moment.date() if self.moment else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page to be read, and its gold. `kind` is "report" or the sort of page that is none."""

    design: str
    number: int
    kind: str
    page: Page
    gold: Gold


def declare(slug: str, name: str, name_en: str, country: str, timezone: str) -> Outlet:
    """Give the declaration of an invented outlet: the least that one needs."""
    return Outlet(
        slug=slug,
        name=name,
        name_en=name_en,
        country=country,
        timezone=timezone,
        homepage=f"https://www.{slug}.example/",
        domains=(f"{slug}.example",),
    )


def report_sheet(design: Design, posting: Posting) -> Sheet:
    """Give the page of a report and what it should be read as."""
    printed = design.article(posting)
    moment = posting.moment if printed.precision else None
    return Sheet(
        design=design.slug,
        number=posting.number,
        kind="report",
        page=capture(
            posting,
            printed.path,
            printed.html.encode(printed.charset, "xmlcharrefreplace"),
            printed.content_type,
        ),
        gold=Gold(
            title=posting.title,
            paragraphs=printed.paragraphs if printed.paragraphs is not None else posting.paragraphs,
            moment=moment,
            precision=printed.precision if moment else None,
            persons=printed.persons,
            asides=printed.asides,
        ),
    )


def capture(
    posting: Posting,
    path: str,
    body: bytes,
    content_type: str | None = "text/html; charset=utf-8",
    status: int = 200,
) -> Page:
    """Give the page as it would have been captured."""
    return Page(
        url=posting.outlet.homepage.rstrip("/") + path,
        captured_at=posting.captured_at.astimezone(UTC),
        status=status,
        content_type=content_type,
        body=body,
    )
