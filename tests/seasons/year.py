"""The year: what is due is crawled, hour after hour, by the schedule's own code; health's own judges it."""

import random
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from archive.health import Health, assess, without_explained
from archive.health_countries import quiet_countries
from archive.health_history import HISTORY, Alarm, History
from archive.health_network import machine, ours_marked
from archive.health_rows import is_feast
from archive.moments import stamp
from crawlers.rhythm import WEEKS
from crawlers.schedule import Attempt, Visit, visit_of
from extractors.outlets import Outlet as Declared
from extractors.outlets import parse_outlet
from tests.seasons.newsrooms import BEGIN, END, HOUR, NEWSROOMS
from tests.seasons.site import Site, sites
from tests.seasons.truth import Outcome, Told, judged, wanted

LONGEST = timedelta(hours=12)
CRAWLING = timedelta(minutes=6)


@dataclass
class Year:
    """Runs the year; `told` is what came of it."""

    sites: dict[str, Site]
    begin: datetime = BEGIN
    end: datetime = END
    told: list[Told] = field(default_factory=list)
    crawled: int = 0
    _healths: dict[str, tuple[object, Health]] = field(default_factory=dict)
    _plans: dict[str, Visit] = field(default_factory=dict)
    _attempts: dict[str, Attempt] = field(default_factory=dict)
    _standing: dict[tuple[str | None, str, str | None], Alarm] = field(default_factory=dict)

    def run(self) -> None:
        """Hour after hour: crawl what is due, then look how all fare and tell what is new or over."""
        declared = {slug: _declared(site) for slug, site in self.sites.items()}
        at = self.begin
        while at < self.end:
            due = [slug for slug in self.sites if slug not in self._plans or self._plans[slug].due_at <= at]
            for slug in due:
                self._crawl(slug, at, declared[slug])
            if due:
                self._tell(at + CRAWLING)
            at += HOUR

    def _crawl(self, slug: str, at: datetime, declared: Declared) -> None:
        site = self.sites[slug]
        well = site.crawl(at + timedelta(seconds=len(self._plans) % 7))
        before = self._attempts.get(slug)
        failures = 0 if well else (before.failures if before else 0) + 1
        self._attempts[slug] = Attempt(at=stamp(at + CRAWLING), failures=failures)
        since = at - timedelta(weeks=WEEKS + 1)
        printed = [moment for moment in site.found[-6000:] if since <= moment <= at]
        now = at + CRAWLING
        self._plans[slug] = visit_of(
            declared, site.crawls[-1].at, printed, self._attempts[slug], now, LONGEST
        )
        self.crawled += 1

    def _tell(self, now: datetime) -> None:
        standing: dict[tuple[str | None, str, str | None], Alarm] = {}
        for slug, country, alarm in self._alarms(now):
            standing.setdefault((slug, alarm.code, country), alarm)
        for over, these, those in ((False, standing, self._standing), (True, self._standing, standing)):
            for slug, code, country in these.keys() - those.keys():
                self.told.append(Told(at=now, over=over, slug=slug, code=code, country=country))
        self._standing = standing

    def _alarms(self, now: datetime) -> list[tuple[str | None, str | None, Alarm]]:
        """Every alarm that stands, with its outlet and country, as `archive.health.everywhere` finds them."""
        light = [
            History(slug=slug, zone=ZoneInfo("UTC"), crawls=_within(site.crawls, now))
            for slug, site in self.sites.items()
        ]
        found = machine(light, now)
        healths = []
        for slug, site in self.sites.items():
            key = (len(site.crawls), found.offline)
            known = self._healths.get(slug)
            if known is None or known[0] != key:
                known = key, assess(ours_marked(self._history(slug, now), found), now, is_feast)
                self._healths[slug] = known
            healths.append(without_explained(known[1], found))
        countries = {slug: site.room.country for slug, site in self.sites.items()}
        news = [replace(one, texts=_within(self.sites[one.slug].texts, now)) for one in light]
        quiet = quiet_countries(news, healths, countries, now, is_feast)
        told: list[tuple[str | None, str | None, Alarm]] = [
            (one.slug, countries[one.slug], alarm) for one in healths for alarm in one.alarms
        ]
        if quiet is not None:
            told += [(None, code, quiet) for code in quiet.figures["countries"]]
        if found.alarm is not None:
            told.append((None, None, found.alarm))
        return told

    def _history(self, slug: str, now: datetime) -> History:
        site = self.sites[slug]
        return History(
            slug=slug,
            zone=ZoneInfo(site.room.zone),
            crawls=_within(site.crawls, now),
            fetches=_within(site.fetches, now),
            texts=_within(site.texts, now),
            sightings=_within(site.sightings, now),
            ever_read=bool(site.texts),
        )


def outcome_of(
    seed: int, slugs: Collection[str] = (), begin: datetime = BEGIN, end: datetime = END
) -> tuple[list[Outcome], list[Told]]:
    """How the time from `begin` to `end` is told, of these outlets (none: of all).

    What was wanted of them, with the outages that were told, and what was told of nothing.
    """
    rooms = [room for room in NEWSROOMS if not slugs or room.slug in slugs]
    here = {room.slug for room in rooms} | {room.country for room in rooms if not slugs}
    planted = [one for one in wanted(random.Random(f"{seed} wanted")) if (one.slug or one.country) in here]
    year = Year(sites=sites(rooms, seed, planted, begin, end), begin=begin, end=end)
    year.run()
    outages = [one for site in year.sites.values() for one in site.out()]
    return judged(planted, year.told, end, outages)


def _within(rows: Sequence[Any], now: datetime) -> Sequence[Any]:
    begin = bisect_left(rows, now - HISTORY, key=lambda row: row.at)
    return rows[begin : bisect_right(rows, now, key=lambda row: row.at)]


def _declared(site: Site) -> Declared:
    room, home = site.room, f"https://{site.room.slug}.example"
    text = f"""name = "{room.slug}"
country = "{room.country}"
timezone = "{room.zone}"
homepage = "{home}/"
domains = ["{room.slug}.example"]
feeds = ["{home}/feed"]
cadence = "{room.cadence}"
"""
    return parse_outlet(text, room.slug, f"{room.slug}.toml")
