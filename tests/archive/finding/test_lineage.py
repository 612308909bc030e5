"""Stories over an index filled by hand: an agency's text, copies of it, and the same told in other words."""

import json
from random import Random

import pytest

from archive import story_members
from archive.lineage import lineage
from archive.lookup import UnknownArticle
from archive.stories import stories
from archive.story_members import Bounds
from benchmarks.lineage import Planted, distinct, grouped, plant, score
from benchmarks.quality.material import newsroom_material
from crawlers.cli import main

LEAD = "أعلنت هيئة المياه في المدينة أن محطة الضخ الشرقية عادت إلى العمل بعد توقف استمر أحد عشر يوماً."
CAUSE = "وأوضح المهندس المناوب أن صاعقة أصابت لوحة التحكم الرئيسية وأتلفت ثلاثة من المحولات الستة."
COST = "وقدّرت الهيئة كلفة الإصلاح بأربعين مليوناً تُدفع من صندوق الطوارئ قبل نهاية الشهر الجاري."
PLAN = "وستُركّب مانعة صواعق جديدة في المحطات السبع الباقية خلال الصيف المقبل وفق خطة أُقرت أمس."
OWN = "وقال بائع خضار في الحي القديم إن أسرته كانت تشتري الماء من صهاريج خاصة بثمن مضاعف."
AGENCY = " ".join((LEAD, CAUSE, COST, PLAN))
EDITED = COST.replace("الجاري", "الحالي")
TOLD_ANEW = (
    "عاد الماء مساء الثلاثاء إلى أحياء شرق المدينة، وروى السكان كيف عاشوا أسبوعاً ونصفاً على الصهاريج، فيما"
    " عزت البلدية العطل إلى عاصفة رعدية ضربت المضخات ولم تكن في الحسبان عند تصميم الشبكة."
)
RAIN = "هطلت أمطار غزيرة على الساحل وغمرت السيول الحقول، وحذرت الأرصاد من عاصفة أخرى يوم الجمعة."


@pytest.fixture(scope="module")
def stocked(stocked_once):
    shelf = stocked_once
    shelf.names = {
        "agency": shelf.version(
            "agency",
            AGENCY,
            outlet="agency",
            published="2026-11-20",
            published_at="2026-11-20T09:00:00+03:00",
            captured_at="2026-11-22T12:00:00.000000Z",
        ),
        "copy": shelf.version(
            "copy",
            f"{LEAD}\n\n{EDITED} {OWN}",
            outlet="copyist",
            published="2026-11-20",
            published_at="2026-11-20T11:30:00+03:00",
            captured_at="2026-11-21T08:00:00.000000Z",
        ),
        "tail": shelf.version(
            "tail",
            f"{CAUSE} {PLAN}",
            outlet="tail",
            published="2026-11-21",
            captured_at="2026-11-23T08:00:00.000000Z",
        ),
        "anew": shelf.version("anew", TOLD_ANEW, outlet="anew"),
        "rain": shelf.version("rain", RAIN, outlet="rain"),
    }
    return shelf


@pytest.fixture
def credited(stocked):
    """Two members credit the same agency while a test runs."""
    keys = "SELECT version_key FROM versions WHERE article_id IN (?, ?)"
    names = (stocked.names["anew"], stocked.names["agency"])
    for (key,) in stocked.db.execute(keys, names).fetchall():
        stocked.insert("attributions", version_key=key, seq=0, source="رويترز", source_kind="agency")
    yield stocked
    stocked.db.execute("DELETE FROM attributions")


def told(shelf, typed: str) -> dict:
    return lineage(shelf.db, typed)


def slugs(shelf, document: dict) -> list[str]:
    by_id = {article_id: name for name, article_id in shelf.names.items()}
    return [by_id[one["article_id"]] for one in document["members"]]


