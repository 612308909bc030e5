"""The history of one article, from captures to what `warraq history` tells."""

import json
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest

from archive.history import history
from archive.history_lines import print_history
from archive.place import Archive
from archive.rows import reading_index
from crawlers.cli import main

PATH = "/2026/market/"
PARAGRAPHS = (
    "قُتل ستة أشخاص وأُصيب 12 آخرون في قصف على سوق بلدة عين السنديان مساء الاثنين، وفق ما أفادت به مصادر طبية.",
    "وقال الطبيب سامر الخطيب إن المستشفى استقبل الجرحى بعد دقائق من سقوط القذائف على السوق وسط البلدة.",
    "وانسحبت القوات من محيط البلدة قبل ساعات، ولم يتضح بعد من أين أُطلقت القذائف على السوق والبيوت القريبة.",
    "وطلب المجلس المحلي من السكان الابتعاد عن الأنقاض، وقال إن فرق الإنقاذ تواصل عملها حتى صباح الغد.",
)
TITLE = "ستة قتلى في قصف على سوق بلدة عين السنديان"
EDITS = (
    (0, "أُصيب", "أصيب"),
    (0, "ستة أشخاص", "خمسة عشر شخصاً"),
    (2, "القوات", "الميليشيات"),
    (1, "سامر الخطيب", "سامر الحلبي"),
)
SIGN = "تحقق من أنك لست برنامجاً"


def page_of(title: str, paragraphs: tuple[str, ...]) -> bytes:
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        '<!doctype html><html lang="ar"><head><meta charset="utf-8">'
        f'<title>{title}</title><meta property="article:published_time" content="2026-11-20T10:00:00+03:00">'
        f"</head><body><article><h1>{title}</h1>{text}</article></body></html>"
    ).encode()


def texts() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The report as first published, then after each of five edits."""
    paragraphs = PARAGRAPHS
    yield TITLE, paragraphs
    for number, old, new in EDITS:
        changed = paragraphs[number].replace(old, new)
        assert changed != paragraphs[number]
        paragraphs = (*paragraphs[:number], changed, *paragraphs[number + 1 :])
        yield TITLE, paragraphs
    added = "وقال متحدث باسم الدفاع المدني إن ثلاثة من رجال الإنقاذ أصيبوا بجروح طفيفة خلال رفع الأنقاض ليلاً."
    yield "هجوم على سوق عين السنديان يوقع قتلى وجرحى", (*paragraphs, added)


def day(number: int, hour: int = 8) -> str:
    return f"2026-11-{number:02d}T{hour:02d}:00:00.000001Z"


@pytest.fixture
def keep(archive: Archive, write_warc: Any, warc_name: Any, ingest_all: Any) -> Callable[..., Any]:
    """Brings captures into the archive and tells the article's history."""

    numbers = count(1)

    def run(*groups: Any) -> dict[str, Any]:
        write_warc(archive, warc_name(next(numbers)), groups)
        ingest_all(archive)
        with reading_index(archive) as db:
            return history(archive, db, "https://almithal.example" + PATH)

    return run


WALL = (
    "<html><head><title>Just a moment...</title></head><body>"
    f"<div class='cf-challenge'>{SIGN}</div></body></html>"
)


def story(wire: Any) -> list[Any]:
    """Five edits, one a day, with a wall or a broken answer between them; then removal, and return."""
    between = (
        {"status": 403},
        {"status": 503},
        {"status": 200, "body": WALL.encode()},
        {"answered": False, "outcome": "timeout"},
        {"status": 451},
    )
    groups = []
    for number, (title, paragraphs) in enumerate(texts()):
        groups.append(wire.exchange(PATH, page_of(title, paragraphs), at=day(1 + number)))
        if number < len(between):
            told = dict(between[number])
            body = told.pop("body", b"")
            groups.append(wire.exchange(PATH, body, at=day(1 + number, 20), **told))
    return groups


def kinds(version: dict[str, Any]) -> set[str]:
    return {change["kind"] for change in version["changes"]}


