"""What kind of source a noun phrase names, by its head: a ministry, an army, a witness, somebody unnamed."""

from collections.abc import Sequence
from itertools import pairwise

from extractors.agencies import AGENCIES, AMBIGUOUS
from extractors.arabic import fold
from extractors.given_names import GIVEN
from extractors.running_words import folded_word, word_set

_HEADS = {
    "official body": """
بلديات وزارة وزارتا وزارتي هيئة هيئتا حكومة حكومتا رئاسة برلمان مجلس محكمة نيابة بلدية محافظة أمانة
مديرية مصلحة دائرة سفارة قنصلية بعثة إدارة مفوضية ديوان لجنة خارجية داخلية دولة سلطة سلطات مكتب بنك
مصرف جمارك شرطة دفاع مرور ولاية إمارة جهاز ادعاء كونغرس كونجرس كنيست كرملين كابينت رئاسية أجهزة
خلية_الإعلام
خلية_الأزمة مخابرات استخبارات وزارات دول مملكة جمهورية نظام إدعاء بنتاغون بلاط قصر بيت المرصد_الجوي الأرصاد
مؤسسة_النقد الدفاع_المدني الأمن_العام البيت_الأبيض المجلس_الأعلى محاكم قضاء الأمن مدينة_الملك شؤون
الهلال_الأحمر مركز_الأرصاد الائتلاف الحكومات هيئات دوائر أمر بورصة مجالس الداخلية الخارجية المالية
الصحة التعليم العدل
""",
    "armed force": """
جيش قوات قيادة أركان فصيل فصائل كتائب كتيبة لواء سرايا ألوية حركة حزب_الله حزب_العمال ميليشيا ميليشيات مليشيا
مليشيات جماعة تنظيم غرفة_عمليات غرفة_العمليات جبهة حرس فرقة مقاومة طالبان حماس داعش سنتكوم القسام
بحرية قسد تحالف حشد الحوثيون الحوثيين الحوثي حوثيون القاعدة قاعدة أنصار هيئة_تحرير فيلق وحدات ناتو
مسلحون الانقلابيون قوة
""",
    "organisation": """
شركة شركتا شركتي نادي جمعية منظمة اتحاد نقابة مؤسسة جامعة معهد مركز مرصد شبكة_السورية رابطة صندوق
برنامج مجموعة كلية عمادة مستشفى مدرسة فريق منتخب أكاديمية غرفة حملة منصة جهة فيفا اليونيسف يونيسف اليونسكو
أونروا الأونروا أوبك مصنع مصرفية وكالة_الطاقة وكالة_التصنيف وكالة_ستاندرد وكالة_موديز وكالة_فيتش
وكالة_غوث مفوضية_الأمم الأمم_المتحدة الصليب_الأحمر أطباء_بلا الصحة_العالمية هيومن العفو_الدولية
منظمات شركات أندية جمعيات مؤسسات كنيسة مشيخة أزهر الأزهر دار نقابات حزب أحزاب تكتل تيار قائمة هيئة_علماء مختبر
تنسيقية تنسيقيات لجان حراك
مبادرة الجامعة_العربية بوينغ ايرباص غوغل جوجل أبل آبل فيسبوك مايكروسوفت رابطات مطار خطوط طيران دوري
""",
    "outlet": """
شبكات محطات إذاعات صحيفة صحيفتا صحيفتي قناتا قناتي جريدة قناة موقع تلفزيون فضائية إذاعة شبكة مجلة
يومية راديو صحف قنوات وسائل_إعلام وسائل_الإعلام إعلام الإعلام مراسل مراسلة موفد مندوب مراسلو محطة
بوابة التلفزيون صحافة العربية الجزيرة نيويورك_تايمز واشنطن_بوست الغارديان الجارديان مدونة دورية نشرة
ملحق
""",
    "agency": "وكالة وكالات وكالتا وكالتي",
    "social account": """
حساب صفحة مغرد مغردون مغردين مدون مدونون حسابات صفحات رواد قناة_تلغرام نشطاء_تويتر هاشتاق ناشط_على
""",
    "witness": "شهود شاهد شاهدة شاهدا شاهدان شاهدين ناج ناجون ناجين شهادات",
    "anonymous": """
سجلات محاضر محضر معطيات حصيلة إفادات نازح نازحة لاجئ لاجئة محتج محتجون متساكنون معتصمون مضربون جيران
جار جارة اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة عشرات مئات ثلاث أربع مصدر مصادر مصدران
مصدرين مسؤول مسؤولة مسؤولون مسؤولين مسؤولان مسؤولو مسؤولي محلل محللون محللين محللو خبير خبراء مراقب
مراقبون مراقبين ناشط ناشطون ناشطين ناشطو نشطاء سكان أهالي أهل مواطن مواطنون مواطنين دبلوماسي
دبلوماسيون دبلوماسيين باحث باحثون باحثين باحثو تقرير تقارير استبيان استفتاء بيانات إحصاءات إحصائيات
إحصائية أرقام استطلاع مسح معلومات أنباء علماء أطباء طبيب محامون بعض عدد أحد إحدى أحدهم متحدثون
عاملون عمال لاجئون لاجئين نازحون نازحين متظاهرون متظاهرين أقارب عائلة ذوو أسرة أوساط جهات
دوائر_مطلعة كثيرون البعض آخرون مستخدمون متابعون مقربون مختصون مختصين متخصصون متضررون متضررو مشاركون
مشاركو جماهير تجار متعاملون متداولون وسطاء اقتصاديون سياسيون مطلعون دراسات أبحاث بحوث نقاد مؤرخون
مزارعون طلاب زائرون زوار مرضى موظف موظفون موظفين ضابط ضباط جندي جنود قيادي قياديون شخص أشخاص روايات
رواية مطلع تسريبات وثيقة وثائق نتائج تحقيق تحقيقات مستثمرون مهندسون معلمون مدرسون عضو أعضاء نواب
آخر أخرى
أغلب جل بعضهم كثير العديد عديد غالبية معظم مؤشر تحليل تقديرات توقعات تجارب دراسة
""",
    "person": """
استشاري استشارية أخصائي أخصائية اختصاصي اختصاصية
كبير مدعية مدرس مصور مصورة سائق بائع صياد فلاح ممرض ممرضة متطوع متطوعة موثق رسام خطاط ربان مدربة
منتج معالجة محقق وزير وزيرة رئيس رئيسة مدير مديرة متحدث متحدثة ناطق ناطقة أمين أمينة قائد محافظ سفير
سفيرة نائب نائبة مستشار مستشارة مبعوث مبعوثة مفوض مفوضة مندوبة ملك أمير أميرة سلطان شيخ شيخة دكتور
دكتورة مهندس مهندسة أستاذ أستاذة بروفيسور بروفسور عميد عقيد لواء_ركن فريق_أول مقدم رائد نقيب ملازم
عماد مشير سيد سيدة محامي محامية محام مدرب لاعب لاعبة مهاجم مدافع حارس كاتب كاتبة صحافي صحافية صحفي
صحفية إعلامي إعلامية فنان فنانة ممثل ممثلة مخرج مطرب كابتن عضوة حاكم والي قاضي قاض مفتي إمام بابا
بطريرك مطران أسقف أب مرشد زعيم زعيمة مؤسس مالك صاحب صاحبة وكيل وكيلة مساعد مساعدة مراقب_عام مشرف
مشرفة منسق منسقة مدعي مدع سكرتير معاون مسؤول_العلاقات مرجع عالم عالمة خبيرة محللة باحثة طبيبة ناشطة
والد والدة شقيق شقيقة زوج زوجة ابن ابنة نجل جد عم رجل امرأة فتى شاب شابة طفل مواطنة داعية خطيب فقيه
مؤلف شاعر روائي روائية أديب قبطان كوميدي خادم_الحرمين ولي مستشفى_مدير رئيسا جنرال كولونيل ماجور
مارشال أدميرال بارون لورد مستر عمدة مختار نقيبة قيادية برلماني برلمانية اللواء بطل بطلة معلق محاضر
تاجر مزارع معلم معلمة حكم لاعبو نجم نجمة عميدة رقيب فريق_ركن مهندسو مطور مبرمج
""",
}


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for kind, words in _HEADS.items():
        for word in words.split():
            table.setdefault(folded_word(word.replace("_", " ")), kind)
    return table


