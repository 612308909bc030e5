"""A URL on its way through a crawl: as something pointed at it, and as it is due; the names of its states."""

from dataclasses import dataclass

from crawlers.capture.prior import Prior

WAITING, CAPTURED, REVISIT, REFUSED, FAILED, GONE = (
    "waiting",
    "captured",
    "revisit",
    "refused",
    "failed",
    "gone",
)
# LISTING is a further page of a section, feed or archive: asked for once, not a seed of every crawl.
ARTICLE, REQUISITE, LISTING = "article", "requisite", "listing"
REDIRECT = "redirect to "  # begins the reason of a URL that leads to another; the other one follows


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A URL that something pointed at, judged: `state` is waiting, or refused with its reason.

    `via` is the page that pointed at it, `seed` the seed whose later page that is (None: `via` itself).
    `published`, `modified` and `title` are as the seed printed them. `earliest` and `latest` are the outlet's
    own days (YYYY-MM-DD) between which it was published, as far as its address or a date tells them.
    `modified_at` is the moment of `modified` in seconds since the epoch. `dry` counts the
    pages of a listing in a row before this one that brought nothing new.
    """

    url: str
    role: str = ARTICLE
    via: str | None = None
    seed: str | None = None
    hops: int = 1
    state: str = WAITING
    reason: str | None = None
    published: str | None = None
    modified: str | None = None
    title: str | None = None
    earliest: str | None = None
    latest: str | None = None
    modified_at: float | None = None
    dry: int = 0

    @property
    def origin(self) -> str | None:
        """The seed that the URL is owed to."""
        return self.seed or self.via


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A URL to be fetched now. `tries` counts failures so far, `captures` what is held of it.

    `missed` counts how often in a row an article that is held was answered with 404 or 410.
    """

    url_key: str
    url: str
    role: str
    via: str | None
    seed: str | None
    hops: int
    dry: int
    latest: str | None
    tries: int
    captures: int
    missed: int
    prior: Prior | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a seed or a page of it brought: URLs `listed`, those that no seed had named (`new`), and those
    that this seed had not named (`new_here`)."""

    listed: int = 0
    new: int = 0
    new_here: int = 0

    def __add__(self, other: "Brought") -> "Brought":
        return Brought(
            listed=self.listed + other.listed,
            new=self.new + other.new,
            new_here=self.new_here + other.new_here,
        )
