"""The Arabic of what pages say of a report, its dates, its sources, its versions and its captures."""

READING: dict[str, str] = {
    "Over time": "عبر الزمن",
    "outlets": "المنافذ",
    "new since yesterday": "جديدة منذ أمس",
    "the first capture": "أول التقاط",
    "Removed or blocked lately": "حُذفت أو حُجبت حديثاً",
    "last looked at": "آخر فحص",
    "not there when last looked at": "غير موجود عند آخر فحص",
    "not shown to us when last looked at": "لم يُعرض علينا عند آخر فحص",
    "Reports of all outlets, by month": "أخبار المنافذ كلها، بحسب الشهر",
}
