"""Passages and highlights cut from texts, without an index."""

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.patterns import Pattern
from archive.query import parse_query
from archive.snippets import WORDS, Highlighter, as_html, cut_snippet, find_highlights
from extractors.arabic import analyser, tokens

FILLER = "تحدث الناس عن الطقس والمطر. "
SCRIPTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ابتجدحسعلمهنيوةأإئؤ \n«».،؟ـَّ١٢3abZé-"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=120,
)


def highlighter(query: str) -> Highlighter:
    return Highlighter(parse_query(query).patterns)


def marked(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in highlighter(query).spans(text)]


def test_what_was_looked_for_is_marked_as_it_is_printed() -> None:
    text = "قالت «الحُكومةُ» إنّ covid-19 لن يوقف مجلس الوزراء، وللحكومة رأيها."
    assert marked(text, "حكومة") == ["الحُكومةُ", "وللحكومة"]
    assert marked(text, '"مجلس الوزراء"') == ["مجلس الوزراء"]
    assert marked(text, '"الوزراء مجلس"') == []
    assert marked(text, "covid-19") == ["covid-19"]
    assert marked(text, "الوزر*") == ["الوزراء"]


def test_a_phrase_is_found_across_white_space_and_marks_and_at_both_ends() -> None:
    assert marked("مجلس\n\nالوزراء", '"مجلس الوزراء"') == ["مجلس\n\nالوزراء"]
    assert marked("(مجلس) — الوزراء", '"مجلس الوزراء"') == ["مجلس) — الوزراء"]
    assert marked("مجلس مجلس الوزراء", '"مجلس الوزراء"') == ["مجلس الوزراء"]
    assert marked("مجلس", '"مجلس الوزراء"') == []


@settings(deadline=None, max_examples=300)
@given(SCRIPTS)
@example("عبدالله وعبد الله covid-19 5,000 ٥٬٠٠٠")
@example("بـ العراق و الشام")
def test_words_cut_at_white_space_have_the_tokens_that_the_whole_text_has(text: str) -> None:
    """What `Highlighter` leans on: white space ends a token, and what stands beyond it changes none."""
    whole = [(token.start, token.end, token.exact, token.stem) for token in tokens(text)]
    pieces = [
        (word.start() + token.start, word.start() + token.end, token.exact, token.stem)
        for word in re.finditer(r"\S+", text)
        for token in tokens(word.group())
    ]
    assert pieces == whole


@settings(deadline=None, max_examples=200)
@given(SCRIPTS, st.lists(st.integers(0, 30), min_size=1, max_size=3))
def test_the_spans_are_those_of_tokens_with_the_forms_looked_for(text: str, numbers: list[int]) -> None:
    words = list(tokens(text))
    wanted = {words[number % len(words)].stem for number in numbers} if words else {"كلمة"}
    patterns = tuple(Pattern(form="stem", places=(frozenset({stem}),)) for stem in sorted(wanted))
    covered = {at for start, end in find_highlights(text, patterns) for at in range(start, end)}
    expected = {at for word in words if word.stem in wanted for at in range(word.start, word.end)}
    assert covered == expected


@settings(deadline=None, max_examples=200)
@given(SCRIPTS)
def test_a_snippet_is_the_text_it_was_cut_from_on_one_line(text: str) -> None:
    snippet = cut_snippet(text, parse_query("الناس OR a").patterns)
    inner = snippet.text.removeprefix("… ") if snippet.start else snippet.text
    inner = inner.removesuffix(" …") if snippet.start + len(inner) > len(text) else inner
    cut = text[snippet.start : snippet.start + len(inner)]
    assert "".join(" " if char.isspace() else char for char in cut) == inner
    assert not re.search(r"[\n\r\x85\u2028\u2029]", snippet.text)


def test_the_passage_with_most_different_words_is_shown_whole() -> None:
    text = (
        FILLER * 20 + "الجسر الجسر الجسر. " + FILLER * 20 + "افتتح الوزير الجسر في حلب اليوم. " + FILLER * 20
    )
    snippet = highlighter("الوزير الجسر حلب").snippet(text)
    assert [snippet.text[start:end] for start, end in snippet.highlights] == ["الوزير", "الجسر", "حلب"]
    assert len(snippet.text.split()) <= WORDS + 2


def test_a_passage_begins_with_its_sentence_where_that_is_near() -> None:
    near = highlighter("الجسر").snippet(FILLER * 20 + "أما السيارات فقد عبرت بعد ذلك الجسر. " + FILLER * 20)
    assert near.text.startswith("… أما السيارات")
    far = highlighter("الجسر").snippet(
        FILLER * 20 + "أما السيارات " + "الكثيرة جدا " * 20 + "الجسر. " + FILLER * 20
    )
    assert far.text.startswith("… الكثيرة") or far.text.startswith("… جدا")
    assert "الجسر" in far.text


def test_a_passage_at_the_end_is_as_long_as_any_other() -> None:
    snippet = highlighter("الجسر").snippet(FILLER * 20 + "وبقي الجسر.")
    assert snippet.text.endswith("وبقي الجسر.")
    assert len(snippet.text.split()) >= WORDS


def test_a_text_without_a_match_shows_how_it_begins() -> None:
    snippet = highlighter("الجسر").snippet(FILLER * 20)
    assert snippet.text.startswith("تحدث الناس")
    assert (snippet.start, snippet.highlights, snippet.spans) == (0, (), ())
    assert cut_snippet("", parse_query("الجسر").patterns).text == ""


@pytest.mark.parametrize("query", ["<b>", "b", "الجسر"])
def test_html_holds_nothing_of_the_text_but_its_letters(query: str) -> None:
    text = "\u202e<b>الجسر</b> & \"x\" 'y' \u2067</bdi>\u2069 <script>b</script>"
    shown = as_html(text, highlighter(query).spans(text))
    assert set(re.findall(r"<[^>]*>", shown)) <= {'<bdi dir="auto">', "</bdi>", "<mark>", "</mark>"}
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown)
    plain = html.unescape(re.sub(r"<[^>]*>", "", shown))
    assert plain == re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)


def test_html_marks_each_highlight() -> None:
    text = "عبر الجسر ثم عبر الجسر"
    spans = highlighter("الجسر").spans(text)
    assert as_html(text, spans) == ('<bdi dir="auto">عبر <mark>الجسر</mark> ثم عبر <mark>الجسر</mark></bdi>')


def test_a_highlighter_may_be_used_for_many_texts() -> None:
    one = Highlighter(parse_query("الجسر").patterns, analyser())
    assert one.spans("الجسر هنا") == ((0, 5),)
    assert one.spans("هنا الجسر") == ((4, 9),)
    assert one.spans("هنا") == ()
