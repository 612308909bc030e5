"""A few pages now: fetched by a child, captured like those of any crawl, under the same rules."""

from collections.abc import Callable
from typing import Any

import pytest

from archive.errors import ArchiveError
from crawlers.fetch import Fetcher
from crawlers.fetched import Fetched, FetchError
from newsroom import Newsroom


@pytest.fixture(scope="module")
def fetched(new_desk: Callable[..., Any]) -> Any:
    """What one child answered for these paths of the newsroom: a Fetched, or the error's text."""
    paths = {
        "page": "faults/plain?n=1",
        "gzip": "faults/gzip-chunked?n=1",
        "redirect": "faults/redirect?n=1",
        "loop": "faults/redirect-loop?n=1",
        "missing": "faults/missing?n=1",
        "drop": "faults/drop?n=1",
        "forbidden": "wp-admin/",
        "file": "faults/redirect-file?n=1",
    }
    desk = new_desk()
    desk.set(politeness={"delay": 0.0})
    answers: dict[str, Fetched | str] = {}
    with pytest.MonkeyPatch.context() as patch, Newsroom(outlets=("almithal",), faulty=False) as room:
        patch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
        home = room.outlets["almithal"].homepage
        with Fetcher(desk.archive, "almithal") as fetcher:
            for name, path in paths.items():
                answers[name] = outcome(fetcher, home + path)
            answers["offline"] = outcome(fetcher, "http://127.0.0.1:9/")
    return desk, home, answers


def outcome(fetcher: Fetcher, url: str) -> Fetched | str:
    try:
        return fetcher.fetch(url)
    except FetchError as error:
        return str(error)


def test_a_page_comes_decoded(fetched: Any) -> None:
    _desk, home, answers = fetched
    assert (answers["page"].url, answers["page"].status) == (f"{home}faults/plain?n=1", 200)
    for name in ("page", "gzip"):
        assert answers[name].body.startswith(b"<!DOCTYPE html>"), name
        assert answers[name].content_type.startswith("text/html")


def test_redirects_are_followed_and_a_loop_ends(fetched: Any) -> None:
    desk, home, answers = fetched
    assert answers["redirect"].url == f"{home}faults/plain?n=1"
    assert answers["loop"].status == 302
    hops = [url for url, _fields in desk.exchanges() if "redirect-loop" in url]
    assert len(hops) == desk.archive.settings.limits.redirects + 1


def test_an_answer_that_is_no_page_is_an_answer(fetched: Any) -> None:
    _desk, _home, answers = fetched
    assert (answers["missing"].status, answers["missing"].ok) == (404, False)
    assert answers["file"].status == 302, "its target is no web address"


@pytest.mark.parametrize(
    ("name", "said"),
    [("forbidden", "robots.txt: disallows"), ("offline", "refused"), ("drop", "disconnect: ")],
)
def test_what_brings_nothing_says_why(fetched: Any, name: str, said: str) -> None:
    _desk, _home, answers = fetched
    assert isinstance(answers[name], str)
    assert said in answers[name]


def test_every_exchange_is_captured(fetched: Any) -> None:
    desk, home, _answers = fetched
    outcomes = {url.removeprefix(home): fields["outcome"] for url, fields in desk.exchanges()}
    assert outcomes["faults/plain?n=1"] == "ok"
    assert outcomes["faults/drop?n=1"] == "disconnect"
    assert "wp-admin/" not in outcomes, "robots.txt forbids it"
    roles = {fields["role"] for url, fields in desk.exchanges() if not url.endswith("robots.txt")}
    assert roles == {"look"}


def test_a_private_address_is_not_fetched(desk: Any, trap: Any) -> None:
    with Fetcher(desk.archive, "inner") as fetcher:
        for host in ("127.0.0.2", "localhost", "[::ffff:127.0.0.2]"):
            with pytest.raises(FetchError):
                fetcher.fetch(f"http://{host}:{trap.port}/")
    assert not trap.connected()


def test_nothing_is_fetched_without_a_contact(new_desk: Any, trap: Any, capfd: Any) -> None:
    desk = new_desk(contact=None)
    with (
        Fetcher(desk.archive, "inner") as fetcher,
        pytest.raises(ArchiveError, match="no contact is given in"),
    ):
        fetcher.fetch(f"http://127.0.0.2:{trap.port}/")
    assert not trap.connected()
    assert capfd.readouterr().err == "", "the error says it, in one line"
