"""From the lines of a reading to paragraphs: what repeats the head and credits at the end taken off."""

import re
from collections.abc import Iterable, Sequence

from extractors.agencies import agency_named
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
_NAMED_BY = re.compile(
    r"^(?:كتبت?|بقلم|اعداد|تحرير|حوار|ترجمه|متابعه|تقرير|حاوره|حاورها|اجري الحوار)\s*:\s*\w+(?:\s+\w+){0,5}$"
)
_DATED = re.compile(
    r"(?:السبت|الاحد|الاثنين|الثلاثاا?|الاربعاا?|الخميس|الجمعه|\d{1,2}:\d\d).{0,40}(?<!\d)(?:19|20|14)\d\d(?!\d)"
    r"|(?<!\d)(?:19|20|14)\d\d(?!\d).{0,40}\d{1,2}:\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}"
)
_FIGURE = re.compile(r"\d")
_DATED_LONGEST = 110  # characters
_PARTS = re.compile(r"\s*[|•]\s*")
_WORD = re.compile(r"[^\W_]")

_SOURCE = re.compile(r"(?:المصدر|مصدر|المصادر)\s*:?\s*\(?\s*[\w .+,/&-]{2,40}\)?")
_END = re.compile(
    r"(?:انتهي(?:\s*/\s*\w{2,12})?(?:[\s./-]*(?:\d{1,4}|\w{1,2})\b){0,4}|النهايه"
    r"|\w{1,2}(?:[ ./-]+\w{1,2}){1,4})"
)
_BRACKETED = re.compile(
    r"[-–—]*\s*[(\[]\s*(?:وكال[ةه](?: [^\W\d]{2,15}){1,5}|[^\W\d]{2,15}(?: [^\W\d]{2,15}){0,2})\s*[)\]]"
)
_HAND = re.compile(r"^\W*[\u270d\U0001f58a-\U0001f58c]")  # a hand or a pen that writes: who signs
_NO_WORD = re.compile(r"^[\W_]+|[\W_]+$")
_MARKS = "\t ()[]{}-–—./*:\"'«»"
_JOINED = re.compile(r"\s*[،,+&/|]\s*|\s+[-–—و]\s+")
_LAST_BRACKET = re.compile(r"\s*[-–—]{0,3}\s*[(\[{]\s*([^()\[\]{}]{2,40})\s*[)\]}]\s*[.\-–—]*$")
_AGENCY_WORD = re.compile("وكال|أنباء|انباء|إذاعة|صحيفة|هيئة")
_NEAR = 60  # characters before a bracket that may name what it abbreviates
_SENTENCE_ENDS = '.؟!»"…'
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
    longest, bare = 2 * len(title), _NO_WORD.sub("", title)
    kept = [
        line
        for line in lines
        if _WORD.search(line) and not (len(line) <= longest and _NO_WORD.sub("", fold(line)) == bare)
    ]
    top = kept[:_HEAD_LINES]
    first = 0
    for index, line in enumerate(top):
        if _is_head(line, opening):
            first = index + 1
        elif len(line) >= _LONG:
            break
    kept = [line for line in top[:first] if _stays(line, opening)] + kept[first:]
    kept[:_HEAD_LINES] = [line for line in kept[:_HEAD_LINES] if not _NAMED_BY.match(fold(line[:_LONG]))]
    credits: list[str] = []
    while kept:
        if line_kind(kept[-1]) or (len(kept[-1]) < _LONG and _is_foot(kept[-1], opening)):
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
    if len(line) > _CREDIT_LONGEST:
        return False
    if _BRACKETED.fullmatch(line):
        return True
    bare = line.strip(_MARKS)
    if agency_named(bare) or all(map(agency_named, _JOINED.split(bare))):
        return True
    folded = fold(bare)
    return _SOURCE.fullmatch(folded) is not None or _END.fullmatch(folded) is not None


def without_credit(paragraph: str) -> tuple[str, list[str]]:
    """Give a last paragraph without the bracket at its end that is nothing but an agency, and the bracket."""
    match = _LAST_BRACKET.search(paragraph[-_CREDIT_LONGEST:])
    if match is None or not all(agency_named(part.strip()) for part in _JOINED.split(match[1])):
        return paragraph, []
    at = len(paragraph) - len(match.group())
    text, bracket = paragraph[:at].rstrip(), match.group().strip()
    said = text[-1:] not in _SENTENCE_ENDS and bracket[0] not in "-–—"
    if said and (bracket.endswith(".") or _AGENCY_WORD.search(text[-_NEAR:])):
        return paragraph, []  # «... وكالة الأنباء السعودية (واس).» names the agency within its sentence
    return text, [tidy(bracket)]


def _stays(line: str, opening: frozenset[str]) -> bool:
    return len(line) >= _LONG and not _is_head(line, opening)


def _is_foot(line: str, opening: frozenset[str]) -> bool:
    """Say whether a short line at the end of a body dates or signs it."""
    return _is_head(line, opening) or _HAND.match(line) is not None or _NAMED_BY.match(fold(line)) is not None


def _is_head(line: str, opening: frozenset[str]) -> bool:
    """Say whether a line is a date or repeats what stands above the text: "author | date" is both."""
    if len(line) <= _DATED_LONGEST and line[-1] not in ".؟!":
        folded = fold(line)
        if (_FIGURE.search(folded) and _DATED.search(folded)) or _SIGNED_BY.match(folded):
            return True
    parts = [part for part in _PARTS.split(line) if part]
    return bool(parts) and all(
        (folded := fold(part)) in opening or _BY.sub("", folded) in opening or is_date_line(part)
        for part in parts
    )
