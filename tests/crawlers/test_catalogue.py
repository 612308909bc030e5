"""The catalogue claims nothing that it cannot trace; words find its entries as people type them."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archive.arabic_texts import ARABIC
from crawlers.catalogue import CATALOGUE, in_one_line, matches
from crawlers.country_zones import zone_of
from extractors.country_names import NAMES
from extractors.outlets import KINDS, Outlet, load_outlets

ROOT = Path(__file__).resolve().parents[2]
OUTLETS = load_outlets(CATALOGUE)
ARAB_LEAGUE = set(re.findall("..", "AEBHDJDZEGIQJOKMKWLBLYMAMROMPSQASASDSOSYTNYE"))
CLAIMS = ("feeds", "sitemaps", "sections", "archives", "article_url", "not_article")
IDENTITY = ("name", "name_en", "country", "timezone", "language", "homepage", "domains")
ORDER = (*IDENTITY, *CLAIMS, "cadence", "kind", "based_in", "checked_on", "source", "notes")
ARABIC_LETTERS = re.compile(r"[\u0621-\u064a]{2}")
HOST = "the host"
# Sources that are none for a name in Arabic letters: the host's Latin letters, and whoever wrote the entry.
NOBODY = re.compile(
    r"as commonly written|not yet read|in Arabic letters|translat|transliterat|\b(its|the) host\b|Warraq",
    re.I,
)
FULL_TEXT = "(GitHub full text"


def vouched(outlet: Outlet) -> set[str]:
    """The keys that some item of `source` speaks of."""
    return {key for item in outlet.source for key in item.partition(": ")[0].split(", ")}


def printed(outlet: Outlet) -> list[str]:
    """Where the name is printed, as the items of `source` say."""
    split = [item.partition(": ") for item in outlet.source]
    return [where for keys, _, where in split if "name" in keys.split(", ")]


def letters(name: str) -> str:
    """The name without what a host cannot hold: case, spaces, dots."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def test_there_are_enough_newsrooms_and_the_syrian_and_iraqi_ones_lead() -> None:
    countries = Counter(outlet.country for outlet in OUTLETS)
    assert len(OUTLETS) >= 80
    assert len(ARAB_LEAGUE & set(countries)) >= 18
    assert {code for code, _ in countries.most_common(2)} == {"SY", "IQ"}
    assert countries["SY"] >= 15
    assert countries["IQ"] >= 12
    assert any(outlet.based_in for outlet in OUTLETS)
    assert set(countries) - ARAB_LEAGUE


def test_no_two_entries_are_one_newsroom() -> None:
    homepages = Counter(outlet.homepage for outlet in OUTLETS)
    assert [homepage for homepage, count in homepages.items() if count > 1] == []
    owners = {one.slug: [each.slug for each in OUTLETS if each.owns(one.homepage)] for one in OUTLETS}
    assert {slug: found for slug, found in owners.items() if found != [slug]} == {}


def test_names_country_and_home_page_have_a_source() -> None:
    needed = {"name", "country", "homepage"}
    assert [one.slug for one in OUTLETS if not needed <= vouched(one)] == []
    assert [one.slug for one in OUTLETS if one.based_in and "based_in" not in vouched(one)] == []


def test_feeds_and_patterns_have_a_source_or_somebody_who_checked_them() -> None:
    claims = {
        one.slug: {key for key in CLAIMS if getattr(one, key)} - vouched(one)
        for one in OUTLETS
        if one.checked_on is None
    }
    assert {slug: keys for slug, keys in claims.items() if keys} == {}


def test_a_source_says_which_keys_it_vouches_for_and_where_it_is() -> None:
    strange = {one.slug: vouched(one) - set(ORDER) for one in OUTLETS}
    assert {slug: keys for slug, keys in strange.items() if keys} == {}
    items = [(one.slug, item) for one in OUTLETS for item in one.source]
    assert [(slug, item) for slug, item in items if len(item.partition(": ")[2]) < 5] == []


def test_the_kind_of_each_newsroom_is_told() -> None:
    assert [one.slug for one in OUTLETS if one.kind not in KINDS] == []


def test_enough_names_are_in_arabic_and_the_syrian_and_iraqi_ones_lead() -> None:
    countries = Counter(one.country for one in OUTLETS if ARABIC_LETTERS.search(one.name))
    assert countries.total() >= 80
    assert len(countries) >= 18
    assert {code for code, _ in countries.most_common(2)} == {"SY", "IQ"}