def test_five_edits_are_six_versions_with_their_classes_and_dates(keep: Any, wire: Any) -> None:
    told = keep(*story(wire))
    versions = told["versions"]
    assert [version["version"] for version in versions] == [1, 2, 3, 4, 5, 6]
    assert [version["captured_at"] for version in versions] == [day(n) for n in range(1, 7)]
    assert [kinds(version) for version in versions[:4]] == [set(), {"spelling"}, {"number"}, {"term"}]
    assert kinds(versions[4]) == {"name", "attribution-added", "attribution-dropped"}
    assert {"headline", "paragraph-added", "attribution-added"} <= kinds(versions[5])
    assert not {"rewrite", "sentence-lost", "paragraph-lost"} & kinds(versions[5])
    (number,) = versions[2]["changes"]
    assert (number["before"], number["after"]) == ("ستة أشخاص", "خمسة عشر شخصاً")
    (term,) = versions[3]["changes"]
    assert (term["before"], term["after"]) == ("القوات", "الميليشيات")


def test_a_wall_or_a_broken_answer_is_no_edit_and_no_removal(keep: Any, wire: Any) -> None:
    told = keep(*story(wire))
    whats = [event["what"] for event in told["events"]]
    assert whats == [
        *("captured", "barred", "edited", "silent", "edited", "barred"),
        *("edited", "silent", "edited", "barred", "edited"),
    ]
    assert told["state"] == "changed"
    assert told["removal"] is None
    grades = [capture["grade"] for capture in told["captures"]]
    assert grades[1::2] == ["refused", "server-down", "bot-wall", "no-answer", "legal-block"]


def test_removed_needs_three_checks_over_two_days_and_a_return_is_told(
    keep: Any, wire: Any, make_wire: Any
) -> None:
    groups = story(wire)
    groups.append(wire.exchange(PATH, status=404, at=day(10)))
    groups.append(wire.exchange(PATH, status=404, at=day(10, 9)))
    groups.append(wire.exchange(PATH, status=404, at=day(10, 10)))
    told = keep(*groups)
    assert (told["state"], told["reason"], told["removal"]["checks"]) == ("missing", "not-found", 3)

    again = make_wire(prefix=2)
    told = keep(
        again.exchange(PATH, status=503, at=day(11)),
        again.exchange(PATH, status=403, at=day(11, 12)),
        again.exchange(PATH, status=410, at=day(12)),
    )
    assert (told["state"], told["since"]) == ("removed", day(10))
    removed = told["events"][-1]
    assert (removed["what"], removed["at"], len(removed["record_ids"])) == ("removed", day(12), 4)
    assert removed["grades"] == ["not-found", "gone"]

    title, paragraphs = list(texts())[-1]
    later = make_wire(prefix=3)
    told = keep(later.exchange(PATH, page_of(title, paragraphs), at=day(20)))
    assert told["state"] == "changed"
    assert [event["what"] for event in told["events"]][-2:] == ["removed", "returned"]
    assert len(told["versions"]) == 6


@pytest.mark.parametrize(
    ("answer", "grade", "state"),
    [
        ({"status": 301, "location": "https://almithal.example/"}, "redirect-home", "missing"),
        ({"status": 302, "location": "/local/"}, "redirect-section", "missing"),
        ({"status": 302, "location": "/2026/other/"}, "moved", "unknown"),
        ({"status": 302, "location": "/login?next=x"}, "login-wall", "blocked"),
        ({"status": 302, "location": "https://other.example/x"}, "redirect-elsewhere", "unknown"),
        ({"status": 302, "location": "/404.html"}, "soft-404", "missing"),
        ({"status": 302, "location": "https://consent.other.example/?to=x"}, "consent-wall", "blocked"),
        ({"status": 302, "location": "http://www.almithal.example/2026/market/"}, "redirected", "unknown"),
        ({"status": 410}, "gone", "missing"),
        ({"status": 429}, "too-often", "blocked"),
        ({"status": 502}, "server-down", "unknown"),
        ({"status": 200, "outcome": "incomplete"}, "cut", "live"),
    ],
)
def test_an_answer_is_graded(keep: Any, wire: Any, answer: dict[str, Any], grade: str, state: str) -> None:
    title, paragraphs = next(texts())
    told = keep(
        wire.exchange(PATH, page_of(title, paragraphs), at=day(1)), wire.exchange(PATH, at=day(2), **answer)
    )
    assert (told["captures"][1]["grade"], told["state"]) == (grade, state)


