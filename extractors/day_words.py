"""Numbers written in words as dates and ages hold them: days of a month, and how many of a unit; folded."""

from extractors.calendars import folded

_UNITS = ["الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع"]
_ONE_TO_TEN = (
    *("واحد واحدة", "اثنين اثنان اثنتين اثنتان", "ثلاثة ثلاث", "أربعة أربع", "خمسة خمس"),
    *("ستة ست", "سبعة سبع", "ثمانية ثماني ثمان", "تسعة تسع", "عشرة عشر"),
)
_TEENS = ["أحد", "اثني", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]
_TEENS_OF_FEMININE = ["إحدى", "اثنتي", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع"]
_TENS = {20: "عشرين عشرون", 30: "ثلاثين ثلاثون", 40: "أربعين أربعون", 50: "خمسين خمسون"}


def _ordinals() -> dict[str, int]:
    found = {name: number for number, name in enumerate(_UNITS, 1)}
    found |= {f"{unit} عشر": number for number, unit in enumerate(["الحادي", *_UNITS[1:]], 11)}
    found |= {"العاشر": 10, "العشرين": 20, "العشرون": 20, "الثلاثين": 30, "الثلاثون": 30}
    found |= {
        f"{unit} و{tens}": number + 20
        for number, unit in enumerate(["الحادي", *_UNITS[1:]], 1)
        for tens in ("العشرين", "العشرون")
    }
    found |= {f"الحادي و{tens}": 31 for tens in ("الثلاثين", "الثلاثون")}
    return found


def _cardinals() -> dict[str, int]:
    found = {name: number for number, names in enumerate(_ONE_TO_TEN, 1) for name in names.split()}
    found |= {f"{unit} عشر": number for number, unit in enumerate(_TEENS, 11)}
    found |= {f"{unit} عشرة": number for number, unit in enumerate(_TEENS_OF_FEMININE, 11)}
    for tens, names in _TENS.items():
        for name in names.split():
            found[name] = tens
            found |= {
                f"{unit} و{name}": tens + number
                for number, units in enumerate(_ONE_TO_TEN[:9], 1)
                for unit in units.split()
            }
    return found


def _fold_names(names: dict[str, int]) -> dict[str, int]:
    return {folded(name.replace(" ", "_"))[0]: number for name, number in names.items()}


# «الثاني والعشرين» of a month is its 22nd day; the first has names of its own.
ORDINALS = _fold_names({**_ordinals(), "الفاتح": 1, "فاتح": 1, "غرة": 1})
# «ثلاث» hours, «خمسة عشر» minutes.
CARDINALS = _fold_names(_cardinals())