KIND_OF_HEAD = _table()
_COUNTRIES = """
مصر سوريا سورية لبنان العراق الأردن فلسطين السعودية الكويت قطر البحرين الإمارات عمان اليمن السودان
ليبيا تونس الجزائر المغرب موريتانيا الصومال جيبوتي إسرائيل إيران تركيا روسيا أمريكا أميركا
الولايات_المتحدة بريطانيا فرنسا ألمانيا إيطاليا إسبانيا الصين الهند باكستان أفغانستان اليابان
كوريا_الجنوبية كوريا_الشمالية أوكرانيا كوبا أثيوبيا إثيوبيا اليونان الرياض القاهرة دمشق بغداد بيروت
طهران أنقرة موسكو واشنطن لندن باريس برلين الدوحة أبوظبي صنعاء الخرطوم طرابلس الرباط بكين تل_أبيب
إسلام_آباد بروكسل كييف نيودلهي طوكيو هافانا المنامة مسقط المملكة الاتحاد_الأوروبي كندا أستراليا
إندونيسيا ماليزيا سنغافورة تايلاند الفلبين بنغلاديش سريلانكا نيبال كولومبيا تشيلي بيرو أوروغواي
غانا السنغال مالي تشاد النيجر رواندا أوغندا تنزانيا البرتغال قبرص رومانيا بلغاريا المجر
البرازيل الأرجنتين المكسيك فنزويلا نيجيريا كينيا أرمينيا أذربيجان بولندا هولندا بلجيكا السويد
النرويج الدنمارك فنلندا النمسا سويسرا
"""
COUNTRIES = frozenset(folded_word(word.replace("_", " ")) for word in _COUNTRIES.split())
_BEFORE_SECOND = frozenset(
    phrase.split(" ")[0] for phrase in (*KIND_OF_HEAD, *COUNTRIES) if " " in phrase
)  # first words of phrases of two
DOCUMENTS = word_set("""
سجلات محاضر محضر معطيات دراسة دراسات بيانات مسح تقرير تقارير استطلاع استبيان استفتاء إحصاءات
إحصائيات إحصائية أرقام نتائج تحقيق تحقيقات بحث بحوث أبحاث تحليل تجربة تجارب فحوص فحوصات مؤشر مؤشرات
إحصاء وثيقة وثائق صور تسجيل تحاليل
""")
_WOMEN = word_set("لوبان لاغارد ميركل كلينتون ماي رايس باور موغيريني آشتون يلين ميلوني بيلوسي هاريس هايلي")
_THESE = word_set("هذا هذه ذلك تلك")
_PAPERS = word_set("نص قرار مرسوم قانون اتفاق مذكرة كتاب")
BULLETINS = word_set("""
بيان تصريح تصريحات تغريدة تدوينة منشور بلاغ بيانين خبر رسالة كلمة
""")


