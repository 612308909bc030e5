"""Case files: collections of what was cited, kept in citations.jsonl and handed over as one bundle."""

import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from archive.case_work import add_to_case, all_cases, make_case
from archive.cases import case_name, cases_of
from archive.citation_notes import append_note, read_notes
from archive.cite import Names
from archive.errors import ArchiveError
from archive.place import Archive
from archive.watching import add_watch, check_watches
from archive.withdraw import withdraw
from archive.withdrawal_plan import Asked
from crawlers.cli import main
from extractors.arabic import fold

PATH, OTHER = "/2026/market/", "/2026/bridge/"
QUOTE = "انسحبت القوات من محيط البلدة قبل ساعات"
PARAGRAPHS = (
    "قُتل ستة أشخاص وأُصيب 12 آخرون في قصف على سوق بلدة عين السنديان مساء الاثنين، وفق مصادر طبية.",
    "وقال الطبيب سامر الخطيب إن المستشفى استقبل الجرحى بعد دقائق من سقوط القذائف على السوق وسط البلدة.",
    "وانسحبت القوات من محيط البلدة قبل ساعات، ولم يتضح بعد من أين أُطلقت القذائف على البيوت القريبة.",
)


def page_of(title: str, *paragraphs: str) -> bytes:
    text = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        '<!doctype html><html lang="ar"><head><meta charset="utf-8">'
        f'<title>{title}</title><meta property="article:published_time" content="2026-11-20T10:00:00+03:00">'
        f"</head><body><article><h1>{title}</h1>{text}</article></body></html>"
    ).encode()


@pytest.fixture
def filled(
    archive: Archive, write_warc: Any, warc_name: Any, ingest_all: Any, wire: Any, page: Any
) -> Archive:
    """Two articles, and a case that holds nothing yet."""
    groups = [
        wire.exchange(PATH, page_of("قصف على السوق", *PARAGRAPHS)),
        wire.exchange(OTHER, page("افتتاح الجسر", 7)),
    ]
    write_warc(archive, warc_name(1), groups)
    ingest_all(archive)
    make_case(archive, "أحداث حماة", "قصف السوق")
    return archive


