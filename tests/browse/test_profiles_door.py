"""The parts of the door by themselves: names, buckets, addresses, policies, tables for everybody."""

import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.browse.addresses import Addresses, Kind, patterns
from archive.browse.datasette_policy import policy_of
from archive.browse.host_guard import host_check, split_host
from archive.browse.metadata import database_metadata
from archive.browse.pages import PAGES, RECORD
from archive.browse.password import Lock, password_in
from archive.browse.public_tables import PUBLIC, for_everybody
from archive.browse.rate_limit import Buckets, client_of
from archive.browse.site import site_of
from archive.tables import TABLES


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_refills_as_time_goes_by_and_no_further() -> None:
    clock = Clock()
    buckets = Buckets(size=10, rate=2, now=clock)
    assert [buckets.take("a", 5) for _ in range(3)] == [0, 0, 3]
    assert buckets.take("b", 10) == 0
    clock.now += 2.5
    assert buckets.wait("a", 5) == 0
    assert buckets.take("a", 5) == 0
    clock.now += 1000
    assert buckets.take("a", 10) == 0
    assert buckets.take("a", 1) == 1


@given(clients=st.lists(st.integers(0, 50).map(str), max_size=200), most=st.integers(1, 9))
def test_buckets_never_take_more_memory_than_they_may(clients: list[str], most: int) -> None:
    buckets = Buckets(size=10, rate=1, now=Clock(), most=most)
    for client in clients:
        buckets.take(client, 1)
        assert len(buckets) <= most


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2::9", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("x" * 500, "x" * 64),
        ("", ""),
    ],
)
def test_a_client_is_an_address_or_the_network_of_a_subscriber(address: str, client: str) -> None:
    assert client_of(address) == client


@given(st.text(max_size=40))
def test_no_host_header_breaks_the_check(text: str) -> None:
    ours = host_check("127.0.0.1", 8001, ("archive.example",))
    parted = split_host(text)
    assert ours(text) in (True, False)
    if ours(text):
        assert parted is not None
        assert parted[0] in ("127.0.0.1", "localhost", "[::1]", "archive.example")


def test_the_address_that_is_served_at_is_a_name_too() -> None:
    assert host_check("192.0.2.9", 8001, ())("192.0.2.9:8001")
    assert host_check("2001:db8::9", 8001, ())("[2001:db8::9]:8001")
    assert not host_check("0.0.0.0", 8001, ())("0.0.0.0:8001")
    named = host_check("127.0.0.1", 8001, ("archive.example:8443",))
    assert named("archive.example:8443")
    assert not named("archive.example")


@given(st.text(max_size=60), st.text(max_size=20))
def test_whatever_is_sent_as_a_password_is_compared_or_passed_over(typed: str, user: str) -> None:
    lock = Lock("the password of this archive")
    sent = "Basic " + b64encode(f"{user.replace(':', '')}:{typed}".encode("utf-8", "replace")).decode()
    given_password = password_in(sent)
    assert given_password is not None
    assert lock.opens(given_password) == (given_password == "the password of this archive")
    assert password_in(typed) is None or typed.lower().startswith("basic ")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", Kind.PAGE),
        ("/.json", Kind.PAGE),
        ("/outlets/", Kind.PAGE),
        ("/search", Kind.PAGE),
        ("/index", Kind.TABLES),
        ("/index.json", Kind.TABLES),
        ("/index/articles.csv", Kind.TABLES),
        ("/index.db", Kind.OTHER),
        ("/indexes", Kind.OTHER),
        ("/-/versions", Kind.OTHER),
        ("/-/static/app.css", Kind.STATIC),
        ("/-/warraq/0a/style.css", Kind.STATIC),
        ("/-/staticx", Kind.OTHER),
        ("/replay/00000000-0000-4000-8000-000000000000/part", Kind.PART),
        ("/capture/00000000-0000-4000-8000-000000000000/page.wacz", Kind.HEAVY),
        ("//evil.example", Kind.OTHER),
        ("", Kind.PAGE),
    ],
)
def test_an_address_is_of_one_kind(path: str, kind: Kind) -> None:
    routes = [(rf"^{page.path}(?P<json>\.json)?$", None) for page in PAGES]
    pages = patterns([*routes, (rf"^/capture/{RECORD}/page\.wacz$", None)])
    assert Addresses(pages=pages, database="index").kind(path) is kind


def digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_what_got_into_a_page_of_datasettes_is_not_allowed_to_run() -> None:
    known = "DATASETTE_ALLOW_FACET = true;"
    alien = ("alert(1)", "p { background: url(//evil.example/) }", "background: url(//evil.example/)")
    page = (
        f'<script>{known}</script><script>{alien[0]}</script><style>{alien[1]}</style><p style="{alien[2]}">'
    )
    policy = policy_of(page)
    assert digest(known) in policy
    assert not [text for text in alien if digest(text) in policy]
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy


def test_styles_that_datasette_makes_of_columns_are_allowed() -> None:
    labels = (
        "\n@media only screen and (max-width: 576px) {\n"
        '    .rows-and-columns td:nth-of-type(1):before { content: "العنوان"; }\n'
        '    .rows-and-columns td:nth-of-type(2):before { content: "a\\000022b"; }\n}\n'
    )
    page = f'<style>{labels}</style><h1 style="padding-left: 10px; border-left: 10px solid #ff0000">'
    policy = policy_of(page)
    assert digest(labels) in policy
    assert digest("padding-left: 10px; border-left: 10px solid #ff0000") in policy
    broken = labels.replace('"a\\000022b"', '"a"} body { color: red; } x { content: "b"')
    assert digest(broken) not in policy_of(f"<style>{broken}</style>")


def test_every_table_is_either_for_everybody_or_refused() -> None:
    told = for_everybody(database_metadata())
    for name in TABLES:
        assert (told["tables"].get(name, {}).get("allow") is False) == (name not in PUBLIC), name
    told_of = re.compile(r"\b(?:warcs|captures|problems|crawls|meta|leaves)\b")
    for name, query in told["queries"].items():
        assert (query.get("allow") is False) == bool(told_of.search(query["sql"])), name


def test_a_configuration_that_names_no_profile_serves_nothing(monkeypatch: Any) -> None:
    class Told:
        databases: dict[str, Any] = {}  # noqa: RUF012  stands in for Datasette's

        def plugin_config(self, _: str) -> dict[str, str]:
            return {"archive": "/nowhere", "profile": "everybody"}

    datasette: Any = Told()
    with pytest.raises(ValueError, match="everybody"):
        site_of(datasette)
