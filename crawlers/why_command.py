"""`warraq why`: the archive tells a URL's fate; here come the catalogue and what the frontier plans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from archive.console import as_json, current_archive, print_field, print_json
from archive.language import saying, tr
from archive.terminal import one_line

if TYPE_CHECKING:
    from archive.fates import Step
    from archive.place import Archive
    from archive.why import Fate
    from extractors.outlets import Outlet

PLAN = "SELECT state, tries, not_before, again FROM urls WHERE url_key = ?"


@click.command()
@click.argument("url")
@as_json
def why(url: str, as_json: bool) -> None:
    """Say what became of a URL, from discovery to index, also when it was never seen."""
    from archive import why as asking
    from extractors.urls import decoded

    archive = current_archive()
    fate = asking.why(archive, url, _catalogue)
    plans = tuple(planned(archive, fate))
    if as_json:
        document = fate.document()
        document["steps"] += [
            {"at": step.at, "what": step.what, "detail": step.detail.in_english()} for step in plans
        ]
        print_json(document)
        return
    print_field("url", decoded(fate.url))
    print_field("state", tr(fate.state))
    for step in (*fate.steps, *plans):
        click.echo(
            f"{step.at or tr('now')}: {one_line(_heading(step))}: {one_line(decoded(str(step.detail)))}"
        )


def _heading(step: Step) -> str:
    problem, _, code = step.what.partition(" ")
    return tr("problem {code}", code=code) if problem == "problem" else tr(step.what)


def _catalogue() -> Sequence[Outlet]:
    from crawlers.catalogue import CATALOGUE
    from extractors.outlets import load_outlets

    return load_outlets(CATALOGUE) if CATALOGUE.is_dir() else ()


def planned(archive: Archive, fate: Fate) -> Iterator[Step]:
    """When crawls will ask for the URL again, from the frontiers of its outlets; nothing when none will."""
    from archive.fates import Step
    from crawlers.frontier import FAILED, RETRY_FOR, WAITING

    for slug in fate.outlets:
        row = _plan(archive, slug, fate.url)
        if row is None:
            continue
        if row["state"] == WAITING and row["tries"] and row["not_before"]:
            detail = saying(
                "tried {tries:time|times} in this round; not before {at}",
                tries=row["tries"],
                at=_moment(row["not_before"]),
            )
            yield Step(at=None, what="due again", detail=detail)
        elif row["state"] == FAILED:
            detail = saying(
                "crawls try it again for {days:day|days} from its discovery on", days=RETRY_FOR.days
            )
            yield Step(at=None, what="due again", detail=detail)
        elif row["again"]:
            detail = saying("a crawl looks again after {at}", at=_moment(row["again"]))
            yield Step(at=None, what="due again", detail=detail)


def _plan(archive: Archive, slug: str, url: str) -> dict[str, Any] | None:
    from archive.schema import sqlite3
    from extractors.urls import url_key

    path = archive.state / f"{slug}.frontier.db"
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
            row = db.execute(PLAN, (url_key(url),)).fetchone()
    except (
        sqlite3.Error
    ):  # a frontier is a convenience: a damaged one must not keep the story from being told
        return None
    return None if row is None else dict(zip(("state", "tries", "not_before", "again"), row, strict=True))


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