@pytest.fixture
def run(filled: Archive, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    def command(*arguments: str, code: int = 0) -> Any:
        assert main(["-C", str(filled.root), "case", *arguments]) == code
        said = capsys.readouterr()
        if code:
            return said.err
        return json.loads(said.out) if "--json" in arguments else said.out

    return command


def test_items_are_shown_in_the_order_in_which_they_were_added(
    filled: Archive, run: Callable[..., Any]
) -> None:
    run("add", "احداث حماه", QUOTE, "--note", "الانسحاب")
    run("note", "أحداث حماة", "يُسأل", "الشاهد", "الثاني")
    run("add", "أحداث  حماة", "https://almithal.example" + OTHER)
    document = run("show", "أحداث حماة", "--json")
    assert (document["case"], document["title"]) == ("أحداث حماة", "قصف السوق")
    kinds = [(item["kind"], item["note"]) for item in document["items"]]
    assert kinds == [("passage", "الانسحاب"), ("note", "يُسأل الشاهد الثاني"), ("article", None)]
    passage = document["items"][0]
    assert passage["quote"]["exact"] == QUOTE
    assert passage["citation"]["ar"].startswith("المثال، «قصف على السوق»")
    said = run("show", "أحداث حماة")
    assert said.index("الانسحاب") < said.index("يُسأل الشاهد الثاني") < said.index("افتتاح الجسر")


def test_adding_issues_a_citation_with_the_name_of_the_case(filled: Archive, run: Callable[..., Any]) -> None:
    run("add", "أحداث حماة", QUOTE)
    note = list(read_notes(filled))[-1]
    (case,) = all_cases(filled, lambda line: None)
    assert "kind" not in note
    assert note["case_id"] == case.id
    assert {"cited_at", "typed", "match", "record_id", "body_digest", "start", "end", "conversion"} <= set(
        note
    )


def test_what_is_removed_stays_in_the_file(filled: Archive, run: Callable[..., Any]) -> None:
    run("add", "أحداث حماة", QUOTE)
    run("note", "أحداث حماة", "ملاحظة")
    before = filled.citations.read_bytes()
    (item, _) = run("show", "أحداث حماة", "--json")["items"]
    run("remove", "أحداث حماة", item["item"])
    assert [one["kind"] for one in run("show", "أحداث حماة", "--json")["items"]] == ["note"]
    assert filled.citations.read_bytes().startswith(before)
    assert "has no item" in run("remove", "أحداث حماة", item["item"], code=1)


def test_cases_are_listed(run: Callable[..., Any]) -> None:
    run("new", "hama-2026", "--title", "Hama")
    assert [one["case"] for one in run("list", "--json")["cases"]] == ["أحداث حماة", "hama-2026"]
    assert "hama-2026  0 items  Hama" in run("list")


def test_mistakes_are_named(run: Callable[..., Any]) -> None:
    assert "already" in run("new", "احداث حماه", code=1)
    assert "there is no case" in run("show", "دير الزور", code=1)
    assert "nothing was noted" in run("add", "أحداث حماة", "لا يقول هذا أحد في المدينة كلها", code=1)
    assert "no article" in run("add", "أحداث حماة", "https://almithal.example/2026/none/", code=1)
    assert "no name for a case" in run("new", "../../etc", code=1)


@pytest.mark.parametrize("name", ["أحداث حماة", "Hama 2026", "ملف (3): الحسكة", "a", "١٢"])
def test_names_of_any_language_are_names(name: str) -> None:
    assert case_name(f" \x1b {name}\u202e ") == name


@pytest.mark.parametrize("name", ["", " ", "-rf", "ـــ", "a" * 65, "\x00\x1b", "\u202eabc\n|", "<b>"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(ArchiveError, match="no name for a case"):
        case_name(name)


@pytest.mark.parametrize("style", ["ar", "en", "csl", "bibtex", "ris"])
def test_a_case_has_a_bibliography_in_every_style(run: Callable[..., Any], style: str) -> None:
    run("add", "أحداث حماة", QUOTE)
    run("add", "أحداث حماة", "قُتل ستة أشخاص وأُصيب 12 آخرون")
    run("add", "أحداث حماة", "https://almithal.example" + OTHER)
    run("note", "أحداث حماة", "ملاحظة")
    said = run("show", "أحداث حماة", "--style", style)
    assert said.count("قصف على السوق") == 1  # two passages of one text are one entry
    assert said.index("قصف على السوق") < said.index("افتتاح الجسر")
    if style == "csl":
        assert [one["type"] for one in json.loads(said)] == ["article-newspaper"] * 2


def test_a_case_outlives_the_index(filled: Archive, run: Callable[..., Any], ingest_all: Any) -> None:
    run("add", "أحداث حماة", QUOTE)
    before = run("show", "أحداث حماة", "--json")
    for path in filled.root.glob("index.db*"):
        path.unlink()
    (item,) = run("show", "أحداث حماة", "--json")["items"]
    assert (item["quote"]["exact"], item["title"], item["citation"]) == (QUOTE, "قصف على السوق", None)
    ingest_all(filled)
    assert run("show", "أحداث حماة", "--json") == before


def test_a_torn_line_takes_no_other_item_with_it(filled: Archive, run: Callable[..., Any]) -> None:
    run("note", "أحداث حماة", "الأولى")
    run("note", "أحداث حماة", "الثانية")
    content = filled.citations.read_bytes()
    filled.citations.write_bytes(content[:-20])
    run("note", "أحداث حماة", "الثالثة")
    notes = [one["note"] for one in run("show", "أحداث حماة", "--json")["items"]]
    assert notes == ["الأولى", "الثالثة"]


def test_a_case_whose_first_line_is_damaged_goes_by_its_id(filled: Archive, run: Callable[..., Any]) -> None:
    run("add", "أحداث حماة", QUOTE)
    (case,) = all_cases(filled, lambda line: None)
    filled.citations.write_bytes(
        filled.citations.read_bytes().replace(b'{"kind": "case"', b'"kind": "case"', 1)
    )
    (item,) = run("show", case.id, "--json")["items"]
    assert item["quote"]["exact"] == QUOTE


def test_a_watch_may_go_into_a_case(filled: Archive, run: Callable[..., Any]) -> None:
    finding = add_watch(filled, QUOTE, note="شاهد", case="احداث حماه")
    assert finding["case"] == "أحداث حماة"
    (item,) = run("show", "أحداث حماة", "--json")["items"]
    assert (item["kind"], item["note"]) == ("passage", "شاهد")
    (found,) = check_watches(filled, "check", lambda line: None)
    assert found["case"] == "أحداث حماة"
    with pytest.raises(ArchiveError, match="there is no case"):
        add_watch(filled, QUOTE, case="غيره")
    assert len(list(read_notes(filled))) == 3


def test_a_case_is_exported_as_one_bundle(
    filled: Archive, run: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    run("note", "أحداث حماة", "مدخل")
    run("add", "أحداث حماة", QUOTE, "--note", "الانسحاب")
    run("note", "أحداث حماة", "يُسأل الشاهد")
    run("add", "أحداث حماة", "https://almithal.example" + OTHER)
    target = filled.root / "case.zip"
    assert run("export", "أحداث حماة", str(target), "--json")["lost"] == []
    with zipfile.ZipFile(target) as bundle:
        document = json.loads(bundle.read("bundle.json"))
        passages = [json.loads(bundle.read(name)) for name in document["passages"]]
    cited = {item["record_id"] for item in run("show", "أحداث حماة", "--json")["items"] if item["record_id"]}
    assert cited <= {one["record_id"] for one in document["captures"]}
    assert document["title"] == "أحداث حماة: قصف السوق"
    assert [one["note"] for one in passages] == ["الانسحاب\n\nمدخل\n\nيُسأل الشاهد", None]
    assert passages[0]["quote"]["exact"] == QUOTE
    assert main(["verify", str(target)]) == 0
    capsys.readouterr()
    assert "there already" in run("export", "أحداث حماة", str(target), code=1)


def test_what_was_withdrawn_is_left_out_and_told(
    filled: Archive, run: Callable[..., Any], readers: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    run("add", "أحداث حماة", QUOTE, "--note", "الانسحاب")
    run("add", "أحداث حماة", "https://almithal.example" + OTHER)
    first, _ = run("show", "أحداث حماة", "--json")["items"]
    asked = Asked(record_ids=(first["record_id"],))
    withdraw(filled, asked, "أمر محكمة ٤", "court", readers=readers)
    gone, left = run("show", "أحداث حماة", "--json")["items"]
    assert (gone["item"], gone["record_id"]) == (first["item"], first["record_id"])
    assert (gone["citation"], gone["quote"] and gone["quote"]["exact"], gone["note"]) == (None, None, None)
    assert left["citation"] is not None
    target = filled.root / "case.zip"
    assert run("export", "أحداث حماة", str(target), "--json")["lost"] == [first["item"]]
    with zipfile.ZipFile(target) as bundle:
        assert all(
            first["record_id"] not in bundle.read(name).decode("latin-1") for name in bundle.namelist()
        )


def test_an_empty_case_has_nothing_to_export(filled: Archive, run: Callable[..., Any]) -> None:
    assert "no passage" in run("export", "أحداث حماة", str(filled.root / "case.zip"), code=1)
    assert not (filled.root / "case.zip").exists()


def test_an_item_that_was_redacted_is_told_and_the_rest_goes_on(
    filled: Archive, run: Callable[..., Any]
) -> None:
    add_to_case(filled, "أحداث حماة", QUOTE, "الاسم", Names())
    note = list(read_notes(filled))[-1]
    kept = {
        key: note[key] for key in ("article_id", "record_id", "body_digest", "case_id", "item_id", "cited_at")
    }
    filled.citations.unlink()
    append_note(filled, {"kind": "case", "case_id": note["case_id"], "name": None, "made_at": "2026"})
    append_note(filled, dict.fromkeys(note) | kept | {"withdrawn": 1})
    (case,) = cases_of(read_notes(filled))
    assert (case.name, len(case.items)) == (note["case_id"], 1)
    (item,) = run("show", note["case_id"], "--json")["items"]
    assert (item["typed"], item["note"], item["quote"]) == (None, None, None)
    assert fold(case.name) == case.name
