"""Watched citations: each state that they may come into, by the captures that show it."""

import json
from collections.abc import Callable
from contextlib import closing
from itertools import count
from typing import Any
from uuid import UUID

import feedparser
import pytest

from archive.citation_notes import append_note, read_notes
from archive.errors import ArchiveError
from archive.place import Archive
from archive.schema import connect
from archive.watch_commands import tell_watches
from archive.watch_feed import feed_of, write_feed
from archive.watches import watches_of
from archive.watching import add_watch, check_after_crawl, check_watches, remove_watch
from archive.withdraw import withdraw
from archive.withdrawal_plan import Asked
from crawlers.cli import main

PATH = "/2026/market/"
URL = "https://almithal.example" + PATH
TITLE = "ستة قتلى في قصف على سوق بلدة عين السنديان"
FIRST = "قُتل ستة أشخاص وأُصيب 12 آخرون في قصف على سوق بلدة عين السنديان مساء الاثنين، وفق مصادر طبية."
SECOND = "وقال الطبيب سامر الخطيب إن المستشفى استقبل الجرحى بعد دقائق من سقوط القذائف على السوق وسط البلدة."
THIRD = "وانسحبت القوات من محيط البلدة قبل ساعات، ولم يتضح بعد من أين أُطلقت القذائف على البيوت القريبة."
FOURTH = "وطلب المجلس المحلي من السكان الابتعاد عن الأنقاض، وقال إن فرق الإنقاذ تواصل عملها حتى صباح الغد."
ALL = (FIRST, SECOND, THIRD, FOURTH)
QUOTE = "قتل ستة أشخاص واصيب 12 آخرون"
PRINTED = "قُتل ستة أشخاص وأُصيب 12 آخرون"


def page_of(*paragraphs: str, title: str = TITLE) -> bytes:
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        '<!doctype html><html lang="ar"><head><meta charset="utf-8">'
        f'<title>{title}</title><meta property="article:published_time" content="2026-11-20T10:00:00+03:00">'
        f"</head><body><article><h1>{title}</h1>{text}</article></body></html>"
    ).encode()


def day(number: int, hour: int = 8) -> str:
    return f"2026-11-{number:02d}T{hour:02d}:00:00.000001Z"


class Desk:
    """An archive into which captures of one article come one after another."""

    def __init__(self, archive: Archive, write_warc: Any, warc_name: Any, ingest_all: Any, wire: Any) -> None:
        self.archive, self.wire = archive, wire
        self._write, self._name, self._ingest = write_warc, warc_name, ingest_all
        self._numbers = count(1)

    def bring(self, *groups: Any) -> None:
        self._write(self.archive, self._name(next(self._numbers)), groups)
        self._ingest(self.archive)

    def show(self, number: int, *paragraphs: str, **options: Any) -> None:
        self.bring(self.wire.exchange(PATH, page_of(*paragraphs, **options), at=day(number)))

    def answer(self, number: int, hour: int = 8, **answer: Any) -> None:
        self.bring(self.wire.exchange(PATH, at=day(number, hour), **answer))

    def check(self) -> dict[str, Any]:
        (finding,) = check_watches(self.archive, "check", lambda line: None)
        return finding


@pytest.fixture
def desk(archive: Archive, write_warc: Any, warc_name: Any, ingest_all: Any, wire: Any) -> Desk:
    """One article captured on the first of the month."""
    desk = Desk(archive, write_warc, warc_name, ingest_all, wire)
    desk.show(1, *ALL)
    return desk