def test_a_wall_answered_twice_stays_a_wall(keep: Any, wire: Any, rows: Any) -> None:
    title, paragraphs = next(texts())
    wall = wire.exchange(PATH, WALL.encode(), at=day(2))
    told = keep(
        wire.exchange(PATH, page_of(title, paragraphs), at=day(1)),
        wall,
        wire.exchange(PATH, at=day(3), refers_to=wall[0].record_id),
    )
    assert [capture["grade"] for capture in told["captures"]] == ["shown", "bot-wall", "bot-wall"]
    assert told["state"] == "blocked"
    assert rows("SELECT state, last_seen_at FROM articles") == [{"state": "blocked", "last_seen_at": day(1)}]


def test_an_emptied_page_is_no_edit(keep: Any, wire: Any) -> None:
    title, paragraphs = next(texts())
    many = tuple(f"{one} رقم {n}" for n in range(8) for one in paragraphs)
    told = keep(
        wire.exchange(PATH, page_of(title, many), at=day(1)),
        wire.exchange(PATH, page_of(title, paragraphs[:2]), at=day(2)),
        wire.exchange(PATH, page_of(title, (*many, paragraphs[1])), at=day(3)),
    )
    assert [bool(version["doubt"]) for version in told["versions"]] == [False, True, False]
    assert [event["what"] for event in told["events"]] == ["captured", "silent", "edited"]
    assert told["versions"][1]["changes"] == []
    assert told["versions"][2]["compared_with"] == 1


def test_a_text_that_comes_back_is_told(keep: Any, wire: Any) -> None:
    first, _, second, *_ = texts()
    told = keep(
        wire.exchange(PATH, page_of(*first), at=day(1)),
        wire.exchange(PATH, page_of(*second), at=day(2)),
        wire.exchange(PATH, page_of(*first), at=day(3)),
    )
    assert [(event["what"], event["version"]) for event in told["events"]] == [
        *(("captured", 1), ("edited", 2), ("reverted", 1)),
    ]


def test_every_place_leads_to_what_stands_there(keep: Any, wire: Any, rows: Any) -> None:
    told = keep(*story(wire))
    fields = {row["version"]: row for row in rows("SELECT version, title, subtitle, body FROM versions")}
    for version in told["versions"][1:]:
        for change in version["changes"]:
            for side, number in (("before", version["compared_with"]), ("after", version["version"])):
                place = change[f"{side}_place"]
                if place is not None:
                    text = fields[number][place["field"]]
                    assert text[place["start"] : place["end"]] == (change[side] or "")


def test_the_command_tells_it_in_both_languages(
    keep: Any, wire: Any, archive: Archive, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(*story(wire), wire.exchange(PATH, status=404, at=day(10)))
    monkeypatch.setenv("WARRAQ_LANG", "en")
    assert main(["-C", str(archive.root), "history", "http://www.almithal.example" + PATH]) == 0
    english = capsys.readouterr().out
    assert "number: “ستة أشخاص” became “خمسة عشر شخصاً”" in english
    assert "1 check so far; it counts as removed after 3 checks over 2 days" in english
    assert english.index("captured first, version 1") < english.index("edited, version 6")
    assert main(["-C", str(archive.root), "history", "https://almithal.example" + PATH, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert {"article_id", "url", "state", "versions", "captures"} <= set(document)
    assert main(["-C", str(archive.root), "history", "https://almithal.example/2026/none/"]) == 1
    assert "has the URL" in capsys.readouterr().err
    monkeypatch.setenv("WARRAQ_LANG", "ar")
    print_history(document | {"alias": None})
    arabic = capsys.readouterr().out
    assert "رقم: «ستة أشخاص» صار «خمسة عشر شخصاً»" in arabic
    assert "فحص واحد حتى الآن؛ ويُعدّ محذوفاً بعد 3 فحوص خلال يومين" in arabic


def test_an_archive_has_terms_and_a_rule_of_its_own(keep: Any, wire: Any, archive: Archive) -> None:
    (archive.root / "terms.txt").write_text("السوق = البازار\n", encoding="utf-8")
    settings = archive.root / "warraq.toml"
    text = settings.read_text("utf-8") + "\n[history]\nremoved_after_checks = 1\nremoved_after_days = 0\n"
    settings.write_text(text, encoding="utf-8")
    title, paragraphs = next(texts())
    bazaar = tuple(one.replace("السوق", "البازار") for one in paragraphs)
    told = keep(
        wire.exchange(PATH, page_of(title, paragraphs), at=day(1)),
        wire.exchange(PATH, page_of(title, bazaar), at=day(2)),
        wire.exchange(PATH, status=410, at=day(3)),
    )
    assert kinds(told["versions"][1]) == {"term"}
    assert told["state"] == "removed"
