"""Outlets of one country that are silent together are one alarm; one that is silent alone is its own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from archive.health import Health, everywhere
from archive.health_countries import quiet_countries
from archive.health_history import Alarm, Crawl, History, Text
from archive.language import speaking

ZONE = ZoneInfo("Africa/Khartoum")
BEGIN = datetime(2025, 6, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CUT = BEGIN + 30 * DAY
SLUGS = ("nil", "khartum", "darfur")
COUNTRIES = dict.fromkeys(SLUGS, "SD") | {"london": "GB"}


def told(
    at: datetime, prints: frozenset[str] = frozenset(), unreachable: frozenset[str] = frozenset()
) -> tuple[dict[str, list[str]], Alarm | None]:
    """The alarms by outlet and that of countries at a moment: all printed hourly until CUT, these go on."""
    histories = [_history(slug, at, slug in prints, slug in unreachable) for slug in COUNTRIES]
    healths: list[Health] = everywhere(histories, at)[0]
    kept, quiet = quiet_countries(histories, healths, COUNTRIES, at)
    assert [one.slug for one in kept] == list(COUNTRIES)
    return {one.slug: [alarm.code for alarm in one.alarms] for one in kept if one.alarms}, quiet


def _history(slug: str, until: datetime, prints: bool, unreachable: bool) -> History:
    prints = prints or slug == "london"
    crawls, texts, at, number = [], [], BEGIN + HOUR * list(COUNTRIES).index(slug) / 2, 0
    while at < until:
        failed = unreachable and at >= CUT
        crawls.append(Crawl(at=at, ended=True, read=not failed, cause="timeout" if failed else None))
        if at < CUT or (prints and not failed):
            texts += [
                Text(at=at + place * timedelta(seconds=1), article=f"{number} {place}") for place in (1, 2)
            ]
        at, number = at + 3 * HOUR, number + 1
    return History(slug=slug, zone=ZONE, crawls=crawls, texts=texts, ever_read=True)


def test_a_country_that_is_cut_off_is_one_alarm_and_none_of_its_outlets() -> None:
    cut = frozenset({"nil", "khartum"})
    for hours in (8, 14, 22):
        assert told(CUT + hours * HOUR, unreachable=cut) == ({}, None)
    outlets, quiet = told(CUT + 36 * HOUR, unreachable=cut)
    assert outlets == {}
    assert quiet is not None
    assert (quiet.code, quiet.figures) == ("country", {"countries": ["SD"], "outlets": sorted(SLUGS)})
    assert CUT - DAY < quiet.since < CUT
    assert quiet.what.in_english() == "nothing new from any outlet of Sudan: darfur, khartum, nil"
    with speaking(arabic=True):
        assert "السودان" in str(quiet.what)
    assert quiet.what.in_arabic() == "لا جديد من أي منفذ في السودان: darfur، khartum، nil"


def test_an_outlet_that_cannot_be_reached_while_its_country_prints_is_told_for_itself() -> None:
    cut = frozenset({"nil"})
    outlets, quiet = told(CUT + 14 * HOUR, prints=frozenset({"khartum", "darfur"}), unreachable=cut)
    assert (outlets, quiet) == ({"nil": ["unreachable"]}, None)


def test_an_outlet_that_is_silent_while_its_country_prints_is_told_for_itself() -> None:
    outlets, quiet = told(CUT + 40 * HOUR, prints=frozenset({"khartum", "darfur"}))
    assert (outlets, quiet) == ({"nil": ["silent"]}, None)


def test_the_alarm_is_over_with_the_first_report_and_outlets_not_asked_since_wait() -> None:
    cut = frozenset({"nil", "khartum"})
    at = CUT + 36 * HOUR
    histories = [_history(slug, at, prints=False, unreachable=slug in cut) for slug in COUNTRIES]
    asked = at + HOUR
    back = histories[2]
    assert back.slug == "darfur"
    histories[2] = replace(
        back,
        crawls=[*back.crawls, Crawl(at=asked, ended=True, read=True)],
        texts=[*back.texts, Text(at=asked, article="back")],
    )
    now = asked + HOUR
    kept, quiet = quiet_countries(histories, everywhere(histories, now)[0], COUNTRIES, now)
    assert quiet is None
    assert [one.slug for one in kept if one.alarms] == []


def test_two_outlets_are_no_country() -> None:
    at = CUT + 40 * HOUR
    histories = [_history(slug, at, prints=False, unreachable=False) for slug in ("nil", "khartum")]
    kept, quiet = quiet_countries(histories, everywhere(histories, at)[0], COUNTRIES, at)
    assert quiet is None
    assert [[alarm.code for alarm in one.alarms] for one in kept] == [["silent"], ["silent"]]
