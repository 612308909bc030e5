"""Whom a report credits over several sentences: who is meant by whom, through what, and what is held back."""

import random

import pytest

from extractors.article import Attribution
from extractors.attributions import KINDS, LONGEST, find_attributions

_PIECES = """
قال قالت وأضاف إن أن : " « » “ ” ( ) ، . على عن إلى بحسب وفقا لوزارة الوزير سامر العلي و بن
الذي قد كان مشيرا رفض التعليق نقلت قوله ل لـ 12 3.5 ! ؟ … - / د بيان في جاء دعا اتهم ب كل من
كما ما حسبما لم يتسن التحقق ثم تبنى الهجوم هل تساءل المثال عبر بين AFP \u064b \u0640 \u200f
\ud800
"""


def _sources(body: str, own: tuple[str, ...] = ()) -> list[str | None]:
    return [each.source for each in find_attributions(body, own)]


def _claims(body: str) -> list[str]:
    return [body[each.claim_start : each.claim_end] for each in find_attributions(body)]


def _only(body: str) -> Attribution:
    (found,) = find_attributions(body)
    return found


def test_a_verb_alone_refers_back_to_the_source_before_it() -> None:
    body = "قال وزير المياه سامر الحلاق إن السد امتلأ. وأضاف أن القرى آمنة، مشيرا إلى أن المطر مستمر."
    assert _sources(body) == ["وزير المياه سامر الحلاق"] * 3
    assert [each.printed for each in find_attributions(body)] == ["وزير المياه سامر الحلاق", "أضاف", "مشيرا"]
    assert _claims(body) == ["السد امتلأ", "القرى آمنة", "المطر مستمر"]


def test_a_feminine_verb_does_not_refer_back_to_a_man() -> None:
    body = (
        "وقالت الشبكة السورية للرصد إن القصف طال سوقا. وقال الطبيب هاني مراد إن الجرحى كثر. "
        "وأوضحت أن البحث مستمر."
    )
    assert _sources(body) == ["الشبكة السورية للرصد", "الطبيب هاني مراد", "الشبكة السورية للرصد"]


def test_a_surname_a_title_and_a_fuller_name_are_one_source() -> None:
    body = (
        "قال رئيس البلدية إن السوق سيفتح. وأكد رئيس البلدية سامر العلي أن الأسعار ثابتة. "
        "وأوضح العلي أن الرقابة يومية. وذكر رئيس البلدية أن الشكاوى قليلة."
    )
    assert set(_sources(body)) == {"رئيس البلدية سامر العلي"}


def test_a_definite_noun_leads_back_to_the_body_it_names() -> None:
    body = "أعلنت شركة النور للكهرباء أن العطل أصلح. وقالت الشركة إن الفواتير لن تزيد."
    assert _sources(body) == ["شركة النور للكهرباء"] * 2


def test_a_statement_speaks_for_whoever_issued_it() -> None:
    body = "جاء في بيان لوزارة الداخلية أن الحملة انتهت. وأضاف البيان أن الموقوفين أحيلوا إلى القضاء."
    assert _sources(body) == ["وزارة الداخلية"] * 2
    assert [each.source_kind for each in find_attributions(body)] == ["official body"] * 2


def test_an_unnamed_source_stays_unnamed() -> None:
    found = _only("وأضافت أن الطريق مقطوع.")
    assert found.source is None
    assert found.source_kind == "anonymous"


def test_a_name_that_was_told_before_it_was_credited_is_found() -> None:
    body = "زار وزير التربية ماجد الخوري المدرسة صباح أمس. وقال الخوري إن الترميم يبدأ غدا."
    assert _sources(body) == ["وزير التربية ماجد الخوري"]


@pytest.mark.parametrize(
    ("body", "medium"),
    [
        ("قالت الوزارة في بيان إن المعبر مفتوح.", "بيان"),
        ("وقال المدرب في تصريح لصحيفة المثال إن الفريق جاهز.", "تصريح لصحيفة المثال"),
        ('وقال المدرب لـ"المثال" إن الفريق جاهز.', "المثال"),
        ("وقال مدير المرصد لوكالة فرانس برس إن الهدوء عاد.", "وكالة فرانس برس"),
        ("أعلن الجيش عبر تويتر أن العملية انتهت.", "تويتر"),
        ("وكتب النائب على صفحته في فيسبوك أن الجلسة تأجلت.", "صفحته في فيسبوك"),
        ("وأوضح المدير، خلال مؤتمر صحافي، أن الأرباح زادت.", "مؤتمر صحافي"),
        ("قال المدرب إن الفريق جاهز.", None),
    ],
)
def test_the_medium_is_what_it_was_said_through(body: str, medium: str | None) -> None:
    assert _only(body).medium == medium


