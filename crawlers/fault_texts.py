"""Every fault the doctor knows: what is wrong, the likely cause, what to do; in the order of what explains what.

A fault is named before those that it may have caused. The texts are keys of `archive/doctor_texts.py`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultText:
    """English texts of a fault; `what` holds values in braces. `explains` names faults that follow from it."""

    what: str
    cause: str
    remedy: str
    explains: frozenset[str] = frozenset()
    notice: bool = False


_OF_SEEDS = frozenset(
    {
        *("feed-gone", "feed-moved", "sitemap-gone", "sitemap-moved", "section-gone", "section-moved"),
        *("home-gone", "home-empty", "seeds-disagree", "article-url-changed", "feed-frozen", "silent"),
    }
)
_OF_TEXT = frozenset(
    {"unread", "redesign", "boilerplate", "title-wrong", "byline-gone", "byline-moved", "below-expected"}
)
_OF_DATES = frozenset({"date-gone", "date-moved", "dates-equal", "dates-disagree", "timezone-off"})
_OF_PAGES = frozenset(
    {
        *(
            "articles-fail",
            "nothing-listed",
            "articles-equal",
            "articles-gone",
            "soft-404",
            "needs-browser",
            "wrong-language",
            "mojibake",
        ),
        *("charset-mislabelled", "canonical-elsewhere", "feed-dates-wrong"),
        *_OF_TEXT,
        *_OF_DATES,
    }
)
_ALL = _OF_SEEDS | _OF_PAGES

FAULTS: dict[str, FaultText] = {
    "unreachable": FaultText(
        what="nothing answered: {detail}",
        cause="The host does not exist any more, the network is down, or the server refuses this machine.",
        remedy="Open the home page in a browser; if it opens there, try from another network or with a proxy.",
        explains=_ALL,
    ),
    "certificate-bad": FaultText(
        what="{bad} of {count} addresses refused because of the certificate: {detail}",
        cause="The server's certificate has run out, is for another host, or lacks its intermediate.",
        remedy="Wait some days or write to the newsroom; who knows the server can set verify_tls = false.",
        explains=_ALL,
    ),
    "robots-forbid": FaultText(
        what="robots.txt forbids {bad} of {count} addresses, by the line: {detail}",
        cause="The newsroom changed its robots.txt and no longer wants these pages fetched by crawlers.",
        remedy="No declaration can mend this: ask the newsroom for leave, or capture single pages by hand.",
        explains=_ALL,
    ),
    "robots-unavailable": FaultText(
        what="robots.txt cannot be had ({detail}), which forbids everything (RFC 9309)",
        cause="The server answers robots.txt with an error, most often for some hours only.",
        remedy="Try again tomorrow; if it stays so, tell the newsroom that search engines are shut out, too.",
        explains=_ALL,
    ),
    "host-moved": FaultText(
        what="the home page leads to another host: {detail}",
        cause="The outlet moved to another domain.",
        remedy="Check that it is the same newsroom, then take the patch: home page, domains and seeds change.",
        explains=_OF_SEEDS | {"canonical-elsewhere"},
    ),
    "blocked": FaultText(
        what="{bad} of {count} reports answered {detail}",
        cause="The server, or a service in front of it, turns crawlers away.",
        remedy="Fetch more slowly (delay), give a contact in warraq.toml, and ask the newsroom for leave.",
        explains=_ALL,
    ),
    "bot-challenge": FaultText(
        what="{bad} of {count} pages show a test for visitors in place of the report",
        cause="A service in front of the site tests every visitor with a script.",
        remedy="No declaration can mend this: ask the newsroom to let your contact through, or fetch less often.",
        explains=_ALL,
    ),
    "consent-wall": FaultText(
        what="{bad} of {count} pages ask for consent to cookies in place of the report",
        cause="The site shows first visitors a consent page, often by where they come from.",
        remedy="No declaration can mend this: crawl from another country, or use feeds that carry whole texts.",
        explains=_ALL,
    ),
    "paywall": FaultText(
        what="{bad} of {count} pages show the beginning of the report and an offer to subscribe",
        cause="The newsroom put its reports behind a subscription.",
        remedy="No declaration can mend this: what is shown is archived, the rest belongs to subscribers.",
        explains=_ALL,
    ),
    "articles-equal": FaultText(
        what="{bad} of {count} addresses show the same text",
        cause="The server answers every address with one page: a broken cache, a login, or a wall.",
        remedy="Look at the example in a browser; if it shows the report, ask the newsroom, else wait a day.",
        explains=_OF_TEXT
        | _OF_DATES
        | {"canonical-elsewhere", "soft-404", "wrong-language", "needs-browser"},
    ),
    "home-gone": FaultText(
        what="the home page gives nothing: {detail}",
        cause="The home page moved or is broken.",
        remedy="Look for the outlet's home page of today and set homepage.",
        explains=frozenset({"home-empty", "seeds-disagree"}),
    ),
    "home-empty": FaultText(
        what="the home page shows {count} links of its own",
        cause="A script in the browser draws the home page now; without it the page is an empty shell.",
        remedy="Feeds and sitemaps carry the discovery as long as they work; sections may list what is missing.",
        explains=frozenset({"seeds-disagree"}),
    ),
    "feed-moved": FaultText(
        what="{bad} of {count} feeds answer from another address: {detail}",
        cause="The feed moved, and the old address redirects to it, which may end any day.",
        remedy="Take the patch: it names the new address.",
    ),
    "feed-gone": FaultText(
        what="{bad} of {count} feeds list nothing: {detail}",
        cause="The feed was shut down or moved without a redirect.",
        remedy="Take the patch, if one was found; else look for a feed in the page's source.",
        explains=frozenset({"seeds-disagree", "feed-frozen"}),
    ),
    "sitemap-moved": FaultText(
        what="{bad} of {count} sitemaps answer from another address: {detail}",
        cause="The sitemap moved, and the old address redirects to it, which may end any day.",
        remedy="Take the patch: it names the new address.",
    ),
    "sitemap-gone": FaultText(
        what="{bad} of {count} sitemaps list nothing: {detail}",
        cause="The sitemap was shut down or moved without a redirect.",
        remedy="Take the patch, if one was found; else look into robots.txt for its new address.",
        explains=frozenset({"seeds-disagree"}),
    ),
    "section-moved": FaultText(
        what="{bad} of {count} sections answer from another address: {detail}",
        cause="The section moved, and the old address redirects to it.",
        remedy="Take the patch: it names the new address.",
    ),
    "section-gone": FaultText(
        what="{bad} of {count} sections list nothing: {detail}",
        cause="The section was closed or renamed.",
        remedy="Take the patch, or replace the section by one of the home page's menu.",
    ),
    "article-url-changed": FaultText(
        what="only {bad} of {count} listed addresses have the declared form of an article's; one that has not is shown",
        cause="The outlet gives its reports addresses of another form now.",
        remedy="Take the patch: article_url was learnt anew from what feeds and sitemaps list.",
        explains=frozenset({"seeds-disagree"}),
    ),
    "articles-gone": FaultText(
        what="{bad} of {count} listed reports are gone ({detail})",
        cause="The outlet took reports away and goes on listing them, or its addresses changed without redirects.",
        remedy="Compare a listed address with what the home page links to; a moved archive may have a pattern.",
        explains=frozenset({"unread", "below-expected"}),
    ),
    "articles-fail": FaultText(
        what="{bad} of {count} reports could not be fetched: {detail}",
        cause="The server is overloaded or broken, or it drops the connections of this machine.",
        remedy="Try again in some hours, more slowly (delay); if it stays so, open the example in a browser.",
        explains=_OF_TEXT | _OF_DATES,
    ),
    "nothing-listed": FaultText(
        what="none of {count} seeds leads to the address of a report",
        cause="Feeds and sitemaps are missing or empty, and no link of the pages has the form of a report's address.",
        remedy="Look at the home page in a browser: declare the feeds and sections it names, and correct article_url.",
    ),
    "soft-404": FaultText(
        what='{bad} of {count} listed reports show "not found" with status 200',
        cause="The outlet lost or removed older reports and does not say so by status.",
        remedy="No declaration can mend this: what was captured before stays; crawl with --since to skip the rest.",
        explains=frozenset({"unread", "below-expected"}),
    ),
    "needs-browser": FaultText(
        what="{bad} of {count} pages hold no text but scripts",
        cause="A script in the browser draws the reports; the pages that the server sends are empty shells.",
        remedy="Have crawls read them in a browser: render = true, with Chromium and Warraq's extra `browser`.",
        explains=_OF_TEXT | _OF_DATES,
    ),
    "wrong-language": FaultText(
        what="{bad} of {count} reports are in another language than declared: {detail}",
        cause="The address serves another edition now, or the outlet changed its language.",
        remedy="Look for the edition you follow and set homepage and feeds; take the patch to follow this one.",
        explains=frozenset({"below-expected", "title-wrong", "unread"}),
    ),
    "reading-limits": FaultText(
        what="{bad} of the {count} newest kept pages were not read for want of memory or time: {detail}",
        cause="The pages have grown very large, or the limits of readers in warraq.toml are low.",
        remedy="Raise memory_mb or seconds under [readers] if the machine has room, then run: warraq rebuild",
        explains=frozenset({"below-expected"}),
    ),
    "unread": FaultText(
        what="{bad} of {count} pages gave no report: {detail}",
        cause="The addresses lead to something else than reports, or the pages are of a kind that is not read.",
        remedy="Look at the example; narrow article_url or not_article, or name title and body in a [[layout]].",
        explains=frozenset({"below-expected"}),
    ),
    "mojibake": FaultText(
        what="{bad} of {count} reports show scrambled letters",
        cause="The outlet's software encodes its texts twice.",
        remedy="No declaration can mend this: the bytes are archived as they are; write to the newsroom.",
        explains=frozenset({"charset-mislabelled", "title-wrong"}),
    ),
    "redesign": FaultText(
        what="{bad} of {count} reports are not read as their pages print them: {detail}",
        cause="The outlet redesigned its pages: title or text stand elsewhere.",
        remedy="Take the patch: it adds a dated layout that says where they stand; older captures keep theirs.",
        explains=_OF_TEXT | {"date-moved"},
    ),
    "title-wrong": FaultText(
        what="{bad} of {count} titles are not those that feeds and links give",
        cause="The pages print something else where a title is looked for.",
        remedy="Take the patch, if one was found; else name the title's element in a [[layout]].",
    ),
    "boilerplate": FaultText(
        what="{bad} of {count} texts hold the same paragraphs: {detail}",
        cause="The outlet puts a block of its own (an offer, a notice) into the text of every report.",
        remedy="Take the patch: it prunes the block.",
    ),
    "date-moved": FaultText(
        what="{bad} of {count} reports are read without their date, which the pages print",
        cause="The outlet prints the date in another place now.",
        remedy="Take the patch: it names the element that prints the date.",
    ),
    "date-gone": FaultText(
        what="{bad} of {count} reports print no date that can be read",
        cause="The outlet took the dates off its pages.",
        remedy="No declaration can mend this; reports that a feed or sitemap dates: {detail}.",
        explains=frozenset({"below-expected"}),
    ),
    "dates-equal": FaultText(
        what="{bad} of {count} reports have one and the same date: {detail}",
        cause="What is read as the date is that of the day or of the page's making.",
        remedy="Take the patch, if one was found; else name the date's element in a [[layout]].",
        explains=frozenset({"dates-disagree", "timezone-off"}),
    ),
    "timezone-off": FaultText(
        what="the times of {bad} of {count} reports are {detail} off those of the feed",
        cause="The declared time zone is not the one that the outlet prints its times in.",
        remedy="Take the patch: it names the zone in which page and feed agree.",
        explains=frozenset({"dates-disagree"}),
    ),
    "dates-disagree": FaultText(
        what="the dates of {bad} of {count} reports are not those of the feed",
        cause="Another date on the page is read for the report's.",
        remedy="Take the patch, if one was found; else name the date's element in a [[layout]].",
    ),
    "byline-moved": FaultText(
        what="{bad} of {count} reports are read without the author whom the page prints",
        cause="The outlet prints authors in another place now.",
        remedy="Take the patch: it names the element that prints the author.",
    ),
    "byline-gone": FaultText(
        what="{bad} of {count} reports name no author",
        cause="The outlet took the authors off its pages.",
        remedy="No declaration can mend this; feeds may go on naming them.",
        explains=frozenset({"below-expected"}),
    ),
    "feed-frozen": FaultText(
        what="the newest entry of the feed is of {detail}; {bad} newer reports are not in it",
        cause="The outlet publishes, and its feed stands still.",
        remedy="Look for another feed or sitemap; until then home page and sections carry the discovery.",
        explains=frozenset({"seeds-disagree"}),
    ),
    "too-few": FaultText(
        what="{bad} reports a day, where {count} are expected",
        cause="Discovery misses reports, or the outlet publishes less than it did.",
        remedy="Compare with the home page of a day; correct per_day in [expect] if the outlet slowed down.",
    ),
    "below-expected": FaultText(
        what="{detail}: {bad} %, where [expect] wants {count} %",
        cause="The outlet's pages carry less than they did when somebody wrote what to expect.",
        remedy="Look at the example; correct [expect] if the outlet changed its habits.",
    ),
    "charset-mislabelled": FaultText(
        what="{bad} of {count} pages name another charset than they are in",
        cause="The server's setting and the page's software do not agree.",
        remedy="Nothing needs doing: the reader finds out the charset. Other tools will show scrambled letters.",
        notice=True,
    ),
    "feed-dates-wrong": FaultText(
        what="the feed gives {bad} of {count} reports one and the same time, which is not the pages'",
        cause="The feed prints when it was made, not when reports were published.",
        remedy="Nothing needs doing: dates are read from the pages.",
        explains=frozenset({"dates-disagree", "timezone-off"}),
        notice=True,
    ),
    "feed-zone-wrong": FaultText(
        what="the times of {bad} of {count} reports are {detail} off those of the feed, in the outlet's own zone",
        cause="The feed prints the outlet's times with the offset of another zone, often as if they were UTC.",
        remedy="Nothing needs doing: times are read from the pages.",
        explains=frozenset({"dates-disagree"}),
        notice=True,
    ),
    "article-url-loose": FaultText(
        what="{bad} of {count} links of the menu have the declared form of an article's address, too",
        cause="article_url is wider than the addresses of reports, so sections are fetched as if they were some.",
        remedy="Narrow article_url, or name what is no report in not_article.",
        notice=True,
    ),
    "canonical-elsewhere": FaultText(
        what="{bad} of {count} pages name a canonical address on another host: {detail}",
        cause="The outlet prepares a move, shares texts with another outlet, or its software is set wrong.",
        remedy="Watch whether the home page begins to redirect there.",
        notice=True,
    ),
    "seeds-disagree": FaultText(
        what="feeds and sitemaps list {bad} of the {count} reports that the home page and sections link to",
        cause="Feeds and sitemaps cover only a part of the outlet, or are of another edition.",
        remedy="Look for feeds of the missing sections, or declare the sections themselves.",
        notice=True,
    ),
    "silent": FaultText(
        what="nothing is newer than {detail}",
        cause="The outlet has stopped publishing, or publishes where it was not looked.",
        remedy="Look at the home page in a browser.",
        notice=True,
    ),
}
