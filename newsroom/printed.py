"""How the outlets print days, hours and digits."""

from datetime import UTC, datetime
from email.utils import format_datetime

WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")  # Monday first
LEVANTINE = (
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
)
GREGORIAN = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)
TUNISIAN = (
    "جانفي",
    "فيفري",
    "مارس",
    "أفريل",
    "ماي",
    "جوان",
    "جويلية",
    "أوت",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)
MOROCCAN = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "ماي",
    "يونيو",
    "يوليوز",
    "غشت",
    "شتنبر",
    "أكتوبر",
    "نونبر",
    "دجنبر",
)
HIJRI = (
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
)
_HIJRI_EPOCH = 227_015  # ordinal of 1 Muharram of the year 1, a Friday
_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def long_day(moment: datetime, months: tuple[str, ...]) -> str:
    """Weekday, day, month and year of the moment in its own offset, e.g. «الأحد 1 آذار 2026»."""
    return f"{WEEKDAYS[moment.weekday()]} {moment.day} {months[moment.month - 1]} {moment.year}"


def both_months(moment: datetime) -> str:
    """Day and year with the month named twice, e.g. «1 آذار/مارس 2026»."""
    month = moment.month - 1
    return f"{moment.day} {LEVANTINE[month]}/{GREGORIAN[month]} {moment.year}"


def hijri_day(moment: datetime) -> str:
    """The day in the tabular Hijri calendar (30-year cycle), e.g. «16 رمضان 1447»."""
    days = moment.toordinal() - _HIJRI_EPOCH
    year = (30 * days + 10_646) // 10_631
    within = days - ((year - 1) * 354 + (3 + 11 * year) // 30)
    month = min(11, 2 * within // 59)
    return f"{within - (59 * month + 1) // 2 + 1} {HIJRI[month]} {year}"


def half_day_clock(moment: datetime) -> str:
    """The hour on a twelve-hour clock with «ص» or «م», e.g. «02:30 م»."""
    return f"{moment:%I:%M} {'ص' if moment.hour < 12 else 'م'}"


def arabic_indic(text: str) -> str:
    """The text with its European digits turned into Arabic-Indic ones."""
    return text.translate(_INDIC)


def http_date(moment: datetime) -> str:
    """The moment as HTTP headers write it, in GMT."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def feed_date(moment: datetime) -> str:
    """The moment as RSS writes it (RFC 822), in its own offset."""
    return format_datetime(moment.replace(microsecond=0))


def utc_date(moment: datetime) -> str:
    """The moment in UTC as `2026-03-01T22:30:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
