"""What may be asked over HTTP, as /openapi.json tells it: of each address the parameters and the answer.

Pages are named as `PAGES` names them, with `.json`. A page or a parameter that is missing here fails a test.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from archive.browse.cdxj_answers import DEFAULT, MOST
from archive.browse.citation_files import KINDS
from archive.browse.history_page import VIEWS
from archive.browse.search_feed import MEDIA as ATOM
from archive.browse.search_page import SORTS
from archive.browse.trend_page import BY
from archive.tables import STATES

JSON = "application/json; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"
DAY: dict[str, Any] = {"type": "string", "format": "date"}
TEXT: dict[str, Any] = {"type": "string"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of the query, or of the header when `place` says so; `schema` is its JSON Schema."""

    name: str
    about: str
    schema: dict[str, Any] = field(default_factory=lambda: TEXT)
    example: str | None = None
    required: bool = False
    repeated: bool = False
    place: str = "query"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One address. `path` is as `pages.py` has it, without `.json`, or a template of its own.

    `answer` names a definition of archive/schemas/api.json; without one the answer is a file of `media`.
    `conditional` says that what a reader holds by its ETag is answered with 304.
    `statuses` are those beside 200 (or `status`), which answer in the `errors` form: as JSON, or as a page.
    """

    name: str
    path: str
    does: str
    takes: tuple[Parameter, ...] = ()
    answer: str | None = None
    media: tuple[str, ...] = (JSON,)
    status: int = 200
    statuses: tuple[int, ...] = ()
    conditional: bool = False
    errors: str = JSON
    gives: tuple[str, ...] = ()


TYPED = Parameter(name="q", about="A query, as docs/searching.md has it.", example="السوق")
QUOTED = Parameter(
    name="q",
    about="A quote, a URL, an article id or a record id.",
    example="https://almithal.example/2026/03/",
)
NUMBER: dict[str, Any] = {"type": "integer", "minimum": 0, "maximum": 999_999_999}
PLACED = (
    Parameter(
        name="article",
        about="An article: with `q` alone, its text is looked through; with `start` and `end`, cited there.",
        schema={"type": "string", "pattern": "^[0-9a-f]{16}$"},
    ),
    Parameter(name="version", about="A text of it; without one the newest.", schema={**NUMBER, "minimum": 1}),
    Parameter(name="field", about="By default body.", schema={"type": "string", "enum": ["body", "title"]}),
    Parameter(name="start", about="The code point that the passage begins with.", schema=NUMBER),
    Parameter(name="end", about="The one behind it.", schema=NUMBER),
    Parameter(
        name="digest",
        about="How the sha256 of that text begins. Then it is the text that is meant, whatever its version.",
        schema={"type": "string", "pattern": "^[0-9a-f]{16}$"},
    ),
)
OUTLETS = Parameter(name="outlet", about="An outlet's slug; repeatable.", example="almithal", repeated=True)
OUTLET = Parameter(name="outlet", about="An outlet's slug.", example="almithal")
COUNTRY = Parameter(name="country", about="ISO 3166-1 code of the outlet's country.", example="SY")
COUNTRIES = replace(COUNTRY, about=f"{COUNTRY.about[:-1]}; repeatable.", repeated=True)
SECTIONS = Parameter(
    name="section", about="A section as outlets name it; repeatable.", example="محليات", repeated=True
)
MONTHS = Parameter(
    name="month",
    about="A month of publication; repeatable.",
    schema={"type": "string", "pattern": "^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])$"},
    example="2026-03",
    repeated=True,
)
SOURCES = Parameter(
    name="source", about="Whom reports credit, in any spelling; repeatable.", example="رويترز", repeated=True
)
STATE = Parameter(
    name="state",
    about="A state of articles; repeatable.",
    schema={"type": "string", "enum": list(STATES)},
    example="changed",
    repeated=True,
)
FROM = Parameter(
    name="from", about="The first day, by the outlet's own date.", schema=DAY, example="2026-01-01"
)
TO = Parameter(name="to", about="The last day.", schema=DAY, example="2026-12-31")
SORT = Parameter(
    name="sort", about="By default rank.", schema={"type": "string", "enum": list(SORTS)}, example="date"
)
BEFORE = Parameter(name="before", about="The `previous` of the page after, of the same search.")
AFTER = Parameter(name="after", about="The `cursor` of the page before, of the same search.")
PER = Parameter(
    name="by", about="By default month.", schema={"type": "string", "enum": list(BY)}, example="month"
)
VERSION = Parameter(
    name="version",
    about="The number of an older text.",
    schema={"type": "integer", "minimum": 1},
    example="1",
)
VIEW = Parameter(
    name="view",
    about="How a page shows versions.",
    schema={"type": "string", "enum": list(VIEWS)},
    example="side",
)
OLDER = replace(VERSION, name="from", about="The version that another is held against.")
NEWER = replace(VERSION, name="to", about="The version that is held against it.")
NARROWING = (OUTLETS, COUNTRIES, SECTIONS, MONTHS, SOURCES, STATE, FROM, TO)
KIND = Parameter(name="kind", about="A kind of source, one of `kinds`.", example="person")
NAME = Parameter(name="name", about="The source, as `/sources` has it.", example="رويترز", required=True)

# By the name of the page's template.
OF_PAGES = {
    one.name: one
    for one in (
        Operation(
            name="front", path="/", does="The newest reports, the most changed, the outlets.", answer="front"
        ),
        Operation(
            name="search",
            path="/search",
            does="Search. Without q nothing is searched, and `answer` is null.",
            takes=(TYPED, *NARROWING, SORT, AFTER, BEFORE),
            answer="search",
            statuses=(400,),
        ),
        Operation(
            name="article",
            path="/article/{article}",
            does="One report, by default its newest text.",
            takes=(VERSION,),
            answer="article_page",
            statuses=(404,),
        ),
        Operation(
            name="history",
            path="/article/{article}/history",
            does="Versions, what changed in each, captures, disappearance.",
            takes=(VIEW, OLDER, NEWER),
            answer="history",
            statuses=(400, 404),
        ),
        Operation(
            name="capture",
            path="/capture/{record}",
            does="One capture: what was asked and answered, place, digests, proof of its leaf.",
            answer="capture",
            statuses=(404,),
        ),
        Operation(
            name="verify",
            path="/capture/{record}/verify",
            does="The capture's records read again, held against digests, row, log, checkpoint and stamps.",
            answer="verify",
            statuses=(404,),
        ),
        Operation(
            name="replay",
            path="/replay/{record}",
            does="What is shown of a kept page, and the copies beside it.",
            answer="replay",
            statuses=(404, 410),
        ),
        Operation(
            name="lineage",
            path="/article/{article}/lineage",
            does="Who tells the same, who was first, what was repeated and added.",
            answer="lineage",
            statuses=(404,),
        ),
        Operation(
            name="outlets",
            path="/outlets",
            does="Outlets with their volume, some of them compared.",
            takes=(OUTLETS,),
            answer="outlets",
        ),
        Operation(
            name="outlet",
            path="/outlet/{outlet}",
            does="What is held of one outlet.",
            answer="outlet_page",
            statuses=(404,),
        ),
        Operation(
            name="sources",
            path="/sources",
            does="Who is credited by whom, and how often.",
            takes=(OUTLET, KIND),
            answer="sources",
        ),
        Operation(
            name="source",
            path="/source",
            does="The reports that credit one source.",
            takes=(NAME,),
            answer="source",
            statuses=(400, 404),
        ),
        Operation(
            name="trend",
            path="/trend",
            does="Which share of the reports answers a search, over time. Without q `trend` is null.",
            takes=(TYPED, PER, OUTLETS, COUNTRY, FROM, TO),
            answer="trend",
            statuses=(400,),
        ),
        Operation(
            name="coverage",
            path="/coverage",
            does="What became of every URL that was discovered, by outlet and day.",
            takes=(OUTLETS, FROM, TO),
            answer="coverage",
            statuses=(400, 404),
        ),
        Operation(
            name="status",
            path="/status",
            does="How outlets, disk and log fare against their own past, and alarms. Not for everybody.",
            answer="status",
            statuses=(404,),
        ),
        Operation(name="cases", path="/cases", does="Case files.", answer="cases"),
        Operation(name="case", path="/case/{case}", does="One case file.", answer="case", statuses=(404,)),
        Operation(
            name="cite",
            path="/cite",
            does="Where a quote, a URL, an id or a place comes from, and its citation. Notes nothing.",
            takes=(QUOTED, *PLACED),
            answer="cite",
            statuses=(400, 404, 410),
        ),
    )
}

# How /cite and an article are cited, by the kinds of `citation_files.py`.
CITATIONS = tuple(
    operation
    for kind, (_, media) in KINDS.items()
    for operation in (
        Operation(
            name=f"cite_{kind.replace('.', '_')}",
            path=f"/cite.{kind}",
            does="The citation of what /cite shows first, as a file.",
            takes=(QUOTED, *PLACED),
            answer="csl_list" if kind == "csl.json" else None,
            media=(media,),
            statuses=(400, 404, 410),
            errors=HTML,
        ),
        Operation(
            name=f"article_{kind.replace('.', '_')}",
            path=f"/article/{{article}}.{kind}",
            does="The citation of a report, by default of its newest text, as a file.",
            takes=(VERSION,),
            answer="csl_list" if kind == "csl.json" else None,
            media=(media,),
            statuses=(404,),
            errors=HTML,
        ),
    )
)

_URL = "The address, put behind as it is, or percent-encoded."
AT = Parameter(
    name="accept-datetime",
    about="RFC 7089, section 2.1.1; without it the newest copy.",
    example="Tue, 17 Mar 2026 20:35:00 GMT",
    place="header",
)
DIGITS = {"type": "string", "pattern": "^[0-9]{4,14}$"}
CDXJ = (
    Parameter(name="url", about="An address; `…*` is a prefix, `*.…` a domain.", required=True),
    Parameter(
        name="matchType",
        about="By default exact.",
        schema={"type": "string", "enum": ["exact", "prefix", "host", "domain"]},
    ),
    Parameter(name="from", about="4 to 14 digits of a time.", schema=DIGITS),
    Parameter(name="to", about="Likewise.", schema=DIGITS),
    Parameter(
        name="limit",
        about=f"How many lines, by default {DEFAULT}.",
        schema={"type": "integer", "minimum": 1, "maximum": MOST},
    ),
    Parameter(name="sort", about="", schema={"type": "string", "enum": ["reverse", "closest"]}),
    Parameter(name="closest", about="The time for `sort=closest`, which is for one address.", schema=DIGITS),
    Parameter(name="output", about="`json`: one object a line.", schema={"type": "string", "enum": ["json"]}),
)
OTHERS = (
    *CITATIONS,
    Operation(
        name="cited_bundle",
        path="/cite.zip",
        does="The evidence bundle of what /cite shows. Not where everybody is answered.",
        takes=(QUOTED, *PLACED),
        media=("application/zip",),
        statuses=(400, 404, 409, 410, 503),
        errors=HTML,
    ),
    Operation(
        name="case_bundle",
        path="/case/{case}/bundle.zip",
        does="The evidence bundle of a case file. Not where everybody is answered.",
        media=("application/zip",),
        statuses=(404, 409, 503),
        errors=HTML,
    ),
    Operation(
        name="feed",
        path="/search.atom",
        does="The newest reports that answer a search, as an Atom feed.",
        takes=(
            Parameter(name="q", about=TYPED.about, example="السوق", required=True),
            *NARROWING,
            Parameter(name="If-None-Match", about="The ETag of a feed that is held.", place="header"),
        ),
        media=(ATOM,),
        statuses=(400,),
        conditional=True,
        errors=PLAIN,
    ),
    Operation(
        name="record_file",
        path="/capture/{record}/record.warc.gz",
        does="The capture's records as they stand in the archive.",
        media=("application/gzip",),
        statuses=(404, 409, 410),
        errors=HTML,
    ),
    Operation(
        name="page_file",
        path="/capture/{record}/page.wacz",
        does="The same with the parts of its page, as WACZ.",
        media=("application/wacz+zip",),
        statuses=(404, 409, 410),
        errors=HTML,
    ),
    Operation(
        name="timegate",
        path="/timegate/{url}",
        does=f"To the copy nearest to a time (RFC 7089). {_URL}",
        takes=(AT,),
        media=(),
        status=302,
        statuses=(400, 404, 410),
        errors=HTML,
        gives=("location", "link", "vary"),
    ),
    Operation(
        name="memento",
        path="/memento/{time}/{url}",
        does=f"The copy of this second, as a page; of another moment, to the nearest. {_URL}",
        media=(HTML,),
        statuses=(302, 400, 404, 410),
        errors=HTML,
    ),
    Operation(
        name="timemap",
        path="/timemap/link/{url}",
        does=f"Every copy of an address (RFC 7089), 2000 at a time. {_URL}",
        media=("application/link-format",),
        statuses=(400, 404, 410),
        errors=HTML,
    ),
    Operation(
        name="cdxj",
        path="/cdxj",
        does="A line for each capture of an address. The header Warraq-More says that there are more.",
        takes=CDXJ,
        media=("text/x-cdxj; charset=utf-8", "text/x-ndjson; charset=utf-8"),
        statuses=(400,),
        errors=PLAIN,
    ),
    Operation(
        name="openapi", path="/openapi.json", does="This description.", answer="description", media=(JSON,)
    ),
)
