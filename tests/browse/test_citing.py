"""Citing on pages: by words and by place, what is told of a passage, bundles and case files to take away."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode

import pytest

from archive.browse.bundle_routes import bundle_routes
from archive.browse.cite_page import cite_page
from archive.browse.marked_text import paragraphs
from archive.browse.passage_links import page_path
from archive.browse.passage_pieces import passage_pieces
from archive.browse.profile import Profile
from archive.browse.rendering import render
from archive.browse.shown_text import control_marks, shown
from archive.browse.site import Asked, Site
from archive.bundle_check import check_bundle
from archive.checkpoints import checkpoints_folder
from archive.cite import Names
from archive.cite_place import LONGEST, TextPlace, cite_place, text_digest
from archive.place import Archive
from archive.quotes import match_quote
from archive.rows import reading_index
from archive.schema import connect
from tests.browse import passages
from tests.browse.conftest import CASE, NOTE, QUOTE, Cited, Served, serving

GONE = "ستة أشخاص"  # what the newsroom's edit made eight of


def files_of(archive: Path) -> dict[str, tuple[int, bytes]]:
    """The archive's files but for state and index: each one's size and digest."""
    return {
        path.relative_to(archive).as_posix(): (
            path.stat().st_size,
            hashlib.sha256(path.read_bytes()).digest(),
        )
        for path in archive.rglob("*")
        if path.is_file() and path.relative_to(archive).parts[0] not in ("state",) and ".db" not in path.name
    }


def texts_of(served: Served) -> dict[int, dict[str, Any]]:
    """The versions of the report that the newsroom edited."""
    pages = (served.get(f"/article/{served.edited}.json?version={number}") for number in (1, 2))
    return {one["version"]: one for one in (json.loads(page[1])["article"] for page in pages)}


@pytest.mark.parametrize("nth", [0, 1])
def test_a_place_cites_these_words_and_no_others_that_say_the_same(cited: Cited, nth: int) -> None:
    told = cited.told(f"/cite?{cited.place(passages.REPEATED, nth)}")
    found = told["found"]
    assert (found["found_by"], found["match"]) == ("place", "verbatim")
    places = [match.start() for match in re.finditer(re.escape(passages.REPEATED), cited.body)]
    assert len(places) == 2
    assert found["quote"]["start"] == places[nth]
    assert (found["quote"]["exact"], found["quote"]["occurrences"]) == (passages.REPEATED, 2)
    before = told["context"]["before"]
    assert cited.body[: places[nth]].endswith(before.removeprefix("…"))
    assert told["styles"].keys() == {"ar", "en", "csl", "bibtex", "ris"}
    assert told["proof"]["checkpoint"]["size"] > told["proof"]["leaf_index"]


def test_the_bytes_that_are_named_are_the_passage(cited: Cited) -> None:
    html = cited.told(f"/cite?{cited.place(passages.REPEATED, 1)}")["found"]["quote"]["html"]
    page = passages.page().encode()
    assert html["sha256"] == "sha256:" + hashlib.sha256(page).hexdigest()
    (span,) = html["ranges"]
    assert page[span["start"] : span["end"]].decode() == passages.REPEATED
    assert span["start"] > page.index(passages.REPEATED.encode())


def test_white_space_round_a_selection_is_left_out(cited: Cited) -> None:
    start = cited.body.index(passages.THIRD)
    assert cited.body[start - 1] == "\n"
    told = cited.told(f"/cite?article={cited.article}&start={start - 1}&end={start + 5}")
    assert told["found"]["quote"]["start"] == start
    assert told["found"]["quote"]["exact"] == cited.body[start : start + 5].strip()


def test_a_title_is_cited_by_place_too(cited: Cited) -> None:
    told = cited.told(f"/cite?article={cited.article}&version=1&field=title&start=0&end=11")
    assert told["found"]["quote"]["exact"] == passages.TITLE[:11]
    assert told["found"]["quote"]["field"] == "title"
    assert told["place"]["digest"] == text_digest(passages.TITLE)
    assert "#title-0:~:text=" in told["links"]["page"]


def test_the_digest_decides_whatever_number_the_version_has(served: Served) -> None:
    texts = texts_of(served)
    start = texts[1]["body"].index(GONE)
    digest = texts[1]["body_digest"][len("sha256:") :][:16]
    assert digest == text_digest(texts[1]["body"])
    named = f"article={served.edited}&version=2&start={start}&end={start + len(GONE)}"
    with_digest = json.loads(served.get(f"/cite.json?{named}&digest={digest}")[1])
    assert with_digest["found"]["article"]["version"] == 1
    assert with_digest["found"]["quote"]["exact"] == GONE
    without = json.loads(served.get(f"/cite.json?{named}")[1])
    assert without["found"]["article"]["version"] == 2
    assert without["found"]["quote"]["exact"] != GONE


def test_a_passage_that_was_edited_away_shows_what_became_of_it(served: Served) -> None:
    texts = texts_of(served)
    start = texts[1]["body"].index(GONE)
    path = f"/cite?article={served.edited}&version=1&start={start}&end={start + len(GONE)}"
    told = json.loads(served.get(path.replace("?", ".json?"))[1])
    assert told["found"]["in_newest_version"] is False
    assert told["found"]["versions_with_quote"] == [1]
    assert told["found"]["changed_in"]["version"] == 2
    page = served.get(path, Accept_Language="en")[1]
    assert "The newest version of this report no longer holds it." in page
    assert re.search(r"In version 2 it became:.*<del>ستة </del><ins>ثمانية </ins>", page, re.DOTALL)
    assert "holds it" in page
    assert "does not hold it" in page


def test_a_text_that_is_not_there_any_more_is_said_and_its_words_are_looked_for(cited: Cited) -> None:
    named = f"article={cited.article}&version=1&start=3&end=20&digest=0123456789abcdef"
    answer, _ = cited.get(f"/cite.json?{named}")
    assert answer.status == 404
    told = cited.told(f"/cite?{named}&q={quote(passages.LAST)}")
    assert told["missed"] is True
    assert (told["found"]["found_by"], told["found"]["quote"]["exact"]) == ("quote", passages.LAST)
    page = cited.get(f"/cite?{named}&q={quote(passages.LAST)}", Accept_Language="en")[1]
    assert "The text that this address names is not in this archive" in page


def test_a_place_is_the_same_after_a_rebuild(served: Served, tmp_path: Path) -> None:
    text = texts_of(served)[1]["body"]
    start = text.index(GONE)
    place = TextPlace(
        article_id=served.edited,
        version=1,
        field="body",
        start=start,
        end=start + len(GONE),
        digest=text_digest(text),
    )
    copy = Archive(tmp_path / "copy")
    shutil.copytree(served.archive.root, copy.root)
    with reading_index(copy) as db:
        told = cite_place(copy, db, place, Names())
    for path in copy.root.glob("index.db*"):
        path.unlink()
    rebuild = [sys.executable, "-m", "crawlers.cli", "-C", str(copy.root), "rebuild"]
    done = subprocess.run(rebuild, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    with reading_index(copy) as db:
        assert cite_place(copy, db, place, Names()) == told
    assert told is not None
    assert told["quote"]["exact"] == GONE


def test_a_text_that_the_index_has_otherwise_now_is_cited_as_it_was_kept(
    served: Served, tmp_path: Path
) -> None:
    """The case cites the newest text, so that text was kept."""
    text = texts_of(served)[2]["body"]
    start = text.index(QUOTE)
    place = TextPlace(
        article_id=served.edited,
        version=2,
        field="body",
        start=start,
        end=start + len(QUOTE),
        digest=text_digest(text),
    )
    copy = Archive(tmp_path / "copy")
    shutil.copytree(served.archive.root, copy.root)
    with closing(connect(copy.index)) as db:
        db.execute("UPDATE versions SET body = 'لا شيء من ذلك'")
    with reading_index(copy) as db:
        told = cite_place(copy, db, place, Names())
        assert cite_place(copy, db, replace(place, digest="0" * 16), Names()) is None
        assert cite_place(copy, db, replace(place, article_id="0" * 16), Names()) is None
    assert told is not None
    assert (told["found_by"], told["quote"]["exact"]) == ("citation", QUOTE)
    assert told["article"]["body"] == text


def test_words_are_looked_for_in_the_report_that_is_named(cited: Cited, served: Served) -> None:
    told = cited.told(f"/cite?article={cited.article}&q={quote('القوارب كلها سليمه')}")
    assert (told["found"]["found_by"], told["found"]["match"]) == ("quote", "normalised")
    assert told["found"]["article"]["article_id"] == cited.article
    page = cited.get(f"/cite?article={cited.article}", Accept_Language="en")[1]
    assert "paste the passage of this report that you cite" in page
    assert f'<input type="hidden" name="article" value="{cited.article}">' in page


def test_of_a_very_long_passage_no_other_reports_are_looked_for(cited: Cited) -> None:
    assert len(cited.body) < LONGEST
    told = cited.told(f"/cite?article={cited.article}&start=0&end={len(cited.body)}")
    assert told["found"]["quote"]["exact"] == cited.body
    assert told["found"]["candidates_cut"] is False
    assert "q" not in told["place"]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("article=xyz&start=0&end=4", "article"),
        ("start=0&end=4", "article"),
        ("article=0123456789abcdef&start=4&end=4", "end"),
        ("article=0123456789abcdef&start=4", "end"),
        ("article=0123456789abcdef&start=-1&end=4", "start"),
        ("article=0123456789abcdef&start=0&end=99999999999999999999", "end"),
        ("article=0123456789abcdef&start=0&end=٤", "end"),
        ("article=0123456789abcdef&version=0&start=0&end=4", "version"),
        ("article=0123456789abcdef&field=url&start=0&end=4", "field"),
        ("article=0123456789abcdef&digest=1&start=0&end=4", "digest"),
    ],
)
def test_a_place_that_is_none_is_refused(cited: Cited, query: str, name: str) -> None:
    for path in ("/cite.json", "/cite.zip", "/cite.bib"):
        answer, body = cited.get(f"{path}?{quote(query, safe='=&')}", Accept_Language="en")
        assert answer.status == 400, path
        assert name in body
    assert cited.get(f"/cite?article={cited.article}&start=0&end=999999")[0].status == 404
    assert cited.get("/cite?article=0123456789abcdef&start=0&end=4")[0].status == 404


def test_addresses_lead_to_the_passage_and_name_it_whole(cited: Cited) -> None:
    told = cited.told(f"/cite?{cited.place(passages.REPEATED, 1)}")
    links, start = told["links"], told["found"]["quote"]["start"]
    named = parse_qs(links["cite"].partition("?")[2])
    assert named["start"] == [str(start)]
    assert named["digest"] == [told["found"]["article"]["body_digest"][7:23]]
    assert cited.told(links["cite"])["found"] == told["found"]
    begins = cited.body.rindex("\n", 0, start) + 1
    assert links["page"].startswith(f"/article/{cited.article}?version=1#body-{begins}:~:text=")
    page = cited.get(links["page"].partition("#")[0])[1]
    assert f'id="body-{begins}" data-field="body" data-start="{begins}"' in page
    assert links["outlet"].startswith(cited.desk.rows("SELECT url FROM articles")[0]["url"])
    assert cited.get(links["replay"])[0].status == 200
    assert links["pwid"].startswith("urn:pwid:")


def test_a_short_passage_gets_words_beside_it_since_menus_may_hold_it() -> None:
    article = {
        "article_id": "0" * 16,
        "version": 3,
        "title": "عنوان",
        "body": "لا جديد\nقال الملفات هنا كلها",
    }
    found = match_quote("الملفات", article["body"])
    assert found is not None
    path = page_path(article, {**found.selectors(), "field": "body"})
    assert unquote(path).startswith("/article/0000000000000000?version=3#body-8:~:text=")
    assert unquote(path).partition("text=")[2] == "الملفات,-هنا كلها"
    long = match_quote("لا جديد", article["body"])
    assert long is not None
    assert "version=3#body-0:~:" in page_path(article, {**long.selectors(), "field": "body"})


def test_controls_of_direction_are_pieces_that_name_what_they_stand_for() -> None:
    text = "قبل\u202eبعد\nثم\u2066هنا"
    lines = paragraphs(text, list(control_marks(text)))
    assert [(one.start, [piece.text for piece in one.stretches]) for one in lines] == [
        (0, ["قبل", "\u202e", "بعد"]),
        (8, ["ثم", "\u2066", "هنا"]),
    ]
    assert [piece.hint for one in lines for piece in one.stretches] == [
        None,
        "202e",
        None,
        None,
        "2066",
        None,
    ]
    assert shown(text) == "قبل\\u202eبعد\nثم\\u2066هنا"
    article = {"article_id": "0" * 16, "version": 1, "title": "عنوان", "body": text}
    found = match_quote("هنا", text)
    assert found is not None
    path = unquote(page_path(article, {**found.selectors(), "field": "body"}))
    assert "#body-8:~:text=" in path
    assert "\u2066" not in path


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        (
            "وأكد رئيس النقابة أن القوارب كلها سليمة",
            [
                ("same", "وأكد رئيس "),
                ("lost", "النقابة"),
                ("added", "الجمعية"),
                ("same", " أن القوارب كلها سليمة"),
            ],
        ),
        (
            "رئيس الجمعية … كلها سليمة",
            [("same", "رئيس الجمعية"), ("between", " أن القوارب "), ("same", "كلها سليمة")],
        ),
    ],
)
def test_what_was_typed_otherwise_stands_beside_what_is_printed(
    typed: str, pieces: list[tuple[str, str]]
) -> None:
    found = match_quote(typed, passages.REPEATED)
    assert found is not None
    quoted = {**found.selectors(), "field": "body"}
    quoted["differences"] = [
        {"typed": one.typed, "start": one.start, "end": one.end} for one in found.differences
    ]
    quoted["parts"] = [{"start": one.start, "end": one.end} for one in found.parts]
    assert [(one.kind, one.text) for one in passage_pieces(passages.REPEATED, quoted)] == pieces


def test_differences_are_shown_in_the_text(cited: Cited) -> None:
    page = cited.get(f"/cite?q={quote('وأكد رئيس النقابة أن القوارب كلها سليمة')}", Accept_Language="ar")[1]
    assert re.search(r"<del>النقابة</del> <ins>الجمعية</ins>", page)
    assert "مع اختلاف كلمات" in page


def test_a_bundle_is_what_warraq_verify_and_the_enclosed_script_take(cited: Cited, tmp_path: Path) -> None:
    before = files_of(cited.archive.root)
    answer, content = cited.fetch(f"/cite.zip?{cited.place(passages.REPEATED, 1)}")
    assert answer.status == 200
    assert answer.getheader("content-type") == "application/zip"
    assert answer.getheader("content-disposition") == f'attachment; filename="{cited_name(cited)}.zip"'
    assert answer.getheader("x-content-type-options") == "nosniff"
    path = tmp_path / "bundle.zip"
    path.write_bytes(content)
    assert check_bundle(path).ok
    checked = cited.desk.warraq("verify", str(path), "--json")
    assert (checked.code, checked.document["ok"]) == (0, True)
    script = subprocess.run([sys.executable, str(path), "--json"], capture_output=True, check=False)
    assert script.returncode == 0, script.stderr
    with zipfile.ZipFile(BytesIO(content)) as bundle:
        passage = json.loads(bundle.read("passages/1.json"))
        everything = b"".join(bundle.read(name) for name in bundle.namelist())
    assert passage["quote"]["start"] == cited.body.rindex(passages.REPEATED)
    assert b"tests@example.org" not in everything
    assert files_of(cited.archive.root) == before


def cited_name(cited: Cited) -> str:
    (row,) = cited.desk.rows("SELECT outlet FROM articles")
    return f"{re.sub(r'[^a-z0-9.-]+', '-', row['outlet'])}-{cited.article}"


def test_a_bundle_of_words_that_nobody_printed_is_not_there(cited: Cited) -> None:
    assert cited.get(f"/cite.zip?q={quote('كلام لم يقله أحد في أي مكان')}")[0].status == 404
    assert cited.get("/cite.zip")[0].status == 404
    assert cited.get("/case/00000000/bundle.zip")[0].status == 404


def test_a_case_is_handed_on_as_the_command_hands_it_on(served: Served, tmp_path: Path) -> None:
    before = files_of(served.archive.root)
    answer, content = served.fetch(f"/case/{served.case}/bundle.zip")
    assert answer.status == 200, content
    path = tmp_path / "case.zip"
    path.write_bytes(content)
    assert check_bundle(path).ok
    with zipfile.ZipFile(path) as bundle:
        document = json.loads(bundle.read("bundle.json"))
        told = [json.loads(bundle.read(name)) for name in document["passages"]]
    assert document["title"] == f"{CASE}: ما جرى"
    assert told[0]["quote"]["exact"] == QUOTE
    assert NOTE in told[0]["note"]
    assert files_of(served.archive.root) == before


def test_a_case_shows_each_passage_in_its_text_and_what_became_of_it(served: Served) -> None:
    told = json.loads(served.get(f"/case/{served.case}.json")[1])
    passage, article, note = told["items"]
    assert passage["finding"]["state"] == "unchanged"
    assert passage["context"]["passage"] == QUOTE
    assert (
        json.loads(served.get(passage["path"].replace("?", ".json?"))[1])["found"]["quote"]["exact"] == QUOTE
    )
    assert (article["finding"]["state"], article["context"]) == ("unchanged", None)
    assert note["finding"] is None
    page = served.get(f"/case/{served.case}", Accept_Language="en")[1]
    assert "as it was cited" in page
    assert f'href="/case/{served.case}/bundle.zip"' in page


def test_where_everybody_is_answered_nothing_is_signed(cited: Cited) -> None:
    assert bundle_routes(Site(cited.archive, "index", Profile.PUBLIC)) == []
    site = Site(cited.archive, "index")
    asked = Asked(path="/cite", parameters=parse_qs(cited.place(passages.LAST)))
    with reading_index(cited.archive) as db:
        told = cite_page(site, db, asked)
    for profile in Profile:
        page = render("cite.html", told, asked, "en", lambda path: path, profile)
        assert ("/cite.zip" in page) == (profile is not Profile.PUBLIC)
        assert passages.LAST in page


def test_what_is_under_no_checkpoint_is_not_bundled_and_what_was_withdrawn_is_gone(
    new_desk: Callable[..., Any], new_site: Callable[[], Any]
) -> None:
    desk, site = new_desk(), new_site()
    desk.set(politeness={"delay": 0.0})
    assert desk.warraq("capture", passages.put(site)).code == 0
    (row,) = desk.rows("SELECT article_id, record_id FROM versions")
    asked = urlencode({"article": row["article_id"], "start": 0, "end": 20})
    with serving(desk.archive) as port:
        served = Served(archive=desk.archive, port=port, edited=row["article_id"], case="")
        checkpoints = checkpoints_folder(desk.archive)
        checkpoints.rename(checkpoints.with_name("aside"))
        answer, body = served.get(f"/cite.zip?{asked}")
        assert (answer.status, "`warraq checkpoint` makes one" in body) == (409, True)
        assert "There is no checkpoint over this capture yet" in served.get(f"/cite?{asked}&lang=en")[1]
        assert "cite.zip" not in served.get(f"/cite?{asked}")[1]
        assert not checkpoints.exists()
        checkpoints.with_name("aside").rename(checkpoints)
        assert served.get(f"/cite?{asked}")[1].count("cite.zip") == 1
        gone = desk.warraq(
            "withdraw", row["record_id"], "--article", "--code", "safety", "--reason", "somebody is in danger"
        )
        assert gone.code == 0, gone.err
        for path in ("/cite", "/cite.json", "/cite.zip", "/cite.bib"):
            answer, body = served.get(f"{path}?{asked}", Accept_Language="ar")
            assert answer.status == 410, path
            assert "سُحب" in body
            assert served.get(f"{path}?q={row['article_id']}")[0].status == 410, path
