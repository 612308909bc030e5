"""Hosts tell countries where their names do, and countries have the zone their newsrooms print."""

from datetime import UTC, datetime, timedelta

import pytest

from crawlers.country_zones import ARABIC_DOMAINS, ZONE_OF_MOST, country_of, zone_of
from extractors.countries import COUNTRIES
from extractors.zones import zone, zone_names

ARAB_COUNTRIES = [
    "DZ",
    "BH",
    "KM",
    "DJ",
    "EG",
    "IQ",
    "JO",
    "KW",
    "LB",
    "LY",
    "MR",
    "MA",
    "OM",
    "PS",
    "QA",
    "SA",
    "SO",
    "SD",
    "SY",
    "TN",
    "AE",
    "YE",
]


@pytest.mark.parametrize(
    ("host", "country"),
    [
        ("www.almithal.sy", "SY"),
        ("almithal.com.eg", "EG"),
        ("almithal.co.uk", "GB"),
        ("xn--mgbaak7a9bb.xn--ogbpf8fl", "SY"),
        ("almithal.example", None),
        ("almithal.com", None),
        ("almithal.tv", None),
        ("almithal.me", None),
        ("127.0.0.1", None),
        ("localhost", None),
        ("almithal.eu", None),
        ("", None),
    ],
)
def test_a_host_tells_its_country_only_by_a_countrys_domain(host: str, country: str | None) -> None:
    assert country_of(host) == country


@pytest.mark.parametrize(
    "country", [*ARAB_COUNTRIES, *["TR", "GB", "FR", "DE", "NL", "SE", "BE", "AT", "US", "CA", "AU", "RU"]]
)
def test_countries_with_arabic_newsrooms_have_a_zone_of_the_pinned_database(country: str) -> None:
    assert zone_of(country) in zone_names()


def test_damascus_keeps_three_hours_all_the_year() -> None:
    name = zone_of("SY")
    assert name is not None
    assert {datetime(2026, month, 1, tzinfo=UTC).astimezone(zone(name)).utcoffset() for month in (1, 7)} == {
        timedelta(hours=3)
    }


def test_a_country_with_zones_as_likely_as_each_other_has_none() -> None:
    assert zone_of("KZ") is None


def test_every_code_in_the_tables_is_a_country() -> None:
    assert {*ARABIC_DOMAINS.values(), *ZONE_OF_MOST} <= COUNTRIES


def test_every_arabic_domain_spells_arabic_letters() -> None:
    assert all("\u0600" < label.encode("ascii").decode("idna")[0] < "\u0700" for label in ARABIC_DOMAINS)
