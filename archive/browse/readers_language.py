"""The language of a page: what the reader chose, else what the browser asks for, else Arabic."""

import re

LANGUAGES = ("ar", "en")
COOKIE = "warraq_language"
PARAMETER = "lang"
A_YEAR = 365 * 24 * 3600  # seconds
_RANGE = re.compile(r"\s*([a-z]{1,8})(?:-[a-z0-9-]*)?\s*(?:;\s*q\s*=\s*([0-9.]+))?\s*", re.IGNORECASE)


def language_of(chosen: str | None, remembered: str | None, accepted: str | None) -> str:
    """The language to answer in: one of LANGUAGES.

    `chosen` is the parameter of this request, `remembered` the cookie, `accepted` the header Accept-Language
    (RFC 9110, section 12.5.4).
    """
    for said in (chosen, remembered):
        if said in LANGUAGES:
            return said
    return max(LANGUAGES, key=lambda language: _weight(language, accepted or ""))


def _weight(language: str, accepted: str) -> float:
    weights = [
        _number(match[2])
        for part in accepted.split(",")
        if (match := _RANGE.fullmatch(part)) and match[1].lower() == language
    ]
    return max(weights, default=0.0)


def _number(text: str | None) -> float:
    try:
        return 1.0 if text is None else float(text)
    except ValueError:
        return 0.0
