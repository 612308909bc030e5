"""The characters of Arabic print that are treated specially: each a named row, with its reason."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """Characters that are treated alike: what they become when matched ("" is nothing), and why."""

    name: str
    chars: str
    becomes: str
    why: str


def span(first: str, last: str) -> str:
    """Give every character from first to last, both included."""
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


HARAKAT = Row(
    "harakat", span("\u064b", "\u0655"), "", "vowel signs, shadda, combining hamza: printed, seldom typed"
)
MORE_MARKS = Row(
    "more marks", span("\u0656", "\u065f") + "\u0670", "", "rarer vowel signs and the dagger alef"
)
HONORIFICS = Row("honorifics", span("\u0610", "\u061a"), "", "signs of blessing written over names")
QURANIC = Row(
    "Quranic signs",
    span("\u06d6", "\u06dc") + span("\u06df", "\u06e8") + span("\u06ea", "\u06ed") + span("\u08ca", "\u08ff"),
    "",
    "reading aids of quoted verses",
)
COMBINING = Row("combining", span("\u0300", "\u036f"), "", "accents on Latin letters: Côte, cote")
TATWEEL = Row("tatweel", "\u0640", "", "stretches a word for looks")
JOINERS = Row("joiners", "\u200c\u200d", "", "force or forbid a joined shape")
BIDI = Row(
    "bidi controls",
    "\u061c\u200e\u200f" + span("\u202a", "\u202e") + span("\u2066", "\u2069"),
    "",
    "order the line, are never seen; some are used to deceive",
)
INVISIBLE = Row(
    "invisible",
    "\u00ad\u180e\u200b\ufeff"
    + span("\u2060", "\u2064")
    + span("\u206a", "\u206f")
    + span("\ufe00", "\ufe0f"),
    "",
    "soft hyphen, zero-width space, byte order mark, variation selectors",
)
CONTROLS = Row(
    "controls",
    span("\x00", "\x08") + span("\x0e", "\x1f") + span("\x7f", "\x84") + span("\x86", "\x9f"),
    "",
    "C0 and C1: no text",
)
ALEF = Row("alef", "أإآٱٲٳٵ", "ا", "hamza, madda and wasla on alef are often not typed")
YEH = Row("yeh", "ىیېےۍۑ", "ي", "final yeh with and without dots, Persian and Urdu yeh")
KAF = Row("kaf", "کڪگڭݣ", "ك", "Persian kaf and gaf, Moroccan kaf with dots")
HEH = Row("heh", "ةہھەۀۃ", "ه", "teh marbuta is often typed as heh; Persian and Urdu heh")
WAW = Row("waw", "ؤۆۇۈۋٶ", "و", "hamza on waw is often not typed; Kurdish and Uighur waw")
YEH_HAMZA = Row("yeh with hamza", "ئٸ", "ي", "hamza on yeh is often not typed")
HAMZA = Row("hamza", "ءٴ", "", "hamza on the line is often not typed")
BEH = Row("beh", "پ", "ب", "Persian peh in names: پاکستان")
JEEM = Row("jeem", "چ", "ج", "Persian cheh in names")
ZAIN = Row("zain", "ژ", "ز", "Persian zheh in names")
FEH = Row("feh", "ڤڢ", "ف", "v in names; the Maghrebi feh")
QAF = Row("qaf", "ڨڧ", "ق", "g in Tunisian names; the Maghrebi qaf")
QUOTES = Row("quotes", "«»“”„‟‹›‘’‚‛'`´″′＂＇\u02bc", '"', "editors change quotation marks")
DASHES = Row("dashes", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043", "-", "one dash for all lengths")
COMMA = Row("comma", "،٬", ",", "the Arabic comma and thousands mark")
SEMICOLON = Row("semicolon", "؛", ";", "the Arabic semicolon")
QUESTION = Row("question mark", "؟", "?", "the Arabic question mark")
FULL_STOP = Row("full stop", "۔٫", ".", "the Urdu full stop and the decimal mark")
PERCENT = Row("percent", "٪", "%", "the Arabic percent sign")

ROWS = (
    *(HARAKAT, MORE_MARKS, HONORIFICS, QURANIC, COMBINING, TATWEEL, JOINERS, BIDI, INVISIBLE, CONTROLS),
    *(ALEF, YEH, KAF, HEH, WAW, YEH_HAMZA, HAMZA, BEH, JEEM, ZAIN, FEH, QAF),
    *(QUOTES, DASHES, COMMA, SEMICOLON, QUESTION, FULL_STOP, PERCENT),
)

IGNORED = "".join(row.chars for row in ROWS[:9])  # within a word: marks, tatweel, joiners, what is not seen
# Ranges of the letters of Arabic script, presentation forms included, for a class of a pattern.
LETTERS = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f"
    "\u0870-\u0887\u0889-\u088e\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf9\ufdfc\ufe70-\ufefc"
)
