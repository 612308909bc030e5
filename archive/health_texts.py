"""What each alarm says: what is the matter, what is likely behind it, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from archive.language import Saying, saying


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """An alarm in words. `what` may name the alarm's figures."""

    what: Saying
    cause: Saying
    next: Saying


DOCTOR = saying("run `warraq outlet doctor SLUG`")
WORDS: dict[str, Words] = {
    "declaration": Words(
        what=saying("not crawled since {last}, because its declaration cannot be used: {problem}"),
        cause=saying("a mistake in the file, another encoding, or rights that keep Warraq from reading it"),
        next=saying(
            "mend outlets/SLUG.toml; `warraq outlet list` says whether it is right. The other outlets go on"
        ),
    ),
    "declaration-gone": Words(
        what=saying("not crawled since {last}, because its file {file} is gone"),
        cause=saying("somebody deleted, moved or renamed it"),
        next=saying("if that was meant, do nothing: this ends in a week; else put the file back"),
    ),
    "settings": Words(
        what=saying("nothing is crawled, because warraq.toml cannot be used: {problem}"),
        cause=saying("a mistake in the file, another encoding, or rights that keep Warraq from reading it"),
        next=saying("mend warraq.toml; `warraq status` says whether it is right. Then rounds go on"),
    ),
    "not-begun": Words(
        what=saying("not crawled since {last}, because its crawl ends before it begins: {problem}"),
        cause=saying("its declaration names code that does not run, or something a crawl needs is missing"),
        next=saying("do what the message says; state/SLUG.log tells more"),
    ),
    "never-read": Words(
        what=saying("none of {crawls:crawl|crawls} could read anything of it"),
        cause=saying("its addresses are wrong, or it does not let this machine in"),
        next=DOCTOR,
    ),
    "overdue": Words(
        what=saying("it was due {hours:hour|hours} ago and has not been crawled"),
        cause=saying("the timer or loop that crawls is not running, or a round hangs"),
        next=saying("look at `systemctl --user status warraq.timer`, or at what runs `warraq crawl --due`"),
    ),
    "memory": Words(
        what=saying("{crawls:a crawl of it|crawls of it in a row} took too much memory and had to be ended"),
        cause=saying("a page, feed or sitemap of it is far larger than usual"),
        next=saying("look into state/SLUG.log; raise crawl_memory_mb in warraq.toml if the machine has room"),
    ),
    "unreachable": Words(
        what=saying("it could not be reached ({cause})"),
        cause=saying("its server is down, its name has moved, or the way to it is blocked"),
        next=saying("open it in a browser; if that works, run `warraq outlet doctor SLUG`"),
    ),
    "certificate": Words(
        what=saying("no secure connection to it could be made"),
        cause=saying("its certificate has expired or does not fit, or somebody stands in between"),
        next=saying("look at its certificate in a browser; wait for the outlet to renew it"),
    ),
    "certificate-expiry": Words(
        what=saying("the certificate of {host} runs out on {day}, in {days:day|days}"),
        cause=saying("it is renewed later than usual, or nobody renews it"),
        next=saying("tell the outlet; once it has run out nothing of it can be fetched"),
    ),
    "issuer-changed": Words(
        what=saying("the certificate of {host} is issued by {issuer} now; before it was {before}"),
        cause=saying("the outlet changed its hosting, or somebody stands in between"),
        next=saying("look at its certificate in a browser, from another network as well"),
    ),
    "robots-changed": Words(
        what=saying("the robots.txt of {host} has other rules for us than before"),
        cause=saying("the outlet changed its robots.txt"),
        next=saying("read its robots.txt; what it forbids is not fetched"),
    ),
    "clock": Words(
        what=saying("the clock of this machine was set {to} by {seconds:second|seconds} between two crawls"),
        cause=saying("no time server sets it, or somebody set it by hand"),
        next=saying("look whether it is right now, and have it set by NTP (`timedatectl set-ntp true`)"),
    ),
    "clock-behind": Words(
        what=saying("the clock of this machine is behind the newest capture, of {newest}"),
        cause=saying("it lost its time when it was off, or was ahead before"),
        next=saying("look whether it is right now, and have it set by NTP (`timedatectl set-ntp true`)"),
    ),
    "server-errors": Words(
        what=saying("its server fails on most requests ({cause})"),
        cause=saying("the outlet has trouble of its own"),
        next=saying("wait; it is tried again by itself"),
    ),
    "blocked": Words(
        what=saying("it refuses us or shows walls instead of reports ({cause})"),
        cause=saying("it takes this machine for a robot, or asks visitors for consent, a password or money"),
        next=saying(
            "raise its delay, give your contact in warraq.toml, write to the outlet; walls are not evaded"
        ),
    ),
    "robots": Words(
        what=saying("its robots.txt forbids what was allowed before"),
        cause=saying("the outlet changed its robots.txt"),
        next=saying("read its robots.txt; ask the outlet for leave: Warraq keeps to it"),
    ),
    "moved": Words(
        what=saying("all its addresses lead to another domain"),
        cause=saying("the outlet has moved, or its name belongs to somebody else now"),
        next=saying("open it in a browser; if it has moved, add the new domain to its `domains`"),
    ),
    "dead-feed": Words(
        what=saying("one of its seeds gives nothing any more: {seed}"),
        cause=saying("the feed, sitemap or section was moved or given up"),
        next=saying("run `warraq outlet doctor SLUG`; it looks for the new address"),
    ),
    "not-found": Words(
        what=saying("most of the addresses it announces are not there ({cause})"),
        cause=saying("it moved its reports, or its feed is wrong"),
        next=DOCTOR,
    ),
    "reading-limits": Words(
        what=saying("most of its pages take more memory or time to read than a reader may take ({cause})"),
        cause=saying("its pages have grown very large, or the limits are low: it is no fault of its text"),
        next=saying(
            "raise memory_mb or seconds under [readers] in warraq.toml if the machine has room; then"
            " `warraq rebuild` reads the kept pages"
        ),
    ),
    "bodies-missing": Words(
        what=saying("most of its pages give no report ({cause})"),
        cause=saying("a redesign: the text stands elsewhere on the page, or only scripts fill it"),
        next=DOCTOR,
    ),
    "no-browser": Words(
        what=saying("{pages:page waits|pages wait} to be read in a browser, and there is none here"),
        cause=saying("its declaration says `render = true`; Chromium or Playwright is not installed"),
        next=saying(
            "`pip install 'warraq[browser]'` and `apt install chromium fonts-noto-core`; the next crawl reads"
            " them, nothing is lost"
        ),
    ),
    "titles-missing": Words(
        what=saying("its reports are read without a title"),
        cause=saying("a redesign: the title stands elsewhere on the page"),
        next=DOCTOR,
    ),
    "dates-missing": Words(
        what=saying("its reports are read without a date"),
        cause=saying("a redesign: the date stands elsewhere or is written otherwise"),
        next=DOCTOR,
    ),
    "bylines-missing": Words(
        what=saying("its reports are read without a byline"),
        cause=saying("a redesign: the byline stands elsewhere, or is no longer printed"),
        next=DOCTOR,
    ),
    "lengths-changed": Words(
        what=saying("its texts are far longer or shorter than before"),
        cause=saying("a redesign: too little or too much of the page is taken for the text"),
        next=DOCTOR,
    ),
    "redesign": Words(
        what=saying("its pages are made otherwise: {fields} read otherwise than before"),
        cause=saying("a redesign: the parts stand elsewhere on the page, or are written otherwise"),
        next=saying("run `warraq outlet doctor SLUG`; it proposes the new layout"),
    ),
    "reader-changed": Words(
        what=saying("{count} of {pages} kept pages give less since the reader was changed: {fields}"),
        cause=saying(
            "a new version of Warraq or of a parser, or a changed declaration, reads these pages worse"
        ),
        next=saying(
            "if you changed outlets/SLUG.toml, take that back; else report the page, and stay with the"
            " version before"
        ),
    ),
    "same-text": Words(
        what=saying("{articles:address gives|addresses give} one and the same text"),
        cause=saying("a consent page, a bot wall or an error is read as a report"),
        next=saying("open one of its newest reports; run `warraq outlet doctor SLUG`"),
    ),
    "silent": Words(
        what=saying("nothing new for {hours:hour|hours}; its own long gap is {usual:hour|hours}"),
        cause=saying("it prints nothing, or prints it where nobody looks"),
        next=saying("open its home page; if there is news, run `warraq outlet doctor SLUG`"),
    ),
    "few": Words(
        what=saying("{new:new report|new reports} in 24 hours; {typical} are usual on this weekday"),
        cause=saying("part of it is printed where nobody looks, or it prints less"),
        next=saying("open its home page; if there is more, run `warraq outlet doctor SLUG`"),
    ),
    "network": Words(
        what=saying("no outlet can be reached"),
        cause=saying("this machine's connection, name server or proxy"),
        next=saying("look at the network of this machine; what was missed is fetched by itself afterwards"),
    ),
    "country": Words(
        what=saying("nothing new from any outlet of {countries}: {outlets}"),
        cause=saying(
            "the internet there is shut down, the way to it is blocked, or all its newsrooms are closed"
        ),
        next=saying(
            "open some of them from another network, ask somebody there; what was missed is fetched by itself"
            " afterwards"
        ),
    ),
    "disk": Words(
        what=saying("the disk has {free} MB free; at this pace that lasts {days:day|days}"),
        cause=saying("the archive grows by {daily} MB a day"),
        next=saying("make room, or move the archive to a larger disk"),
    ),
    "disk-low": Words(
        what=saying("the disk has {free} MB free"),
        cause=saying("the archive, or something else on it, has grown"),
        next=saying("make room, or move the archive to a larger disk"),
    ),
    "index-held": Words(
        what=saying("index.db-wal, beside the index, has grown to {size} MB"),
        cause=saying("who reads an old state of the index keeps it from being cut: {who}"),
        next=saying("end that program, or what it reads; the next crawl then cuts the file"),
    ),
    "index-held-unseen": Words(
        what=saying("index.db-wal, beside the index, has grown to {size} MB"),
        cause=saying("a program reads an old state of the index, or did when it was last written"),
        next=saying(
            "see who has it open with `fuser -v index.db`; the next crawl cuts the file once nobody reads"
        ),
    ),
    "checkpoint": Words(
        what=saying("captures since {since} stand under no checkpoint"),
        cause=saying("the log could not be signed after a crawl"),
        next=saying("run `warraq checkpoint`; it says why"),
    ),
    "stamps-pending": Words(
        what=saying("no authority has stamped a checkpoint since {since}"),
        cause=saying("the authorities in [timestamps] do not answer, or refuse"),
        next=saying("run `warraq checkpoint`; it says what each answered"),
    ),
}
