"""From the lines of a reading to paragraphs: heads, captions and credits at either end taken off, rows joined."""

import re
from collections.abc import Iterable, Sequence

from extractors.arabic import fold, tidy
from extractors.dates import is_date_line
from extractors.document import Block
from extractors.furniture import line_kind

_LONG = 60  # characters of a line that reads like prose
_HEAD_LINES = 5  # lines at the top of a body that may repeat heading, date, byline or caption
_CELL = 200  # characters; a longer cell is no figure
_CREDITS = 3  # lines at the end that may be credits
_BY = re.compile(r"^(?:كتبت?|بقلم|اعداد|تحرير|تقرير|حوار|تصوير|ترجمه|متابعه|by)\s*[:/-]?\s*")
_SIGNED_BY = re.compile(r"^(?:كتبت?|بقلم|اعداد|تحرير|حوار|ترجمه|متابعه|تقرير)\s*[:/-]?\s*\w+(?:\s+\w+){0,6}$")
_DATED = re.compile(
    r"(?:السبت|الاحد|الاثنين|الثلاثاا?|الاربعاا?|الخميس|الجمعه|\d{1,2}:\d\d).{0,40}(?<!\d)(?:19|20|14)\d\d(?!\d)"
    r"|(?<!\d)(?:19|20|14)\d\d(?!\d).{0,40}\d{1,2}:\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}"
)
_DATED_LONGEST = 110  # characters
_PARTS = re.compile(r"\s*[|•]\s*")
_WORD = re.compile(r"[^\W_]")

_AGENCY = (
    r"(?:وكاله (?:ال)?انباء [\w ]{3,30}|وكالات|الوكالات|رويترز|ا ?ف ?ب|ف ?ب|فرانس ?برس|ا ?ب|اسوشيتد ?برس|اسوشييتد برس"
    r"|د ?ب ?ا|الالمانيه|بترا|واس|سانا|وام|قنا|كونا|بنا|ا ?ش ?ا|شينخوا|سبوتنيك|نوفوستي|تاس|الاناضول|وفا|واج|وات|وال|معا"
    r"|الوكاله الوطنيه|و ?ا ?ص|العمانيه|سبا|سونا|لانا|واع|ارنا|فارس|تسنيم|يو ?بي ?اي|ايفي|انسا"
    r"|cnn|afp|reuters|ap|dpa|bbc|efe|upi|xinhua|sana|petra|wam|qna|kuna|bna|spa|wafa)"
)
_CREDIT = re.compile(
    rf"[\s(\[{{\"*_.,-]*(?:(?:المصدر|مصدر|المصادر)\s*:?\s*\(?\s*(?:{_AGENCY}|[\w .+,/&-]{{2,40}})"
    rf"|(?:عن )?{_AGENCY}(?:\s*[-/,+&و]\s*{_AGENCY})*|انتهي(?:\s*/\s*\w{{2,12}})?|النهايه|\w{{1,2}}(?:[ ./-]+\w{{1,2}}){{1,4}})[\s)\]}}\"*_.,-]*"
)
_LAST_BRACKET = re.compile(r"\s*[-–—]{0,3}\s*[(\[{]\s*([^()\[\]{}]{2,40})\s*[)\]}]\s*[.\-–—]*$")
_CREDIT_LONGEST = 60  # characters


def rows_joined(blocks: Sequence[Block]) -> list[str]:
    """Give the text of the blocks, the cells of one row of figures in one line."""
    lines: list[str] = []
    row = None
    for block in blocks:
        element = block.element
        parent = element.getparent() if element.tag in ("td", "th") and len(block.text) <= _CELL else None
        if parent is not None and parent is row:
            lines[-1] += " " + block.text
        else:
            lines.append(block.text)
        row = parent
    return lines


def clean(lines: Iterable[str], opening: frozenset[str], title: str) -> tuple[list[str], tuple[str, ...]]:
    """Give the paragraphs of a body and the credits taken off its end.

    Lines of the folded `opening` (subtitle, byline, captions) go where they open the text, a line that
    repeats the folded title wherever it stands.
    """
    longest = 2 * len(title)
    kept = [
        line
        for line in lines
        if _WORD.search(line) and not (len(line) <= longest and fold(line) == title)
    ]
    top = kept[:_HEAD_LINES]
    first = 0
    for index, line in enumerate(top):
        if _is_head(line, opening):
            first = index + 1
        elif len(line) >= _LONG:
            break
    kept = [line for line in top[:first] if _stays(line, opening)] + kept[first:]
    credits: list[str] = []
    while kept:
        if line_kind(kept[-1]) or _is_head(kept[-1], opening) and len(kept[-1]) < _LONG:
            kept.pop()
        elif len(credits) < _CREDITS and is_credit(kept[-1]):
            credits.insert(0, tidy(kept.pop()))
        else:
            break
    if kept:
        kept[-1], bracket = without_credit(kept[-1])
        credits[:0] = bracket
    return [tidy(line) for line in kept if line], tuple(credits)


def is_credit(line: str) -> bool:
    """Say whether a line is nothing but the agency a report came from, or the word that it ends."""
    return len(line) <= _CREDIT_LONGEST and _CREDIT.fullmatch(fold(line)) is not None


def without_credit(paragraph: str) -> tuple[str, list[str]]:
    """Give a last paragraph without the bracket at its end that is nothing but an agency, and the bracket."""
    match = _LAST_BRACKET.search(paragraph[-_CREDIT_LONGEST:])
    if match is None or not is_credit(match[1]):
        return paragraph, []
    at = len(paragraph) - len(match.group())
    return paragraph[:at].rstrip(), [tidy(match.group().strip())]


def _stays(line: str, opening: frozenset[str]) -> bool:
    return len(line) >= _LONG and not _is_head(line, opening)


def _is_head(line: str, opening: frozenset[str]) -> bool:
    """Say whether a line is a date or repeats what stands above the text: "author | date" is both."""
    if len(line) <= _DATED_LONGEST and line[-1] not in ".؟!":
        folded = fold(line)
        if _DATED.search(folded) or _SIGNED_BY.match(folded):
            return True
    parts = [part for part in _PARTS.split(line) if part]
    return bool(parts) and all(
        (folded := fold(part)) in opening or _BY.sub("", folded) in opening or is_date_line(part)
        for part in parts
    )
