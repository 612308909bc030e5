"""Pages captured by hand that scripts fill: shown in a browser once all are captured, and read there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from archive.articles import SHELLS
from archive.declared import declared
from archive.errors import ArchiveError
from archive.ingest import Ingest
from archive.place import Archive
from crawlers.browser import BrowserMissing, find_chromium
from crawlers.capture_pages import reading_of
from crawlers.frontier import CAPTURED
from crawlers.render import render_these
from extractors.outlets import Outlet, host_outlet

SCRIPT_ONLY = "script-only"


class Needing:
    """Says of an outcome of `capture_pages` whether its page is to be shown in a browser."""

    def __init__(self, archive: Archive) -> None:
        self._outlets = {outlet.slug: outlet for outlet in declared(archive).known}

    def needs(self, outcome: dict[str, Any]) -> bool:
        """Whether it is a whole page without a text that scripts fill; of any kind where outlets say so."""
        whole = outcome["state"] == CAPTURED and outcome["reason"] is None and bool(outcome["exchanges"])
        declared = self._outlets.get(outcome["outlet"] or "")
        signs = SHELLS if declared is not None and declared.render else {SCRIPT_ONLY}
        return whole and outcome["reading"] in signs

    def outlet_of(self, outcome: dict[str, Any]) -> Outlet:
        """The outlet that the page was put to, or its stand-in."""
        slug = outcome["outlet"]
        return self._outlets.get(slug) or replace(host_outlet(urlsplit(outcome["address"]).netloc), slug=slug)


def rendered_captures(
    archive: Archive, outcomes: Iterable[dict[str, Any]], begun: str
) -> Iterator[dict[str, Any]]:
    """Each outcome with what reading its page in a browser gave, under `rendered`; see `_told`.

    What was captured since `begun` is used as it is. No browser, or a page that it cannot show, is told in
    the outcome; the page is captured in any case.
    """
    needing = Needing(archive)
    groups: dict[str, list[dict[str, Any]]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome["outlet"], []).append(outcome)
    for group in groups.values():
        shells = {outcome["exchanges"][-1]["record_id"]: outcome for outcome in group}
        left = dict(shells)
        try:
            find_chromium()
            for made in render_these(archive, needing.outlet_of(group[0]), list(shells), begun):
                outcome = left.pop(made.shell_id)
                yield outcome | _read(archive, outcome, made.record_id, made.problem)
        except BrowserMissing as error:
            yield from (one | _told(None, str(error), missing=True) for one in left.values())
        except ArchiveError as error:
            yield from (one | _told(None, str(error)) for one in left.values())


def _read(archive: Archive, outcome: dict[str, Any], record_id: str, problem: str | None) -> dict[str, Any]:
    if problem is not None:
        return _told(record_id, problem)
    with Ingest(archive) as ingest:
        return reading_of(archive, ingest, outcome["url"], record_id) | _told(record_id, None)


def _told(record_id: str | None, failure: str | None, *, missing: bool = False) -> dict[str, Any]:
    """The key `rendered`: the record of what the browser had, or why there is none; `missing`: no browser."""
    return {"rendered": {"record_id": record_id, "failure": failure, "browser_missing": missing}}
