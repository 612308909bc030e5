"""The fields of a query, in Arabic and English: where a word is looked for, and what reports are filed under.

    title: عنوان:   body: text: نص: متن:              where the word stands
    outlet: site: منفذ: موقع: صحيفة:                   the outlet, by its slug, or its name where known
    country: بلد: دولة:   section: قسم:                the outlet's country, by code or name; the section
    from: من:   to: إلى:   on: date: يوم: تاريخ:       the day published; also month: شهر: and year: سنة: عام:

A value that cannot be read (`من: بغداد`) makes no filter: the field's name and the value are words then.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from archive.match import Place
from archive.query_days import Days, covering, read_days
from archive.tags import tag
from extractors.arabic import fold
from extractors.countries import COUNTRIES
from extractors.country_names import NAMES

Filed = Literal["outlet", "country", "section", "from", "to", "on", "month", "year"]
Field = Place | Filed

_NAMES: dict[Field, str] = {
    "title": "title عنوان العنوان",
    "body": "body text نص النص متن المتن",
    "outlet": "outlet site منفذ المنفذ موقع الموقع صحيفة الصحيفة",
    "country": "country بلد البلد دولة الدولة",
    "section": "section قسم القسم",
    "from": "from من",
    "to": "to إلى",
    "on": "on date يوم تاريخ",
    "month": "month شهر",
    "year": "year سنة عام",
}
FIELDS: dict[str, Field] = {fold(name): field for field, names in _NAMES.items() for name in names.split()}
FIELD_NAMES = frozenset(FIELDS)
PLACES = frozenset[Field](("title", "body"))
ENDS = frozenset[Field](("from", "to"))
_DAYS = ENDS | frozenset[Field](("on", "month", "year"))
_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*")
_ARTICLE = "ال"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What reports are filed under: `value` is a slug, code or section; `days` is set for fields of days."""

    field: Filed
    value: str = ""
    days: Days | None = None

    @property
    def phrases(self) -> Iterable[str]:
        """The tags, as FTS5 phrases, of which a report must have one."""
        return covering(self.days) if self.days else (_phrase(self.field, self.value),)


def read_filter(field: Field, typed: str, outlets: Mapping[str, str] | None) -> Filter | None:
    """The filter that a field and its value make; None for a field of places and for what cannot be read.

    `outlets` gives the slugs of outlets by their names.
    """
    typed = typed.strip(" ،؛,;")
    if field in _DAYS:
        return _day_filter(field, typed)
    value: str | None = None
    if field == "outlet":
        value = _slug(typed, outlets or {})
    elif field == "country":
        value = country_code(typed)
    elif field == "section" and any(map(str.isalnum, fold(typed))):
        value = fold(typed)
    return Filter(field=field, value=value) if value else None  # type: ignore[arg-type]


def narrowed(filters: Sequence[Filter]) -> tuple[str, Days | None]:
    """Filters that all must hold as one FTS5 expression, and the first and last day that they let through.

    Filters of one field are alternatives, since a report has one outlet and one day; from and to are the ends
    of one span. No days when none of the filters is of days; the first after the last when no day is left.
    """
    wanted: list[str] = []
    spans: list[Days] = []
    for field in dict.fromkeys(one.field for one in filters):
        alike = [one for one in filters if one.field == field]
        choices = [one.days for one in alike if one.days]
        if field in ENDS:
            spans += choices
            continue
        wanted.append(_either(phrase for one in alike for phrase in one.phrases))
        if choices:
            spans.append((min(first for first, _ in choices), max(last for _, last in choices)))
    days = (max(first for first, _ in spans), min(last for _, last in spans)) if spans else None
    ends = [one.days for one in filters if one.days and one.field in ENDS]
    if ends:
        wanted.append(_either(covering((max(first for first, _ in ends), min(last for _, last in ends)))))
    return (wanted[0] if len(wanted) == 1 else f"({' AND '.join(wanted)})" if wanted else ""), days


def _either(phrases: Iterable[str]) -> str:
    """An FTS5 expression for reports under any of these tags; when there are none, for no report."""
    wanted = " OR ".join(phrases) or _phrase("year", "none")
    return f"{{tags}} : ({wanted})"


def _day_filter(field: Field, typed: str) -> Filter | None:
    days = read_days(typed)
    if days is None:
        return None
    if field == "from":
        days = (days[0], date.max)
    elif field == "to":
        days = (date.min, days[1])
    return Filter(field=field, days=days)  # type: ignore[arg-type]


def _slug(typed: str, outlets: Mapping[str, str]) -> str | None:
    slug = typed.lower()
    if slug in outlets.values():
        return slug
    wanted = fold(typed)
    named = next((slug for name, slug in outlets.items() if fold(name) == wanted), None)
    return named or (slug if _SLUG.fullmatch(slug) else None)


def country_code(typed: str) -> str | None:
    """The code of a country that was typed as a code or a name; None for what is neither."""
    return typed.upper() if typed.upper() in COUNTRIES else _countries().get(fold(typed))


@cache
def _countries() -> dict[str, str]:
    """Codes by folded names, Arabic ones also without the article."""
    named = {fold(name): code for code, names in NAMES.items() for name in names}
    return {name.removeprefix(_ARTICLE): code for name, code in named.items()} | named


def _phrase(field: str, value: str) -> str:
    return f'"{tag(field, value)}"'  # type: ignore[arg-type]
