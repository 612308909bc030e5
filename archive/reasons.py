"""Reasons of the ledger and codes of the reader, in words for people."""

import re

from archive.language import Saying, saying

READINGS: dict[str, Saying] = {
    "http-status": saying("the answer's status is not 200"),
    "not-html": saying("the answer is no HTML page"),
    "undecodable": saying("its bytes are no text in any charset we know"),
    "unreadable": saying("the page broke the parser"),
    "section-page": saying("it is a home page, a list of headlines or a page of figures, not a report"),
    "bot-challenge": saying("a page that tests whether the visitor is a machine stood in its place"),
    "not-found-page": saying("the page says that there is nothing here, though its status is 200"),
    "standing-page": saying("a page about the outlet itself: who it is, how to reach it, its terms"),
    "geo-block": saying("a page that is shown in other countries only stood in its place"),
    "access-denied": saying("the page says that access is denied, though its status is 200"),
    "maintenance-page": saying("the page says that the site is closed for works"),
    "server-error": saying("the message of a server that failed stood in its place, with status 200"),
    "login-wall": saying("a page that asks for a password stood in its place"),
    "redirect-page": saying("a page that only leads to another address"),
    "script-only": saying(
        "an empty page that scripts fill: it needs a browser (`warraq outlet doctor SLUG` tries one,"
        " `render = true` has crawls use it)"
    ),
    "not-rendered": saying("no browser could show the page"),
    "placeholder": saying("filler text, a parked domain or a server's default page"),
    "consent-wall": saying("a page that asks for consent to cookies stood in its place"),
    "paywall": saying("only subscribers are shown more than the beginning"),
    "wrong-language": saying("the text is not in the outlet's language"),
    "no-body": saying("no text was found on the page"),
    "too-short": saying("there is a heading with next to no text"),
    "no-title": saying("the text has no title"),
    "reading-timeout": saying("reading the page took longer than a reader may take"),
    "reading-memory": saying("reading the page took more memory than may be used for it"),
    "reading-crashed": saying("the page made the reader crash"),
    "unreadable-record": saying("its record in the WARC could not be read"),
    "waiting": saying("it is to be read again: the next crawl or rebuild does so"),
}
_ENDINGS: dict[str, Saying] = {
    "other-host": saying("its host is none of the outlet's domains"),
    "not-an-article-url": saying("it has not the form of an article's address"),
    "robots: disallowed": saying("robots.txt of its host forbids it"),
    "robots: unavailable": saying(
        "robots.txt of its host could not be had, so nothing of that host may be fetched (RFC 9309)"
    ),
    "address-refused": saying("its host is, or resolves to, an address that is not public"),
    "proxy": saying("the outlet's proxy opened no way to it, and nothing goes around the proxy"),
    "secret-header": saying(
        "the request was to carry a cookie or a password, which would stand in the archive: it was not sent"
    ),
    "scheme": saying("it is no http or https address"),
    "too-large": saying("the answer is larger than the limit, [limits] max_bytes in warraq.toml"),
    "redirect": saying("the answer leads to another address"),
    "redirect-loop": saying("its redirects run in a circle"),
    "redirect-to-itself": saying("it redirects to itself"),
    "too-many-redirects": saying("more redirects in a row than [limits] redirects in warraq.toml allows"),
    "redirect-to-other-host": saying("it redirects to a host that is none of the outlet's"),
    "redirect-to-no-web-address": saying("it redirects to what is no web address"),
    "redirect-without-target": saying("it redirects without saying where to"),
    "sitemap-too-deep": saying("the sitemap stands below too many indexes of sitemaps"),
    "too-many-sitemaps": saying("the outlet lists more sitemaps than are followed"),
    "dns": saying("its host's name could not be resolved"),
    "timeout": saying("no whole answer came in time ([limits] timeout in warraq.toml)"),
    "disconnect": saying("the connection ended before the answer did"),
    "connection-refused": saying("its host refused the connection"),
    "tls": saying("the secure connection failed: certificate or protocol"),
    "unparsable-head": saying("what came is no HTTP answer"),
    "no-http-head": saying("what came is no HTTP answer"),
    "incomplete": saying("the exchange was not recorded to its end: a crawl was killed"),
    "resent": saying("the connection ended unanswered, and the request was sent again"),
    "failed": saying("the request failed"),
}
_STATUSES: dict[int, Saying] = {
    401: saying("the server wants a password"),
    403: saying("the server refuses us"),
    404: saying("the server says that it is not there"),
    410: saying("the server says that it has been removed"),
    429: saying("the server says that we ask too often"),
    451: saying("the server may not show it for legal reasons"),
}
NOT_WEB = "not a web address: "  # begins the reason of what could not even be asked for
_HTTP = re.compile(r"http-(\d{3})(?:, retry after (\d+) s)?")
_CUTS: dict[str, Saying] = {
    "disconnect": _ENDINGS["disconnect"],
    "length": _ENDINGS["too-large"],
    "time": _ENDINGS["timeout"],
}


def in_words(reason: str) -> Saying:
    """The reason of a ledger row, the outcome of a capture or the code of a refusal, in words.

    What has none is given as it stands: reasons may hold the text of an error.
    """
    known = _ENDINGS.get(reason) or READINGS.get(reason)
    if known is not None:
        return saying("{code}: {words}", code=reason, words=known)
    http = _HTTP.fullmatch(reason)
    if http is not None:
        return saying("{code}: {words}", code=reason, words=status_in_words(int(http[1])))
    if reason.startswith(NOT_WEB):
        return saying("not a web address: {error}", error=reason.removeprefix(NOT_WEB))
    if reason.startswith("truncated-"):
        how = cut_in_words(reason.removeprefix("truncated-"))
        return saying("{code}: {words}", code=reason, words=how)
    return saying("{text}", text=reason)


def seed_problem_in_words(problem: str) -> Saying:
    """A line "URL: reason" that a crawl tells of a seed, its reason in words where it is a known code."""
    url, separator, reason = problem.rpartition(": ")
    if separator and reason in READINGS:
        return saying("{url}: {words}", url=url, words=in_words(reason))
    return saying("{text}", text=problem)


def cause_of(reason: str | None) -> str:
    """The reason without what differs from one time to the next, for counting."""
    if reason is None:
        return "unknown"
    http = _HTTP.fullmatch(reason)
    return f"http-{http[1]}" if http is not None else reason


def status_in_words(status: int) -> Saying:
    """What an HTTP status says, in words."""
    if 500 <= status < 600:
        return saying("the server failed (HTTP {status})", status=status)
    known = _STATUSES.get(status)
    if known is not None:
        return saying("{words} (HTTP {status})", words=known, status=status)
    return saying("the server answered with HTTP {status}", status=status)


def cut_in_words(how: str) -> Saying:
    """Why a body is not whole (the value of WARC-Truncated), in words."""
    return saying("the page is not whole: {why}", why=_CUTS.get(how) or saying("{text}", text=how))
