"""The mixed corpus: the same in every run, in date order, and free of sentences that are to stay out."""

import re
from itertools import islice

import pytest

from benchmarks.quality.material import Material, Story, corpus_folder, newsroom_material
from benchmarks.search import corpus as module
from benchmarks.search.corpus import OUTLETS, Article, Corpus, load_corpus


@pytest.fixture(scope="module")
def mixed() -> Corpus:
    """A corpus of the newsroom's own reports, whether or not a measuring corpus is there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "load_material", newsroom_material)
        return load_corpus()


def test_an_article_has_the_same_text_in_every_run_and_at_every_size(mixed: Corpus) -> None:
    def texts(count: int) -> list[tuple[str, str]]:
        return [(one.title, one.body) for one in islice(mixed.articles(count), 20)]

    assert texts(20) == texts(500)
    assert list(mixed.articles(30)) == list(mixed.articles(30))
    assert texts(20) != [(one.title, one.body) for one in mixed.articles(20, seed=1)]


def test_articles_come_in_the_order_of_their_days_over_ten_years_and_more_each_year(mixed: Corpus) -> None:
    days = [one.published_date for one in mixed.articles(1000)]
    assert days == sorted(days)
    by_year = [sum(day.startswith(str(year)) for day in days) for year in range(2014, 2024)]
    assert sum(by_year) == 1000
    assert by_year == sorted(by_year)
    assert by_year[0] > 0


def test_the_day_is_the_outlets_own(mixed: Corpus) -> None:
    for one in mixed.articles(200):
        assert one.published_at.startswith(one.published_date)
        assert one.published_at[-6] in "+-"


def test_bodies_are_about_as_long_as_reports(mixed: Corpus) -> None:
    words = [len(one.body.split()) for one in mixed.articles(2000)]
    assert 300 < sum(words) / len(words) < 340
    assert min(words) < 150
    assert max(words) > 800


def test_outlets_are_of_uneven_size_and_addresses_differ(mixed: Corpus) -> None:
    articles = list(mixed.articles(2000))
    counts = sorted((sum(one.outlet == slug.slug for one in articles) for slug in OUTLETS), reverse=True)
    assert len(OUTLETS) == 40
    assert counts[0] > 10 * counts[-1] > 0
    assert len({one.url for one in articles}) == len(articles)


def test_targets_are_put_in_whole_and_nothing_of_them_anywhere_else() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "load_material", newsroom_material)
        targets = newsroom_material().stories[:5]
        articles = list(load_corpus(without=targets).articles(200, targets=targets))
    assert [one.target for one in articles if one.target is not None] == [0, 1, 2, 3, 4]
    for one in articles:
        if one.target is not None:
            assert (one.title, one.body) == (
                targets[one.target].title,
                "\n".join(targets[one.target].paragraphs),
            )
    others = "\n".join(one.body for one in articles if one.target is None)
    kept = [
        sentence for story in targets for sentence in module.sentences_of(story) if not _numbers(sentence)
    ]
    assert len(kept) > 5
    assert not [sentence for sentence in kept if sentence in others]
    assert [sentence for sentence in kept if sentence in "\n".join(one.body for one in articles)] == kept


def test_a_sentence_is_left_out_however_it_ends_and_is_spaced() -> None:
    told = Story(title="عنوان التقرير الأول", paragraphs=("قالت الوزارة إن  الأمطار ستستمر!",))
    other = Story(
        title="عنوان التقرير الثاني",
        paragraphs=("قالت الوزارة إن الأمطار ستستمر. وأغلقت البلدية عددا من الطرق.",),
    )
    with pytest.MonkeyPatch.context() as patch:
        material = Material(stories=(told, other), kind="corpus", origin="two reports")
        patch.setattr(module, "load_material", lambda: material)
        assert load_corpus(without=[told]).sentences == (("وأغلقت البلدية عددا من الطرق.",),)


def test_numbers_are_drawn_anew_but_for_years(mixed: Corpus) -> None:
    corpus = Corpus(
        titles=("مقتل خمسة",), sentences=(("قتل 137 شخصا و٤٨ جنديا في العام 2014 وحده.",),), origin="one"
    )
    bodies = [one.body for one in corpus.articles(5)]
    found = [re.findall(r"\d+", body) for body in bodies]
    for numbers in found:
        assert numbers[2] == "2014"
        assert (len(numbers[0]), len(numbers[1])) == (3, 2)
        assert numbers[0].isascii()
        assert not numbers[1].isascii()
    assert len({number for numbers in found for number in numbers}) > 5


@pytest.mark.skipif(not corpus_folder().exists(), reason="no measuring corpus lies beside the project")
def test_the_measuring_corpus_gives_words_that_stay_rare() -> None:
    counts: dict[str, int] = {}
    for one in load_corpus().articles(2000):
        for word in set(one.body.split()):
            counts[word] = counts.get(word, 0) + 1
    assert sum(count == 1 for count in counts.values()) > len(counts) / 3


def _numbers(sentence: str) -> bool:
    return any(letter.isdigit() for letter in sentence)


def test_the_size_of_an_article_is_that_of_its_bytes() -> None:
    one = Article(
        number=0, title="خبر", body="نص 1", outlet="a", country="SY", section="سياسة",
        published_at="", published_date="", url="",
    )  # fmt: skip
    assert one.size == 6 + 6
