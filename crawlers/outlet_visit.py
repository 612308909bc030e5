"""One look around an outlet: what was fetched, what was found out, and what told it."""

from collections.abc import Callable
from dataclasses import dataclass

from archive.language import Saying
from crawlers.fetched import Fetched, FetchError

Fetch = Callable[[str], Fetched]
MOST_FETCHES = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found out about an outlet: the declaration's key, the value, and what told it."""

    key: str
    value: str
    why: Saying


class Visit:
    """One look around an outlet: fetches each URL once, at most MOST_FETCHES, keeps the findings."""

    def __init__(self, fetch: Fetch) -> None:
        self._fetch = fetch
        self._answers: dict[str, Fetched | None] = {}
        self.findings: list[Finding] = []
        self.failures: dict[str, str] = {}

    def note(self, key: str, value: str, why: Saying) -> None:
        """Keeps one finding."""
        self.findings.append(Finding(key=key, value=value, why=why))

    def had(self, url: str) -> Fetched | None:
        """The successful answer that was fetched before; None without one."""
        return self._answers.get(url)

    def get(self, url: str) -> Fetched | None:
        """A successful answer, or None; `failures` says why there is none."""
        if url in self._answers:
            return self._answers[url]
        answer = None
        if len(self._answers) >= MOST_FETCHES:
            self.failures[url] = f"not fetched: {MOST_FETCHES} fetches were made already"
            return None
        try:
            answer = self._fetch(url)
        except FetchError as error:
            self.failures[url] = str(error)
        if answer is not None and not answer.ok:
            self.failures[url] = f"answered {answer.status}"
            answer = None
        self._answers[url] = answer
        return answer
