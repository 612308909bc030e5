"""Versions held against one another: paragraph beside paragraph, word by word, any two of them."""

import json
import re
from contextlib import closing
from itertools import pairwise

import pytest

from archive.browse.history_page import WITHDRAWN
from archive.browse.inline_diff import word_diff
from archive.browse.paragraph_diff import Row, paragraph_diff
from archive.browse.time_line import APART, EDGE, WIDTH, time_line
from archive.schema import sqlite3
from tests.browse.conftest import SLUG, Served

LONG = " ".join(f"كلمة{number}" for number in range(60))


def kinds(rows: list[Row]) -> list[str]:
    """The kinds of the rows in their order."""
    return [row.kind for row in rows]


def test_a_word_is_never_parted_from_its_vowel_signs() -> None:
    pieces = list(word_diff("قتل ستة في السوق", "قُتل ستّة في السوق"))
    assert [(piece.kind, piece.text.strip()) for piece in pieces] == [
        ("lost", "قتل ستة"),
        ("added", "قُتل ستّة"),
        ("same", "في السوق"),
    ]


def test_both_texts_can_be_read_out_of_the_pieces() -> None:
    before, after = "أولاً ثم ثانياً، ثم ثالثاً.", "أولاً ثم رابعاً، وثالثاً أخيراً."
    pieces = list(word_diff(before, after))
    for without, text in (("added", before), ("lost", after)):
        told = "".join(piece.text for piece in pieces if piece.kind != without)
        assert told.split() == text.split()


def test_a_changed_paragraph_stands_beside_what_it_was() -> None:
    before = "جاء المجلس إلى السوق صباحاً\n\nلم يتغير شيء هنا"
    after = "فقرة جديدة كلها ولا تشبه غيرها\n\nجاء المجلس إلى السوق مساءً\n\nلم يتغير شيء هنا"
    rows = paragraph_diff(before, after)
    assert kinds(rows) == ["added", "changed", "same"]
    assert [piece.text.strip() for piece in rows[1].pieces if piece.kind != "same"] == ["صباحاً", "مساءً"]


def test_a_lost_paragraph_stands_where_it_stood() -> None:
    rows = paragraph_diff("أول الكلام\nكلام محذوف منه\nآخر الكلام", "أول الكلام\nآخر الكلام")
    assert [(row.kind, row.paragraphs) for row in rows] == [
        ("same", ("أول الكلام",)),
        ("lost", ("كلام محذوف منه",)),
        ("same", ("آخر الكلام",)),
    ]


def test_a_moved_paragraph_is_neither_lost_nor_added() -> None:
    rows = paragraph_diff(f"الأولى\n{LONG}\nالثالثة", f"{LONG}\nالأولى\nالثالثة")
    assert "moved" in kinds(rows)
    assert not {"lost", "added", "changed"} & set(kinds(rows))


def test_what_stayed_is_folded_when_it_is_long() -> None:
    (short,) = paragraph_diff("كلام قصير", "كلام قصير")
    (long,) = paragraph_diff(LONG, LONG)
    (several,) = paragraph_diff("أولى\nثانية", "أولى\nثانية")
    assert (short.folded, long.folded, several.folded) == (False, True, True)


def test_very_many_paragraphs_are_compared_in_their_order() -> None:
    before = "\n".join(f"سطر {number} قديم" for number in range(80))
    after = "\n".join(f"سطر {number} جديد" for number in range(80))
    assert kinds(paragraph_diff(before, after)) == ["changed"] * 80


def capture(at: str, grade: str = "shown") -> dict[str, str]:
    return {"captured_at": at, "grade": grade}


