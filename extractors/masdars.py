"""Nouns that name what somebody announces, denies or calls for: «أعلن وفاة», «نفى وجود», «دعا إلى وقف»."""

import re

from extractors.running_words import word_set
from extractors.source_kinds import bare

_NAMED = """
عدم ضرورة أهمية وجود صحة حرص عزم نية استعداد رفض دعم التزام مقتل وفاة إصابة وصول اعتقال توقيف
استمرار انتهاء بدء إطلاق تشكيل فتح إغلاق تعليق إلغاء تأجيل ارتفاع انخفاض اكتشاف سيطرة قبض ضبط إحباط
استشهاد إسقاط تدمير استهداف استقالة ترشح ترشيح مسؤولية حالة حداد تسجيل فوز انضمام تعيين رفع خفض منح
إقامة وقف وقوف وقوع سقوط انتقال انطلاق إنهاء استئناف تمديد تخصيص توفير تنفيذ تحرير تحقيق تعرض مغادرة
عودة نجاح فشل علم صلة علاقة أي سلامة ثقة تضامن تمسك موقف رغبة قدرة مشاركة اعتزام اعتماد موافقة تأييد
تقديم قرب بطلان خلو تورط ضلوع تراجع تقدم زيادة تقليص نزوح تهجير عثور إنقاذ إخماد إجلاء إخلاء تسليم
تسلم إدانة حل حظر منع عقد توقيع إبرام شراء بيع إفراج إعدام تصفية هزيمة انسحاب دخول خروج توغل قصف
مصرع هجوم غرق نفوق حصول افتتاح تدشين تفجير صد تصد اعتراض إصدار مواصلة أحقية جاهزية حاجة احترام مواقف
اهتمام أسف ارتياح قلق استياء تعازي انزعاج دهشة أمل تفاؤل خشية تخوف استغراب شكوك إمكانية احتمال تحسن
صعوبة حدوث محاسبة تطبيق التحلي التحرك معالجة إعادة إيجاد تجنب الالتزام الإسراع المسارعة حماية تعزيز
تفعيل وضع كف امتناع عمل تدخل مد ضغط إسهام تعاون حوار تهدئة ضبط توحيد سحب كشف تغيير تطوير تعديل
استثناء تسريع صرف مراعاة محاكمة مساءلة إقالة تنحي تعويض إنصاف خيانة انتهاك مماطلة تقصير إهمال قتل
تعذيب تزوير اختلاس عرقلة تآمر تحريض تهريب خرق ارتكاب محاولة تجاهل الإبلاغ توخي الحذر استخدام مشروعية
كفاية توقعات أنباء اتهامات شائعات معلومات ادعاءات مزاعم تقارير هدنة جهود خطة موعد أسماء عفو حصيلة
عجز فائض تأكيد مطالبة دعوة سبب أسباب تفاصيل حقيقة ملابسات كواليس آلية كيفية سعادة سرور تحفظ تذمر
عمق متانة هوية سر شائعة أخبار فرض مزيد إعجاب اعتراض تجاوب امتعاض تقاعد زواج خطوبة إفلاس نمو هطول
سماع هبوط صعود انكماش تباطؤ ركود اندلاع
ظهور تحمل تكفل تخلي تولي تأهل توقف تفهم ترحيب تبني تصدي تدهور تحطم أخذ تكثيف اعتزال ترشح تنازل تجديد
سعي زوال ملاحظات تمسك ثبوت رصد تلقي تلاشي تمكن مداهمة إعداد إتمام إنجاز تقدير نية ارتباط التوصل
قيام تعاقد
طرح حجب حجز شطب نزع هدم بناء إنشاء حفر ردم زرع نقض فصل ربط جمع قطع فحص حصر فرز سداد خصم إرسال استقبال
إجراء احتجاجات انتشار خلو ندرة نقص شح حاجة إقبال إسناد إيفاد إيقاف إيداع استدعاء ترقية تسيير تكريم تجهيز
تنظيم دورة قبول مباشرة اقتراب
زيارة قراءة انهيار تفشي تسجيل انقطاع اختفاء اختطاف خطف احتجاز نقل
"""
_MASDARS = word_set(_NAMED)
_SHAPES = re.compile("است..ا.|ا.ت.ا.|ان..ا.ه?|ا..ا.|ت..ي.|م.ا..ه|ا.ا.ه|است.ا.ه|تف?.ا..|..و.")
_LOOSE_SHAPE = re.compile("..و.")  # also of names and plurals: «نشوى», «فصول»
_NEVER = word_set("""
إعلام اتحاد إدارة تنظيم تعليم اقتصاد استثمار اتصال ائتلاف احتياط إسلام إقليم إمارة إذاعة أعضاء أعمال
أحزاب أطفال أطراف أسعار أرباح أموال أولاد أفراد أنصار أهداف أمراض أخبار أقسام أحمال أجهزة أسعار
أعلام مقاومة إنسان أمناء محافظة إقامة أطباء جنود شهود بحوث حقوق نقود ملوك رسوم علوم نصوص وفود حدود
قلوب عقود بنود ردود شعوب محمود مسعود داود منصور مشهور معلوم مجهول مسؤول جمهور صندوق محصول دستور
دكتور تجار مقاول أستاذ إعلان إرهاب أعيان أنحاء أبناء أيام أعوام أجواء أوقاف أوضاع أوساط ألمان أفغان
إيران إسبان أردن احتلال إحسان أفكار أرقام أكراد أشقاء
""")
_DEFINITE = word_set("""
أنباء اتهامات شائعات ادعاءات مزاعم معلومات تقارير سيطرة عثور قبض تعاقد توصل إفراج استعداد حداد هدنة
""")
_PRONOUNS = ("هما", "هم", "ها", "ه", "هن")


def is_masdar(word: str) -> bool:
    """Say whether a folded word names an act: by the list, or by the shape of a longer verb's masdar."""
    for form in _forms(word):
        if form in _MASDARS:
            return True
        if form not in _NEVER and _SHAPES.fullmatch(form):
            return True
    return False


def is_statement(word: str) -> bool:
    """Say whether a folded word names what is stated, also with its owner: «عدم», «عزمها», «الأنباء»."""
    if word.startswith("ال") and len(word) > 4 and word[2:] not in _DEFINITE:
        return False
    forms = _forms(word)
    if any(form in _MASDARS for form in forms):
        return True
    return not word.startswith("ال") and any(
        form not in _NEVER and not _LOOSE_SHAPE.fullmatch(form) and _SHAPES.fullmatch(form) for form in forms
    )


def is_listed(word: str) -> bool:
    """Say whether a folded word is in the list of what is announced, not only of the shape of a masdar."""
    return any(form in _MASDARS for form in _forms(word))


def _forms(word: str) -> list[str]:
    """Give a word without its article, and without a pronoun behind it: «عزمها» is «عزم»."""
    plain = bare(word)
    forms = [word, plain]
    if word.endswith("ا") and len(word) > 4:
        forms.append(word[:-1])  # «هبوطا»
    for whole in {word, plain}:
        pronoun = next(
            (each for each in _PRONOUNS if whole.endswith(each) and len(whole) - len(each) >= 3), ""
        )
        if pronoun:
            stem = whole[: -len(pronoun)]
            forms.append(stem)
            if stem.endswith("ت"):
                forms.append(stem[:-1] + "ه")
    return forms
