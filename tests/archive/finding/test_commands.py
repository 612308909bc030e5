"""What the reading commands print."""

import json
from pathlib import Path

import pytest

from archive import console
from archive.article_lines import print_article
from archive.citation_styles import STYLES
from archive.show import show
from crawlers.cli import main
from extractors.urls import url_key

SENTENCE = "إنّ أعمال الترميم ستنتهي في آذار"
BODY = f"قال رئيس البلدية: «{SENTENCE}».\n\nوأضاف أن الكلفة \u202eمليونان\x1b[2J."
HOSTILE_TITLE = "افتتاح\x1b]0;x\x07 الجسر\u202e\nسطر مزور"
HIT_KEYS = {"article_id", "outlet", "url", "title", "published_at", "snippet", "score", "record_id"}


@pytest.fixture
def run(shelf, capsys: pytest.CaptureFixture[str]):
    def command(*arguments: str) -> str:
        assert main(["-C", str(shelf.archive.root), *arguments]) == 0
        return capsys.readouterr().out

    return command


def is_harmless(printed: str) -> bool:
    return not set(printed) & set("\x1b\x07\u202e\r")


def test_search_as_json_has_the_keys_of_the_contract(shelf, run) -> None:
    name = shelf.version("bridge", BODY)
    printed = run("search", "ترميم", "--json")
    assert "الترميم" in printed
    (hit,) = json.loads(printed)
    assert set(hit) >= HIT_KEYS
    assert hit["article_id"] == name
    assert [hit["snippet"][start:end] for start, end in hit["highlights"]] == ["الترميم"]


def test_search_in_text_shows_each_hit_on_four_harmless_lines(shelf, run) -> None:
    shelf.version("bridge", BODY, title=HOSTILE_TITLE)
    printed = run("search", "أعمال", "ترميم", "--sort", "date", "--from", "2026-11-20")
    assert printed.count("\n") == 4
    assert is_harmless(printed)
    assert "\\u202e" in printed


def test_show_prints_one_line_a_field_and_the_body_as_it_is_broken(shelf, run) -> None:
    name = shelf.version("bridge", BODY, title=HOSTILE_TITLE)
    printed = run("show", name)
    assert is_harmless(printed)
    head, body = printed.split("\n\n", 1)
    assert all(": " in line for line in head.splitlines())
    assert body.splitlines()[0] == BODY.splitlines()[0]
    assert "offset: 1000" in head.splitlines()


def test_show_as_json_holds_the_text_as_stored(shelf, run) -> None:
    name = shelf.version("bridge", BODY, title=HOSTILE_TITLE)
    document = json.loads(run("show", name, "--json"))
    assert (document["body"], document["title"]) == (BODY, HOSTILE_TITLE)


def test_an_alias_finds_its_article_and_is_said(shelf, run) -> None:
    name = shelf.version("bridge", BODY)
    old, url = "https://almithal.example/?p=7", "https://almithal.example/2026/11/bridge/"
    record_id = shelf.capture(old, "2026-11-21T08:00:00.000000Z", status=301)
    shelf.insert(
        "aliases", record_id=record_id, outlet="almithal", url_key=url_key(old), url=old,
        target_key=url_key(url), target_url=url, kind="redirect", merges=0,
    )  # fmt: skip
    for command in ("show", "cite"):
        printed = run(command, old)
        assert f"alias: {old} redirected to {url}" in printed.splitlines()
        document = json.loads(run(command, old, "--json"))
        assert document["alias"] == {
            "url": old,
            "target_url": url,
            "kind": "redirect",
            "record_id": record_id,
        }
        assert (document.get("article") or document)["article_id"] == name
    assert "alias:" not in run("show", url)
    assert f"alias, redirect: {old} redirected to {url}" in run("why", old)


def test_a_citation_in_text_names_the_record_and_both_digests_on_lines_of_their_own(shelf, run) -> None:
    shelf.version("bridge", BODY, title="افتتاح الجسر")
    lines = run("cite", SENTENCE).splitlines()
    assert lines[0].startswith("المثال، «افتتاح الجسر»، 20 تشرين الثاني/نوفمبر 2026، https://")
    assert "Al-Mithal, 20 November 2026" in lines[1]
    fields = dict(line.split(": ", 1) for line in lines[2:])
    assert fields["record"] == "00000000-0000-4000-8000-000000000001"
    assert (fields["warc"], fields["offset"], fields["length"]) == ("almithal/2026/a.warc.gz", "1000", "900")
    assert fields["payload digest"].startswith("sha256:")
    assert fields["body digest"].startswith("sha256:")
    assert (fields["match"], fields["quote"]) == ("verbatim", SENTENCE)


def test_a_citation_is_noted_and_one_not_found_is_not(shelf, run) -> None:
    name = shelf.version("bridge", BODY)
    run("cite", SENTENCE)
    run("cite", "لا يقول أحد هذا", "--json")
    run("cite", name, "--style", "en")
    notes = [json.loads(line) for line in shelf.archive.citations.read_text("utf-8").splitlines()]
    assert [(note["typed"], note["match"]) for note in notes] == [(SENTENCE, "verbatim"), (name, "none")]


