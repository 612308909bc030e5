"""Hosts: look-alikes are told, sites are told apart from the labels in front of them."""

import pytest

from extractors.hosts import is_mixed_script, site_host


@pytest.mark.parametrize(
    "host", ["аlmithal.example", "xn--lmithal-8fg.example", "sαda.example", "www.mіrsad.example"]
)
def test_a_label_of_two_scripts_is_a_disguise(host: str) -> None:
    assert is_mixed_script(host)


@pytest.mark.parametrize(
    "host",
    [
        "almithal.example",
        "المثال.example",
        "xn--mgbkb7aza4bp.example",
        "новости.example",
        "بي-بي-سي.example",
        "127.0.0.1",
        "xn--.example",
    ],
)
def test_a_label_of_one_script_is_none(host: str) -> None:
    assert not is_mixed_script(host)


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("www.sada.example", "sada.example"),
        ("m.sada.example", "sada.example"),
        ("www.m.ar.sada.example", "ar.sada.example"),
        ("www.sy", "www.sy"),
        ("m.com.sy", "m.com.sy"),
        ("m.blogspot.com", "m.blogspot.com"),
        ("m.127.0.0.1", "m.127.0.0.1"),
        ("news.sada.example", "news.sada.example"),
    ],
)
def test_labels_that_do_not_tell_two_sites_apart_go(host: str, site: str) -> None:
    assert site_host(host) == site
