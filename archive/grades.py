"""What one capture of an article shows: the report, its absence, a wall in front of it, or nothing at all.

Only absence counts towards a removal, and only a text towards an edit: what a wall or a broken server
answers is told, and changes neither.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from archive.articles import GONE
from archive.language import Saying, saying
from extractors.outlets import Outlet
from extractors.urls import UrlError, url_key

SHOWN, ABSENT, BARRED, SILENT = "shown", "absent", "barred", "silent"

# Each grade: what it says of the report, and in words.
GRADES: dict[str, tuple[str, Saying]] = {
    "shown": (SHOWN, saying("the page shows the report")),
    "unchanged": (SHOWN, saying("the page is as it was before")),
    "not-found": (ABSENT, saying("the server says that it is not there (404)")),
    "gone": (ABSENT, saying("the server says that it was removed (410)")),
    "soft-404": (ABSENT, saying("a page that says that there is nothing here stood in its place")),
    "redirect-home": (ABSENT, saying("its address leads to the home page")),
    "redirect-section": (ABSENT, saying("its address leads to a section or another page that is no report")),
    "refused": (BARRED, saying("the server refuses us")),
    "too-often": (BARRED, saying("the server says that we ask too often (429)")),
    "bot-wall": (BARRED, saying("a test for machines stood in its place")),
    "login-wall": (BARRED, saying("a page that asks for a password stood in its place")),
    "consent-wall": (BARRED, saying("a page that asks for consent to cookies stood in its place")),
    "paywall": (BARRED, saying("only subscribers are shown more than the beginning")),
    "geo-block": (BARRED, saying("it is shown in other countries only")),
    "legal-block": (BARRED, saying("the server may not show it for legal reasons (451)")),
    "server-down": (SILENT, saying("the server failed, or is closed for works")),
    "no-answer": (SILENT, saying("no answer came")),
    "cut": (SILENT, saying("the answer is not whole")),
    "emptied": (SILENT, saying("the page had lost most of its text, as pages do that broke")),
    "unreadable": (SILENT, saying("the page holds no report that could be read")),
    "moved": (SILENT, saying("its address leads to another report's")),
    "redirect-elsewhere": (SILENT, saying("its address leads to another site")),
    "redirected": (SILENT, saying("its address leads elsewhere")),
    "not-read": (SILENT, saying("the page has not been read yet")),
}
_READINGS = {
    "article": "shown",
    "not-found-page": "soft-404",
    "bot-challenge": "bot-wall",
    "access-denied": "refused",
    "login-wall": "login-wall",
    "consent-wall": "consent-wall",
    "paywall": "paywall",
    "geo-block": "geo-block",
    "maintenance-page": "server-down",
    "server-error": "server-down",
    "redirect-page": "redirected",
    "waiting": "not-read",
}
_STATUSES = {404: "not-found", 410: "gone", 401: "login-wall", 429: "too-often", 451: "legal-block"}
_LOGIN = re.compile(r"/(?:login|log-in|signin|sign-in|wp-login\.php|account|auth)(?:[/?.]|$)", re.IGNORECASE)
_CONSENT = re.compile(r"consent|cookie-?wall", re.IGNORECASE)
_NOWHERE = re.compile(r"/(?:404|not-?found|page-?not-?found)(?:[/?.]|$)", re.IGNORECASE)
_LANGUAGE = re.compile(r"/[a-z]{2}(?:-[a-z]{2})?/?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One capture as far as its grade depends on it; `target` is where its redirect leads.

    `emptied` says that the text read from it is doubted, since most of it is missing.
    """

    url: str
    status: int | None
    kind: str
    outcome: str | None
    truncated: str | None
    reading: str | None
    target: str | None = None
    emptied: bool = False


def presence(grade: str) -> str:
    """What a grade says of the report: "shown", "absent", "barred" or "silent"."""
    return GRADES[grade][0]


def grade_of(seen: Seen, outlet: Outlet | None, referred: Seen | None = None) -> str:
    """The grade of a capture, a key of GRADES; `referred` is the capture that a revisit refers to.

    A revisit shows what that one showed: a wall that is answered twice stays a wall.
    """
    if seen.outcome not in (None, "ok"):
        return "cut" if seen.outcome in ("incomplete", "resent") else "no-answer"
    status = seen.status
    if status is None:
        return "no-answer"
    if status in GONE or (status >= 400 and status in _STATUSES):
        return _STATUSES[status]
    if status >= 500:
        return "server-down"
    if status >= 400:
        return "refused"
    if seen.kind == "revisit" or status == 304:
        if referred is None or referred.kind == "revisit":
            return "unchanged"
        before = grade_of(referred, outlet)
        return "unchanged" if before == "shown" else before
    if status >= 300:
        return _redirect(seen, outlet)
    if seen.truncated is not None:
        return "cut"
    if seen.emptied:
        return "emptied"
    return _READINGS.get(seen.reading or "waiting", "unreadable")


def _redirect(seen: Seen, outlet: Outlet | None) -> str:
    target = seen.target
    if target is None:
        return "redirected"
    try:
        here, there = url_key(seen.url), url_key(target)
        home = url_key(outlet.homepage) if outlet is not None and outlet.homepage else None
    except UrlError:
        return "redirected"
    parts = urlsplit(target)
    if here == there:
        return "redirected"
    if _LOGIN.search(parts.path):
        return "login-wall"
    if _CONSENT.search(f"{parts.hostname}{parts.path}"):
        return "consent-wall"
    same_host = urlsplit(seen.url).hostname == parts.hostname
    if not same_host and not (outlet is not None and outlet.owns(target)):
        return "redirect-elsewhere"
    if _NOWHERE.search(parts.path):
        return "soft-404"
    if there == home or (parts.path in ("", "/") and not parts.query) or _LANGUAGE.fullmatch(parts.path):
        return "redirect-home"
    if outlet is not None and outlet.is_article_url(target):
        return "moved"
    sections: Sequence[str] = outlet.sections if outlet is not None else ()
    shallower = parts.path.rstrip("/").count("/") < urlsplit(seen.url).path.rstrip("/").count("/")
    return "redirect-section" if shallower or there in map(url_key, sections) else "redirected"
