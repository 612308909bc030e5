"""Queries as somebody remembers them, and what becomes of them in a small index."""

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

from archive.schema import sqlite3
from benchmarks.quality.material import Story, newsroom_material
from benchmarks.search.known_items import Found, look_up, main, measure, misses, summary
from benchmarks.search.remembering import WORDS, Item, Remembered, draw, know
from benchmarks.search.retyping import Known, count_words, words_of
from extractors.arabic import forms_of
from extractors.folding import fold

STORIES = newsroom_material().stories


def known(*texts: str, **more: object) -> Known:
    given = {"least": 1, "plurals": {}, "adjectives": frozenset(), **more}
    return Known(printed=count_words(texts), **given)  # type: ignore[arg-type]


def test_words_are_of_arabic_letters_alone_and_bare_of_vowel_signs() -> None:
    assert list(words_of("قالَ الوزيـر في BBC العربيةBBC إنّ «القرار» رقم12 صدر")) == [
        *("قال", "الوزير", "القرار", "صدر")
    ]


def test_a_word_is_counted_once_a_text_and_without_its_hamza() -> None:
    assert count_words(["أزمة أزمة ازمة", "الأزمة"]) == {"ازمة": 1, "الازمة": 1}


@pytest.mark.parametrize(
    ("word", "kind", "typed"),
    [
        ("الأزمة", "article", {"أزمة"}),
        ("الأزمة", "clitic", {"والأزمة", "بالأزمة", "للأزمة"}),
        ("الأزمة", "hamza", {"الازمة"}),
        ("أزمة", "article", {"الأزمة"}),
        ("أزمة", "clitic", {"وأزمة", "بأزمة", "لأزمة"}),
        ("للأزمة", "article", {"أزمة"}),
        ("وزير", "article", {"الوزير"}),
        ("وزير", "clitic", {"بوزير", "لوزير"}),
        ("وزير", "number", {"وزراء"}),
        ("الوزراء", "number", {"الوزير"}),
        ("أعلن", "clitic", {"وأعلن"}),
        ("وأعلن", "clitic", {"أعلن"}),
        ("وأعلن", "hamza", {"اعلن"}),
        ("الجديدة", "gender", {"الجديد"}),
        ("جديد", "gender", {"جديدة"}),
        ("اللازم", "clitic", {"واللازم", "باللازم", "للازم"}),
    ],
)
def test_each_kind_of_change_gives_words_and_no_others(word: str, kind: str, typed: set[str]) -> None:
    words = known(
        "أزمة الأزمة للأزمة وزير الوزير وزراء الوزراء جديد الجديد جديدة الجديدة لازم اللازم للازم",
        *("أعلن", "أعلن", "وأعلن"),
        plurals={"وزير": ("وزراء",)},
        adjectives={"جديد"},
    )
    assert set(words.changes(word)[kind]) == typed


def test_no_change_is_made_that_may_give_no_word() -> None:
    words = known("أعلن", "القاهرة", "أنفاق")
    assert set(words.changes("أعلن")) == {"clitic", "hamza"}
    assert words.changes("القاهرة") == {"clitic": ("والقاهرة",)}, "that it has the article is not shown"
    both = known("نفق", plurals={"نفق": ("أنفاق",), "نفقة": ("أنفاق",)})
    assert "number" not in both.changes("أنفاق"), "of which singular?"


@pytest.mark.parametrize("word", ["حكومتها", "رئيسه", "إقرارا", "لمديرية", "غائب", "لاسيما"])
def test_nobody_types_pronouns_cases_doubtful_clitics_or_function_words(word: str) -> None:
    assert not known("حكومتها رئيسه إقرارا إقرار لمديرية مديرية لاسيما", "لمديرية").is_typed(word)


def test_letters_that_are_printed_with_hamza_are_no_article() -> None:
    words = known("إلينوي ينوي ألغيت الغيت غيت القرار قرار")
    assert "article" not in words.changes("ينوي"), "إلينوي has no article"
    assert words.parted("ألغيت") == ("ألغيت", False)
    assert words.parted("القرار") == ("قرار", True)


def test_a_query_has_four_words_of_its_report_each_typed_otherwise() -> None:
    targets, items = draw(STORIES, know(STORIES, {}, frozenset()), 20)
    assert len(targets) == len(items) == 20
    for number, (story, item) in enumerate(zip(targets, items, strict=True)):
        words = list(words_of("\n".join(story.paragraphs)))
        printed = [word.printed for word in item.words]
        assert item.number == number
        assert len(item.words) == len(item.query.split()) == WORDS
        assert sorted(printed, key=words.index) == printed
        assert all(word.typed != word.printed for word in item.words)


