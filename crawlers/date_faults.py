"""Faults of dates: none, one for all, another than the feed's, hours away from it."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from crawlers.country_zones import zone_of
from crawlers.diagnosis import Fault
from crawlers.doctor_pages import Pages
from crawlers.doctor_scores import Measured, said_stamp, seconds_apart
from crawlers.outlet_toml import Value
from crawlers.page_parts import date_selector
from extractors.dates import DateError, read_stamp
from extractors.zones import zone, zone_names

HALF = 0.5
MOST = 0.8
ENOUGH = 3  # pages that show a rule
WIDEST = 26 * 3600  # seconds between the earliest and the latest zone
QUARTER = 900  # seconds: zones differ by quarters of an hour


def date_faults(pages: Pages) -> Iterator[Fault]:
    """Every fault of the dates that were read, or were not."""
    read = [one for one in pages.measured if one.one.article]
    dated = [one for one in read if one.one.article and one.one.article.published]
    if len(read) < ENOUGH:
        return
    if len(read) - len(dated) >= HALF * len(read):
        yield _undated(pages, [one for one in read if one not in dated], len(read))
        return
    stamps = Counter(
        one.one.article.published.value for one in dated if one.one.article and one.one.article.published
    )
    value, count = stamps.most_common(1)[0]
    wrong = [one for one in dated if one.date_right is False]
    told = len(wrong) >= HALF * len(dated)
    # A busy outlet prints one day on all its newest reports; one minute on many of them is no coincidence.
    if count >= max(ENOUGH, MOST * len(dated)) and (told or ("T" in value and len(dated) > ENOUGH)):
        yield Fault(
            code="dates-equal",
            bad=count,
            count=len(read),
            detail=value,
            example=dated[0].one.url,
            layout=_date_layout(pages),
        )
        return
    shifted = _time_zone(pages, dated)
    if shifted:
        yield shifted
    compared = [one for one in dated if one.date_right is not None]
    if len(wrong) >= max(ENOUGH, HALF * len(compared)):
        yield Fault(
            code="dates-disagree",
            bad=len(wrong),
            count=len(compared),
            example=wrong[0].one.url,
            layout=_date_layout(pages),
        )


def _date_layout(pages: Pages) -> dict[str, Value]:
    selector = date_selector(pages.views, pages.zone)
    return {"date": (selector,)} if selector else {}


def _undated(pages: Pages, bad: list[Measured], count: int) -> Fault:
    layout = _date_layout(pages)
    if layout:
        return Fault(code="date-moved", bad=len(bad), count=count, example=bad[0].one.url, layout=layout)
    said = sum(one.one.said.published_raw is not None for one in bad)
    return Fault(
        code="date-gone",
        bad=len(bad),
        count=count,
        detail=f"{said}/{len(bad)}",
        example=bad[0].one.url,
    )


def _time_zone(pages: Pages, dated: list[Measured]) -> Fault | None:
    """A constant distance between times that pages print without an offset and the feed's."""
    name = pages.look.outlet.timezone
    pairs = []
    for one in dated:
        said = said_stamp(one.one, name)
        page = one.one.article.published if one.one.article else None
        apart = seconds_apart(page, said) if page and said else None
        if page is None or said is None or apart is None or _prints_offset(page.raw, page.source):
            continue
        local = datetime.fromisoformat(page.value).replace(tzinfo=None)
        pairs.append((round(apart / QUARTER) * QUARTER, local, datetime.fromisoformat(said.value)))
    if len(pairs) < ENOUGH:
        return None
    shifts = Counter(shift for shift, *_ in pairs).most_common(2)  # two where summer time comes and goes
    count = sum(times for shift, times in shifts if shift)
    shift = next((one for one, _ in shifts if one), 0)
    if count < MOST * len(pairs) or abs(shift) > WIDEST:
        return None
    country = {zone_of(one) for one in (pages.look.outlet.country, pages.look.outlet.based_in) if one}
    if name in country:  # what is declared is where the outlet is: the feed's offset is the wrong one
        return Fault(
            code="feed-zone-wrong",
            bad=count,
            count=len(pairs),
            detail=_apart(shift),
            example=dated[0].one.url,
        )
    zone_name = _zone_for([(local, said) for _, local, said in pairs], pages)
    return Fault(
        code="timezone-off",
        bad=count,
        count=len(pairs),
        detail=_apart(shift),
        example=dated[0].one.url,
        changes={"timezone": zone_name} if zone_name else {},
    )


def _apart(seconds: int) -> str:
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"{'+' if seconds > 0 else '-'}{hours:02}:{minutes:02}"


def _prints_offset(raw: str, source: str) -> bool:
    """Whether a printed time says its own offset: then the declared zone does not move it."""
    try:
        values = {
            datetime.fromisoformat(
                read_stamp(raw, source, timezone(timedelta(hours=hours))).value
            ).utcoffset()
            for hours in (-9, 11)
        }
    except DateError:
        return True
    return len(values) == 1


def _zone_for(pairs: list[tuple[datetime, datetime]], pages: Pages) -> str | None:
    """The zone in which most of the printed times are the feed's: the country's own if it is one of them."""
    outlet = pages.look.outlet
    likely = [zone_of(country) for country in (outlet.country, outlet.based_in) if country]
    for name in (*filter(None, likely), *sorted(zone_names(), key=_plainness)):
        own = zone(name)
        right = sum(abs(local.replace(tzinfo=own) - said) < timedelta(minutes=2) for local, said in pairs)
        if right >= MOST * len(pairs):
            return name
    return None


def _plainness(name: str) -> tuple[int, str]:
    """Zones where Arabic newsrooms are come first, then other cities."""
    order = ("Asia/", "Africa/", "Europe/", "America/")
    return next((place for place, start in enumerate(order) if name.startswith(start)), len(order)), name
