"""Where a date of a report stood and how it was understood, in words: place, calendar, zone, precision."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from archive.language import Saying, saying
from extractors.arabic import fold
from extractors.dates import HIJRI_ONLY

PLACES: dict[str, Saying] = {
    "layout": saying("at the place that the outlet's declaration names"),
    "text": saying("printed beside the title"),
    "text:end": saying("printed at the end of the text"),
    "time": saying("marked as a time in the page (<time>)"),
    "json-ld": saying("in the page's metadata (JSON-LD, {name})"),
    "meta": saying("in the page's metadata (meta, {name})"),
    "microdata": saying("in the page's markup (microdata, {name})"),
    "rdfa": saying("in the page's markup (RDFa, {name})"),
    "hatom": saying("in the page's markup (hAtom, {name})"),
    "attribute": saying("in an attribute of the page ({name})"),
    "script": saying("in a script of the page ({name})"),
    "feed": saying("in the outlet's feed"),
    "sitemap": saying("in the outlet's sitemap"),
    "section": saying("on a section page of the outlet"),
    "home": saying("on the outlet's home page"),
    "seed": saying("where the outlet listed the report"),
}
# Folded beginnings of month names by which a printed date tells its calendar, or who prints it so.
_LEVANTINE = "كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين"
_MAGHREBI = "جانفي فيفري أفريل جوان جويلية أوت غشت شتنبر نونبر دجنبر يوليوز"
_HIJRI = "محرم المحرم صفر ربيع جمادى جماد رجب شعبان رمضان شوال القعدة الحجة ذوالقعدة ذوالحجة هـ"
_ZONE = re.compile(r"(?:z|utc|gmt|[+-]\d{2}:?\d{2})\s*\)?\s*$", re.IGNORECASE)
_OFFSET = re.compile(r"[+-]\d{2}:\d{2}$|Z$")
_WORD = re.compile(r"[^\W\d_]+")


def place_in_words(source: str | None) -> Saying | None:
    """Where the date stood, such as "in the page's metadata (JSON-LD, datePublished)"; None for no source."""
    if not source:
        return None
    plain = source.removesuffix(HIJRI_ONLY)
    kind, _, name = plain.partition(":")
    said = PLACES.get(plain) or PLACES.get(kind)
    if said is None:
        return saying("{name}", name=plain)
    return saying(said.english, name=name or plain)


def reading_in_words(
    *, raw: str | None, source: str | None, value: str | None, precision: str | None, zone: str | None
) -> Iterator[Saying]:
    """What was made of a printed date: its calendar and months, its zone, and what it does not tell.

    `zone` is the outlet's own. Gives nothing where there is nothing to say.
    """
    words = {fold(word) for word in _WORD.findall(raw or "")}
    if source and source.endswith(HIJRI_ONLY):
        yield saying("a Hijri date alone tells the day: it may be one day off")
    elif words & _folded(_HIJRI):
        yield saying("printed with a Hijri date, read by the calendar of Umm al-Qura")
    if words & _folded(_LEVANTINE):
        yield saying("months by their Levantine names")
    elif words & _folded(_MAGHREBI):
        yield saying("months by their Maghrebi names")
    if precision == "day":
        yield saying("a day without a time")
    elif value and _OFFSET.search(value) and raw is not None:
        if _ZONE.search(raw):
            yield saying("with the time zone that stands there")
        elif zone:
            yield saying("no time zone stands there: read in that of the outlet ({zone})", zone=zone)


def claims_in_words(article: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every date given for the report: `kind`, `raw`, `value`, `verdict`, and `place` in words."""
    told = (claim for claim in article["date_claims"] if claim["raw"])
    return [{**claim, "place": place_in_words(claim["source"])} for claim in told]


def _folded(names: str) -> frozenset[str]:
    return frozenset(fold(name) for name in names.split())