@pytest.mark.parametrize("style", sorted(STYLES))
def test_every_style_is_printed_alone(shelf, run, style: str) -> None:
    name = shelf.version("bridge", BODY, title=HOSTILE_TITLE)
    printed = run("cite", name, "--style", style)
    assert is_harmless(printed)
    if style == "csl":
        assert json.loads(printed)["type"] == "article-newspaper"
    assert printed.startswith({"ar": "المثال", "en": "«", "csl": "{", "bibtex": "@", "ris": "TY"}[style])


def test_the_styles_offered_are_the_styles_there_are() -> None:
    from archive.finding_commands import cite

    (option,) = [parameter for parameter in cite.params if parameter.name == "style"]
    assert set(option.type.choices) == set(STYLES)


def test_a_quote_edited_away_is_noted_in_the_text(shelf, run) -> None:
    shelf.version("bridge", BODY, captured_at="2026-11-20T08:00:00.000000Z")
    shelf.version("bridge", "حذفت الجملة من الخبر كله.", captured_at="2026-11-21T08:00:00.000000Z")
    assert "the newest version no longer does" in run("cite", SENTENCE)


def test_the_other_reports_that_hold_a_quote_are_listed(shelf, run) -> None:
    shelf.version("one", BODY, published="2026-11-19")
    other = shelf.version("two", BODY, published="2026-11-20")
    assert f"also in: {other} almithal (verbatim)" in run("cite", SENTENCE)


def test_outside_a_command_the_archive_is_found_from_here(shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WARRAQ_ARCHIVE", raising=False)
    monkeypatch.chdir(shelf.archive.outlets_dir)
    assert console.current_archive().root == Path(shelf.archive.root)


def test_show_tells_each_date_with_its_place_and_whom_the_report_credits(shelf, run) -> None:
    name = shelf.version("bridge", BODY, authors=("ليلى حداد",))
    key = shelf.db.execute("SELECT version_key FROM versions").fetchone()[0]
    shelf.db.execute(
        "UPDATE versions SET published_raw = 'الجمعة 20 تشرين الثاني 2026', published_source = 'text',"
        " dateline_place = 'دمشق', dateline_agency = 'سانا',"
        """ byline = '{"printed": "ليلى حداد - دمشق", "persons": ["ليلى حداد"], "places": ["دمشق"],"""
        """ "agency": null}'"""
    )
    claim = {"version_key": key, "kind": "published", "precision": "day", "detail": None}
    shelf.insert(
        "date_claims", **claim, seq=1, raw="2026-11-20", source="text", value="2026-11-20",
        day="2026-11-20", verdict="chosen",
    )  # fmt: skip
    shelf.insert(
        "date_claims", **claim, seq=2, raw="٣ شباط ٢٠٢٠", source="meta:date", value="2020-02-03",
        day="2020-02-03", verdict="differs",
    )  # fmt: skip
    shelf.insert(
        "attributions", version_key=key, seq=1, source="رئيس البلدية", source_kind="official",
        printed="رئيس البلدية", cue="قال", claim_start=20, claim_end=30, start=4, end=16,
    )  # fmt: skip
    printed = run("show", name).splitlines()
    assert "published: 2026-11-20" in printed
    assert "as printed: الجمعة 20 تشرين الثاني 2026 (text)" in printed
    assert "another date: ٣ شباط ٢٠٢٠, which is 2020-02-03 (meta:date): differs" in printed
    assert "byline: ليلى حداد - دمشق" in printed
    assert "dateline: دمشق, سانا" in printed
    assert "credited: رئيس البلدية" in printed
    document = json.loads(run("show", name, "--json"))
    assert document["byline"]["places"] == ["دمشق"]
    assert [one["verdict"] for one in document["date_claims"]] == ["chosen", "differs"]


def test_show_speaks_arabic(
    shelf, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARRAQ_LANG", "ar")
    name = shelf.version("bridge", BODY)
    key = shelf.db.execute("SELECT version_key FROM versions").fetchone()[0]
    shelf.insert(
        "date_claims", version_key=key, seq=1, kind="published", raw="قريباً", source="time", verdict="unread"
    )
    print_article(show(shelf.db, name))
    assert "تاريخ آخر: قريباً (time): لا يُقرأ بيقين" in capsys.readouterr().out.splitlines()


def test_cite_prints_the_addresses_that_there_are(shelf, run) -> None:
    shelf.version("bridge", BODY)
    printed = run("cite", SENTENCE)
    archive_id = shelf.archive.settings.archive.id
    assert f"PWID: urn:pwid:warraq-{archive_id}:2026-" in printed
    assert "passage: https://almithal.example/" in printed
    assert "#:~:text=" in printed
    assert "replay: " not in printed
    with (shelf.archive.root / "warraq.toml").open("a", encoding="utf-8") as settings:
        settings.write('[cite]\narchive = "archive.example"\nmemento = "https://archive.example/m"\n')
    document = json.loads(run("cite", SENTENCE, "--json"))
    assert document["citation"]["pwid"].startswith("urn:pwid:archive.example:2026-")
    assert document["citation"]["memento"].startswith("https://archive.example/m/2026")
    assert document["citation"]["pwid"] in run("cite", SENTENCE, "--style", "ris")
    assert f"archive.example:{document['article']['capture']['captured_at'][:19]}Z:page:" in printed.replace(
        f"warraq-{archive_id}", "archive.example"
    )
