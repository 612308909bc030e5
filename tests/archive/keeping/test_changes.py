"""Classes of change between two texts."""

import random
from itertools import pairwise
from pathlib import Path

import pytest

from archive.changes import KINDS, Text, changes
from archive.credits import Credit
from archive.errors import ArchiveError
from archive.terms import terms_of
from extractors.charged_terms import parse_terms, shipped_terms
from extractors.lexicon import WordListError
from newsroom.reports import load_edits, load_reports

REPORT = """أعلنت بلدية الزيتونة اليوم بدء ترميم السوق القديم بعد توقف دام عامين. وقال رئيسها إن المال متوفر.

وذكر تجار أن الأعمال بدأت قبل أسبوع في المدخل الشمالي. ولم تحدد البلدية موعد انتهائها.

ويضم السوق أكثر من مئة متجر تعرض معظمها لأضرار كبيرة خلال السنوات الماضية."""


def found(before: str, after: str) -> list[tuple[str, str | None, str | None]]:
    told = changes(Text(title="عنوان", body=before), Text(title="عنوان", body=after))
    return [(change.kind, change.before, change.after) for change in told]


def held(before: Text, after: Text) -> None:
    """Every change has a known kind and stands where it says."""
    for change in changes(before, after):
        assert change.kind in KINDS
        assert change.before != change.after or change.kind.endswith("-moved")
        pairs = [(change.before, change.before_place, before), (change.after, change.after_place, after)]
        for printed, place, text in pairs:
            if place is not None:
                assert getattr(text, place.field)[place.start : place.end] == (printed or "")
        for old, new in change.words:
            assert before.body[old.start : old.end] != after.body[new.start : new.end]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("وأُصيب 12 شخصاً.", "وأصيب ١٢ شخصاً.", [("spelling", "وأُصيب", "وأصيب"), ("spelling", "12", "١٢")]),
        ("وأصيب 3 أشخاص", "وأصيب ثلاثة أشخاص", [("spelling", "3", "ثلاثة")]),
        ("قُتل 12 قتيلاً هنا", "قُتل 15 قتيلاً هنا", [("number", "12 قتيلاً", "15 قتيلاً")]),
        ("قُتل ستة أشخاص", "قُتل خمسة عشر شخصاً", [("number", "ستة أشخاص", "خمسة عشر شخصاً")]),
        ("أصيب خمسة أشخاص", "أصيب خمسة وعشرون شخصاً", [("number", "خمسة أشخاص", "خمسة وعشرون شخصاً")]),
        ("قُتل شخصان في القصف", "قُتل ثلاثة أشخاص في القصف", [("number", "شخصان", "ثلاثة أشخاص")]),
        ("وصول 3 قتلى إليه", "وصول قتيلين إليه", [("number", "3 قتلى", "قتيلين")]),
        ("وقُتل شخص هناك", "وقُتل شخصان هناك", [("number", "شخص", "شخصان")]),
        ("قتل مدني في القصف", "استشهد مدني في القصف", [("term", "قتل", "استشهد")]),
        ("وانسحبت قواتهم ليلاً", "وانسحبت ميليشياتهم ليلاً", [("term", "قواتهم", "ميليشياتهم")]),
        ("قال تنظيم الدولة إنه باق", "قال داعش إنه باق", [("term", "تنظيم الدولة", "داعش")]),
        ("نفذ الجيش عملية فيها", "نفذ الجيش هجوماً فيها", [("term", "عملية", "هجوماً")]),
        ("قال التنظيم إنه باق", "قال التنظيم الإرهابي إنه باق", [("term", None, "الإرهابي")]),
        ("انسحبت من دير الزور", "انسحبت من الرقة", [("name", "دير الزور", "الرقة")]),
        ("في بلدة عين السنديان", "في بلدة تل الزيتون", [("name", "عين السنديان", "تل الزيتون")]),
        ("قال سامر الخطيب إنه", "قال سامر الحلبي إنه", [("name", "سامر الخطيب", "سامر الحلبي")]),
        ("قال الجيش إنه باق", "قال الجيش، إنه باق", [("punctuation", None, "،")]),
        ("قال عبد الله إنه باق", "قال عبدالله إنه باق", [("punctuation", "عبد الله", "عبدالله")]),
        ("قال  الجيش", "قال الجيش", [("punctuation", "قال  الجيش", "قال الجيش")]),
        (
            "أفادت به أمس",
            "صرحت به أمس",
            [("sentence-changed", "أفادت به أمس", "صرحت به أمس")],
        ),
    ],
)
def test_a_change_is_told_by_its_class(before: str, after: str, told: list[object]) -> None:
    assert found(before, after) == told
    held(Text(title="ع", body=before), Text(title="ع", body=after))


