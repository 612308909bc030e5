"""What the commands print that search."""

import json

import pytest

from archive.search_commands import search
from crawlers.cli import main

BODY = "قال رئيس البلدية إن أعمال الترميم ستنتهي في آذار."
WHOLE = {
    *(
        "hits",
        "matches",
        "exact",
        "ranked",
        "cursor",
        "previous",
        "facets",
        "expansions",
        "suggestion",
        "milliseconds",
    ),
}


@pytest.fixture
def run(shelf, capsys: pytest.CaptureFixture[str]):
    """Run a command and return what it wrote to stdout and stderr."""

    def command(*arguments: str, code: int = 0) -> tuple[str, str]:
        assert main(["-C", str(shelf.archive.root), *arguments]) == code
        written = capsys.readouterr()
        return written.out, written.err

    return command


@pytest.fixture
def stocked(shelf):
    for number in range(3):
        shelf.version(
            f"n{number}", BODY, title="أعمال الجسر", published=f"2026-1{number}-20", section="محليات"
        )
    return shelf


def test_json_is_a_list_of_hits_with_spans_that_hold(stocked, run) -> None:
    hits = json.loads(run("search", "ترميم أعمال", "--json")[0])
    assert len(hits) == 3
    for hit in hits:
        assert [hit["title"][a:b] for a, b in hit["title_highlights"]] == ["أعمال"]
        assert [BODY[a:b] for a, b in hit["spans"]] == ["أعمال", "الترميم"]
        assert [hit["snippet"][a:b] for a, b in hit["highlights"]] == [BODY[a:b] for a, b in hit["spans"]]


@pytest.mark.parametrize("options", [["--answer"], ["--json", "--facets"], ["--answer", "--json"]])
def test_an_object_holds_all_that_is_known_of_the_answer(stocked, run, options) -> None:
    answer = json.loads(run("search", "ترميم", "--limit", "2", *options)[0])
    assert set(answer) == WHOLE
    assert (answer["matches"], answer["exact"], len(answer["hits"])) == (3, True, 2)
    assert (answer["facets"] is not None) == ("--facets" in options)


def test_pages_follow_each_other_by_cursor(stocked, run) -> None:
    first = json.loads(run("search", "ترميم", "--sort", "date", "--limit", "2", "--answer")[0])
    arguments = ("search", "ترميم", "--sort", "date", "--limit", "2", "--after", first["cursor"])
    second = json.loads(run(*arguments, "--answer")[0])
    days = [hit["published_date"] for hit in first["hits"] + second["hits"]]
    assert days == ["2026-12-20", "2026-11-20", "2026-10-20"]
    assert second["cursor"] is None


def test_a_bad_cursor_is_a_mistake_in_the_command(stocked, run) -> None:
    assert "--after" in run("search", "ترميم", "--after", "nonsense", code=2)[1]


def test_filters_are_options(stocked, run) -> None:
    stocked.insert("outlets", slug="silent", name="الصامت", country="JO")
    stocked.credit("n1", "رئيس البلدية")
    for options, found in (
        (["--outlet", "almithal"], 3),
        (["--outlet", "silent"], 0),
        (["--outlet", "almithal", "--outlet", "silent"], 3),
        (["--country", "SY"], 3),
        (["--country", "EG"], 0),
        (["--section", "محليات"], 3),
        (["--section", "رياضة"], 0),
        (["--section", "رياضة", "--section", "محليّات"], 3),
        (["--state", "live"], 3),
        (["--state", "removed"], 0),
        (["--source", "رئيس البلديّة"], 1),
        (["--from", "2026-11-01", "--to", "2026-11-30"], 1),
    ):
        assert len(json.loads(run("search", "ترميم", "--json", *options)[0])) == found, options


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--outlet", "almithel"], 1, "There is no outlet almithel in this archive. Near to it: almithal"),
        (
            ["--country", "Syria"],
            1,
            "There is no country Syria; countries are two letters, as SY. Near to it: SY",
        ),
        (["--source", "رئيس البلد"], 1, "No report credits رئيس البلد. Near to it: رئيس البلدية"),
        (["--source", "zz"], 1, "No report credits zz."),
        (["--state", "gone"], 2, "'gone' is not one of"),
    ],
)
def test_a_filter_that_there_is_not_is_an_error_that_names_what_is_near(
    stocked, run, options, code, said
) -> None:
    stocked.credit("n1", "رئيس البلدية")
    out, err = run("search", "ترميم", "--json", *options, code=code)
    assert out == ""
    assert said in err


