"""Whether running text speaks of what is to come, where it says a day without saying which one."""

import re

from extractors.calendars import folded

_REACH = 70  # characters before the expression
_WORDS_BACK = 6
_BREAK = re.compile(r'[.,;:?!\n()"\[\]]')
_WORD = re.compile(r"[^\W\d_]+")
# «سيجتمع», «ستعقد»; not «سياسة», «سيارة», «ستة» and other words that begin alike.
_WILL = re.compile(
    r"[وف]?س(?:ي(?!ا|ط(?!ل)|د[هاي]?|نا|نم|ول|رت|ره|بر|ما|ي?ه|فه?$|كولوج|لا|سي)"
    r"|ت(?!ه$|ين$|ون$|ار|وك|اد|اين|را|ال|ديو|يف))"
    r"\w{2,}$"
)
_COMING = frozenset(
    folded(
        "سوف المقرر مقرر المقررة مقررة المزمع المزمعة المرتقب المرتقبة المنتظر يعتزم تعتزم يستعد "
        "تستعد المتوقع يتوقع يتوقعون متوقع المقبل المقبلة القادم القادمة موعده موعدها اعتبارا ابتداء "
        "بدءا بحلول لغاية لن"
    )
)
_SAID = frozenset(
    folded(
        "قال قالت أعلن أعلنت أكد أكدت أضاف أضافت ذكر ذكرت أفاد أفادت وقع وقعت شهد شهدت قتل كشف كشفت "
        "صرح صرحت أوضح أوضحت نشر نشرت بث بثت أصدر أصدرت التقى استقبل وصل وصلت عقد عقدت جرى جرت بدأ "
        "بدأت انتهى انتهت صدر صدرت أعلنه أعلنته قاله دعا دعت طالب طالبت حذر حذرت كان كانت انطلقت "
        "انطلق"
    )
)


def speaks_of_future(text: str, start: int) -> bool:
    """Say whether the words right before text[start] tell of something to come."""
    before = text[max(0, start - _REACH) : start]
    words = _WORD.findall(_BREAK.split(before)[-1])[-_WORDS_BACK:]
    for word in reversed(words):
        if word in _COMING or _WILL.match(word):
            return True
        if word in _SAID or word[1:] in _SAID:
            return False
    return False