@pytest.mark.parametrize("asked", ["agency", "copy", "tail"])
def test_a_story_is_the_same_whichever_member_is_asked_about(stocked, asked: str) -> None:
    document = told(stocked, stocked.names[asked])
    assert slugs(stocked, document) == ["agency", "copy", "tail"]
    assert document["found_by"] == "id"
    assert document["cut"] is False


def test_first_is_told_by_dates_and_by_captures(stocked) -> None:
    first = told(stocked, stocked.names["copy"])["first"]
    assert first["by_own_date"] == [stocked.names["agency"]]
    assert first["by_capture"] == [stocked.names["copy"]]


def test_sentences_are_repeated_from_the_earliest_or_added(stocked) -> None:
    agency, copy, tail = told(stocked, stocked.names["agency"])["members"]
    assert agency["from"] is None
    assert agency["repeated"] == []
    assert [one["text"] for one in copy["repeated"]] == [LEAD, EDITED]
    assert {one["from"] for one in copy["repeated"] + tail["repeated"]} == {agency["article_id"]}
    assert [one["share"] == 1 for one in copy["repeated"]] == [True, False]
    assert [one["text"] for one in copy["added"]] == [OWN]
    assert tail["added"] == []
    body = f"{LEAD}\n\n{EDITED} {OWN}"
    assert all(body[one["start"] : one["end"]] == one["text"] for one in copy["repeated"] + copy["added"])
    words = len(f"{CAUSE} {PLAN}".split())
    across = 3  # rows of four words over the seam that the agency's text does not have
    share = pytest.approx(1 - across / (words - 3), abs=0.001)
    assert tail["from"] == {"article_id": agency["article_id"], "share": share}


def test_copies_are_no_independent_sources(stocked) -> None:
    document = told(stocked, stocked.names["agency"])
    assert (document["independent"], document["independent_of"]) == (1, 3)


def test_a_report_told_anew_stands_alone(stocked) -> None:
    document = told(stocked, stocked.names["anew"])
    assert slugs(stocked, document) == ["anew"]
    assert document["independent"] == 1


def test_a_quote_brings_its_story_and_counts_those_that_hold_it(stocked) -> None:
    document = told(stocked, "صاعقة أصابت لوحة التحكم الرئيسية")
    assert slugs(stocked, document) == ["agency", "copy", "tail"]
    assert [one["holds_quote"] for one in document["members"]] == [True, False, True]
    assert (document["independent"], document["independent_of"]) == (1, 2)


def test_reports_that_credit_one_agency_are_one_source(credited) -> None:
    document = told(credited, "المدينة")
    assert document["agencies"] == ["رويترز"]
    assert slugs(credited, document) == ["agency", "copy", "anew", "tail"]
    assert [one["article_id"] for one in document["members"] if one["holds_quote"]] == [
        credited.names[name] for name in ("agency", "copy", "anew")
    ]
    assert document["independent"] == 1


def test_where_only_days_are_printed_several_may_be_first(shelf) -> None:
    one = shelf.version("one", AGENCY, outlet="one", published="2026-11-20")
    other = shelf.version("other", AGENCY, outlet="other", published="2026-11-20")
    later = shelf.version("later", AGENCY, outlet="later", published="2026-11-24")
    document = lineage(shelf.db, later)
    assert document["first"]["by_own_date"] == sorted([one, other])


def test_a_report_without_a_date_counts_from_our_capture(shelf) -> None:
    undated = shelf.version("undated", AGENCY, outlet="undated", published=None)
    document = lineage(shelf.db, undated)
    assert document["first"] == {"by_own_date": [], "by_capture": [undated]}
    assert document["members"][0]["out_by"] == "2026-11-22T10:31:07.123456Z"