def test_what_the_report_could_not_check_is_its_hedge() -> None:
    body = "وقال شهود إن القصف أصاب مدرسة. ولم يتسن لرويترز التحقق من صحة الخبر بشكل مستقل."
    assert _only(body).hedge == "لم يتسن لرويترز التحقق من صحة الخبر بشكل مستقل"


def test_a_hedge_of_another_paragraph_hedges_nothing_here() -> None:
    body = "قال المدير إن العمل يسير.\n\nوصل الوفد أمس.\n\nولم يتسن التحقق من عدد القتلى."
    assert _only(body).hedge is None


@pytest.mark.parametrize(("left", "right"), [('"', '"'), ("«", "»"), ("“", "”"), ("”", "“"), ("„", "“")])
def test_every_kind_of_quotation_mark_bounds_a_claim(left: str, right: str) -> None:
    body = f"وقال العلي: {left}سنبقى في القرية حتى ينتهي الموسم{right}، ثم غادر."
    assert _claims(body) == ["سنبقى في القرية حتى ينتهي الموسم"]


def test_a_quotation_may_hold_sentences_and_another_quotation() -> None:
    body = "وقالت هدى: «وصلنا ليلا. قالوا لنا «عودوا غدا صباحا» فعدنا. لم نجد أحدا». وساد الصمت."
    assert _claims(body) == ["وصلنا ليلا. قالوا لنا «عودوا غدا صباحا» فعدنا. لم نجد أحدا"]


def test_a_quotation_that_opens_every_paragraph_is_one_claim() -> None:
    body = 'وقال الشيخ: "هذه أرضنا ولن نبيعها لأحد.\n\n"سنزرعها كما زرعها من كانوا قبلنا".\n\nوعاد إلى الحقل.'
    (claim,) = _claims(body)
    assert claim.startswith("هذه أرضنا")
    assert claim.endswith("من كانوا قبلنا")


def test_a_quotation_that_nobody_closes_ends_with_its_paragraph() -> None:
    body = 'وقال الشيخ: "هذه أرضنا ولن نبيعها لأحد.\n\nوقالت الوزارة إن الأرض عامة.'
    assert _claims(body) == ["هذه أرضنا ولن نبيعها لأحد", "الأرض عامة"]


def test_what_somebody_says_within_a_quotation_credits_nobody_else() -> None:
    body = "وقال العلي: «زارني المدير وقال إن المدرسة ستغلق أبوابها قريبا»."
    assert [each.printed for each in find_attributions(body)] == ["العلي"]


def test_a_source_within_the_indirect_speech_of_another_is_credited_too() -> None:
    body = "قال الوزير إن الشركة أكدت أن العطل أصلح."
    assert [each.printed for each in find_attributions(body)] == ["الوزير", "الشركة"]


@pytest.mark.parametrize(
    "body",
    [
        'علمت "المثال" أن اللقاء تأجل.',
        'وذكرت "المثال" أمس أن اللقاء تأجل.',
        "وأفادت مراسلة المثال بأن اللقاء تأجل.",
        "وقال مراسلنا إن اللقاء تأجل.",
    ],
)
def test_the_outlet_itself_is_no_source(body: str) -> None:
    assert find_attributions(body, ("المثال",)) == ()


def test_another_outlet_is_a_source() -> None:
    assert _sources('ذكرت صحيفة "الشاهد" أن اللقاء تأجل.', ("المثال",)) == ['صحيفة "الشاهد"']


def test_vowel_signs_and_stretched_letters_change_nothing_but_the_offsets() -> None:
    body = "وقـــال وزيرُ الصحّةِ إنَّ اللقاحَ آمنٌ."
    found = _only(body)
    assert found.printed == "وزيرُ الصحّةِ"
    assert body[found.claim_start : found.claim_end] == "اللقاحَ آمنٌ"
    assert found.cue == "قـــال"


