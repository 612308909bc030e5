"""Outlets break in named ways, and are whole again byte for byte."""

import json
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from newsroom import Newsroom
from newsroom.variants import VARIANTS

ROOT = Path(__file__).resolve().parents[2]
MACHINES = ("robots.txt", "feed/", "wp-sitemap.xml", "news-sitemap.xml")


@pytest.fixture(scope="module")
def room() -> Iterator[Newsroom]:
    with Newsroom(outlets=("almithal", "mirsad"), faulty=False, remember=False) as room:
        yield room


class Unfollowed(urllib.request.HTTPRedirectHandler):
    """Leaves redirects as they are."""

    def redirect_request(self, *_: object) -> None:  # type: ignore[override]
        return None


@cache
def opener() -> urllib.request.OpenerDirector:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return urllib.request.build_opener(Unfollowed, urllib.request.HTTPSHandler(context=context))


def get(url: str) -> tuple[int, bytes]:
    try:
        with opener().open(url, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def everything(room: Newsroom) -> dict[str, tuple[int, bytes]]:
    site = room.outlets["almithal"]
    urls = [site.homepage, *(site.homepage + name for name in MACHINES), *site.article_urls]
    return {url: get(url) for url in urls}


@pytest.mark.parametrize("name", [name for name, one in VARIANTS.items() if not one.declare])
def test_a_broken_outlet_answers_otherwise_and_is_whole_again(room: Newsroom, name: str) -> None:
    before = everything(room)
    room.break_outlet("almithal", name)
    broken = everything(room)
    assert broken != before
    room.restore_outlet("almithal")
    assert everything(room) == before


def test_a_moved_outlet_is_served_elsewhere_and_redirects(room: Newsroom) -> None:
    old = room.outlets["mirsad"]
    room.break_outlet("mirsad", "moved")
    new = room.outlets["mirsad"]
    assert new.port != old.port
    assert get(old.article_urls[0])[0] == 301
    assert get(new.article_urls[0])[0] == 200
    assert set(room.gold("mirsad")) == set(new.article_urls)
    room.restore_outlet("mirsad")
    assert room.outlets["mirsad"].article_urls == old.article_urls
    with pytest.raises(OSError, match="refused"):
        get(new.homepage)


def test_breaking_again_takes_the_place_of_the_last_way(room: Newsroom) -> None:
    room.break_outlet("almithal", "consent")
    room.break_outlet("almithal", "zone")
    assert 'timezone = "America/New_York"' in room.declaration("almithal")
    assert get(room.outlets["almithal"].homepage)[1].count(b"<article") > 5
    room.restore_outlet("almithal")
    assert 'timezone = "Asia/Damascus"' in room.declaration("almithal")


def test_an_unknown_way_or_outlet_is_an_error_that_names_the_known(room: Newsroom) -> None:
    with pytest.raises(LookupError, match="no way to break is called 'earthquake'; there are redesign, "):
        room.break_outlet("almithal", "earthquake")
    with pytest.raises(LookupError):
        room.break_outlet("nobody", "redesign")


def test_a_newsroom_with_a_moved_outlet_closes() -> None:
    with Newsroom(outlets=("waha",), faulty=False) as room:
        room.break_outlet("waha", "moved")
        home = room.outlets["waha"].homepage
    with pytest.raises(OSError, match="refused"):
        get(home)


def test_the_process_breaks_and_mends_on_command() -> None:
    commands = (
        {"do": "break", "slug": "waha", "variant": "moved"},
        {"do": "whole", "slug": "waha"},
        {"do": "break", "slug": "waha", "variant": "earthquake"},
        {"do": "stop"},
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "newsroom", "--outlets", "waha"],
        cwd=ROOT,
        input="".join(json.dumps(command) + "\n" for command in commands),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    ready, broken, whole, unknown, _ = map(json.loads, done.stdout.splitlines())
    assert broken["homepage"] != ready["outlets"]["waha"]
    assert whole == {"done": "whole", "slug": "waha"}
    assert "earthquake" in unknown["error"]
