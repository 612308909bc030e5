"""Stand-in reports: invented market bulletins, another text for every key and the same one each time."""

import random
from datetime import datetime, timedelta, tzinfo

from newsroom.printed import WEEKDAYS
from newsroom.reports import Report, paragraphs

_TOWNS = ("وادي الزيزفون", "تل الورد", "عين الحور", "مرج الغزلان", "باب النهر", "دير السنابل", "خان القمح")
_GOODS = ("البندورة", "الخيار", "البطاطا", "التفاح", "الزيتون", "البرتقال", "القمح", "العدس", "البصل")
_SPEAKERS = ("رئيس لجنة السوق", "أمين مستودع الحبوب", "مشرف الميزان", "مندوب المزارعين", "مراقب التموين")
_START = datetime(2026, 11, 1, 6, 0)  # noqa: DTZ001 - the outlet's zone is put in below
_TITLES = paragraphs("""
نشرة سوق {town}: كميات {goods} تسجل زيادة قدرها {a} في المئة

أصناف {goods} تتصدر مبيعات سوق {town} ومبيعات {other} تتراجع {b} في المئة

سوق {town} يستقبل {a} شاحنة من {goods} في يوم واحد
""")
_OPENING = paragraphs("""
استقبل سوق {town} للجملة، فجر {day}، {a} شاحنة من {goods} و{b} شاحنة من {other}، وفق النشرة اليومية
التي تصدرها لجنة السوق وتعلّقها على بابه الشرقي قبل بدء المزاد.
""")
_MIDDLE = paragraphs("""
وقال {speaker} إن الكميات الواردة تكفي حاجة البلدات المجاورة حتى نهاية الأسبوع، مشيراً إلى أن المخازن
المبردة امتلأت بنسبة {c} في المئة، وهي أعلى نسبة منذ {d} يوماً.

وأظهرت سجلات الميزان أن متوسط حمولة الشاحنة بلغ {d} طناً، وأن {a} حمولة أعيدت إلى أصحابها لأن وزنها لم
يطابق ما كُتب في بطاقة المنشأ.

وتراجع الطلب على {other} بنسبة {b} في المئة مقارنة باليوم السابق، بعدما فضّل تجار المفرق انتظار وصول
شحنات جديدة من القرى الجبلية التي تأخر فيها القطاف.

وفي الجهة المقابلة من السوق، وقف عشرات الباعة الصغار يتقاسمون صناديق {goods}، ويقتسم كل اثنين منهم أجرة
النقل، إذ ارتفعت كلفة الوقود بنسبة {c} في المئة خلال شهر.

وذكر {speaker} أن فرق الرقابة سحبت {d} عينة لفحص بقايا المبيدات، وأن النتائج ستُعلن على لوحة السوق خلال
يومين، مؤكداً أن العينات السابقة جاءت كلها ضمن الحدود المسموحة.

ويشكو المزارعون من طول الطريق بين الحقول وسوق {town}، ويقولون إن الرحلة التي كانت تستغرق نصف ساعة صارت
تحتاج إلى {d} دقيقة منذ أن أُغلق الجسر القديم أمام الشاحنات الثقيلة.

وبلغت نسبة ما بيع قبل الظهر {c} في المئة من مجموع المعروض، فيما نُقل الباقي إلى قاعة التبريد الثانية التي
أعيد تشغيلها بعد صيانة استمرت {d} يوماً.
""")
_CLOSING = paragraphs("""
وتصدر النشرة المقبلة صباح الغد، وتتضمن للمرة الأولى جدولاً بأسعار {goods} في الأسواق الأربعة التابعة
للمنطقة، رقم النشرة {number}.

وتدعو لجنة السوق من لديه اعتراض على الوزن أو السعر إلى مراجعة مكتبها قبل الثانية ظهراً، مع ذكر رقم
النشرة {number}.
""")


def bulletin(key: str, number: int, zone: tzinfo) -> Report:
    """A market bulletin of about 200 words; `key` decides its text, `number` and `zone` its place in time."""
    dice = random.Random(f"bulletin {key} {number}")
    published = _START.replace(tzinfo=zone) + timedelta(hours=dice.randrange(17 * 24), minutes=number % 60)
    goods, other = dice.sample(_GOODS, 2)
    words = {
        "town": dice.choice(_TOWNS),
        "goods": goods,
        "other": other,
        "day": WEEKDAYS[published.weekday()],
        "number": f"{dice.randrange(1000, 9999)}/{number}",
    }

    def fill(sentence: str) -> str:
        numbers = {letter: str(dice.randrange(11, 100)) for letter in "abcd"}
        return sentence.format(**words, **numbers, speaker=dice.choice(_SPEAKERS))

    middle = dice.sample(_MIDDLE, 5)
    text = (*_OPENING, *middle, dice.choice(_CLOSING))
    return Report(
        number=number,
        title=fill(dice.choice(_TITLES)),
        text=tuple(fill(sentence) for sentence in text),
        published=published,
        section="أسواق",
        slug=f"bulletin-{number}",
        byline=None,
    )