def test_the_same_seed_draws_the_same_queries_and_another_others() -> None:
    words = know(STORIES, {}, frozenset())
    assert draw(STORIES, words, 9, seed=1) == draw(STORIES, words, 9, seed=1)
    assert draw(STORIES, words, 9, seed=1) != draw(STORIES, words, 9, seed=2)


def test_a_report_without_four_words_is_passed_over() -> None:
    short = Story(title="خبر", paragraphs=("وصل الوزير.",))
    targets, _ = draw([short, *STORIES], know(STORIES, {}, frozenset()), 100)
    assert targets
    assert short not in targets


def small_index(documents: Sequence[tuple[int, str, str]], form: Callable[[str], str]) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE found USING fts5(title, body, tokenize='unicode61')")
    rows = [(number, form(title), form(body)) for number, title, body in documents]
    db.executemany("INSERT INTO found (rowid, title, body) VALUES (?, ?, ?)", rows)
    return db


def mixed(stories: Sequence[Story], without: Sequence[Story], count: int) -> list[tuple[int, str, str]]:
    """Documents of eight sentences that no story of `without` holds, numbered from 1000."""
    sentences = [part for story in stories if story not in without for part in story.paragraphs]
    random = Random(3)
    return [(1000 + n, "", " ".join(random.sample(sentences, 8))) for n in range(count)]


@pytest.mark.parametrize(
    ("form", "least", "most"), [(lambda text: forms_of(text)[0], 0.8, 1.0), (fold, 0.0, 0.2)]
)
def test_stems_find_what_was_typed_otherwise_and_folded_words_do_not(
    form: Callable[[str], str], least: float, most: float
) -> None:
    targets, items = draw(STORIES, know(STORIES, {}, frozenset()), 20)
    documents = [(n, story.title, "\n".join(story.paragraphs)) for n, story in enumerate(targets)]
    db = small_index([*documents, *mixed(STORIES, targets, 300)], form)

    def ask(query: str) -> list[int]:
        terms = " ".join(f'"{term}"' for term in form(query).split())
        rows = db.execute("SELECT rowid FROM found WHERE found MATCH ? ORDER BY rank LIMIT 100", (terms,))
        return [number for (number,) in rows]

    ranks = [one.rank for one in look_up(items, ask)]
    db.close()
    assert least <= sum(rank is not None and rank <= 10 for rank in ranks) / 20 <= most


def item(number: int, kind: str = "clitic") -> Item:
    return Item(number=number, words=(Remembered(printed=f"كلمة{number}", typed="بكلمة", kind=kind),))


def test_ranks_count_from_one_and_an_absent_report_has_none() -> None:
    answers = iter([[5, 0, 7], [5], []])
    found = list(look_up([item(0), item(1), item(2)], lambda _: next(answers)))
    assert [(one.rank, one.hits) for one in found] == [(2, 3), (None, 1), (None, 0)]


FOUND = (
    Found(item=item(0), rank=1, hits=1),
    Found(item=item(1), rank=10, hits=40),
    Found(item=item(2, "hamza"), rank=11, hits=40),
    Found(item=item(3, "hamza"), rank=None, hits=0),
)


def test_the_summary_gives_the_share_in_the_top_ten_and_what_found_nothing() -> None:
    lines = dict(line.split("  ", 1) for line in summary(FOUND).splitlines())
    assert {name.strip(): value.strip() for name, value in lines.items()} == {
        "queries": "4",
        "report in the top 10": "50.0 %",
        "median rank where found": "10",
        "nothing found": "1",
        "top 10 with a change of clitic": "100.0 % of 2",
        "top 10 with a change of hamza": "0.0 % of 2",
    }


def test_misses_are_those_below_the_top_ten_or_absent_with_the_words_that_are_not_found() -> None:
    assert misses(FOUND, lambda _typed, printed: printed == "كلمة2") == [
        "بكلمة: rank 11 of 40; all words are found",
        "بكلمة: rank - of 0; بكلمة does not find كلمة3",
    ]


def test_reports_are_found_in_an_index_that_our_own_ingest_filled(tmp_path: Path) -> None:
    targets, items = draw(STORIES, know(STORIES, {}, frozenset()), 10)
    found = measure(targets, items, 60, tmp_path)
    assert [one.item for one in found] == items
    assert sum(one.rank == 1 for one in found) >= 5


def test_the_command_says_what_was_searched_and_what_came_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WARRAQ_SHARED", str(tmp_path))
    main(["--articles", "30", "--targets", "5", "--misses"])
    printed = capsys.readouterr().out
    assert printed.startswith(f"5 reports of {len(STORIES)} reports of our own newsroom")
    assert "among 30\n" in printed
    assert "report in the top 10" in printed
