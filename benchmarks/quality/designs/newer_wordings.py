"""What the designs of the third draft say around their reports: words of their own, none of those of wordings.py."""

from datetime import datetime, timedelta

from benchmarks.quality.designs.wordings import agency, names
from benchmarks.quality.postings import Posting

__all__ = ["agency", "bar", "deck", "names", "photo", "remarks", "topics"]
MORE = (
    "إقرأوا أيضاً:",
    "وفي خبر آخر:",
    "ذو صلة:",
    "اطلع على:",
    "تفاصيل أوفى:",
    "سبق أن نشرنا:",
    "للاطلاع أيضاً:",
    "أخبار تهمك:",
)
BOXES = (
    "قصص ذات علاقة",
    "المزيد في هذا الباب",
    "آخر الأنباء",
    "أهم الأخبار",
    "مواد مختارة",
    "عناوين أخرى",
    "أخبار قد تعنيك",
    "يحدث الآن",
)
TOP = ("الأكثر زيارة", "الأكثر تعليقاً", "حصاد الأسبوع", "تصفّح أيضاً", "الأعلى مشاهدة", "شائع")
FOLLOW = (
    "تابعوا آخر أخبارنا المحلية والعربية عبر تطبيقنا المجاني",
    "انضم إلى مجموعتنا على الواتساب لتصلك الأخبار أولاً بأول",
    "للمزيد من الأخبار زوروا صفحتنا على فيسبوك",
    "سجّل بريدك لتحصل على النشرة المسائية",
    "يمكنك متابعة مستجدات الأحداث على قناتنا في يوتيوب",
)
PROMOTED = ("إعلان تجاري", "مواد ترويجية", "ADS", "اعلانات", "الإعلان يتواصل أدناه")
REMARKS = (
    "نتمنى أن يُطبَّق هذا على الجميع من دون استثناء.",
    "خطوة ممتازة وإن جاءت متأخرة، كل التوفيق للقائمين عليها.",
    "أسكن قرب المكان منذ عشر سنين ولم أر أي مشروع مما تكتبون عنه.",
    "السؤال المهم: من سيدفع الكلفة في النهاية؟ المواطن كالعادة!",
    "اللهم احفظ بلادنا وسائر بلاد المسلمين.",
    "لماذا لا تنشرون الأرقام كاملة؟ الصحافة ليست نقل بيانات.",
)
READERS = ("سعيد", "مشارك", "قارئ من المهجر", "Nour", "أبو العبد", "موظف متقاعد", "rami_k", "محب الوطن")
NAV = (
    *("الصفحة الأولى", "سياسة وأمن", "أسواق", "كرة القدم", "محافظات", "حوارات", "بورتريه", "مدونات", "طقس"),
    *("سيارات", "صحتك", "برامج", "جدول البث", "الوفيات", "وظائف", "صفحات العدد", "شروط الاستعمال"),
)
SECTIONS = ("سياسة", "أخبار محلية", "الاقتصاد", "عالم الرياضة", "مجتمع وقضايا", "دولي", "فن ومشاهير", "تعليم")
DECKS = (
    "لجنة ثلاثية تتابع التنفيذ وترفع تقريرها كل أسبوعين",
    "المعترضون يتحدثون عن ثغرات ويلوّحون بالقضاء",
    "الكلفة ترتفع بمقدار الثلث والتمويل لم يُحسم بعد",
    "شهادات من المكان تروي ما جرى في الساعات الأولى",
    "مهلة جديدة أمام الشركات لتسوية أوضاعها",
)
PHOTOS = (
    "جانب من الحضور في اليوم الأول للملتقى",
    "شاحنات تنتظر دورها عند المعبر",
    "موظفة تستقبل المراجعين في مركز الخدمة",
    "حقول القمح قبيل موسم الحصاد",
    "المبنى الذي يضم مكاتب الدائرة",
    "صورة جوية للحي القديم",
)
TOPICS = (
    *("مياه الشرب", "رواتب الموظفين", "أسعار الذهب", "كأس الاتحاد", "الأمن الغذائي", "الجامعات الحكومية"),
    *("مجلس الوزراء", "السكك الحديدية", "تغير المناخ", "سوق العقارات", "حملة التلقيح", "مهرجان الصيف"),
)


def bar(posting: Posting, count: int) -> list[str]:
    """Give links of a menu."""
    start = posting.random.randrange(3)
    return [f'<a href="/s{number}">{word}</a>' for number, word in enumerate(NAV[start : start + count])]


def remarks(posting: Posting, most: int) -> list[tuple[str, datetime, str]]:
    """Give what readers wrote under the report: who, when (after it) and what."""
    return [
        (
            posting.one(READERS),
            posting.clock - timedelta(minutes=posting.random.randrange(1, 18)),
            posting.one(REMARKS),
        )
        for _ in range(posting.random.randint(0, most))
    ]


def deck(posting: Posting) -> str | None:
    """Give a second headline where the posting has one."""
    return posting.one(DECKS) if posting.subtitle else None


def photo(posting: Posting) -> str | None:
    """Give what stands under the picture where the posting has one."""
    return posting.one(PHOTOS) if posting.caption else None


def topics(posting: Posting) -> tuple[str, ...]:
    """Give as many keywords as the posting has."""
    return tuple(posting.random.sample(TOPICS, len(posting.tags)))
