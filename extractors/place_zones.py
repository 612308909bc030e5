"""Clocks that a printed time is told by: «بتوقيت مكة المكرمة», «(GMT+0400)», «EET»."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo

from extractors.calendars import folded
from extractors.zones import zone

_PLACES = {
    "Asia/Riyadh": "مكة_المكرمة مكة السعودية الرياض المملكة جدة",
    "Asia/Damascus": "دمشق سوريا سورية",
    "Africa/Cairo": "القاهرة مصر",
    "Asia/Beirut": "بيروت لبنان",
    "Asia/Baghdad": "بغداد العراق",
    "Asia/Dubai": "أبوظبي أبو_ظبي دبي الإمارات الشارقة",
    "Asia/Qatar": "الدوحة قطر",
    "Asia/Kuwait": "الكويت",
    "Asia/Bahrain": "المنامة البحرين",
    "Asia/Muscat": "مسقط سلطنة_عمان",
    "Asia/Aden": "صنعاء عدن اليمن",
    "Asia/Amman": "الأردن",
    "Asia/Hebron": "رام_الله",
    "Asia/Gaza": "غزة",
    "Africa/Khartoum": "الخرطوم السودان",
    "Africa/Juba": "جوبا",
    "Africa/Tripoli": "ليبيا بنغازي",
    "Africa/Tunis": "تونس",
    "Africa/Algiers": "الجزائر",
    "Africa/Casablanca": "الرباط المغرب الدار_البيضاء",
    "Africa/Nouakchott": "نواكشوط موريتانيا",
    "Africa/Mogadishu": "مقديشو الصومال",
    "Africa/Djibouti": "جيبوتي",
    "Indian/Comoro": "موروني جزر_القمر",
    "Europe/London": "لندن بريطانيا",
    "Europe/Paris": "باريس فرنسا",
    "Europe/Berlin": "برلين ألمانيا",
    "Europe/Istanbul": "أنقرة إسطنبول اسطنبول تركيا",
    "Europe/Moscow": "موسكو",
    "Asia/Tehran": "طهران إيران",
    "America/New_York": "واشنطن نيويورك",
}
# One name for several clocks: told only while they agree.
_SHARED = {
    "عمان": ("Asia/Amman", "Asia/Muscat"),
    "القدس": ("Asia/Hebron", "Asia/Jerusalem"),
    "فلسطين": ("Asia/Hebron", "Asia/Gaza"),
    "طرابلس": ("Africa/Tripoli", "Asia/Beirut"),
}
PLACES: dict[str, tuple[str, ...]] = {
    **{name: (zone_name,) for zone_name, names in _PLACES.items() for name in folded(names)},
    **{folded(name)[0]: zone_names for name, zone_names in _SHARED.items()},
}
GREENWICH = folded("غرينتش غرينيتش جرينتش جرينيتش غرينتش_العالمي العالمي")
# Hours from UTC of abbreviations that RFC 822 defines or that stand for one offset only.
ABBREVIATIONS = {
    "gmt": 0,
    "utc": 0,
    "ut": 0,
    "z": 0,
    "wet": 0,
    "west": 1,
    "cet": 1,
    "cest": 2,
    "eet": 2,
    "eest": 3,
    "msk": 3,
    "est": -5,
    "edt": -4,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
}
# Abbreviations that newsrooms of several places share: a time with one is of no known clock.
UNKNOWN = ("ast", "bst", "ist", "gst", "trt", "jst", "kst", "ksa", "uae", "sgt", "hkt", "pkt", "irst")
_WIDEST = timedelta(hours=14)


def shift_zone(printed: str) -> tzinfo | None:
    """Give the clock of a printed offset such as "+0300", "+3", "-05:00"; None for an impossible one."""
    digits = "".join(filter(str.isdigit, printed))
    hours, minutes = (int(digits), 0) if len(digits) < 3 else (int(digits[:-2]), int(digits[-2:]))
    shift = timedelta(hours=hours, minutes=minutes)
    if shift > _WIDEST or minutes > 59:
        return None
    if not shift:
        return UTC
    return timezone(-shift if "-" in printed else shift)


def place_zone(place: str, at: datetime) -> tzinfo | None:
    """Give the clock of a folded place at a naive local moment; None when the name stands for several."""
    zones = [zone(name) for name in PLACES[place]]
    offsets = {at.replace(tzinfo=one).utcoffset() for one in zones}
    return zones[0] if len(offsets) == 1 else None
