"""The catalogue of newsrooms that come with Warraq: where it is, what of it a word finds, how it is shown."""

from pathlib import Path
from typing import TYPE_CHECKING

from archive.arabic_texts import ARABIC
from archive.language import speaks_arabic, tr
from extractors.arabic import fold
from extractors.country_names import NAMES

if TYPE_CHECKING:
    from extractors.outlets import Outlet

# Beside the packages, in a checkout and in an installed wheel alike.
CATALOGUE = Path(__file__).resolve().parent.parent / "outlets"


def matches(one: "Outlet", word: str) -> bool:
    """Whether the word finds the outlet; two letters that are a country's code find that country alone.

    Letter case, hamza, vowel signs and the like do not count, as in a search.
    """
    if word.upper() in NAMES:
        return word.upper() in (one.country, one.based_in)
    wanted = fold(word).casefold()
    return any(wanted in fold(text).casefold() for text in _searched(one))


def in_one_line(one: "Outlet") -> str:
    """The entry for a reader: slug, names, country, kind of newsroom, home page."""
    names = f"{one.name} ({one.name_en})" if one.name_en else one.name
    place = _country(one.country)
    if one.based_in:
        place = tr("{country}, from {other}", country=place, other=_country(one.based_in))
    parts = [f"{one.slug}: {names}", place, tr(one.kind) if one.kind else None, one.homepage]
    return tr(", ").join(part for part in parts if part)


def _country(code: str) -> str:
    names = NAMES.get(code)
    return names[0 if speaks_arabic() else 1] if names else code


def _searched(one: "Outlet") -> list[str]:
    kind = (one.kind, ARABIC.get(one.kind)) if one.kind else ()
    countries = [name for code in (one.country, one.based_in) if code for name in NAMES.get(code, (code,))]
    texts = (one.slug, one.name, one.name_en, one.homepage, *one.domains, one.notes, *kind)
    return [*(text for text in texts if text), *countries]