def test_paragraphs_are_added_lost_and_moved() -> None:
    first, second, third = REPORT.split("\n\n")
    assert found(REPORT, f"{first}\n\n{third}") == [("paragraph-lost", second, None)]
    assert found(f"{first}\n\n{third}", REPORT) == [("paragraph-added", None, second)]
    assert found(REPORT, f"{first}\n\n{third}\n\n{second}") in (
        [("paragraph-moved", second, second)],
        [("paragraph-moved", third, third)],
    )
    (sentence,) = found(REPORT, REPORT.replace(" ولم تحدد البلدية موعد انتهائها.", ""))
    assert sentence == ("sentence-lost", "ولم تحدد البلدية موعد انتهائها.", None)


def test_another_text_is_a_rewrite_and_a_longer_one_is_not() -> None:
    other = "وصل المنتخب الوطني فجر الجمعة إلى العاصمة بعد فوزه بالبطولة، واستقبله آلاف المشجعين بالأعلام."
    ((kind, before, after),) = found(REPORT, other)
    assert (kind, before, after) == ("rewrite", REPORT, other)
    flash = REPORT.split(".")[0] + "."
    assert {one[0] for one in found(flash, REPORT)} == {"sentence-added", "paragraph-added"}


def test_what_stands_beside_the_text_is_told() -> None:
    before = Text(title="ستة قتلى في حلب", body=REPORT, published_at="2026-03-01", byline="سامر الخطيب")
    after = Text(title="سبعة قتلى في حلب", body=REPORT, published_at="2026-03-02", subtitle="والقصف مستمر")
    told = {(change.kind, change.before, change.after) for change in changes(before, after)}
    assert told == {
        ("date", "2026-03-01", "2026-03-02"),
        ("byline", "سامر الخطيب", None),
        ("headline", "ستة قتلى في حلب", "سبعة قتلى في حلب"),
        ("number", "ستة قتلى", "سبعة قتلى"),
        ("subtitle", None, "والقصف مستمر"),
    }
    spelt = changes(Text(title="إنتهاء الأزمة", body=""), Text(title="انتهاء الأزمة", body=""))
    assert [change.kind for change in spelt] == ["spelling"]


def test_a_source_is_dropped_unless_its_sentence_stayed() -> None:
    def text(body: str, *printed: str) -> Text:
        places = [(one, body.index(one)) for one in printed]
        told = (Credit(source=None, printed=one, start=at, end=at + len(one)) for one, at in places)
        return Text(title="ع", body=body, credits=tuple(told))

    before = text("وقال شهود إن النار اندلعت فجراً. ووصل رجال الإطفاء.", "شهود")
    after = text("واندلعت النار فجراً. ووصل رجال الإطفاء.")
    assert ("attribution-dropped", "شهود", None) in [
        (one.kind, one.before, one.after) for one in changes(before, after)
    ]
    kept = text("وقال شهود إن النار اندلعت فجراً. ووصل رجال الإطفاء متأخرين.")  # the reader missed it
    assert "attribution-dropped" not in [one.kind for one in changes(before, kept)]


def test_equal_texts_have_no_change_and_every_change_stands_where_it_says() -> None:
    kept = [*load_reports("almithal")[:4], *load_edits()]
    texts = [Text(title=one.title or "", body="\n\n".join(one.text)) for one in kept]
    for text in texts:
        assert changes(text, text) == ()
    for before, after in pairwise(texts):
        held(before, after)


def test_places_hold_for_texts_cut_up_at_random() -> None:
    dice = random.Random(3)
    base = REPORT.split(" ")
    for _ in range(60):
        pieces = list(base)
        for _ in range(dice.randrange(1, 9)):
            at = dice.randrange(len(pieces))
            pieces[at : at + dice.randrange(3)] = dice.choices(
                [*base, "12", "ستة", "،", "\n", "حلب", "قُتل"], k=2
            )
        before, after = Text(title="ع", body=REPORT), Text(title="ع", body=" ".join(pieces))
        held(before, after)
        held(after, before)
        assert (changes(before, after) == ()) == (before.body == after.body)


def test_a_long_text_that_changed_everywhere_is_compared_sentence_by_sentence() -> None:
    lines = [f"قال المتحدث رقم {n} إن عدد السكان في الحي بلغ {n * 7} نسمة." for n in range(900)]
    before = "\n\n".join(lines)
    after = before.replace("نسمة", "شخصاً")
    assert len(before) > 50_000
    told = changes(Text(title="ع", body=before), Text(title="ع", body=after))
    assert {change.kind for change in told} == {"sentence-changed"}
    assert len(told) == 900


def test_an_archives_terms_add_to_ours_and_take_out() -> None:
    ours = shipped_terms()
    own = parse_terms("السوق، سوق = البازار\n!غارة\n", "terms.txt", onto=ours)
    assert own.groups[-1] == (("السوق", "سوق"), ("البازار",))
    assert not any("غارة" in way for group in own.groups for way in group)
    assert [hit.way for hit in own.hits("في البازار")] == [1]
    with pytest.raises(WordListError, match=r"terms\.txt, line 2"):
        parse_terms("السوق = البازار\nالسوق =\n", "terms.txt")


def test_a_list_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "terms.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(ArchiveError, match=r"terms\.txt"):
        terms_of(tmp_path)
