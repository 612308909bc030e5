"""The words of coverage: what is missing, and for which reason."""

from archive.coverage_gaps import CLOCK, NO_CRAWL, NO_DISCOVERY, NOT_READ, OVERRAN, USED_UP, Gap
from archive.language import Saying, saying
from archive.reasons import in_words

WHAT = {
    NO_DISCOVERY: saying("no discovery"),
    NO_CRAWL: saying("no crawl"),
    NOT_READ: saying("no seed read"),
    OVERRAN: saying("feed overran"),
    CLOCK: saying("clock set"),
    USED_UP: saying("requests used up"),
}
REASONS = {
    "nobody-looked": saying(
        "nobody looked: no outlet was crawled; the machine was off, or the schedule did not run"
    ),
    "others-only": saying("this outlet was not crawled, while others were"),
    "not-followed": saying("the outlet is no longer declared, so that nobody looked"),
    "never-looked": saying("this archive never crawled; what it holds was brought in from elsewhere"),
    "before-first-look": saying("before this archive first looked at the outlet"),
    "nothing-new": saying("looked at, and no seed named a report of this day"),
    "unreachable": saying("looked at, but the outlet could not be reached"),
    "blocked": saying("looked at, but the outlet refused us"),
    "robots-unavailable": saying("looked at, but robots.txt could not be had, so that nothing was fetched"),
    "robots-forbids": saying("looked at, but robots.txt forbids the seeds"),
    "server-errors": saying("looked at, but the outlet's server failed"),
    "not-answered": saying("looked at, but no seed could be read"),
    "interrupted": saying("the crawl was stopped or killed before it had read a seed"),
    "nothing-asked": saying("a crawl began, and asked for no seed"),
    "refused-here": saying("looked at, but this archive's own rules refused the seeds"),
    "feed-overran": saying(
        "the feed named {named} new addresses at once, as many as it ever had: what came and went between"
        " two readings was not seen, and how many that were nobody knows"
    ),
    "requests-per-day": saying(
        "the outlet was sent all the requests of a day: what was left was fetched later, or waits"
    ),
    "clock-set": saying("this machine's clock had been set: times of captures are doubtful"),
}


def what_in_words(gap: Gap) -> Saying:
    """What is missing."""
    return WHAT[gap.what]


def reason_in_words(gap: Gap) -> Saying:
    """Why it is missing, with what most requests for seeds ended in, or the feed."""
    told = REASONS[gap.reason]
    if gap.named is not None:
        told = Saying(told.english, {"named": gap.named})
    if gap.seed is not None:
        return saying("{reason} ({detail})", reason=told, detail=gap.seed)
    if gap.cause is not None and gap.cause not in ("killed", "stopped", "nothing-asked"):
        return saying("{reason} ({detail})", reason=told, detail=in_words(gap.cause))
    return told
