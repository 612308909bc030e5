"""Outlets of one country that are silent together are one alarm; one that is silent alone is its own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from archive.health import everywhere
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
    return judged([_history(slug, at, slug in prints, slug in unreachable) for slug in COUNTRIES], at)


def judged(histories: list[History], at: datetime) -> tuple[dict[str, list[str]], Alarm | None]:
    healths = everywhere(histories, at)[0]
    quiet = quiet_countries(histories, healths, COUNTRIES, at)
    return {one.slug: [alarm.code for alarm in one.alarms] for one in healths if one.alarms}, quiet


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


def test_a_country_that_is_cut_off_has_an_alarm_beside_those_of_its_outlets() -> None:
    cut = frozenset({"nil", "khartum"})
    for hours in (8, 14, 22):
        outlets, quiet = told(CUT + hours * HOUR, frozenset({"london"}), cut)
        assert quiet is None
        assert outlets == {"nil": ["unreachable"], "khartum": ["unreachable"]}
    outlets, quiet = told(CUT + 36 * HOUR, frozenset({"london"}), cut)
    assert outlets.keys() >= cut
    assert quiet is not None
    assert (quiet.code, quiet.figures) == ("country", {"countries": ["SD"], "outlets": sorted(SLUGS)})
    assert CUT - DAY < quiet.since < CUT
    assert quiet.what.in_english() == "nothing new from any outlet of Sudan: darfur, khartum, nil"
    with speaking(arabic=True):
        assert "السودان" in str(quiet.what)
    assert quiet.what.in_arabic() == "لا جديد من أي منفذ في السودان: darfur، khartum، nil"


def test_a_country_of_which_one_outlet_prints_is_not_cut_off() -> None:
    for one in SLUGS:
        others = frozenset(SLUGS) - {one}
        assert told(CUT + 40 * HOUR, prints=frozenset({one}))[1] is None
        assert told(CUT + 40 * HOUR, prints=frozenset({one}), unreachable=others)[1] is None


def test_the_alarm_is_over_with_the_first_report() -> None:
    cut = frozenset({"nil", "khartum"})
    at = CUT + 36 * HOUR
    histories = [_history(slug, at, slug == "london", slug in cut) for slug in COUNTRIES]
    assert judged(histories, at)[1] is not None
    asked = at + HOUR
    back = histories[2]
    assert back.slug == "darfur"
    histories[2] = replace(
        back,
        crawls=[*back.crawls, Crawl(at=asked, ended=True, read=True)],
        texts=[*back.texts, Text(at=asked, article="back")],
    )
    assert judged(histories, asked + HOUR)[1] is None


def test_a_machine_that_was_offline_says_nothing_of_a_country() -> None:
    everybody = frozenset(COUNTRIES)
    for hours in (14, 36, 60):
        outlets, quiet = told(CUT + hours * HOUR, unreachable=everybody)
        assert (outlets, quiet) == ({}, None)


def test_two_outlets_are_no_country() -> None:
    at = CUT + 40 * HOUR
    histories = [_history(slug, at, prints=False, unreachable=False) for slug in ("nil", "khartum")]
    outlets, quiet = judged(histories, at)
    assert quiet is None
    assert outlets == {"nil": ["silent"], "khartum": ["silent"]}
