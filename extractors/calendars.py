"""Names of months and weekdays as Arab newsrooms print them, in every tradition; matched folded."""

import re
from collections.abc import Iterable
from typing import Any

from extractors.arabic import fold

# A name that stands before a bar is written as «1 آذار», with an underscore for the space within it.
_MONTHS = {
    1: "يناير كانون_الثاني كانون_ثاني كانون_التاني كانون2 ك2 جانفي ينابر ينايير",
    2: "فبراير شباط أشباط فيفري فبرابر فبراىر فيبراير فبرايير",
    3: "مارس آذار",
    4: "أبريل نيسان أفريل إفريل ابرايل أبرايل",
    5: "مايو أيار ماي مايس",
    6: "يونيو حزيران جوان يونيه يونية يونيوا",
    7: "يوليو تموز جويلية جويليا يوليوز يوليه يولية يوليوا",
    8: "أغسطس آب أوت غشت أغسطوس أغشت أوغسطس أغسطش",
    9: "سبتمبر أيلول شتنبر سيبتمبر سبتمر سبتنبر",
    10: "أكتوبر تشرين_الأول تشرين_أول تشرين1 ت1 أوكتوبر أكتوير أكتوبير",
    11: "نوفمبر تشرين_الثاني تشرين_ثاني تشرين_التاني تشرين2 ت2 نونبر نوفمر نوفنبر",
    12: "ديسمبر كانون_الأول كانون_أول كانون1 ك1 دجنبر ديسمبير دسمبر ديسنبر",
}
# Names of the Libyan calendar of 1986 to 2011.
_LIBYAN = (
    *("أي_النار", "النوار", "الربيع", "الطير", "الماء", "الصيف"),
    *("ناصر", "هانيبال", "الفاتح", "التمور", "الحرث", "الكانون"),
)
LIBYAN_YEARS = range(1986, 2012)
_LATIN = """
jan january janv janvier|feb february fev fevr fevrier|mar march mars|apr april avr avril|may mai
|jun june juin|jul july juil juillet|aug august aout|sep sept september septembre|oct october octobre
|nov november novembre|dec december decembre
"""
_HIJRI = {
    1: "محرم المحرم محرم_الحرام",
    2: "صفر صفر_الخير صفر_المظفر",
    3: "ربيع_الأول ربيع_أول ربيع1 ربيع_الاولى",
    4: "ربيع_الثاني ربيع_الآخر ربيع_ثاني ربيع_آخر ربيع2 ربيع_التاني ربيع_الثانى",
    5: "جمادى_الأولى جمادى_الأول جماد_الأول جماد_أول جمادى_أول جماد_الأولى جمادى1 جماد1",
    6: "جمادى_الآخرة جمادى_الثانية جمادى_الآخر جمادى_الثاني جماد_الآخر جماد_الثاني جماد_ثاني جماد_الآخرة "
    "جماد_الثانية جمادى_آخر جمادى2 جماد2 جمادى_ثاني",
    7: "رجب رجب_الفرد رجب_المرجب",
    8: "شعبان شعبان_المعظم",
    9: "رمضان رمضان_المبارك",
    10: "شوال",
    11: "ذو_القعدة ذي_القعدة ذوالقعدة ذيالقعدة ذا_القعدة ذو_القعده ذو_القَعدة القعدة",
    12: "ذو_الحجة ذي_الحجة ذوالحجة ذيالحجة ذا_الحجة ذو_الحجه الحجة",
}
_WEEKDAYS = {
    0: "الاثنين الإثنين اثنين إثنين الأثنين",
    1: "الثلاثاء ثلاثاء الثلثاء الثلاثا",
    2: "الأربعاء أربعاء الاربعا",
    3: "الخميس خميس",
    4: "الجمعة جمعة الجمعه",
    5: "السبت سبت",
    6: "الأحد أحد",
}
_LATIN_WEEKDAYS = """
mon monday lun lundi|tue tues tuesday mardi|wed weds wednesday mer mercredi|thu thur thurs thursday jeu jeudi
|fri friday ven vendredi|sat saturday sam samedi|sun sunday dim dimanche
"""


def folded(names: str) -> list[str]:
    """Give the folded forms of names that stand apart by spaces, an underscore being a space within one."""
    return [fold(name.replace("_", " ")) for name in names.split()]


def alternatives(names: Iterable[str]) -> str:
    """Give a pattern that matches any of the folded names, the longest first."""
    root: dict[str, Any] = {}
    for name in names:
        branch = root
        for letter in name:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return f"(?:{_branches(root)})"


def _branches(branch: dict[str, Any]) -> str:
    ways = [
        (" {1,4}" if letter == " " else re.escape(letter)) + (_branches(rest) if rest else "")
        for letter, rest in sorted(branch.items())
        if letter
    ]
    if not ways:
        return ""
    if len(ways) == 1 and "" not in branch:
        return ways[0]
    return f"(?:{'|'.join(ways)})" + ("?" if "" in branch else "")


def spaced(name: str) -> str:
    """Give a matched name with single spaces, as the tables hold it."""
    return " ".join(name.split())


ARABIC_MONTHS = {name: number for number, names in _MONTHS.items() for name in folded(names)}
LATIN_MONTHS = {name: number for number, names in enumerate(_LATIN.split("|"), 1) for name in names.split()}
MONTHS = ARABIC_MONTHS | LATIN_MONTHS
LIBYAN_MONTHS = {folded(name)[0]: number for number, name in enumerate(_LIBYAN, 1)}
HIJRI_MONTHS = {name: number for number, names in _HIJRI.items() for name in folded(names)}
# Monday is 0, as in the standard library.
ARABIC_WEEKDAYS = {name: number for number, names in _WEEKDAYS.items() for name in folded(names)}
LATIN_WEEKDAYS = {
    name: number for number, names in enumerate(_LATIN_WEEKDAYS.split("|")) for name in names.split()
}
WEEKDAYS = ARABIC_WEEKDAYS | LATIN_WEEKDAYS


def misspelt_month(word: str) -> int | None:
    """Give the month that a folded word misses by one letter (left out, put in, changed or swapped).

    None when it is that near to the names of several months, or to none of five letters or more.
    """
    near = {number for name, number in ARABIC_MONTHS.items() if len(name) >= 5 and _one_slip(word, name)}
    return near.pop() if len(near) == 1 else None


def _one_slip(word: str, name: str) -> bool:
    if abs(len(word) - len(name)) > 1 or word == name:
        return False
    same = 0
    while same < min(len(word), len(name)) and word[same] == name[same]:
        same += 1
    left, right = word[same:], name[same:]
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[:2] == right[1::-1] and left[2:] == right[2:] and len(left) > 1)
    )
