"""What `lineage --all` keeps from one run to the next: the same stories as without, with less work."""

from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from archive import story_cache
from archive.stories import stories
from archive.story_cache import FILE, id_of, number_of, pairs_telling_the_same
from extractors.shingles import paired, paired_with

SAID = """
الماء المدينة الهيئة المحطة الشرقية عاد التوقف المهندس الصاعقة اللوحة المحولات الكلفة الصندوق الطوارئ الشهر
الصيف الخطة السوق البائع الخضار الصهريج الثمن الحي القديم المطر الساحل الحقول العاصفة السكان الليل الطريق
"""
WORDS = SAID.split()


def text_of(random: Random, length: int = 70) -> str:
    return " ".join(random.choice(WORDS) for _ in range(length)) + "."


def put(shelf, name: str, body: str, day: int = 1) -> str:
    return shelf.version(name, body, outlet=name, captured_at=f"2026-11-{day:02d}T08:00:00.000000Z")


def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The articles whose text is read from here on."""
    seen: list[int] = []
    plain = story_cache._body

    def noted(db, article: int) -> str:
        seen.append(article)
        return plain(db, article)

    monkeypatch.setattr(story_cache, "_body", noted)
    return seen


def test_numbers_of_ids_have_their_order() -> None:
    ids = ["0000000000000000", "0123456789abcdef", "8000000000000000", "ffffffffffffffff"]
    numbers = [number_of(one) for one in ids]
    assert numbers == sorted(numbers)
    assert [id_of(one) for one in numbers] == ids
    assert max(map(abs, numbers)) <= 1 << 63


@pytest.mark.parametrize("seed", range(6))
def test_runs_over_a_growing_archive_find_what_a_first_run_finds(shelf, seed: int) -> None:
    random = Random(seed)
    texts = [text_of(random) for _ in range(8)]
    state = shelf.archive.state
    state.mkdir(exist_ok=True)
    for day in range(1, 9):
        for _ in range(random.randint(1, 6)):
            name = f"paper{random.randrange(20)}"
            body = f"{random.choice(texts)} {text_of(random, random.randint(0, 20))}"
            put(shelf, name, body, day)
        kept = pairs_telling_the_same(shelf.db, state)
        assert kept == pairs_telling_the_same(shelf.db, None)
        assert list(stories(shelf.db, state)) == list(stories(shelf.db))
    assert kept
    assert (state / FILE).is_file()


def test_what_a_crowd_holds_is_found_as_well(shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_cache, "paired", lambda holders: paired(holders, crowd=3))
    monkeypatch.setattr(story_cache, "paired_with", lambda one, holders: paired_with(one, holders, crowd=3))
    random = Random(1)
    text = text_of(random)
    for number in range(12):
        put(shelf, f"paper{number}", text)
        put(shelf, f"other{number}", text_of(random))
        kept = set(pairs_telling_the_same(shelf.db, shelf.archive.state))
        assert kept >= set(pairs_telling_the_same(shelf.db, None))
    (story,) = stories(shelf.db, shelf.archive.state)
    assert len(story) == 12


def test_only_what_is_new_or_changed_is_read_again(shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(2)
    text = text_of(random)
    for number in range(30):
        put(shelf, f"paper{number}", text_of(random))
    one = put(shelf, "one", text)
    assert pairs_telling_the_same(shelf.db, shelf.archive.state) == []
    seen = read(monkeypatch)
    assert pairs_telling_the_same(shelf.db, shelf.archive.state) == []
    assert seen == []
    other = put(shelf, "other", text)
    assert len(pairs_telling_the_same(shelf.db, shelf.archive.state)) == 1
    assert set(seen) == {number_of(one), number_of(other)}
    put(shelf, "other", text_of(random), day=25)
    assert pairs_telling_the_same(shelf.db, shelf.archive.state) == []


def test_what_left_the_index_leaves_the_cache(shelf) -> None:
    random = Random(3)
    text = text_of(random)
    gone, stays = put(shelf, "gone", text), put(shelf, "stays", text)
    for number in range(10):
        put(shelf, f"paper{number}", text_of(random))
    assert len(pairs_telling_the_same(shelf.db, shelf.archive.state)) == 1
    shelf.db.execute("DELETE FROM search_rows WHERE article_id = ?", (gone,))
    assert pairs_telling_the_same(shelf.db, shelf.archive.state) == []
    with closing(story_cache._opened(shelf.archive.state)) as cache:
        counted = "SELECT count(DISTINCT article), sum(article = ?) FROM marks"
        assert cache.execute(counted, (number_of(gone),)).fetchone() == (11, 0)
    assert put(shelf, "gone", text, day=26) == gone
    assert pairs_telling_the_same(shelf.db, shelf.archive.state) == [
        tuple(sorted((number_of(gone), number_of(stays))))
    ]


@pytest.mark.parametrize("content", [b"no database" * 1000, b""])
def test_an_unreadable_cache_is_made_anew(shelf, content: bytes) -> None:
    text = text_of(Random(4))
    put(shelf, "one", text)
    put(shelf, "other", text)
    (shelf.archive.state / FILE).write_bytes(content)
    assert len(pairs_telling_the_same(shelf.db, shelf.archive.state)) == 1
    assert len(pairs_telling_the_same(shelf.db, shelf.archive.state)) == 1


def test_other_rules_make_it_anew(shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    text = text_of(Random(5))
    put(shelf, "one", text)
    put(shelf, "other", text)
    pairs_telling_the_same(shelf.db, shelf.archive.state)
    monkeypatch.setattr(story_cache, "rules", lambda: "others")
    seen = read(monkeypatch)
    assert len(pairs_telling_the_same(shelf.db, shelf.archive.state)) == 1
    assert len(set(seen)) == 2


def test_where_nothing_can_be_kept_stories_are_found_all_the_same(
    shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = text_of(Random(6))
    put(shelf, "one", text)
    put(shelf, "other", text)
    assert len(pairs_telling_the_same(shelf.db, tmp_path / "missing")) == 1
    monkeypatch.setattr(story_cache, "BUSY_SECONDS", 0.05)
    with closing(story_cache._opened(tmp_path)) as another:
        another.execute("BEGIN IMMEDIATE")
        assert len(pairs_telling_the_same(shelf.db, tmp_path)) == 1
        another.execute("ROLLBACK")
        assert another.execute("SELECT count(*) FROM texts").fetchone() == (0,)
