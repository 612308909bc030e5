"""What a page that is shown in a browser asks for: answered from records, and noted, to be told of.

Rendering and picturing share it: either way the browser is handed what a record holds, and nothing else.
"""

from __future__ import annotations

from archive.errors import ArchiveError
from archive.stored_answers import StoredAnswer, StoredAnswers
from crawlers.live_answers import LiveAnswers
from crawlers.look import Answer, Asked, Pictured, Rendered

Facts = list[tuple[str, str | int | None]]


class ShownParts:
    """Answers the requests of one page: what the archive holds, else, with `live`, what is captured now.

    With `live` what was captured before `since` (as the index writes times) is asked for again. `sends` says
    whether a request by POST may be sent; what such a one was answered with is held like the rest.
    """

    def __init__(
        self,
        page: StoredAnswer,
        stored: StoredAnswers,
        live: LiveAnswers | None,
        since: str,
        *,
        sends: bool = False,
    ) -> None:
        self._page = page
        self._stored = stored
        self._live = live
        self._since = since if live is not None else None
        self._sends = sends
        self._found: dict[str, StoredAnswer] = {}
        self.broken: ArchiveError | None = None

    async def answer(self, asked: Asked) -> Answer | None:
        """The answer, None when there is none. What went wrong is kept in `broken`: nobody hears it here."""
        try:
            found = self._stored.near(asked.url, self._page.captured_at, since=self._since, post=asked.post)
            if found is None and self._live is not None and (asked.post is None or self._sends):
                found = await self._live.ask(asked, self._page.url, self._page.outlet)
        except ArchiveError as error:
            self.broken = self.broken or error
            return None
        if found is None:
            return None
        self._found[found.record_id] = found
        return served(found)

    @property
    def parts(self) -> tuple[StoredAnswer, ...]:
        """What the page was answered with."""
        return tuple(self._found.values())


def served(found: StoredAnswer) -> Answer:
    """A record's answer, as a browser is given it."""
    return Answer(status=found.status, headers=found.headers, body=found.body)


def made_with(shown: Pictured | Rendered) -> Facts:
    """Fields of a metadata record: with what a page was shown, and how that went."""
    return [
        ("browser", shown.browser),
        ("driver", shown.driver),
        ("sandbox", "on" if shown.sandbox else "off: run as root"),
        ("settled", "yes" if shown.settled else "no: the page was still asking for more"),
        ("unanswered", shown.unanswered),
        ("refused", shown.refused),
    ]


def made_of(parts: tuple[StoredAnswer, ...]) -> Facts:
    """Fields of a metadata record: of which records what is shown was made, and when these were captured."""
    times = sorted(part.captured_at for part in parts)
    return [
        ("partsFrom", times[0] if times else None),
        ("partsTo", times[-1] if times else None),
        *(("part", f"urn:uuid:{part.record_id}") for part in parts),
    ]
