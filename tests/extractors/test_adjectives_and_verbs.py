"""The lists of adjectives and verbs can be read, have no word twice and no form of two words; examples hold.

The endings are said in the first lines of each list; here they stand once more, as small as they go.
"""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

LISTS = Path(__file__).parents[2] / "extractors" / "wordlists"
WORD = re.compile("[\u0621-\u063a\u0641-\u064a]{2,}")
ADJECTIVE_ENDINGS = ("", "ة", "ون", "ين", "ات", "ان", "تان", "تين")
PERFECT_ENDINGS = ("ت", "ا", "تا", "وا", "ن", "نا")
IMPERFECT_ENDINGS = ("ون", "وا", "ان", "ا", "ن", "ين")

Entry = tuple[tuple[str, ...], frozenset[str], frozenset[str]]


def entries(name: str) -> list[Entry]:
    """Give the entries of a list: the words before the colon, the forms after it, the forms taken away."""
    found = []
    for line in (LISTS / name).read_text("utf-8").splitlines():
        head, _, tail = line.partition("#")[0].partition(":")
        if head.strip():
            more = tail.split()
            away = frozenset(form[1:] for form in more if form.startswith("-"))
            found.append(
                (tuple(head.split()), frozenset(form for form in more if form[0] != "-"), away),
            )
    return found


def imperfects(imperfect: str) -> set[str]:
    forms = {letter + imperfect[1:] for letter in "يتن"}
    forms.add("آ" + imperfect[2:] if imperfect[1] == "أ" else "أ" + imperfect[1:])
    if imperfect[-1] not in "ىيو":
        forms |= {letter + imperfect[1:] + ending for letter in "يت" for ending in IMPERFECT_ENDINGS}
    return forms


def verb_forms(entry: Entry) -> set[str]:
    (perfect, imperfect), further, away = entry
    forms = {perfect}
    if perfect[-1] not in "ىا":
        forms |= {perfect + ending for ending in PERFECT_ENDINGS}
    if imperfect not in away:
        forms |= imperfects(imperfect)
    return (forms - away) | further


def adjective_forms(entry: Entry) -> set[str]:
    (word,), further, away = entry
    accusative = set() if word[-1] == "ي" else {word + "ا"}
    return ((accusative | {word + ending for ending in ADJECTIVE_ENDINGS}) - away) | further


@cache
def adjectives() -> dict[str, set[str]]:
    return {entry[0][0]: adjective_forms(entry) for entry in entries("adjectives.txt")}


@cache
def verbs() -> dict[str, set[str]]:
    return {entry[0][0]: verb_forms(entry) for entry in entries("verbs.txt")}


def of_two_words(*lists: dict[str, set[str]]) -> dict[str, set[str]]:
    """Give each form that two different words have, with those words; the same word in two lists is one."""
    owners: dict[str, set[str]] = {}
    for words in lists:
        for word, forms in words.items():
            for form in forms:
                owners.setdefault(form, set()).add(word)
    return {form: words for form, words in owners.items() if len(words) > 1}


@pytest.mark.parametrize(("name", "words", "least"), [("adjectives.txt", 1, 1200), ("verbs.txt", 2, 900)])
def test_a_list_can_be_read_and_has_no_word_twice(name: str, words: int, least: int) -> None:
    found = entries(name)
    heads = Counter(entry[0][0] for entry in found)
    assert [entry[0] for entry in found if len(entry[0]) != words] == []
    assert [form for entry in found for part in entry for form in part if not WORD.fullmatch(form)] == []
    assert [word for word, times in heads.items() if times > 1] == []
    assert len(heads) >= least


def test_imperfects_begin_with_the_letter_that_is_replaced() -> None:
    assert [heads for heads, _, _ in entries("verbs.txt") if heads[1][0] != "ي"] == []


