"""Names of months as Arab newsrooms print them, in every tradition; written in full, matched folded."""

from extractors.arabic import fold

_NAMES = {
    1: "يناير كانون_الثاني كانون_ثاني ك2 جانفي جانفى ينابر",
    2: "فبراير شباط فيفري فبرابر",
    3: "مارس آذار اذار",
    4: "أبريل نيسان أفريل إبريل ابريل",
    5: "مايو أيار ماي مايس نوار",
    6: "يونيو حزيران جوان يونيه يونية",
    7: "يوليو تموز جويلية يوليوز يوليه يولية",
    8: "أغسطس آب أوت غشت اغسطوس",
    9: "سبتمبر أيلول شتنبر ايلول",
    10: "أكتوبر تشرين_الأول تشرين_أول ت1 اكتوبر",
    11: "نوفمبر تشرين_الثاني تشرين_ثاني ت2 نونبر",
    12: "ديسمبر كانون_الأول كانون_أول ك1 دجنبر",
}
# Folded name to number of month.
MONTHS = {fold(name.replace("_", " ")): number for number, names in _NAMES.items() for name in names.split()}
_WEEKDAYS = "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد اثنين ثلاثاء أربعاء خميس"
WEEKDAYS = tuple(map(fold, _WEEKDAYS.split()))
_ENGLISH = """
jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|sep sept september|oct october
|nov november|dec december
"""
ENGLISH_MONTHS = {
    name: number for number, names in enumerate(_ENGLISH.split("|"), 1) for name in names.split()
}