def test_relays_are_credited_beside_those_they_quote() -> None:
    body = "ونقلت وكالة الشرق عن مصدر طبي قوله إن المصاب استقر."
    assert [(each.printed, each.cue) for each in find_attributions(body)] == [
        ("وكالة الشرق", "نقلت"),
        ("مصدر طبي", "نقلت"),
    ]


@pytest.mark.parametrize(
    "body", ["", " ", "\n\n", ".", "قال", "قال:", "بحسب", '"', "«قال", "وفقا ل", "نقلت عن", "كل من"]
)
def test_pieces_of_a_sentence_are_read_without_fail(body: str) -> None:
    assert all(each.printed for each in find_attributions(body))


def test_whatever_the_text_offsets_hold_what_was_printed() -> None:
    rng = random.Random(20261126)
    pieces = [*_PIECES.split(), "\n", "\n\n"]
    for _ in range(1500):
        body = "".join(rng.choice(pieces) + rng.choice((" ", " ", "")) for _ in range(rng.randint(1, 50)))
        for each in find_attributions(body, ("المثال",)):
            assert each.printed == body[each.start : each.end]
            assert 0 <= each.claim_start < each.claim_end <= len(body)
            assert each.cue in body
            assert each.source is None or each.source in body
            assert each.source_kind in KINDS


def test_what_lies_beyond_the_bound_is_not_read() -> None:
    body = "كلمة " * (LONGEST // 5) + "قال الوزير إن العمل بدأ."
    assert find_attributions(body) == ()


def test_the_same_text_gives_the_same_answer() -> None:
    body = "قال الوزير إن العمل بدأ. وأضاف أن الطريق طويل."
    assert find_attributions(body) == find_attributions(body)


def test_a_claim_that_opens_the_body_begins_behind_a_dateline_with_the_outlets_own_name() -> None:
    body = "عمّان - مرصد الجبل: تبدأ المدارس دوامها غدا، وفق وزارة التربية."
    (found,) = find_attributions(body, ("مرصد الجبل",))
    assert body[found.claim_start : found.claim_end] == "تبدأ المدارس دوامها غدا"


def test_a_title_by_itself_stands_for_the_name_that_follows_the_same_title_later() -> None:
    body = "قالت المحامية إن القانون معيب. وأضافت المحامية والناشطة ندى شرارة أن التعديل قريب."
    assert {each.source for each in find_attributions(body)} == {"المحامية والناشطة ندى شرارة"}


@pytest.mark.parametrize(
    ("body", "source"),
    [
        (
            "عقد وكيل محافظة الساحل سامر الحداد لقاء مع التجار. وقال الوكيل إن السوق تعود غدا.",
            "وكيل محافظة الساحل سامر الحداد",
        ),
        (
            "أطلقت شركة الأفق الزرقاء ساعة جديدة. وقالت الشركة إن بطاريتها تدوم يومين.",
            "شركة الأفق الزرقاء",
        ),
        (
            "أطلقت شركة الأفق ساعة تنافس ساعة شركة النور. وقالت الشركة إن بطاريتها تدوم يومين.",
            "الشركة",
        ),
        (
            "أدانت الحكومة المحلية الغارات الليلية على الساحل ووصفتها بأنها «تصعيد خطير لا مبرر له».",
            "الحكومة المحلية",
        ),
        (
            "واصل اللاعب المثير للجدل هوايته بالسخرية من الجمهور، مشيرا إلى أن الفريق ضعيف.",
            "اللاعب المثير للجدل",
        ),
        (
            "حضرت المحامية اللبنانية ندى شرارة. وقالت المحامية إن القانون معيب.",
            "المحامية اللبنانية ندى شرارة",
        ),
        ("حضرت المحامية المتطوعة ندى شرارة. وقالت شرارة إن القانون معيب.", "المحامية المتطوعة ندى شرارة"),
        ("حضرت المحامية ندى شرارة الجلسة. وقالت المحامية شرارة إن القانون معيب.", "المحامية ندى شرارة"),
    ],
)
def test_a_source_named_in_short_is_given_as_the_report_names_it_in_full(body: str, source: str) -> None:
    assert _sources(body) == [source]


def test_a_number_of_unnamed_people_is_not_he_who_speaks_next() -> None:
    body = "قال سامر الحداد إن الجسر جاهز. وسيفتح غدا، حسب عدد من المهندسين. وأضاف أن الكلفة معقولة."
    assert _sources(body) == ["سامر الحداد", "عدد من المهندسين", "سامر الحداد"]