def test_an_outlet_that_is_followed_is_known_before_its_first_report(stocked, run) -> None:
    (stocked.archive.outlets_dir / "followed.toml").write_text("", encoding="utf-8")
    assert run("search", "ترميم", "--outlet", "followed") == ("", "Nothing found.\n")


def test_in_text_the_count_and_the_next_page_are_told_beside_the_hits(stocked, run) -> None:
    out, err = run("search", "ترميم", "--limit", "2")
    assert out.count("\n") == 8
    assert err.startswith("3 reports found in ")
    cursor = err.split("--after ")[1].strip()
    assert run("search", "ترميم", "--limit", "2", "--after", cursor)[0].count("\n") == 4


def test_facets_in_text_are_counts_with_bars(stocked, run) -> None:
    out = run("search", "ترميم", "--facets")[0]
    lines = [line.split() for line in out.splitlines()]
    assert ["almithal", "3", "█" * 40] in lines
    assert ["محليات", "3", "█" * 40] in lines
    assert ["2026-11", "1", "█" * 40] in lines
    assert ["live", "3", "█" * 40] in lines
    stocked.credit("n1", "رئيس البلدية")
    lines = [line.split() for line in run("search", "ترميم", "--facets")[0].splitlines()]
    assert ["رئيس", "البلدية", "1", "█" * 40] in lines


def test_what_matched_is_bold_on_a_terminal_only(stocked, run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in run("search", "ترميم")[0]
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda stream, color: False)
    assert "\x1b[1mالترميم\x1b[0m" in run("search", "ترميم")[0]


def test_a_page_cannot_style_the_terminal(shelf, run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda stream, color: False)
    shelf.version("bad", "نص \x1b[31mالترميم\x1b[2J.", title="الترميم\x1b]0;x\x07")
    out = run("search", "ترميم")[0]
    assert "\x07" not in out
    assert set(out.split("\x1b")[1:]) <= {
        part for part in out.split("\x1b") if part.startswith(("[1m", "[0m"))
    }


def test_nothing_found_offers_what_may_have_been_meant(stocked, run) -> None:
    out, err = run("search", "البلدبة")
    assert out == ""
    assert "Nothing found." in err
    assert "Did you mean: " in err


def test_messages_speak_arabic(
    stocked, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARRAQ_LANG", "ar")
    monkeypatch.setenv("WARRAQ_ARCHIVE", str(stocked.archive.root))
    # Not through `main`, which would put the help texts of the one command there is into Arabic for good.
    search.main(["ترميم"], standalone_mode=False)
    assert capsys.readouterr().err.startswith("وُجد 3 أخبار")
    search.main(["البلدبة"], standalone_mode=False)
    assert "لعلك تقصد" in capsys.readouterr().err


def test_similar_takes_an_id_or_an_address(stocked, run) -> None:
    (hit, *_) = json.loads(run("search", "ترميم", "--json")[0])
    for name in (hit["article_id"], hit["url"]):
        found = json.loads(run("similar", name, "--json")[0])
        assert len(found) == 2
        assert hit["article_id"] not in {one["article_id"] for one in found}
    assert run("similar", hit["article_id"], "--limit", "1")[0].count("\n") == 4
    run("similar", "0" * 16, code=1)


def test_a_trend_is_a_picture_or_an_object(stocked, run) -> None:
    stocked.version("other", "خبر آخر.", published="2026-12-01")
    found = json.loads(run("trend", "ترميم", "--json")[0])
    assert [(one["name"], one["matches"], one["total"]) for one in found["periods"]] == [
        ("2026-10", 1, 1),
        ("2026-11", 1, 1),
        ("2026-12", 1, 2),
    ]
    assert found["periods"][2]["share"] == 0.5
    lines = run("trend", "ترميم")[0].splitlines()
    assert lines[0] == "all outlets"
    assert lines[1].split() == ["2026-10", "100.00", "%", "(1", "of", "1)", "█" * 40]
    assert lines[3].split() == ["2026-12", "50.00", "%", "(1", "of", "2)", "█" * 20]
    assert run("trend", "ترميم", "--by", "year", "--outlet", "almithal")[0].splitlines()[0] == "almithal"


def test_a_trend_of_nothing_says_so(stocked, run) -> None:
    assert "Nothing found." in run("trend", "زلزال")[1]
