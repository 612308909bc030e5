"""What became of a passage in a later text of its article."""

import random

import pytest

from archive.changes import Text
from archive.passages import CHANGED, ELSEWHERE, GONE, SAME, fate_of
from extractors.charged_terms import shipped_terms

FIRST = "قُتل ستة أشخاص وأُصيب 12 آخرون في قصف على سوق بلدة عين السنديان مساء الاثنين، وفق مصادر طبية."
SECOND = "وقال الطبيب سامر الخطيب إن المستشفى استقبل الجرحى بعد دقائق من سقوط القذائف على السوق وسط البلدة."
THIRD = "وانسحبت القوات من محيط البلدة قبل ساعات، ولم يتضح بعد من أين أُطلقت القذائف على البيوت القريبة."
FOURTH = "وطلب المجلس المحلي من السكان الابتعاد عن الأنقاض، وقال إن فرق الإنقاذ تواصل عملها حتى صباح الغد."
ADDED = "وأضاف متحدث باسم الدفاع المدني أن ثلاثة من رجال الإنقاذ أصيبوا بجروح طفيفة خلال رفع الأنقاض ليلاً."


def text(*paragraphs: str, title: str = "قصف على السوق") -> Text:
    return Text(title=title, body="\n".join(paragraphs))


BEFORE = text(FIRST, SECOND, THIRD, FOURTH)


def fate(passage: str, after: Text, before: Text = BEFORE, field: str = "body"):
    printed = before.body if field == "body" else before.title
    start = printed.index(passage)
    return fate_of(before, after, field, [(start, start + len(passage))], shipped_terms())


def kinds(found) -> set[str]:
    return {change.kind for change in found.changes}


def test_equal_texts_hold_the_passage_as_it_was() -> None:
    assert fate(SECOND, text(FIRST, SECOND, THIRD, FOURTH)).what == SAME


def test_an_edit_elsewhere_is_told_and_leaves_the_passage() -> None:
    found = fate("ستة أشخاص", text(FIRST, ADDED, SECOND.replace("الخطيب", "الحلبي"), FOURTH))
    assert (found.what, found.changes) == (ELSEWHERE, ())
    assert found.others >= 3


def test_an_edited_number_is_told_with_before_and_after() -> None:
    after = text(FIRST.replace("ستة أشخاص", "خمسة عشر شخصاً"), SECOND, THIRD, FOURTH)
    found = fate("قُتل ستة أشخاص وأُصيب 12 آخرون", after)
    assert (found.what, kinds(found)) == (CHANGED, {"number"})
    assert (found.before, found.after) == (
        "قُتل ستة أشخاص وأُصيب 12 آخرون",
        "قُتل خمسة عشر شخصاً وأُصيب 12 آخرون",
    )


def test_a_change_in_the_same_sentence_but_outside_the_passage_is_elsewhere() -> None:
    after = text(FIRST.replace("12 آخرون", "30 شخصاً"), SECOND, THIRD, FOURTH)
    assert fate("قُتل ستة أشخاص", after).what == ELSEWHERE
    assert fate("ستة", after).what == ELSEWHERE


def test_spelling_alone_is_a_change_and_called_so() -> None:
    after = text(FIRST.replace("قُتل", "قتل").replace("أُصيب", "أصيب"), SECOND, THIRD, FOURTH)
    found = fate("قُتل ستة أشخاص وأُصيب 12 آخرون", after)
    assert (found.what, kinds(found)) == (CHANGED, {"spelling"})
    assert found.after == "قتل ستة أشخاص وأصيب 12 آخرون"


def test_a_lost_paragraph_takes_its_passage_with_it() -> None:
    found = fate("المستشفى استقبل الجرحى بعد دقائق", text(FIRST, THIRD, FOURTH))
    assert (found.what, found.after) == (GONE, None)
    assert "paragraph-lost" in kinds(found)


def test_a_text_that_was_written_anew_has_lost_the_passage() -> None:
    new = "أعلنت بلدية المدينة صباح اليوم بدء ترميم الجسر القديم بعد توقف دام عامين بسبب نقص التمويل والمواد."
    found = fate(FIRST, text(new, ADDED))
    assert (found.what, found.after) == (GONE, None)
    assert "rewrite" in kinds(found)


def test_a_moved_passage_stands_as_it_stood() -> None:
    assert fate(FIRST, text(SECOND, THIRD, FOURTH, FIRST)).what == ELSEWHERE
    assert fate("ستة أشخاص", text(SECOND, THIRD, FOURTH, FIRST)).what == ELSEWHERE


def test_a_short_passage_is_not_kept_alive_by_the_same_words_elsewhere() -> None:
    before = text(FIRST, SECOND, "وقال شاهد إن ستة أشخاص نقلوا إلى المستشفى القريب من البلدة صباحاً.")
    after = text(SECOND, "وقال شاهد إن ستة أشخاص نقلوا إلى المستشفى القريب من البلدة صباحاً.")
    assert fate("ستة أشخاص", after, before).what == GONE


