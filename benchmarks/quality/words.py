"""What pages say beside a report, drawn from lists: each round of designs has lists of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.quality.postings import Posting


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The lists that one round of designs draws from."""

    readers: Sequence[str]
    remarks: Sequence[str]
    decks: Sequence[str]
    photos: Sequence[str]
    topics: Sequence[str]

    def remarks_on(self, posting: Posting, most: int) -> list[tuple[str, datetime, str]]:
        """Give what readers wrote under the report: who, when (after it) and what."""
        return [
            (
                posting.one(self.readers),
                posting.clock - timedelta(minutes=posting.random.randrange(1, 18)),
                posting.one(self.remarks),
            )
            for _ in range(posting.random.randint(0, most))
        ]

    def deck(self, posting: Posting) -> str | None:
        """Give a second headline where the posting has one."""
        return posting.one(self.decks) if posting.subtitle else None

    def photo(self, posting: Posting) -> str | None:
        """Give what stands under the picture where the posting has one."""
        return posting.one(self.photos) if posting.caption else None

    def topics_of(self, posting: Posting) -> tuple[str, ...]:
        """Give as many keywords as the posting has."""
        return tuple(posting.random.sample(self.topics, len(posting.tags)))
