"""`warraq capture`: pages named by hand, now, with what they need; followed outlet or not."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from archive.console import as_json, current_archive, print_field, print_json, say
from archive.errors import ArchiveError
from archive.language import tr
from archive.log_commands import attest_and_tell
from archive.moments import stamp
from archive.progress import progress
from archive.terminal import one_line

STDIN = "-"
NONE_CAPTURED, SOME_FAILED = 1, 3
KEYS = (
    "url", "address", "outlet", "state", "reason", "exchanges", "requisites", "article_id", "reading",
    "reading_detail", "body_digest", "citation", "rendered",
)  # fmt: skip


@click.command()
@click.argument("urls", metavar="URL…", nargs=-1)
@click.option("--outlet", metavar="SLUG", help="Put the pages to this outlet, whatever their hosts.")
@click.option(
    "--file",
    "lists",
    multiple=True,
    metavar="LIST",
    help="A file with one URL a line, or - for stdin; lines that begin with # are left out.",
)
@as_json
def capture(urls: tuple[str, ...], outlet: str | None, lists: tuple[str, ...], as_json: bool) -> None:
    """Capture pages now, with their images and stylesheets; index them and print their citations.

    The outlet need not be followed. Redirects are followed, robots.txt is obeyed. A URL given twice is
    captured once; - reads URLs from stdin. A page that scripts fill is shown in a browser and read there, if
    Chromium and the extra `browser` are installed. Exit code 0 when every page was captured whole, 3 when
    some were not, 1 when none was.
    """
    from crawlers.capture_pages import capture_pages, whole
    from crawlers.manners import contact_needed
    from crawlers.settings import WARRAQ_ALLOW_PRIVATE

    archive = current_archive()
    begun = stamp(datetime.now(UTC))
    if outlet is not None:
        archive.outlet(outlet)  # raises, and says which there are
    wanted = dict(_checked(_named(urls, lists)))
    if not wanted:
        raise click.UsageError(tr("no URL is given: name one, or a list of them with --file"))
    sound = [url for url, problem in wanted.items() if problem is None]
    contact_needed([urlsplit(url).netloc for url in sound], archive, WARRAQ_ALLOW_PRIVATE)
    outcomes = {url: _refused(url, problem) for url, problem in wanted.items() if problem is not None}
    if not as_json:
        for outcome in outcomes.values():
            _print(outcome)
    if sound:
        from crawlers.capture_rendering import Needing, rendered_captures

        needing, empty = Needing(archive), []
        with closing(capture_pages(archive, sound, outlet)) as captured, progress("capturing") as on_page:
            for number, outcome in enumerate(captured, 1):
                outcomes[outcome["url"]] = outcome
                if on_page is not None:
                    on_page(number, len(sound))
                if needing.needs(outcome):  # once the others are captured
                    empty.append(outcome)
                elif not as_json:
                    _print(outcome)
        for outcome in rendered_captures(archive, empty, begun):
            outcomes[outcome["url"]] = outcome
            if not as_json:
                _print(outcome)
        attest_and_tell(archive)
    if as_json:
        print_json([{key: outcomes[url][key] for key in KEYS} for url in wanted])
    failed = [outcome for outcome in outcomes.values() if not whole(outcome)]
    if len(outcomes) > 1:
        say("{count} of {all} pages captured.", count=len(outcomes) - len(failed), all=len(outcomes))
    if failed:
        sys.exit(_exit_code(failed) if len(failed) == len(outcomes) else SOME_FAILED)


def _named(urls: Iterable[str], lists: Iterable[str]) -> Iterator[str]:
    """Every URL named, on the command line first, then list by list."""
    yield from (url for url in urls if url != STDIN)
    places = dict.fromkeys([*lists, *(STDIN for url in urls if url == STDIN)])
    for place in places:
        data = sys.stdin.buffer.read() if place == STDIN else Path(place).read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ArchiveError(f"{place} is not UTF-8 text ({error}); save the list as UTF-8") from error
        lines = (line.strip() for line in text.splitlines())
        yield from (line for line in lines if line and not line.startswith("#"))


def _checked(named: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """Each URL as it will be asked for, with None; what is no web address as typed, with what is wrong."""
    from extractors.urls import UrlError, normalise

    for url in named:
        try:
            yield normalise(url if "://" in url else f"https://{url}"), None
        except UrlError as error:
            yield url, str(error)


def _refused(url: str, problem: str) -> dict[str, Any]:
    from archive.reasons import NOT_WEB

    nothing: dict[str, Any] = dict.fromkeys(KEYS)
    counts = {"captured": 0, "failed": 0}
    said = {"state": "refused", "reason": NOT_WEB + problem}
    return {**nothing, "url": url, **said, "exchanges": [], "requisites": counts}


def _exit_code(failed: Iterable[dict[str, Any]]) -> int:
    codes = {int(outcome.get("exit_code", NONE_CAPTURED)) for outcome in failed}
    return codes.pop() if len(codes) == 1 else NONE_CAPTURED


def _print(outcome: dict[str, Any]) -> None:
    from archive.reasons import in_words

    print_field("url", outcome["url"])
    print_field("state", tr(outcome["state"]))
    if outcome["reason"] is not None:
        print_field("reason", in_words(outcome["reason"]))
    for exchange in outcome["exchanges"]:
        if exchange["url"] != outcome["url"]:
            print_field("redirected", exchange["url"])
        print_field("captured", exchange["captured_at"])
        print_field("record", exchange["record_id"])
        print_field("warc", exchange["warc"])
        print_field("offset", exchange["offset"])
        print_field("payload digest", exchange["payload_digest"])
    if outcome["state"] == "captured":
        counts = outcome["requisites"]
        print_field(
            "images and stylesheets",
            tr("{captured} captured, {failed} not", captured=counts["captured"], failed=counts["failed"]),
        )
        _print_reading(outcome)
    click.echo()


def _print_reading(outcome: dict[str, Any]) -> None:
    from archive.reasons import in_words

    rendered = outcome["rendered"]
    if rendered is not None and rendered["browser_missing"]:
        print_field("needs a browser", tr("scripts fill the page: {problem}", problem=rendered["failure"]))
        print_field("then", tr("capture it once more"))
    elif rendered is not None and rendered["failure"] is not None:
        print_field("not rendered", rendered["failure"])
    elif rendered is not None:
        print_field("rendered in a browser", rendered["record_id"])
    if outcome["citation"] is not None:
        print_field("article", outcome["article_id"])
        click.echo(one_line(outcome["citation"]["ar"]))
        click.echo(one_line(outcome["citation"]["en"]))
        print_field("body digest", outcome["body_digest"])
        return
    detail = f" ({outcome['reading_detail']})" if outcome["reading_detail"] else ""
    words = in_words(outcome["reading"]) if outcome["reading"] else tr("the page was not read")
    print_field("no article", f"{words}{detail}")