def bare(word: str) -> str:
    """Give a folded word without its article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def head_kind(words: Sequence[str]) -> str | None:
    """Give the kind that the first word of a phrase names, or its first two; None when neither does."""
    if not words:
        return None
    first = words[0]
    if len(words) > 1 and not _BEFORE_SECOND.isdisjoint((first, bare(first), "ال" + first)):
        for pair in (
            f"{first} {words[1]}",
            f"ال{first} {words[1]}",
            f"{bare(first)} {words[1]}",
            f"{bare(first)} {bare(words[1])}",
        ):
            if kind := KIND_OF_HEAD.get(pair):
                return kind
        if f"{first} {words[1]}" in COUNTRIES:
            return "official body"
    if first in COUNTRIES:
        return "official body"
    return KIND_OF_HEAD.get(first) or KIND_OF_HEAD.get(bare(first))


def kind_of(words: Sequence[str], printed: str, *, feminine: bool = False) -> str:
    """Give the kind of a source: its words folded, as printed; `feminine` when its verb was.

    An official with no name is a person when the office has one holder («وزير الخارجية»), else anonymous.
    """
    if words and words[0] in _THESE:
        words = words[1:]
    agency = fold(printed)
    if agency in AGENCIES and (agency not in AMBIGUOUS or feminine):
        return "agency"
    kind = head_kind(words)
    if words and words[0] == "اداره" and head_kind(words[1:3]) == "organisation":
        return "organisation"
    if words and bare(words[0]) in DOCUMENTS:
        return _issued(words)
    if kind == "anonymous" and _names_somebody(words):
        return "person"
    if kind == "outlet" and bare(words[0]) in AGENCIES:
        return "agency"
    if kind is not None:
        return kind
    if words and words[0] in GIVEN:
        return "person"
    if words and len(words) < 3 and words[0].endswith(("ون", "ين")):
        plural = words[0].startswith("ال") or words[0].endswith(("يون", "يين"))
        plural = plural or (words[0].startswith("م") and len(words[0]) > 5)
        return "anonymous" if plural else "person"
    if words and bare(words[0]) in BULLETINS | _PAPERS:
        return "anonymous"
    if feminine and len(words) == 1 and words[0] not in _WOMEN:
        return "organisation"
    return "person"


def _issued(words: Sequence[str]) -> str:
    """Give the kind of a study or a report: an organisation's or an agency's when it names who issued it."""
    for index in range(1, len(words)):
        if words[index - 1] == "في":
            continue
        for skip in (0, 1, 2):
            word = words[index][skip:]
            if AGENCIES.get(word) and word not in AMBIGUOUS:
                return "agency"
            if skip != 1 and len(word) > 3 and head_kind([word]) in ("organisation", "official body"):
                return "organisation"
            if (
                skip == 1
                and words[index][0] == "ل"
                and head_kind([word]) in ("organisation", "official body")
            ):
                return "organisation"
    return "anonymous"


def _names_somebody(words: Sequence[str]) -> bool:
    """Say whether a personal name follows a title: a word without article behind one that has it."""
    previous = words[0]
    if previous.endswith("ات"):
        return False  # «المعلومات المتاحة على …»
    for before, word in pairwise(words):
        on = word == "علي" and not before.startswith("ال") and before not in GIVEN  # «مطلع على الوضع»
        if word in ("بن", "ابو", "عبد", "ال") or (word in GIVEN and not on):
            return True
    if previous[-2:] in ("ون", "ين", "ات") or previous in (
        "مصادر",
        "بعض",
        "عدد",
        "احد",
        "احدي",
        "خبراء",
        "نشطاء",
        "سكان",
    ):
        return False
    for word in words[1:]:
        if previous.startswith("ال") and not word.startswith(
            ("ال", "ب", "ل", "في", "من", "علي", "عن", "لل", "ذاته", "ذاتها", "نفسه", "نفسها", "و")
        ):
            return True
        previous = word
    return False
