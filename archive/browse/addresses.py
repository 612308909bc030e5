"""What an address asks for: a page of ours, one of Datasette's own, or what is there for nobody else."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import parse_qsl

from archive.browse.answers import Message

STATIC = re.compile(r"/-/(?:warraq|static)/|/favicon\.ico$")
HEAVY = re.compile(r"/capture/[^/]+/(?:record\.warc\.gz|page\.wacz)$|/cite\.zip$|/case/[^/]+/bundle\.zip$")
PART = re.compile(r"/replay/[^/]+/part$")
# Parameters that have Datasette run what somebody typed, show its insides, or answer without an end.
UNSAFE = frozenset(("sql", "_where", "_trace", "_context", "_stream", "_ttl"))


class Kind(Enum):
    """STATIC files, the PARTs of a kept page, PAGEs of ours, HEAVY downloads, Datasette's TABLES, OTHER."""

    STATIC = auto()
    PART = auto()
    PAGE = auto()
    HEAVY = auto()
    TABLES = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Addresses:
    """Tells addresses from one another; `pages` are the patterns of our routes, `database` is Datasette's
    name of the index."""

    pages: Sequence[re.Pattern[str]]
    database: str

    def kind(self, path: str) -> Kind:
        """What the path, as it was sent, leads to."""
        if STATIC.match(path):
            return Kind.STATIC
        if PART.match(path):
            return Kind.PART
        bare = path.rstrip("/") or "/"
        if any(page.match(bare) for page in self.pages):
            return Kind.HEAVY if HEAVY.match(bare) else Kind.PAGE
        if bare.partition(".")[0].split("/")[1:2] == [self.database] and not bare.endswith(".db"):
            return Kind.TABLES
        return Kind.OTHER


def patterns(routes: Iterable[tuple[str, object]]) -> tuple[re.Pattern[str], ...]:
    """The patterns of routes as Datasette's hook `register_routes` gives them."""
    return tuple(re.compile(pattern) for pattern, _ in routes)


def sent_path(scope: Message) -> str:
    """The path as it was sent, without the query: what Datasette compares with its routes."""
    raw = scope.get("raw_path") or str(scope["path"]).encode()
    return str(raw.decode("latin-1")).partition("?")[0]


def unsafe_parameters(scope: Message) -> frozenset[str]:
    """Which of UNSAFE the request has, whatever their value."""
    query = scope.get("query_string", b"").decode("latin-1")
    return UNSAFE & {name for name, _ in parse_qsl(query, keep_blank_values=True)}
