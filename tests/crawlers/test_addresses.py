"""A crawl reaches public addresses only, in whatever form a private one is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.addresses import is_allowed, literal_address

PRIVATE = [
    "127.0.0.1",
    "127.0.0.2",
    "127.255.255.254",
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.168.1.1",
    "192.0.0.8",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:a9fe:a9fe",
    "::127.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "2001:db8::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
]
PUBLIC = ["1.1.1.1", "185.60.216.35", "::ffff:1.1.1.1", "64:ff9b::101:101", "2606:4700::1111", "2a03:2880::1"]


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_allowed(address, allow_private=False)
    assert is_allowed(address, allow_private=True)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_allowed(address: str) -> None:
    assert is_allowed(address, allow_private=False)


@pytest.mark.parametrize("name", ["", "localhost", "almithal.example", "127.0.0.1.example", "1.2.3", "[::1]"])
def test_what_is_no_address_is_refused(name: str) -> None:
    assert not is_allowed(name, allow_private=False)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("127.0.1", "127.0.0.1"),
        ("0", "0.0.0.0"),
        ("[::1]", "::1"),
        ("::ffff:127.0.0.1", "::ffff:127.0.0.1"),
    ],
)
def test_a_name_that_spells_an_address_is_known_as_one_and_refused(host: str, address: str) -> None:
    found = literal_address(host)
    assert found == address
    assert not is_allowed(found, allow_private=False)


@pytest.mark.parametrize(
    "host", ["almithal.example", "", "127.0.0.1.example", "xn--mgba.example", "a" * 300, "\x00", "١٢٧.٠.٠.١"]
)
def test_a_name_that_spells_no_address_is_none(host: str) -> None:
    assert literal_address(host) is None


@given(host=st.text(max_size=40))
def test_no_name_makes_the_question_fail(host: str) -> None:
    found = literal_address(host)
    assert found is None or isinstance(is_allowed(found, allow_private=False), bool)