def test_time_runs_from_left_to_right_over_the_whole_picture() -> None:
    times = ["2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "2026-03-05T00:00:00Z"]
    drawn = time_line([capture(at) for at in times], [{"captured_at": times[0], "version": 1}])
    assert drawn is not None
    assert [tick.x for tick in drawn.ticks] == [EDGE, EDGE + (WIDTH - 2 * EDGE) / 4, WIDTH - EDGE]
    assert time_line([], []) is None


def test_numbers_of_versions_do_not_lie_on_one_another() -> None:
    times = [f"2026-03-01T00:0{minute}:00Z" for minute in range(5)] + ["2026-04-01T00:00:00Z"]
    versions = [{"captured_at": at, "version": number + 1} for number, at in enumerate(times)]
    drawn = time_line([capture(at, "not-found") for at in times], versions)
    assert drawn is not None
    assert {tick.shows for tick in drawn.ticks} == {"absent"}
    labelled = [dot for dot in drawn.dots if dot.label_y is not None]
    assert [dot.version for dot in labelled] == [1, 2, 6]
    for row in {dot.label_y for dot in labelled}:
        places = [dot.x for dot in labelled if dot.label_y == row]
        assert all(b - a >= APART for a, b in pairwise(places))


def test_the_page_shows_two_columns_when_asked(served: Served) -> None:
    path = f"/article/{served.edited}/history"
    inline = served.get(path, Accept_Language="en")[1]
    side = served.get(f"{path}?view=side", Accept_Language="en")[1]
    assert '<div class="pair' not in inline
    beside = r'class="before"[^>]*>(.*?)</(?:p|h4)><(?:p|h4) class="after"[^>]*>(.*?)</(?:p|h4)>'
    pairs = re.findall(beside, side, re.DOTALL)
    assert pairs
    assert not any("<ins>" in before or "<del>" in after for before, after in pairs)
    assert any("<del>ستة</del>" in before and "<ins>ثمانية</ins>" in after for before, after in pairs)


def test_any_two_versions_can_be_compared(served: Served) -> None:
    path = f"/article/{served.edited}/history.json"
    told = json.loads(served.get(f"{path}?from=2&to=1")[1])
    assert [(diff["before"], diff["after"]) for diff in told["diffs"]] == [(2, 1)]
    assert told["chosen"] == {"from": 2, "to": 1}
    usual = json.loads(served.get(path)[1])
    assert usual["chosen"] is None
    assert usual["diffs"][0]["changes"] == usual["versions"][1]["changes"]
    number = next(one for one in told["diffs"][0]["changes"] if one["kind"] == "number")
    assert (number["before"], number["after"]) != (None, None)
    same = json.loads(served.get(f"{path}?from=1&to=1")[1])
    assert same["diffs"][0]["changes"] == []


def test_withdrawn_captures_are_told_of_their_outlet_alone(served: Served) -> None:
    told = json.loads(served.get(f"/article/{served.edited}/history.json")[1])
    assert told["withdrawn"] == 0
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE TABLE captures (record_id, outlet)")
        db.execute("CREATE TABLE problems (record_id, code)")
        db.executemany("INSERT INTO captures VALUES (?, ?)", [("a", SLUG), ("b", SLUG), ("c", "sada")])
        db.executemany(
            "INSERT INTO problems VALUES (?, ?)", [("a", "withdrawn"), ("c", "withdrawn"), ("b", "x")]
        )
        ((count,),) = db.execute(WITHDRAWN, (SLUG,))
    assert count == 1


@pytest.mark.parametrize("asked", ["from=7", "to=first", "view=sideways"])
def test_versions_that_are_not_there_are_not_understood(served: Served, asked: str) -> None:
    assert served.get(f"/article/{served.edited}/history?{asked}")[0].status == 400


def test_every_kind_of_change_is_in_words_with_before_and_after(served: Served) -> None:
    page = served.get(f"/article/{served.edited}/history", Accept_Language="ar")[1]
    cells = '<td><bdi lang="ar">ستة أشخاص</bdi></td><td><bdi lang="ar">ثمانية أشخاص</bdi></td>'
    assert f'<th scope="row">رقم</th>{cells}' in page


@pytest.mark.parametrize("view", ["inline", "side"])
def test_our_words_do_not_turn_a_paragraph(served: Served, view: str) -> None:
    page = served.get(f"/article/{served.edited}/history?view={view}", Accept_Language="en")[1]
    compared = page[page.index('<div class="body"') :]
    for paragraph in re.findall(r'<(?:p|h4)[^>]* dir="auto"[^>]*>.*?</(?:p|h4)>', compared, re.DOTALL):
        for told in re.findall(r"<span[^>]*>[A-Za-z]", paragraph):
            assert ' dir="ltr"' in told
