"""What a page tells beside title, text, day and byline, and how an answer to that is counted."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.quality.postings import Posting

FIELDS = ("subtitle", "section", "tags", "place", "agency", "caption")  # place and agency of the dateline
Asides = Mapping[str, tuple[str, ...]]  # field -> what is printed; a field that is not asked for is missing
_CREDIT = 5  # words that a caption may carry beside its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Values that were right, values given, values wanted."""

    right: int
    given: int
    wanted: int

    @property
    def precision(self) -> float | None:
        """Give the share of right values among those given."""
        return self.right / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        """Give the share of the wanted values that were given."""
        return self.right / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        """Give 2PR / (P + R); None where nothing was wanted and nothing given."""
        both = self.given + self.wanted
        return 2 * self.right / both if both else None


def told(posting: Posting, *fields: str) -> dict[str, tuple[str, ...]]:
    """Give what the posting has of these fields ("subtitle", "section", "tags", "caption"), all printed."""
    values = {
        "subtitle": (posting.subtitle,),
        "section": (posting.section,),
        "tags": posting.tags,
        "caption": (posting.caption,),
    }
    return {field: tuple(value for value in values[field] if value) for field in fields}


def printed(**fields: str | Sequence[str] | None) -> dict[str, tuple[str, ...]]:
    """Give these fields as printed: a text, several, or None for a field that this page leaves empty."""
    return {
        field: (value,) if isinstance(value, str) else tuple(value or ()) for field, value in fields.items()
    }


def compare(wanted: Asides, given: Asides) -> dict[str, Count]:
    """Give the counts of every field that the page's gold asks for."""
    return {
        field: Count(
            right=_right(field, values, given.get(field, ())),
            given=len(given.get(field, ())),
            wanted=len(values),
        )
        for field, values in wanted.items()
    }


def total(counts: Iterable[Mapping[str, Count]]) -> dict[str, Count]:
    """Give the sums over some pages, field by field."""
    sums: dict[str, Counter[str]] = {}
    for page in counts:
        for field, one in page.items():
            row = sums.setdefault(field, Counter())
            row.update(right=one.right, given=one.given, wanted=one.wanted)
    return {
        field: Count(right=row["right"], given=row["given"], wanted=row["wanted"])
        for field, row in sorted(sums.items(), key=lambda item: FIELDS.index(item[0]))
    }


def _right(field: str, wanted: Sequence[str], given: Sequence[str]) -> int:
    if field != "caption":
        return (Counter(map(_plain, wanted)) & Counter(map(_plain, given))).total()
    return sum(any(_is_caption(_plain(one), _plain(other)) for other in given) for one in wanted)


def _is_caption(wanted: str, given: str) -> bool:
    """Say whether a caption is the one that is printed, or that with its credit in the same line."""
    before, found, after = given.partition(wanted)
    return bool(found) and len((before + after).split()) <= _CREDIT


def _plain(text: str) -> str:
    return " ".join(text.split()).removeprefix("#")