def test_a_passage_over_two_paragraphs_that_lost_one() -> None:
    passage = f"{FIRST}\n{SECOND}"
    found = fate(passage, text(FIRST, THIRD, FOURTH))
    assert (found.what, found.after) == (CHANGED, FIRST)
    assert fate(passage, text(FIRST, ADDED, SECOND, THIRD, FOURTH)).after == f"{FIRST}\n{ADDED}\n{SECOND}"


def test_a_sentence_that_was_split_is_told_whole() -> None:
    split = THIRD.replace("ساعات، ولم", "ساعات. ولم")
    found = fate(THIRD, text(FIRST, SECOND, split, FOURTH))
    assert (found.what, found.after) == (CHANGED, split)


def test_parts_of_a_quote_are_watched_and_what_lies_between_is_not() -> None:
    body = BEFORE.body
    spans = [(0, len(FIRST)), (body.index(THIRD), body.index(THIRD) + len(THIRD))]
    after = text(FIRST, SECOND.replace("الخطيب", "الحلبي"), THIRD, FOURTH)
    assert fate_of(BEFORE, after, "body", spans, shipped_terms()).what == ELSEWHERE
    after = text(FIRST, SECOND, THIRD.replace("ساعات", "أيام"), FOURTH)
    found = fate_of(BEFORE, after, "body", spans, shipped_terms())
    assert found.what == CHANGED
    assert found.after == f"{FIRST} […] {THIRD.replace('ساعات', 'أيام')}"


def test_a_headline_that_was_quoted_changes_whole() -> None:
    after = text(FIRST, SECOND, THIRD, FOURTH, title="هجوم على السوق")
    found = fate("قصف على السوق", after, field="title")
    assert (found.what, found.after) == (CHANGED, "هجوم على السوق")
    assert "headline" in kinds(found)
    assert fate(FIRST, after).what == ELSEWHERE


def test_without_a_passage_the_article_itself_changes() -> None:
    after = text(FIRST, SECOND, THIRD)
    assert fate_of(BEFORE, after, None, [], shipped_terms()).what == CHANGED
    assert fate_of(BEFORE, BEFORE, None, [], shipped_terms()).what == SAME


@pytest.mark.parametrize(("cut", "left"), [(2, 2), (1, 3)])
def test_a_passage_may_begin_and_end_within_a_word(cut: int, left: int) -> None:
    passage = FIRST[cut:-left]
    after = text(FIRST.replace("ستة", "سبعة"), SECOND, THIRD, FOURTH)
    found = fate(passage, after)
    assert (found.what, found.after) == (CHANGED, passage.replace("ستة", "سبعة"))


WORDS = (
    "قال أعلن المدينة بلدية سوق شارع رئيس مجلس صباح اليوم قصف قوات مستشفى جرحى مصدر طبي عمل لجنة تجار قتل ستة"
    " شخصاً بلدة مساء حي طريق نازحون مخيم مدرسة معبر هدنة وفد وزير بيان منظمة تقرير ضحايا 12"
)


@pytest.mark.parametrize("seed", range(20))
def test_only_edits_within_a_passage_change_it(seed: int) -> None:
    """Words are replaced, taken out and put in at random, outside the passage and within it."""
    chance = random.Random(seed)
    for _ in range(20):
        lines = [" ".join(chance.choices(WORDS.split(), k=chance.randint(6, 25))) + "." for _ in range(8)]
        words = [list(line.split(" ")) for line in lines]
        number, first = chance.randrange(8), chance.randrange(4)
        last = chance.randint(first + 1, len(words[number]) - 1)  # the full stop is no part of it
        passage = " ".join(words[number][first:last])
        start = sum(len(line) + 1 for line in lines[:number]) + len(" ".join(words[number][:first]))
        span = (start + (first > 0), start + (first > 0) + len(passage))
        before = text(*lines)
        assert before.body[slice(*span)] == passage
        for place in {chance.randrange(8) for _ in range(3)} - {number}:
            at = chance.randrange(len(words[place]) - 1)
            words[place][at : at + chance.randint(0, 1)] = chance.choice(([], ["مضاف"]))
        outside = text(*(" ".join(line) for line in words))
        found = fate_of(before, outside, "body", [span], shipped_terms())
        assert found.what == (SAME if outside == before else ELSEWHERE)
        words[number][chance.randrange(first, last)] = "جديدة"
        found = fate_of(before, text(*(" ".join(line) for line in words)), "body", [span], shipped_terms())
        assert found.what == CHANGED or (last - first < 4 and found.what == GONE)
        assert found.before == passage
