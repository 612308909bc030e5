"""What a statement of completeness says, each sentence as a text of both languages, and how it looks."""

from archive.bundle_sheet_texts import STYLE as BUNDLE_STYLE
from archive.language import saying

STYLE = (
    BUNDLE_STYLE
    + """
section[lang=en] { border-top: 3px double #999; margin-top: 2rem; padding-top: .5rem }
section[lang=ar] { direction: rtl; text-align: right }
table.days { font-size: .8em; font-variant-numeric: tabular-nums } table.days th { width: auto }
table.days td, table.days th { padding: .1rem .25rem; display: table-cell }
thead { display: table-header-group }
svg.coverage { width: 100%; height: auto; break-inside: avoid }
h3 { font-size: 1rem; margin: 1.2rem 0 .3rem; break-after: avoid }
"""
)
TITLE = saying("Statement of completeness")
SCOPE = saying(
    "This states what this archive looked at, what it holds and what it knows to be missing. It does not"
    " state what an outlet published."
)
HEADS = {
    "days": saying("Days"),
    "archive": saying("Archive"),
    "checkpoint": saying("Counted over the checkpoint"),
    "captures": saying("Captures in the index"),
    "files": saying("WARC files"),
    "readers": saying("Readers of the texts"),
    "software": saying("Software"),
    "digest": saying("Digest of the numbers"),
    "signed": saying("Signed"),
    "key": saying("Key"),
}
LOOKED = saying("What was looked at, and how often")
HELD = saying("What is there")
MISSING = saying("What is missing, and why")
UNKNOWABLE = saying("What cannot be known")
AGAIN = saying("How to make and check it again")
BY_DAY = saying("Day by day")
CANNOT_KNOW = (
    saying(
        "How much an outlet published that no feed, sitemap or page named while this archive looked: it is in"
        " no count, and no share of it can be given."
    ),
    saying(
        "What came and went between two looks. A feed shows its newest entries alone; where it named only new"
        " ones, how many came before them is unknown."
    ),
    saying(
        "That an outlet published nothing on a day without reports. It is known that the seeds that were read"
        " named none."
    ),
    saying(
        "What stood behind a wall, a block or a refusal: others may have been shown it. What is said is what"
        " this archive was shown, from where it looked."
    ),
    saying(
        "That the days of reports are right: they are those that the report or a seed printed, else the day"
        " of first sight. How many are of which kind is counted."
    ),
    saying(
        "That this machine's clock was right. A checkpoint that authorities stamped was made no later than"
        " the stamp."
    ),
)
STEPS = (
    saying("`warraq verify FILE` checks numbers, words and signature of this file."),
    saying(
        "`warraq coverage --statement OTHER` with the same outlets and days makes it again of the same"
        " archive: all but the time of signing is then equal, byte by byte. An archive that has grown since"
        " gives more."
    ),
    saying(
        "`warraq verify`, within the archive, reads every record and holds the log and the index against it."
    ),
)
UNSIGNED = saying("not signed: the archive's private key was not at hand")
NONE = saying("none")
NO_GAP = saying("No gap is known of these days.")
