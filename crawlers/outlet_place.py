"""Which country and time zone an outlet has, as its pages and feeds tell, the surest source first."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from archive.language import Saying, saying
from crawlers.country_zones import country_of, zone_of
from crawlers.links import HtmlPage
from crawlers.outlet_clock import zone_shown
from crawlers.outlet_told import Told
from extractors.arabic import fold
from extractors.countries import COUNTRIES

REGION = re.compile(r"^ar[-_]([A-Za-z]{2})$")
PHONE = re.compile(r"(?:\+|\b00)\s?(9\d\d|2[01]\d|2[45]\d|20)[\s\d()./-]{6,}")
CALLING_CODES = {
    "213": "DZ", "973": "BH", "269": "KM", "253": "DJ", "20": "EG", "964": "IQ", "962": "JO", "965": "KW",
    "961": "LB", "218": "LY", "222": "MR", "212": "MA", "968": "OM", "970": "PS", "974": "QA", "966": "SA",
    "252": "SO", "249": "SD", "963": "SY", "216": "TN", "971": "AE", "967": "YE",
}  # fmt: skip
# Names and adjectives that stand in an outlet's own name or description.
NAMES = {
    "SY": "سوريا سورية السورية السوري دمشق حلب",
    "IQ": "العراق العراقية العراقي بغداد",
    "LB": "لبنان اللبنانية اللبناني بيروت",
    "JO": "الأردن الأردنية الأردني عمون",
    "PS": "فلسطين الفلسطينية الفلسطيني القدس غزة",
    "EG": "مصر المصرية المصري القاهرة",
    "SA": "السعودية السعودي الرياض",
    "YE": "اليمن اليمنية اليمني صنعاء عدن",
    "AE": "الإمارات الإماراتية الإماراتي دبي أبوظبي",
    "QA": "قطر القطرية القطري الدوحة",
    "KW": "الكويت الكويتية الكويتي",
    "BH": "البحرين البحرينية البحريني المنامة",
    "OM": "عمان العمانية العماني مسقط",
    "SD": "السودان السودانية السوداني الخرطوم",
    "LY": "ليبيا الليبية الليبي طرابلس",
    "TN": "تونس التونسية التونسي",
    "DZ": "الجزائر الجزائرية الجزائري",
    "MA": "المغرب المغربية المغربي الرباط",
    "MR": "موريتانيا الموريتانية الموريتاني نواكشوط",
    "SO": "الصومال الصومالية الصومالي مقديشو",
    "DJ": "جيبوتي الجيبوتية",
    "KM": "القمر القمرية",
}
_NAMED = {fold(word): country for country, words in NAMES.items() for word in words.split()}


def find_country(host: str, page: HtmlPage, names: Iterable[str]) -> Told | None:
    """The ISO 3166-1 code that the domain, the page's metadata, its telephone numbers or the outlet's name
    tells; None when nothing does."""
    if (country := country_of(host)) is not None:
        return Told(value=country, why=saying("the domain"))
    for why, codes in _signs(page, names):
        found = {code for code in codes if code in COUNTRIES}
        if len(found) == 1:
            return Told(value=found.pop(), why=why)
    return None


def find_zone(
    country: str | None, pages: Iterable[HtmlPage] = (), printed: Iterable[str | None] = ()
) -> Told | None:
    """The time zone: the country's, or the one that pages and the dates of feeds (`printed`) show."""
    if country is not None and (zone := zone_of(country)) is not None:
        return Told(value=zone, why=saying("that of {country}", country=country))
    return zone_shown(pages, printed)


def _signs(page: HtmlPage, names: Iterable[str]) -> Iterator[tuple[Saying, list[str]]]:
    metas = page.root.xpath("//meta[@property='og:locale' or @name='og:locale']/@content")
    yield (
        saying("html lang"),
        [code for tag in (page.root.get("lang"), page.root.get("xml:lang")) for code in _region(tag)],
    )
    yield saying("og:locale"), [code for tag in metas for code in _region(str(tag))]
    yield (
        saying("an address in JSON-LD"),
        [
            code
            for text in page.root.xpath("//script[@type='application/ld+json']/text()")
            for code in _addresses(str(text))
        ],
    )
    yield saying("its telephone numbers"), list(_phones(page))
    said = [
        *names,
        *page.root.xpath("//meta[@name='description']/@content"),
        str(page.root.xpath("string(//title)")),
    ]
    yield (
        saying("its own name"),
        [_NAMED[word] for text in said[:6] for word in fold(str(text)).split() if word in _NAMED],
    )


def _region(tag: str | None) -> list[str]:
    match = REGION.match((tag or "").strip())
    return [match[1].upper()] if match and match[1].upper() != "AR" else []


def _phones(page: HtmlPage) -> Iterator[str]:
    text = " ".join(
        (
            *map(str, page.root.xpath("//a[starts-with(@href,'tel:')]/@href")),
            *(fold(str(part)) for part in page.root.xpath("//footer//text()|//address//text()")),
        )
    )
    for match in PHONE.finditer(text):
        yield CALLING_CODES.get(match[1], "")


def _addresses(text: str) -> Iterator[str]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return
    yield from _countries(document, 8)


def _countries(value: Any, levels: int) -> Iterator[str]:
    if levels == 0:
        return
    if isinstance(value, list):
        for item in value:
            yield from _countries(item, levels - 1)
    elif isinstance(value, dict):
        country = value.get("addressCountry")
        if isinstance(country, dict):
            country = country.get("name")
        if isinstance(country, str):
            yield country.upper()
        for inner in value.values():
            yield from _countries(inner, levels - 1)