def test_no_name_in_arabic_letters_is_ours() -> None:
    arabic = [one for one in OUTLETS if ARABIC_LETTERS.search(one.name)]
    assert [(one.slug, where) for one in arabic for where in printed(one) if NOBODY.search(where)] == []


def test_no_source_at_all_is_what_everybody_knows() -> None:
    assert [one.slug for one in OUTLETS for item in one.source if "as commonly" in item] == []


def test_a_name_found_in_public_source_code_is_quoted() -> None:
    found = [one for one in OUTLETS if all(FULL_TEXT in where for where in printed(one))]
    assert [one.slug for one in found if not any(one.name in where for where in printed(one))] == []


def test_a_name_taken_from_the_host_is_in_the_hosts_letters() -> None:
    taken = [one for one in OUTLETS if HOST in printed(one)]
    assert taken
    assert [one.slug for one in taken if one.name_en] == []
    hosts = {one.slug: [letters(domain) for domain in one.domains] for one in taken}
    assert [
        one.slug for one in taken if not any(host.startswith(letters(one.name)) for host in hosts[one.slug])
    ] == []


def test_the_english_name_is_in_latin_letters_and_another_than_the_name() -> None:
    assert [one.slug for one in OUTLETS if ARABIC_LETTERS.search(one.name_en or "")] == []
    assert [one.slug for one in OUTLETS if one.name_en == one.name] == []


def test_days_are_those_of_the_country_unless_a_note_says_why() -> None:
    strange = [one for one in OUTLETS if one.timezone != zone_of(one.country)]
    assert [one.slug for one in strange if one.timezone not in (one.notes or "")] == []


def test_no_host_looks_like_another() -> None:
    hosts = [(one.slug, urlsplit(seed).hostname or "") for one in OUTLETS for seed in one.seeds]
    hosts += [(one.slug, domain) for one in OUTLETS for domain in one.domains]
    assert [(slug, host) for slug, host in hosts if not host.isascii() or "xn--" in host] == []


def test_files_are_written_alike() -> None:
    for path in CATALOGUE.glob("*.toml"):
        text = path.read_text("utf-8")
        keys = list(tomllib.loads(text))
        assert keys == sorted(keys, key=ORDER.index), path
        assert text.endswith("\n"), path
        assert "\n\n" not in text, path


def test_a_countrys_names_find_its_newsrooms() -> None:
    for one in OUTLETS:
        arabic, english = NAMES[one.country][:2]
        assert matches(one, arabic), one.slug
        assert matches(one, english.upper()), one.slug
        assert matches(one, one.country), one.slug


@pytest.mark.parametrize(
    ("word", "slug"),
    [
        ("سورية", "enabbaladi"),
        ("SY", "enabbaladi"),
        ("syria", "syriadirect"),
        ("المانيا", "syriadirect"),
        ("الاردن", "alghad"),
        ("إمارات", "albayan"),
        ("صحيفه", "almada"),
        ("documentation", "stj"),
        ("almadapaper", "almada"),
        ("enab", "enabbaladi"),
        ("Sada News", "sadanews"),
        ("العهد الاخباري", "alahednews"),
    ],
)
def test_a_word_finds_an_entry_as_people_type_it(word: str, slug: str) -> None:
    assert slug in [outlet.slug for outlet in OUTLETS if matches(outlet, word)]


def test_a_countrys_code_finds_that_country_alone() -> None:
    assert {outlet.country for outlet in OUTLETS if matches(outlet, "sy")} == {"SY"}


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "(Syria Direct), Syria, from Germany, website, https://syriadirect.org/"),
        ("ar", "(Syria Direct)، سوريا، من ألمانيا، موقع إخباري، https://syriadirect.org/"),
    ],
)
def test_an_entry_is_shown_in_the_readers_language(
    language: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARRAQ_LANG", language)
    (one,) = (outlet for outlet in OUTLETS if outlet.slug == "syriadirect")
    assert in_one_line(one) == f"syriadirect: سوريا على طول {shown}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_documented_and_has_its_arabic(kind: str) -> None:
    assert kind in ARABIC
    assert f"| `{kind}` |" in (ROOT / "docs" / "adding-an-outlet.md").read_text("utf-8")


def test_the_wheel_carries_the_catalogue_to_where_it_is_looked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    assert CATALOGUE.name in project["packages"]
    assert "*.toml" in project["package-data"][CATALOGUE.name]
