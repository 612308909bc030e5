"""Who took or sent a picture, told from the caption that ends in it."""

import re

from extractors.agencies import agency_named
from extractors.arabic import fold
from extractors.site_names import name_like

_CREDIT_WORD = (
    r"تصوير|عدسة|(?:مصدر )?الصورة(?: من)?|المصدر|صورة(?: من)?|المصور|photo(?:s|graph)?(?: by)?|credit|source"
    r"|image|©|\(c\)"
)
_SAID = re.compile(
    rf"(?:^|[\s.،(|\-–—]+)(?:{_CREDIT_WORD})\s*[:/\-–—]?\s+(?P<who>[^()|]{{2,60}}?)\s*\)?\.?\s*$",
    re.IGNORECASE,
)
_SAID_FIRMLY = re.compile(
    rf"(?:^|[\s.،(|\-–—]+)(?:(?:{_CREDIT_WORD})\s*[:/]|©)\s*(?P<who>[^()|:]{{2,60}}?)\s*\)?\.?\s*$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\s*[(\[]\s*(?P<who>[^()\[\]]{2,60})\s*[)\]]\s*\.?\s*$")
_AFTER_DASH = re.compile(r"\s*(?:[-–—|/•]|\.)\s*(?P<who>[^-–—|/•.]{2,40}|\w(?:\.\w){1,3}\.?)\s*$")
_CREDITED = re.compile(rf"^(?:{_CREDIT_WORD})\s*[:/\-–—]?\s*", re.IGNORECASE)
_WITH = re.compile(r"\s*[/،,+&|]\s*")
_ARCHIVES = frozenset(
    map(
        fold,
        (
            *("أرشيف", "أرشيفية", "الأرشيف", "صورة أرشيفية", "خدمة الصحافة", "إنترنت", "الإنترنت", "متداولة"),
            *(
                "مواقع التواصل",
                "مواقع التواصل الاجتماعي",
                "وسائل التواصل الاجتماعي",
                "المكتب الإعلامي",
                "تويتر",
            ),
            *("فيسبوك", "فايسبوك", "إكس", "منصة إكس", "مواقع التواصل الإجتماعي", "الصحافة", "وكالات", "خاص"),
            *(
                "شاترستوك",
                "غيتي",
                "بيكسلز",
                "أنسبلاش",
                "ويكيبيديا",
                "ويكيميديا",
                "iStock",
                "Shutterstock",
                "X",
            ),
        ),
    )
)
_MOST_NAME_WORDS = 3


def split_credit(
    caption: str | None, credit: str | None, own: frozenset[str] = frozenset()
) -> tuple[str | None, str | None]:
    """Give a caption without the credit that ends it, and the credit: who is named, as printed.

    `own` are the folded names of the outlet, which credits itself too.
    """
    if credit is not None:
        return caption, _credited(credit)
    if caption is None:
        return None, None
    for pattern in (_SAID_FIRMLY, _BRACKETED, _SAID, _AFTER_DASH):
        match = pattern.search(caption)
        if match is None:
            continue
        who = match["who"].strip(" .،-–—:")
        rest = caption[: match.start()].rstrip(" -–—|(،•")
        certain = (
            pattern is _SAID_FIRMLY
            or _is_credit(who, own)
            or (pattern is _BRACKETED and _CREDITED.match(who))
        )
        if certain and len(who.split()) <= 6:
            return rest or None, _credited(who)
    return (None, _credited(caption)) if _is_credit(caption.strip("() "), own) else (caption, None)


def _credited(text: str) -> str | None:
    """Give the names of a credit without the word that says it is one."""
    return _CREDITED.sub("", text.strip(" ()[].|-–—")).strip(" ()[]|-–—:") or None


def _is_credit(text: str, own: frozenset[str] = frozenset()) -> bool:
    """Say whether a text names agencies, archives or the outlet and nothing else."""
    if _is_source(text, own):
        return True
    parts = _WITH.split(text)
    known = sum(_is_source(part, own) for part in parts)
    return len(parts) > 1 and known > 0 and all(len(part.split()) <= _MOST_NAME_WORDS for part in parts)


def _is_source(text: str, own: frozenset[str]) -> bool:
    folded = fold(text)
    return folded in _ARCHIVES or agency_named(text) is not None or (bool(own) and name_like(folded, own))
