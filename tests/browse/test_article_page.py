"""What a report's page tells beside its text: who says what, dates in words, its course, its images."""

import json
import re

import pytest

from archive.browse.dates_in_words import place_in_words, reading_in_words
from archive.browse.marked_text import Mark, paragraphs
from archive.browse.sayings import attribution_marks, speakers
from archive.rows import read_rows, reading_index
from tests.browse.conftest import Served

TEXT = "قال المجلس إن السوق مغلق.\n\nوأوضح أنه يُفتح غداً، وفق شهود."


def attribution(source: str, printed: str, claim: str | None, cue: str = "قال") -> dict[str, object]:
    """An attribution as `warraq show` gives it, its places looked up in TEXT."""
    at = TEXT.find(claim) if claim else None
    start = TEXT.find(printed)
    return {
        "source": source,
        "source_kind": "official body",
        "printed": printed,
        "cue": cue,
        "medium": None,
        "claim": {"start": at, "end": at + len(claim) if claim and at is not None else None},
        "start": start,
        "end": start + len(printed),
    }


ARTICLE = {
    "body": TEXT,
    "attributions": [
        attribution("المجلس", "المجلس", "السوق مغلق"),
        attribution("المجلس", "أوضح", "يُفتح غداً", "أوضح"),
        attribution("شهود", "شهود", None, "وفق"),
    ],
}


def test_each_source_is_listed_once_with_all_it_says() -> None:
    told = speakers(ARTICLE)
    assert [(one.name, [said.claim for said in one.sayings]) for one in told] == [
        ("المجلس", ["السوق مغلق", "يُفتح غداً"]),
        ("شهود", [None]),
    ]


def test_every_place_that_is_jumped_to_is_in_the_text_once() -> None:
    wanted = [said.anchor for one in speakers(ARTICLE) for said in one.sayings]
    cut = paragraphs(TEXT, list(attribution_marks(ARTICLE)))
    there = [
        (anchor, piece.text) for paragraph in cut for piece in paragraph.stretches for anchor in piece.anchors
    ]
    assert [anchor for anchor, _ in there] == wanted
    assert [text for _, text in there] == ["المجلس", "أوضح", "شهود"]


def test_marks_that_begin_together_keep_their_anchors() -> None:
    marks = [
        Mark(start=0, end=3, kind="claim", anchor="one"),
        Mark(start=0, end=9, kind="source", anchor="two"),
        Mark(start=2, end=4, kind="source"),
    ]
    (only,) = paragraphs("كلمة أخرى", marks)
    assert [piece.anchors for piece in only.stretches if piece.anchors] == [("one", "two")]
    assert "".join(piece.text for piece in only.stretches) == "كلمة أخرى"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("json-ld:datePublished", "in the page's metadata (JSON-LD, datePublished)"),
        ("meta:article:published_time", "in the page's metadata (meta, article:published_time)"),
        ("text", "printed beside the title"),
        ("text:end", "printed at the end of the text"),
        ("text:hijri", "printed beside the title"),
        ("layout:date", "at the place that the outlet's declaration names"),
        ("feed:https://almithal.example/feed/", "in the outlet's feed"),
        ("somewhere:new", "somewhere:new"),
        (None, None),
    ],
)
def test_where_a_date_stood_is_told_in_words(source: str | None, told: str | None) -> None:
    said = place_in_words(source)
    assert (said and said.in_english()) == told


@pytest.mark.parametrize(
    ("raw", "value", "precision", "source", "told"),
    [
        ("17 آذار/مارس 2026", "2026-03-17", "day", "text", ["Levantine", "without a time"]),
        ("17 أفريل 2026 - 10:00", "2026-04-17T10:00+01:00", "minute", "text", ["Maghrebi", "Africa/Tunis"]),
        ("2026-03-17T09:25:00+03:00", "2026-03-17T09:25:00+03:00", "second", "time", ["stands there"]),
        ("السبت 3 رمضان 1446 هـ", "2025-03-03", "day", "text:hijri", ["Hijri date alone", "without a time"]),
        ("17 مارس 2026 - 28 رمضان 1447 هـ", "2026-03-17", "day", "text", ["Umm al-Qura", "without a time"]),
    ],
)
def test_how_a_date_was_understood_is_told(
    raw: str, value: str, precision: str, source: str, told: list[str]
) -> None:
    said = [
        one.in_english()
        for one in reading_in_words(
            raw=raw, source=source, value=value, precision=precision, zone="Africa/Tunis"
        )
    ]
    assert len(said) == len(told)
    assert all(words in line for words, line in zip(told, said, strict=True))


def test_a_report_tells_what_became_of_it(served: Served) -> None:
    course = json.loads(served.get(f"/article/{served.edited}.json")[1])["course"]
    assert course["state"] == "changed"
    assert [(step["what"], step["version"]) for step in course["steps"]] == [("captured", 1), ("edited", 2)]
    assert course["steps"][1]["kinds"]["number"] > 0
    told = json.loads(served.get(f"/article/{served.edited}/history.json")[1])
    changed = [change["kind"] for version in told["versions"] for change in version["changes"]]
    assert sum(course["steps"][1]["kinds"].values()) == len(changed)


def test_versions_lead_to_one_another_and_to_what_changed(served: Served) -> None:
    newest = served.get(f"/article/{served.edited}")[1]
    assert f'rel="prev" href="/article/{served.edited}?version=1"' in newest
    assert f'href="/article/{served.edited}/history?from=1&amp;to=2"' in newest
    assert 'rel="next"' not in newest
    first = served.get(f"/article/{served.edited}?version=1")[1]
    assert f'rel="next" href="/article/{served.edited}?version=2"' in first
    assert 'rel="prev"' not in first


def test_every_link_within_the_page_leads_somewhere(served: Served) -> None:
    page = served.get(f"/article/{served.edited}")[1]
    led = set(re.findall(r'href="#([^"]+)"', page))
    assert len(led) > 2
    ids = re.findall(r' id="([^"]+)"', page)
    assert led <= set(ids)
    assert len(ids) == len(set(ids))


def test_an_image_that_is_held_is_shown_from_the_archive(served: Served) -> None:
    with reading_index(served.archive) as db:
        rows = read_rows(db, "SELECT article_id, images.url FROM images JOIN versions USING (version_key)")
        pairs = [(row["article_id"], row["url"]) for row in rows]
    shown = 0
    for article, url in dict(pairs).items():
        page = served.get(f"/article/{article}")[1]
        assert url not in re.findall(r'src="([^"]+)"', page)
        for source in re.findall(r'<img src="([^"]+)"', page):
            answer, _ = served.fetch(source.replace("&amp;", "&"))
            assert answer.status == 200
            assert (answer.getheader("content-type") or "").startswith("image/")
            shown += 1
    assert shown > 0
