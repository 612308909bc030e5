"""What `warraq serve --private` asks for before anything is shown; by real servers and a real browser."""

import html
import os
import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from archive.browse.commands import serve
from archive.browse.service import UnsafeService
from tests.browse.conftest import Served, serving
from tests.browse.test_profiles import ARABIC, ask
from tests.browse.test_replay import Kept
from tests.browse.test_replay import kept as kept  # a fixture
from tests.crawlers.conftest import new_desk as new_desk  # a fixture
from tests.crawlers.conftest import new_site as new_site  # a fixture

PASSWORD = "كلمة سر طويلة جداً: 7"


def basic(password: str, user: str = "") -> str:
    """The header of HTTP Basic."""
    return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"


@pytest.fixture(scope="module")
def private(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The archive for who knows the password, behind a proxy on this machine that says who asks."""
    file = tmp_path_factory.mktemp("secret") / "password"
    file.write_text(PASSWORD + "\n", "utf-8")
    options = ("--private", "--password-file", str(file), "--behind-proxy", "127.0.0.1")
    with serving(served.archive, None, *options) as port:
        yield Served(archive=served.archive, port=port, edited=served.edited, case=served.case)


def test_nothing_is_shown_without_the_password(private: Served) -> None:
    for path in (
        "/",
        "/index.db",
        "/cases",
        "/-/versions.json",
        "/-/static/app.css",
        "/nothing",
        "/search.json",
    ):
        answer, body = ask(private.port, path)
        assert answer.status == 401, path
        assert answer.getheader("www-authenticate") == 'Basic realm="Warraq", charset="UTF-8"'
        assert "asks for its password" in body
        assert ARABIC.search(body)
    for header in ("Basic", "Basic !", "Basic " + b64encode(b"nocolon").decode(), "Bearer x", basic("")[:-3]):
        assert ask(private.port, "/", Authorization=header)[0].status == 401, header


def test_with_it_everything_is(private: Served) -> None:
    for path in ("/", "/index.json?sql=select+1", "/cases", f"/case/{private.case}", "/-/versions.json"):
        for user in ("", "anybody"):
            answer, _ = ask(private.port, path, Authorization=basic(PASSWORD, user))
            assert answer.status == 200, path
    assert ask(private.port, "/", Authorization=basic(PASSWORD), Host="evil.example")[0].status == 400
    assert ask(private.port, "/", "POST", Authorization=basic(PASSWORD))[0].status == 405


def test_who_guesses_is_slowed_and_then_sent_away(private: Served) -> None:
    guesser = {"X_Forwarded_For": "203.0.113.77", "X_Forwarded_Proto": "https"}
    told: list[int] = []
    for _ in range(5):  # where answers are slow, a guess has been given back now and then
        while 429 not in told[-1:]:
            assert len(told) < 60
            answer, _ = ask(private.port, "/", Authorization=basic(f"guess {len(told)}"), **guesser)
            told.append(answer.status)
        assert int(answer.getheader("retry-after") or 0) >= 1
        # Not even the right one is told from a wrong one now; others are not held up.
        told.append(ask(private.port, "/", Authorization=basic(PASSWORD), **guesser)[0].status)
        if told[-1] == 429:
            break
    assert told[-1] == 429
    assert told[:10] == [401] * 10
    other = guesser | {"X_Forwarded_For": "203.0.113.78"}
    assert ask(private.port, "/", Authorization=basic(PASSWORD), **other)[0].status == 200


def test_behind_a_proxy_the_password_is_asked_for_over_https_alone(private: Served) -> None:
    from_elsewhere = {"X_Forwarded_For": "203.0.113.1", "Authorization": basic(PASSWORD)}
    answer, body = ask(private.port, "/", X_Forwarded_Proto="http", **from_elsewhere)
    assert answer.status == 403
    assert answer.getheader("www-authenticate") is None
    assert "over https" in body
    assert ask(private.port, "/", X_Forwarded_Proto="https", **from_elsewhere)[0].status == 200


def test_a_page_of_another_site_gets_nothing(private: Served, served: Served) -> None:
    fetched = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors", "Sec_Fetch_Dest": "image"}
    framed = fetched | {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "iframe"}
    followed = fetched | {"Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    for port, key in ((private.port, {"Authorization": basic(PASSWORD)}), (served.port, {})):
        for path in ("/", "/index.json?sql=select+1"):
            assert ask(port, path, **key, **fetched)[0].status == 403
            assert ask(port, path, **key, **framed)[0].status == 403
            assert ask(port, path, **key, **followed)[0].status == 200
            assert ask(port, path, **key, **fetched | {"Sec_Fetch_Site": "same-origin"})[0].status == 200


def test_the_password_is_in_no_log(private: Served) -> None:
    ask(private.port, "/index/articles?_sort=nothing", Authorization=basic(PASSWORD))
    ask(private.port, "/", Authorization=basic("another password that is wrong"))
    log = (private.archive.state / f"serve-{private.port}.log").read_text("utf-8")
    for told in (PASSWORD, basic(PASSWORD), basic(PASSWORD).split()[1], "another password"):
        assert told not in log


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--private",), "set WARRAQ_PASSWORD"),
        (("--private", "--public"), "choose one"),
        (("--password-file", "x"), "belongs to --private"),
        (("--private", "--password-file", "missing"), "cannot be read"),
        (("--host", "0.0.0.0"), "to this machine alone"),
        (("--host-name", "archive.example"), "to this machine alone"),
        (("--behind-proxy", "127.0.0.1"), "to this machine alone"),
        (("--public", "--host", "0.0.0.0"), "under which name"),
        (("--public", "--host", "nonsense"), "is no address"),
        (("--public", "--behind-proxy", "nonsense"), "is no address"),
        (("--public", "--host-name", "https://archive.example/"), "is no host name"),
    ],
)
def test_what_would_show_more_than_was_meant_is_refused(
    archive_here: None, options: tuple[str, ...], why: str
) -> None:
    ran = CliRunner().invoke(serve, options)
    assert isinstance(ran.exception, UnsafeService) or ran.exit_code == 2
    assert why in " ".join(f"{ran.output} {ran.exception}".split())


@pytest.fixture
def archive_here(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands of this process work on the archive."""
    monkeypatch.setenv("WARRAQ_ARCHIVE", str(served.archive.root))
    monkeypatch.delenv("WARRAQ_PASSWORD", raising=False)


def test_a_password_must_be_long_and_leaves_the_environment(
    archive_here: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARRAQ_PASSWORD", "tooshort")
    ran = CliRunner().invoke(serve, ("--private",))
    assert isinstance(ran.exception, UnsafeService)
    assert ran.exception.exit_code == 2
    assert "shorter than 12" in str(ran.exception)
    assert "tooshort" not in ran.output + str(ran.exception)
    assert "WARRAQ_PASSWORD" not in os.environ


def test_a_password_is_not_sent_in_the_clear(archive_here: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARRAQ_PASSWORD", PASSWORD)
    ran = CliRunner().invoke(serve, ("--private", "--host", "0.0.0.0", "--host-name", "archive.example"))
    assert isinstance(ran.exception, UnsafeService)
    assert "speaks TLS" in str(ran.exception)
    assert PASSWORD not in ran.output + str(ran.exception)


def test_who_comes_past_the_proxy_is_not_answered(served: Served, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(PASSWORD, "utf-8")
    options = (
        "--private",
        "--password-file",
        str(file),
        "--host",
        "0.0.0.0",
        "--host-name",
        "archive.example",
    )
    with serving(served.archive, None, *options, "--behind-proxy", "192.0.2.1") as port:
        answer, body = ask(port, "/", Authorization=basic(PASSWORD), X_Forwarded_Proto="https")
        assert answer.status == 403
        assert "Only the proxy" in body


def test_a_kept_page_shows_its_images_and_styles_behind_the_password(
    kept: Kept, chromium: Any, tmp_path: Path
) -> None:
    file = tmp_path / "password"
    file.write_text(PASSWORD, "utf-8")
    with serving(kept.served.archive, None, "--private", "--password-file", str(file)) as port:
        context = chromium.new_context(http_credentials={"username": "x", "password": PASSWORD})
        page = context.new_page()
        answers: dict[str, int] = {}
        page.on("response", lambda answer: answers.update({answer.url: answer.status}))
        page.goto(f"http://127.0.0.1:{port}{kept.path()}", wait_until="networkidle")
        images = page.frames[1].evaluate("[...document.images].map((image) => image.naturalWidth)")
        sheets = page.frames[1].evaluate("document.styleSheets.length")
        context.close()
    parts = {url: status for url, status in answers.items() if "/part?" in url}
    assert 200 in parts.values()
    assert not {401, 403} & set(answers.values())
    assert any(images)
    assert sheets


def test_the_key_of_one_pages_parts_opens_nothing_else(kept: Kept, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(PASSWORD, "utf-8")
    other = "00000000-0000-4000-8000-000000000000"
    with serving(kept.served.archive, None, "--private", "--password-file", str(file)) as port:
        _, page = ask(port, kept.path("/page"), Authorization=basic(PASSWORD))
        part = html.unescape(re.findall(r'src="(/replay/[^"]+/part\?key=[^"]+)"', page)[0])
        assert ask(port, part)[0].status == 200
        key = part.partition("key=")[2].partition("&")[0]
        refused = (
            part.replace(key, key[::-1]),
            part.replace(f"key={key}&", ""),
            part.replace(kept.record, other),
            f"{kept.path('/page')}?key={key}",
            f"/?key={key}",
        )
        assert [ask(port, path)[0].status for path in refused] == [401] * len(refused)