def test_what_is_taken_away_would_have_been_given() -> None:
    for (perfect, imperfect), _, away in entries("verbs.txt"):
        given = {perfect + ending for ending in PERFECT_ENDINGS} | imperfects(imperfect)
        assert away <= given, perfect
    for (word,), _, away in entries("adjectives.txt"):
        assert away <= {word + "ا", *(word + ending for ending in ADJECTIVE_ENDINGS)}, word


def test_no_form_belongs_to_two_words() -> None:
    assert of_two_words(adjectives()) == {}
    assert of_two_words(verbs()) == {}
    assert of_two_words(adjectives(), verbs()) == {}


def test_no_form_is_another_noun_s_plural() -> None:
    if not (LISTS / "plurals.txt").exists():
        pytest.skip("there is no list of plurals yet")
    owners: dict[str, set[str]] = {}
    for words in (adjectives(), verbs()):
        for word, forms in words.items():
            for form in forms:
                owners.setdefault(form, set()).add(word)
    clashes = {
        plural: (singular, owners[plural])
        for (singular,), plurals, _ in entries("plurals.txt")
        for plural in plurals
        if owners.get(plural, set()) - {singular}
    }
    assert clashes == {}


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("جديد", "جديد جديدة جديدين جديدات جديدتين جدد"),
        ("كبير", "كبيرة كبار"),
        ("أكبر", "كبرى"),
        ("أحمر", "حمراء حمر"),
        ("آخر", "أخرى آخرون أخريات"),
        ("بريء", "بريئة بريئين أبرياء"),
        ("مسلح", "مسلحة مسلحون مسلحين"),
        ("وزير", "وزيرة وزيرات"),
        ("خمس", "خمس خمسة"),
    ],
)
def test_forms_of_an_adjective(word: str, forms: str) -> None:
    assert set(forms.split()) <= adjectives()[word]


@pytest.mark.parametrize(
    "apart",
    [
        "مكتب مكتبة",
        "محكم محكمة",
        "قاهر قاهرة",
        "مدين مدينة",
        "محافظ محافظة",
        "خمس خمسين",
        "سليم سليمان",
        "ماكر ماكرون",
        "عدو عدوان",
    ],
)
def test_words_that_only_look_like_a_feminine_or_a_dual(apart: str) -> None:
    first, second = apart.split()
    assert second not in adjectives().get(first, set())


@pytest.mark.parametrize(
    ("perfect", "forms"),
    [
        ("قال", "قال قالت قالوا يقول تقول يقولون قيل يقال يقل قلت"),
        ("أعلن", "أعلنت أعلنوا يعلن تعلن يعلنون نعلن"),
        ("دعا", "دعا دعت دعوا يدعو تدعو يدعون دعي يدعى"),
        ("رأى", "رأى رأت رأوا يرى ترى يرون"),
        ("أجرى", "أجرت أجروا أجري أجريت يجرى"),
        ("أصاب", "أصابت أصيب أصيبت أصيبوا يصاب"),
        ("أعاد", "أعاد أعادت يعيد أعيد يعاد"),
        ("اختار", "اختارت يختار اختير"),
        ("انتهى", "انتهت انتهوا ينتهي تنتهي"),
        ("تولى", "تولت تولوا يتولى"),
        ("استقال", "استقالت يستقيل"),
        ("قتل", "قتل قتلت قتلوا يقتل"),
        ("كتبت", "كتبت كتبوا يكتب تكتب"),
        ("مثلت", "مثلت مثلوا يمثل تمثل"),
        ("واصل", "واصلت يواصل تواصل"),
        ("تواصلت", "تواصلت يتواصل"),
    ],
)
def test_forms_of_a_verb(perfect: str, forms: str) -> None:
    assert set(forms.split()) <= verbs()[perfect]


@pytest.mark.parametrize(
    "word",
    ["كتب", "مثل", "علم", "خطط", "بين", "عدن", "مدن", "يقين", "تمرين", "تسعين", "سرت", "نصر", "أكثر", "يعد"],
)
def test_words_that_are_no_form_of_a_verb(word: str) -> None:
    assert [verb for verb, forms in verbs().items() if word in forms] == []
