"""The page /status and /metrics: what the command tells, and nothing of it for everybody."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from archive.browse import rendering, status_page
from archive.health import Health
from archive.health_archive import ArchiveState
from archive.health_history import Alarm
from archive.metrics_text import metrics_text
from archive.rows import reading_index
from archive.status import Status, noted_due, status, status_document
from tests.browse.conftest import Served, serving

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SAMPLE = re.compile(r'(warraq_[a-z0-9_]+)(\{(?:[a-z_]+="(?:[^"\\\n]|\\.)*",?)*\})? (-?[0-9.e+]+)')


def test_the_page_tells_what_the_command_tells(served: Served) -> None:
    told = json.loads(served.get("/status.json")[1])
    found = status_document(status(served.archive, datetime.fromisoformat(told["at"])))
    names = told.pop("names")
    for moving in ("disk_free_bytes", "at"):
        assert told.pop(moving)
        found.pop(moving)
    assert told == found
    assert {one["slug"] for one in told["outlets"]} == set(names) & {one["slug"] for one in found["outlets"]}
    page = served.get("/status?lang=ar")[1]
    assert "كل منفذ بالقياس إلى ماضيه" in page


def test_commands_in_our_texts_are_code_and_nothing_of_them_is_markup() -> None:
    macro = rendering._ENVIRONMENT.get_template("commands.html").module.with_commands  # type: ignore[attr-defined]
    assert macro("شغّل `warraq outlet doctor one`") == "شغّل <code>warraq outlet doctor one</code>"
    assert macro("<b> `<i>`") == "&lt;b&gt; <code>&lt;i&gt;</code>"


def test_metrics_are_samples_of_gauges(served: Served) -> None:
    answer, text = served.get("/metrics")
    assert answer.status == 200
    assert answer.getheader("content-type") == "text/plain; version=0.0.4; charset=utf-8"
    assert text.endswith("\n")
    told = [SAMPLE.fullmatch(line) for line in text.splitlines() if not line.startswith("#")]
    assert all(told)
    names = {one[1] for one in told if one}
    assert {"warraq_disk_free_bytes", "warraq_alarms", "warraq_outlet_new_articles_24h"} <= names
    assert all(f"# TYPE {name} gauge" in text for name in names)


def test_what_nobody_did_shows_though_the_index_stays_as_it_is(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted, clock = list[int](), [1000.0]
    monkeypatch.setattr(status_page, "status_of", lambda *_: counted.append(1) or len(counted))
    monkeypatch.setattr(status_page.time, "monotonic", lambda: clock[0])
    site: Any = SimpleNamespace(archive=served.archive)
    with reading_index(served.archive) as db:
        for at, expected in ((1000.0, 1), (1010.0, 1), (1000.0 + status_page.HOLDS, 2)):
            clock[0] = at
            assert status_page.status_kept(site, db) == expected


def test_neither_is_for_everybody(served: Served) -> None:
    with serving(served.archive, None, "--public") as port:
        public = replace(served, port=port)
        for path in ("/status", "/status.json", "/metrics"):
            assert public.get(path)[0].status == 404
        assert 'href="/status"' not in public.get("/")[1]
    assert 'href="/status"' in served.get("/")[1]


def test_alarms_are_samples_with_their_outlet() -> None:
    alarm = Alarm(code="dead-feed", since=NOW, figures={"seed": 'https://x.example/"'})
    outlet = Health(
        slug="one",
        last_crawl_at=NOW,
        last_success_at=None,
        last_new_at=None,
        next_due_at=NOW + timedelta(hours=1),
        new_24h=2,
        typical_24h=2.5,
        alarms=(alarm,),
    )
    state = ArchiveState(
        disk_free_bytes=5,
        grows_by_day_bytes=None,
        disk_lasts_days=None,
        last_checkpoint_at=None,
        last_capture_at=None,
    )
    disk = Alarm(code="disk-low", since=NOW, figures={"free": 0})
    text = metrics_text(Status(at=NOW, outlets=(outlet,), archive=state, alarms=(disk,)))
    assert 'warraq_alarm{outlet="one",code="dead-feed"} 1.0' in text
    assert 'warraq_alarm{outlet="",code="disk-low"} 1.0' in text
    assert "warraq_alarms 2.0" in text
    assert f'warraq_outlet_last_crawl_timestamp_seconds{{outlet="one"}} {NOW.timestamp()}' in text
    assert "last_success" not in text


def test_a_torn_note_of_what_is_due_tells_nothing(served: Served) -> None:
    file = served.archive.state / "due.json"
    for text in ("", "[1]", '{"one": 3}', '{"one": "soon"}'):
        file.write_text(text)
        assert noted_due(served.archive) == {}
    file.unlink()