def test_what_is_indexed_later_joins_the_story_and_its_newest_text_counts(shelf) -> None:
    first = shelf.version("first", AGENCY, outlet="first")
    assert len(lineage(shelf.db, first)["members"]) == 1
    second = shelf.version("second", f"{AGENCY} {OWN}", outlet="second")
    assert len(lineage(shelf.db, first)["members"]) == 2
    shelf.version("second", RAIN, outlet="second", captured_at="2026-11-25T08:00:00.000000Z")
    assert [one["article_id"] for one in lineage(shelf.db, first)["members"]] == [first]
    assert [one["article_id"] for one in lineage(shelf.db, second)["members"]] == [second]


def test_what_everybody_prints_is_still_one_story(shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_members, "CROWD", 3)
    names = [shelf.version(f"copy{n}", AGENCY, outlet=f"paper{n}") for n in range(6)]
    for n in range(6):
        shelf.version(f"ended{n}", f"{TOLD_ANEW * (n + 1)} {LEAD}", outlet=f"other{n}")
    assert {one["article_id"] for one in lineage(shelf.db, names[0])["members"]} == set(names)


def test_a_short_report_that_everybody_prints_is_one_story_too(
    shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_members, "CROWD", 3)
    names = [shelf.version(f"short{n}", f"{LEAD} {CAUSE}", outlet=f"paper{n}") for n in range(6)]
    assert {one["article_id"] for one in lineage(shelf.db, names[0])["members"]} == set(names)


def test_all_stories_are_those_of_their_members(stocked) -> None:
    (story,) = stories(stocked.db)
    assert [one["article_id"] for one in story] == [
        stocked.names[name] for name in ("copy", "agency", "tail")
    ]


def test_what_nobody_holds_is_said(stocked) -> None:
    assert told(stocked, "كلام لا يقوله خبر")["members"] == []
    with pytest.raises(UnknownArticle, match="0123456789abcdef"):
        told(stocked, "0123456789abcdef")


@pytest.fixture
def run(stocked, capsys: pytest.CaptureFixture[str]):
    stocked.db.commit()

    def command(*arguments: str, code: int = 0) -> str:
        assert main(["-C", str(stocked.archive.root), "lineage", *arguments]) == code
        return capsys.readouterr().out

    return command


def test_the_command_tells_a_story(stocked, run) -> None:
    printed = run(stocked.names["tail"])
    assert f"first by its own date: agency ({stocked.names['agency']})\n" in printed
    assert f"first by our captures: copyist ({stocked.names['copy']})\n" in printed
    assert "independent: 1 of 3 reports\n" in printed
    assert f"added: {OWN}\n" in printed
    assert json.loads(run(stocked.names["tail"], "--json"))["independent"] == 1


def test_the_command_lists_all_stories_and_wants_one_or_all(stocked, run) -> None:
    assert "3 reports with the same text\n" in run("--all")
    assert len(json.loads(run("--all", "--json"))["stories"]) == 1
    run(code=2)
    run(stocked.names["tail"], "--all", code=2)
    assert run("كلام لا يقوله خبر") == ""


def test_planted_syndications_of_the_newsrooms_reports_are_found_again() -> None:
    random = Random(6)
    texts = ["\n".join(story.paragraphs) for story in newsroom_material().stories]
    planted = plant(distinct(texts, rare=12), 60, random)
    assert len({one for one in planted.families if one is not None}) >= 20
    assert score(planted, grouped(planted.texts))[2] >= 0.95


def test_the_score_counts_pairs() -> None:
    planted = Planted(texts=("",) * 5, families=(0, 0, 0, None, None))
    assert score(planted, [(0, 1, 2)]) == (1, 1, 1)
    assert score(planted, [(0, 1), (3, 4)]) == (0.5, pytest.approx(1 / 3), pytest.approx(0.4))
    assert score(planted, []) == (0, 0, 0)


def test_a_story_is_looked_for_no_further_than_is_asked(stocked) -> None:
    name = stocked.names["tail"]
    whole = lineage(stocked.db, name)
    assert not whole["cut"]
    cut = lineage(stocked.db, name, Bounds(compared=1, asked=1, members=1))
    assert cut["cut"]
    assert len(cut["members"]) < len(whole["members"])
