"""Word lists are read as they are written, and a line that cannot be read is named."""

import pytest

from extractors.lexicon import (
    Adjective,
    Verb,
    WordListError,
    parse_adjectives,
    parse_forms,
    parse_verbs,
    parse_words,
    word_lists,
)


def test_entries_are_read_and_comments_are_not() -> None:
    assert parse_forms("f", "# الجموع\nكتاب: كتب  # books\n\nبيت: بيوت أبيات\nكتاب: كتب كتابات\n") == {
        "كتاب": ("كتب", "كتابات"),
        "بيت": ("بيوت", "أبيات"),
    }
    assert parse_words("f", "لبنان فلسطين\nفلسطين # twice\n") == {"لبنان", "فلسطين"}


def test_forms_are_added_and_taken_away() -> None:
    assert parse_adjectives("f", "جديد: جدد\nشائع: -شائعات\nعام\n") == (
        Adjective(masculine="جديد", further=("جدد",)),
        Adjective(masculine="شائع", others=("شائعات",)),
        Adjective(masculine="عام"),
    )
    assert parse_verbs("f", "قال يقول: قيل -قالن\nأعلن يعلن\n") == (
        Verb(perfect="قال", imperfect="يقول", further=("قيل",), others=("قالن",)),
        Verb(perfect="أعلن", imperfect="يعلن"),
    )


@pytest.mark.parametrize(
    ("parse", "line"),
    [
        (parse_forms, "كتاب"),
        (parse_forms, "كتاب كتب: كتابات"),
        (parse_forms, "book: كتب"),
        (parse_forms, "كتاب: كُتب"),
        (parse_forms, "كتاب: -كتب"),
        (parse_adjectives, "جديد قديم"),
        (parse_verbs, "قال: يقول"),
        (parse_verbs, "قال يقول قيل"),
        (parse_words, "لبنان: لبن"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(parse: object, line: str) -> None:
    assert callable(parse)
    with pytest.raises(WordListError, match=r"^list\.txt, line 3: wanted .+, found .+"):
        parse("list.txt", f"# x\n\n{line}\n")


def test_the_digest_tells_another_entry_and_not_another_order() -> None:
    lists = word_lists()
    whole = type(lists)(
        plurals=dict(reversed(lists.plurals.items())),
        adjectives=lists.adjectives,
        verbs=tuple(reversed(lists.verbs)),
        variants=lists.variants,
        whole=lists.whole,
    )
    fewer = type(lists)(
        plurals=lists.plurals,
        adjectives=lists.adjectives[1:],
        verbs=lists.verbs,
        variants=lists.variants,
        whole=lists.whole,
    )
    assert whole.digest() == lists.digest()
    assert fewer.digest() != lists.digest()


def test_the_lists_of_the_project_are_as_wide_as_the_news() -> None:
    lists = word_lists()
    assert len(lists.plurals) >= 500
    assert len(lists.variants) >= 50
    assert len(lists.verbs) >= 300
    assert len(lists.adjectives) >= 300
