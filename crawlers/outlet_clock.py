"""Which time zone an outlet's pages and feeds show: by name («بتوقيت بيروت»), by the offsets they print, and
by machine times in UTC beside the hour that readers see."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from archive.language import saying
from crawlers.links import HtmlPage
from crawlers.outlet_told import Told
from extractors.arabic import fold
from extractors.zones import zone

# Cities whose time pages name, as they are folded.
CITIES = {
    fold(name): zone
    for zone, names in {
        "Asia/Damascus": "دمشق سوريا",
        "Asia/Beirut": "بيروت لبنان",
        "Asia/Baghdad": "بغداد العراق",
        "Asia/Amman": "عمّان الأردن",
        "Asia/Hebron": "القدس فلسطين غزة",
        "Africa/Cairo": "القاهرة مصر",
        "Asia/Riyadh": "الرياض السعودية مكة",
        "Asia/Kuwait": "الكويت",
        "Asia/Dubai": "أبوظبي دبي الإمارات",
        "Asia/Qatar": "الدوحة قطر",
        "Asia/Bahrain": "المنامة البحرين",
        "Asia/Muscat": "مسقط",
        "Asia/Aden": "صنعاء عدن اليمن",
        "Africa/Khartoum": "الخرطوم السودان",
        "Africa/Tripoli": "طرابلس ليبيا",
        "Africa/Tunis": "تونس",
        "Africa/Algiers": "الجزائر",
        "Africa/Casablanca": "الرباط المغرب",
        "Africa/Nouakchott": "نواكشوط موريتانيا",
        "Europe/Istanbul": "إسطنبول تركيا",
        "Europe/London": "لندن",
        "Europe/Berlin": "برلين",
    }.items()
    for name in names.split()
}
NAMED = re.compile(r"(?:بتوقيت|توقيت)\s+(?:مدينه\s+)?(\w+)")
SHOWN = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?!\d)")
MACHINE = (
    "//time/@datetime|//meta[contains(@property,'published_time')]/@content"
    "|//meta[@itemprop='datePublished']/@content"
)
JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{10,40})"')
MOST_PRINTED = 200  # dates looked at
LONGEST = 4000  # characters of a page's JSON-LD looked at


def zone_shown(pages: Iterable[HtmlPage], printed: Iterable[str | None]) -> Told | None:
    """The time zone that pages name or their times tell; `printed` are the dates of feeds. None when nothing
    does, or when they disagree.

    An offset alone gives a zone such as Etc/GMT-3 (three hours ahead of UTC); offsets that change with the
    season give the one zone of CITIES that changes so.
    """
    pages = list(pages)
    named = {zone for page in pages for zone in _named(page)}
    if len(named) == 1:
        return Told(value=named.pop(), why=saying("its pages name the zone of their times"))
    seen = [moment for page in pages for moment in _moments(page)]
    seen += [moment for raw in list(printed)[:MOST_PRINTED] if (moment := _moment(raw)) is not None]
    told = [moment for moment in seen if moment.utcoffset()]
    offsets = Counter(moment.utcoffset() for moment in told)
    if len(offsets) > 1:
        fit = sorted({zone for zone in CITIES.values() if all(_fits(zone, moment) for moment in told)})
        return (
            Told(value=fit[0], why=saying("{count} printed times change with its seasons", count=len(told)))
            if len(fit) == 1
            else None
        )
    if len(offsets) == 1:
        return _fixed(told[0].utcoffset() or timedelta(), len(told))
    return None


def _fixed(offset: timedelta, count: int) -> Told | None:
    hours = offset.total_seconds() / 3600
    if hours != int(hours) or not -12 <= hours <= 14:
        return None
    # POSIX turns the sign round: Etc/GMT-3 is three hours ahead of UTC.
    return Told(
        value=f"Etc/GMT{-int(hours):+d}",
        why=saying("{count} printed times are {hours} h from UTC", count=count, hours=f"{int(hours):+d}"),
    )


def _fits(place: str, moment: datetime) -> bool:
    return moment.astimezone(zone(place)).utcoffset() == moment.utcoffset()


def _named(page: HtmlPage) -> Iterator[str]:
    for text in page.root.xpath("//text()[contains(., 'توقيت') and not(parent::script or parent::style)]"):
        for match in NAMED.finditer(fold(" ".join(str(text).split()))):
            if match[1] in CITIES and SHOWN.search(fold(str(text))):
                yield CITIES[match[1]]


def _moments(page: HtmlPage) -> Iterator[datetime]:
    """The page's machine times; one in UTC with the offset that the hour shown beside it has."""
    for element in page.root.iter("time"):
        moment = _moment(element.get("datetime"))
        if moment is not None and moment.utcoffset() == timedelta():
            shown = SHOWN.search(fold(str(element.xpath("string()"))))
            moment = _as_shown(moment, int(shown[1]), int(shown[2])) if shown else None
        if moment is not None:
            yield moment
    texts = [str(value) for value in page.root.xpath(MACHINE)]
    blocks = (text for text in page.root.xpath("//script[@type='application/ld+json']/text()"))
    texts += [date for block in blocks for date in JSON_DATE.findall(str(block)[:LONGEST])]
    for text in texts:
        moment = _moment(text)
        if moment is not None and moment.utcoffset():
            yield moment


def _as_shown(moment: datetime, hour: int, minute: int) -> datetime | None:
    """The moment in the zone in which it is the hour shown; None when no zone of whole quarters has it so."""
    ahead = (hour * 60 + minute - moment.hour * 60 - moment.minute) % (24 * 60)
    if ahead % 15:
        return None
    offset = timedelta(minutes=ahead if ahead <= 14 * 60 else ahead - 24 * 60)
    return moment.astimezone(timezone(offset))


def _moment(raw: str | None) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read((raw or "").strip())
        except (ValueError, TypeError, OverflowError):
            continue
        return moment if moment.tzinfo else None
    return None