@pytest.fixture
def run(desk: Desk, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def command(*arguments: str, code: int = 0) -> str:
        assert main(["-C", str(desk.archive.root), *arguments]) == code
        said = capsys.readouterr()
        return said.out if code in (0, 6) else said.err

    return command


def test_a_watch_keeps_what_it_saw_in_the_file_of_citations(desk: Desk) -> None:
    finding = add_watch(desk.archive, f"«{QUOTE}»", note="شاهدان")
    (note,) = read_notes(desk.archive)
    assert (note["kind"], note["watch_id"], note["note"]) == ("watch", finding["watch"], "شاهدان")
    assert note["typed"] == f"«{QUOTE}»"
    assert (note["quote"]["exact"], note["match"], note["field"]) == (PRINTED, "normalised", "body")
    assert {"article_id", "record_id", "body_digest", "start", "end", "captured_at"} <= set(note)
    assert (finding["state"], finding["text"], finding["presence"]) == ("unchanged", "same", "shown")
    assert finding["captures"][0]["record_id"] == note["record_id"]


def test_what_no_report_holds_is_not_watched(desk: Desk) -> None:
    with pytest.raises(ArchiveError, match="nothing was noted"):
        add_watch(desk.archive, "لا يقول هذا أحد في هذه المدينة")
    assert not desk.archive.citations.exists()


def test_an_edit_elsewhere_is_told_as_such(desk: Desk) -> None:
    add_watch(desk.archive, QUOTE)
    desk.show(2, FIRST, SECOND.replace("الخطيب", "الحلبي"), THIRD, FOURTH)
    found = desk.check()
    assert (found["state"], found["before"], found["changes"]) == ("changed-elsewhere", None, [])
    assert found["other_changes"] >= 1
    assert (found["at"], [one["grade"] for one in found["captures"]]) == (day(2), ["shown"])


def test_a_changed_passage_is_told_with_before_after_and_class(desk: Desk) -> None:
    add_watch(desk.archive, QUOTE)
    desk.show(2, FIRST.replace("ستة أشخاص", "خمسة عشر شخصاً"), SECOND, THIRD, FOURTH)
    found = desk.check()
    assert (found["state"], found["before"]) == ("passage-changed", PRINTED)
    assert found["after"] == PRINTED.replace("ستة أشخاص", "خمسة عشر شخصاً")
    assert {change["kind"] for change in found["changes"]} == {"number"}
    assert found["captures"][0]["captured_at"] == day(2)


def test_a_passage_that_was_cut_out_is_gone(desk: Desk) -> None:
    add_watch(desk.archive, SECOND)
    desk.show(2, FIRST, THIRD, FOURTH)
    found = desk.check()
    assert (found["state"], found["before"], found["after"]) == ("passage-gone", SECOND, None)
    assert "paragraph-lost" in {change["kind"] for change in found["changes"]}


def test_a_text_that_comes_back_is_as_it_was_cited(desk: Desk) -> None:
    add_watch(desk.archive, SECOND)
    desk.show(2, FIRST, THIRD, FOURTH)
    desk.show(3, *ALL)
    found = desk.check()
    assert (found["state"], found["at"]) == ("unchanged", day(3))
    assert [event["what"] for event in found["events"]] == ["passage-gone", "restored"]


def test_an_article_may_be_watched_as_a_whole(desk: Desk) -> None:
    add_watch(desk.archive, URL)
    assert desk.check()["state"] == "unchanged"
    desk.show(2, FIRST, THIRD, FOURTH)
    found = desk.check()
    assert (found["state"], found["quote"]) == ("changed", None)
    assert "paragraph-lost" in {change["kind"] for change in found["changes"]}


def test_removed_is_said_only_after_the_checks_that_history_asks_for(desk: Desk) -> None:
    add_watch(desk.archive, QUOTE)
    desk.answer(10, status=404)
    found = desk.check()
    assert (found["state"], found["text"], found["at"]) == ("missing", "same", day(10))
    assert (found["removal"]["checks"], found["removal"]["checks_wanted"]) == (1, 3)
    desk.answer(11, status=503)
    desk.answer(11, 12, status=410)
    assert desk.check()["state"] == "missing"
    desk.answer(12, status=404)
    found = desk.check()
    assert (found["state"], len(found["captures"])) == ("removed", 3)
    assert [one["grade"] for one in found["captures"]] == ["not-found", "gone", "not-found"]
    assert [event["what"] for event in found["events"]] == ["missing", "removed"]
    desk.show(20, *ALL)
    found = desk.check()
    assert (found["state"], found["at"], found["text"]) == ("returned", day(20), "same")


def test_a_returned_article_may_have_lost_the_passage(desk: Desk) -> None:
    add_watch(desk.archive, SECOND)
    for number in (10, 11, 12):
        desk.answer(number, status=404)
    desk.show(20, FIRST, THIRD, FOURTH)
    found = desk.check()
    assert found["state"] == "passage-gone"
    assert [event["what"] for event in found["events"]] == ["missing", "removed", "returned", "passage-gone"]


@pytest.mark.parametrize(
    "answer",
    [{"status": 403}, {"status": 429}, {"status": 451}, {"status": 302, "location": "/login?next=x"}],
)
def test_a_wall_is_neither_an_edit_nor_a_removal(desk: Desk, answer: dict[str, Any]) -> None:
    add_watch(desk.archive, QUOTE)
    for number in range(2, 9):
        desk.answer(number, **answer)
    found = desk.check()
    assert (found["state"], found["text"], found["removal"]) == ("blocked", "same", None)
    assert [event["what"] for event in found["events"]] == ["blocked"]
    assert len(found["captures"]) == 7


@pytest.mark.parametrize("answer", [{"status": 503}, {"answered": False, "outcome": "timeout"}])
def test_a_failed_server_says_nothing_of_a_watch(desk: Desk, answer: dict[str, Any]) -> None:
    add_watch(desk.archive, QUOTE)
    desk.answer(2, **answer)
    found = desk.check()
    assert (found["state"], found["new"], found["events"]) == ("unchanged", False, [])
    assert found["seen_at"] == day(1)


def test_a_redirect_to_another_place_names_it(desk: Desk) -> None:
    add_watch(desk.archive, QUOTE)
    desk.answer(2, status=302, location="https://other.example/x")
    found = desk.check()
    assert (found["state"], found["target"]) == ("redirected", "https://other.example/x")
    assert [event["what"] for event in found["events"]] == ["redirected"]


def test_a_changed_passage_stays_told_behind_a_wall(desk: Desk) -> None:
    add_watch(desk.archive, SECOND)
    desk.show(2, FIRST, THIRD, FOURTH)
    desk.answer(3, status=403)
    found = desk.check()
    assert (found["state"], found["presence"]) == ("passage-gone", "blocked")


def test_an_emptied_page_changes_no_passage(desk: Desk) -> None:
    many = tuple(f"{one} رقم {n}" for n in range(8) for one in ALL)
    desk.show(2, *many)
    add_watch(desk.archive, f"{SECOND} رقم 3")
    desk.show(3, FIRST)
    assert desk.check()["state"] == "unchanged"


def test_what_the_index_does_not_hold_is_said(desk: Desk, ingest_all: Any) -> None:
    add_watch(desk.archive, QUOTE)
    with closing(connect(desk.archive.index)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("DELETE FROM versions")
        db.execute("DELETE FROM articles")
        db.execute("UPDATE captures SET article_id = NULL, text_digest = NULL, reading = 'no-article'")
        db.commit()
    found = desk.check()
    assert (found["state"], found["presence"]) == ("not-in-index", "not-in-index")
    assert "no-article" in found["detail"]
    assert found["title"] == TITLE
    for path in desk.archive.root.glob("index.db*"):
        path.unlink()
    for path in desk.archive.warcs.rglob("*.warc.gz"):
        path.unlink()
    ingest_all(desk.archive)
    found = desk.check()
    assert found["state"] == "not-in-index"
    assert "does not hold the cited capture" in found["detail"]


def test_another_reader_is_no_edit(desk: Desk) -> None:
    add_watch(desk.archive, QUOTE)
    with closing(connect(desk.archive.index)) as db:
        body = db.execute("SELECT body FROM versions").fetchone()[0]
        values = ("تمهيد\n" + body, "sha256:" + "0" * 64, "another")
        db.execute("UPDATE versions SET body = ?, body_digest = ?, reader_digest = ?", values)
        db.commit()
    found = desk.check()
    assert (found["state"], found["other_reader"]) == ("unchanged", True)
    with closing(connect(desk.archive.index)) as db:
        db.execute("UPDATE versions SET body = 'نص آخر تماماً لا يحوي شيئاً من المقتبس.'")
        db.commit()
    assert desk.check()["state"] == "unreadable"


def test_watches_outlive_the_index(desk: Desk, ingest_all: Any) -> None:
    add_watch(desk.archive, SECOND)
    desk.show(2, FIRST, THIRD, FOURTH)
    before = desk.check()
    for path in desk.archive.root.glob("index.db*"):
        path.unlink()
    ingest_all(desk.archive)
    assert desk.check() == before


def test_what_was_told_is_not_new_until_something_else_happens(desk: Desk, run: Callable[..., str]) -> None:
    run("watch", "add", QUOTE)
    assert json.loads(run("watch", "check", "--new", "--json")) == {"watches": []}
    desk.show(2, FIRST.replace("ستة", "سبعة"), SECOND, THIRD, FOURTH)
    (told,) = json.loads(run("watch", "check", "--new", "--alarm", "--json", code=6))["watches"]
    assert (told["state"], told["new"]) == ("passage-changed", True)
    assert json.loads(run("watch", "check", "--new", "--alarm", "--json")) == {"watches": []}
    (told,) = json.loads(run("watch", "check", "--json"))["watches"]
    assert (told["state"], told["new"]) == ("passage-changed", False)
    desk.answer(3, status=403)
    assert "blocked: the server refuses us" in run("watch", "check", "--new")
    desk.answer(4, status=503)
    assert json.loads(run("watch", "check", "--new", "--json")) == {"watches": []}
    desk.show(5, *ALL)
    (told,) = json.loads(run("watch", "check", "--new", "--json"))["watches"]
    assert told["state"] == "unchanged"
    (desk.archive.state / "watches.json").write_text("{torn")
    desk.show(6, FIRST, THIRD)
    assert len(json.loads(run("watch", "check", "--new", "--json"))["watches"]) == 1


def test_a_crawls_report_and_a_check_do_not_keep_each_other_silent(desk: Desk) -> None:
    add_watch(desk.archive, SECOND)
    desk.show(2, FIRST, THIRD, FOURTH)
    assert len(check_after_crawl(desk.archive, lambda line: None)) == 1
    assert desk.check()["new"] is True


def test_a_removed_watch_is_not_checked(desk: Desk, run: Callable[..., str]) -> None:
    name = add_watch(desk.archive, QUOTE)["watch"]
    other = add_watch(desk.archive, URL)["watch"]
    run("watch", "remove", name)
    assert [one["watch"] for one in json.loads(run("watch", "check", "--json"))["watches"]] == [other]
    assert "there is no watch" in run("watch", "remove", name, code=1)
    with pytest.raises(ArchiveError, match="there is no watch"):
        remove_watch(desk.archive, "00000000")
    assert QUOTE in desk.archive.citations.read_text("utf-8")


def test_damaged_lines_are_told_and_passed_over(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    add_watch(desk.archive, QUOTE)
    with desk.archive.citations.open("ab") as file:
        file.write(b'{"kind": "watch", "watch_id": "1"}\n{"kind": "watch", "wat')
    assert main(["-C", str(desk.archive.root), "watch", "check"]) == 0
    said = capsys.readouterr()
    assert "line 3 of" in said.err
    assert said.out.count("as it was cited") == 1


def test_a_redacted_watch_still_stands(desk: Desk) -> None:
    add_watch(desk.archive, SECOND)
    (note,) = read_notes(desk.archive)
    gone = dict.fromkeys(("typed", "quote", "note", "title", "url", "field", "start", "end"))
    desk.archive.citations.unlink()
    append_note(desk.archive, note | gone)
    (watch,) = watches_of(read_notes(desk.archive)).values()
    assert (watch.exact, watch.pieces, watch.field) == (None, (), None)
    assert desk.check()["state"] == "unchanged"


def test_a_withdrawn_capture_is_told_and_nothing_of_its_words(
    desk: Desk, readers: Any, run: Callable[..., str]
) -> None:
    with (desk.archive.root / "warraq.toml").open("a", encoding="utf-8") as file:
        file.write('\n[watch]\nfeed = "watch.xml"\n')
    finding = add_watch(desk.archive, SECOND, note="الطبيب سامر")
    desk.show(2, FIRST, THIRD, FOURTH)
    check_after_crawl(desk.archive, lambda line: None)
    feed = desk.archive.root / "watch.xml"
    left = feed.with_name(".watch.xml.0123abcd.part")
    left.write_bytes(feed.read_bytes())
    assert "سامر" in feed.read_text("utf-8")
    withdraw(desk.archive, Asked(record_ids=(finding["record_id"],)), "أمر محكمة ٤", "court", readers=readers)
    for text in (feed.read_text("utf-8"), desk.archive.citations.read_text("utf-8")):
        assert "سامر" not in text
    assert not left.exists()
    (told,) = feedparser.parse(feed.read_bytes()).entries
    assert told.tags[0].term == "withdrawn"
    found = desk.check()
    assert (found["state"], found["watch"], found["new"]) == ("withdrawn", finding["watch"], True)
    assert (found["detail"], found["quote"], found["note"], found["typed"]) == (
        "أمر محكمة ٤",
        None,
        None,
        None,
    )
    said = run("watch", "check")
    assert "the cited capture was withdrawn" in said
    assert "أمر محكمة ٤" in said
    assert "سامر" not in said


def test_the_command_tells_it_in_words(desk: Desk, run: Callable[..., str]) -> None:
    assert "match: normalised" in run("watch", "add", QUOTE, "--note", "الشاهد الأول")
    desk.show(2, FIRST.replace("ستة أشخاص", "خمسة عشر شخصاً"), SECOND.replace("سامر", "سالم"), THIRD, FOURTH)
    desk.answer(3, status=404)
    said = run("watch", "check")
    assert "the article is missing  (new)" in said
    assert f"cited: “{PRINTED}”" in said
    assert "now: “قُتل خمسة عشر شخصاً وأُصيب 12 آخرون”" in said
    assert "number: “ستة أشخاص” became “خمسة عشر شخصاً”" in said
    assert "other change" in said
    assert "1 check so far; it counts as removed after 3 checks over 2 days" in said
    assert "note: الشاهد الأول" in said
    assert day(3) in said
    listed = run("watch", "list")
    assert f"quote: {PRINTED}" in listed


def fed(archive: Archive, findings: Any) -> tuple[Any, str]:
    from datetime import UTC, datetime

    content = feed_of("0123abcd", findings, datetime(2026, 11, 30, tzinfo=UTC))
    return feedparser.parse(content), content.decode()


def test_the_feed_has_one_entry_an_event_in_both_languages(desk: Desk) -> None:
    add_watch(desk.archive, SECOND)
    desk.show(2, FIRST, THIRD, FOURTH)
    desk.answer(3, status=403)
    for number in (10, 11, 12):
        desk.answer(number, status=404)
    finding = desk.check()
    feed, content = fed(desk.archive, [finding])
    assert not feed.bozo
    assert feed.version == "atom10"
    assert UUID(feed.feed.id.removeprefix("urn:uuid:"))
    assert feed.feed.author == "Warraq"
    terms = [entry.tags[0].term for entry in feed.entries]
    assert terms == ["removed", "missing", "blocked", "passage-gone"]
    assert [entry.updated for entry in feed.entries] == [day(12), day(10), day(3), day(2)]
    assert feed.feed.updated == day(12)
    assert len({entry.id for entry in feed.entries}) == 4
    gone = feed.entries[-1]
    assert gone.title == f"لم يعد المقتبَس موجوداً: {TITLE}"
    assert (gone.title_detail.language, gone.content[0].language) == ("ar", "ar")
    assert (gone.content[0].type, gone.summary_detail.language) == ("text/plain", "en")
    assert f"كما وُثّق: «{SECOND}»" in gone.content[0].value
    assert f"cited: “{SECOND}”" in gone.summary
    assert gone.link == URL
    assert fed(desk.archive, [finding])[1] == content


def test_a_hostile_page_puts_nothing_into_the_feed(desk: Desk) -> None:
    hostile = "هجوم&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; &amp;amp; على السوق"
    desk.show(2, FIRST, SECOND, THIRD, FOURTH, title=hostile)
    finding = add_watch(desk.archive, SECOND, note="\x1b[2J\u202e\ufffe\x00<b>مهم</b>\ud800")
    desk.show(3, FIRST, THIRD, FOURTH, title=hostile)
    feed, content = fed(desk.archive, [desk.check()])
    assert not feed.bozo
    assert not set(content) & set("\x00\x1b\u202e\ufffe\ud800")
    assert "<script" not in content
    assert "<b>" not in content
    assert "<script>alert(1)</script>" in feed.entries[0].title  # as text, which readers show as it is
    assert feed.entries[0].title_detail.type == "text/plain"
    assert finding["note"]


def test_a_feed_is_written_over_a_feed_and_over_nothing_else(desk: Desk, run: Callable[..., str]) -> None:
    root = desk.archive.root
    run("watch", "add", SECOND)
    assert feedparser.parse(run("watch", "feed", "-")).entries == []
    run("watch", "feed", str(root / "watch.xml"))
    desk.show(2, FIRST, THIRD, FOURTH)
    run("watch", "feed", str(root / "watch.xml"))
    assert len(feedparser.parse((root / "watch.xml").read_bytes()).entries) == 1
    before = desk.archive.citations.read_bytes()
    for name in ("citations.jsonl", "index.db", "warraq.toml", "warcs"):
        assert run("watch", "feed", str(root / name), code=1)
    assert run("watch", "feed", str(root / "log" / "feed.xml"), code=1)
    assert desk.archive.citations.read_bytes() == before
    assert not list(root.glob(".*.part"))
    with pytest.raises(ArchiveError, match="no Atom feed"):
        write_feed(desk.archive, root / "scrapy.cfg", [])


def test_crawls_write_the_feed_that_is_set(desk: Desk) -> None:
    with (desk.archive.root / "warraq.toml").open("a", encoding="utf-8") as file:
        file.write('\n[watch]\nfeed = "watch.xml"\n')
    add_watch(desk.archive, SECOND)
    desk.show(2, FIRST, THIRD, FOURTH)
    assert [one["state"] for one in check_after_crawl(desk.archive, lambda line: None)] == ["passage-gone"]
    assert len(feedparser.parse((desk.archive.root / "watch.xml").read_bytes()).entries) == 1


def test_what_keeps_watches_from_being_checked_does_not_end_a_crawl(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    add_watch(desk.archive, SECOND)
    marker = desk.archive.root / "warraq.toml"
    before = marker.read_text("utf-8")
    marker.write_text(before + '\n[watch]\nfeed = "citations.jsonl"\n', "utf-8")
    assert tell_watches(desk.archive, quiet=False) == []
    assert "no Atom feed" in capsys.readouterr().err
    marker.write_text(before, "utf-8")
    for path in desk.archive.root.glob("index.db*"):
        path.unlink()
    assert tell_watches(desk.archive, quiet=False) == []
    assert capsys.readouterr().err.count("the watches could not be checked") == 1


def test_without_watches_nothing_is_asked_of_the_index(archive: Archive) -> None:
    assert check_after_crawl(archive, lambda line: None) == []
    assert not archive.index.exists()
