"""The form that an outlet's article URLs share, learnt from those that feeds and sitemaps list.

URLs of one shape (number of segments, parameters, extension, last slash) are laid over one another: what
never changes stays as it is, numbers become digits, the rest becomes "anything but a slash". URLs that are
surely no articles then narrow the form until it leaves them out.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from extractors.urls import decoded

HOST = "^https?://[^/]+"
ANYTHING = "[^/?]+"
NARROWER = ("[^/?]*-[^/?]*", r"(?:[^/?]*[-_])?\d+")  # with a hyphen; a number, words before it or not
MAY_BE_LOST = 0.05  # of a shape's articles, when that keeps out what is none
EXTENSION = re.compile(r"\.(?:s?html?|php|aspx?|jsp|cfm|cms|ece)$", re.IGNORECASE)
NUMBERED_NAME = re.compile(r"([A-Za-z_]+[-_]?)\d+")
LEAST_SHARE = 0.04  # of the known URLs: rarer shapes are strays
MOST_SHAPES = 6
MOST_SINGLE = 0.2  # of the reports: as many pages may be left out one by one, more are a form of their own
LONG = 5  # digits of a number that counts reports
LONG_NUMBER = re.compile(r"(?<!\d)\d+(?=/?$)")
WIDENED_BY = 3  # headlines of another section that show that the section's name varies


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePattern:
    """`regex` and `not_article` for the declaration, and how they do on the URLs they were learnt from."""

    regex: str
    not_article: tuple[str, ...]
    known: int
    found: int
    others: int
    mistaken: int

    @property
    def recall(self) -> float:
        """Which share of the known articles it matches."""
        return self.found / self.known

    @property
    def precision(self) -> float:
        """Which share of what it matches, of the URLs whose kind is known, is an article."""
        return self.found / (self.found + self.mistaken) if self.found + self.mistaken else 0.0


@dataclass(frozen=True, slots=True)
class Shape:
    """What URLs must have in common to be laid over one another."""

    segments: int
    slash: bool
    extension: str
    numbered: bool  # the last segment is a number and nothing else
    program: str | None  # the name of what takes parameters, None for a plain path


def learn_pattern(
    known: Collection[str], others: Collection[str], likely: Collection[str] = ()
) -> ArticlePattern | None:
    """The pattern that tells `known` (normalised article URLs) from `others` (surely none).

    `likely` (headlines of the home page) only shows which parts vary. None when no shape repeats.
    """
    articles = list(dict.fromkeys(known))
    wrong = [url for url in dict.fromkeys(others) if url not in set(articles)]
    shapes: dict[Shape, list[str]] = {}
    for url in articles:
        shapes.setdefault(shape_of(url), []).append(url)
    least = max(2, LEAST_SHARE * len(articles)) if len(articles) > 3 else 1
    groups = sorted(shapes.values(), key=len, reverse=True)
    number = _number_of(groups[0]) if groups else None
    frequent = [group for group in groups if len(group) >= least or _is_numbered_alike(group, number)]
    paths = [_path_pattern(group, wrong, likely) for group in frequent[:MOST_SHAPES]]
    if not paths:
        return None
    paths = list(dict.fromkeys(paths))
    regex = HOST + (paths[0] if len(paths) == 1 else f"(?:{'|'.join(paths)})") + "$"
    not_article = _exclusions(regex, articles, wrong)
    return ArticlePattern(
        regex=regex,
        not_article=not_article,
        known=len(articles),
        found=_count(articles, regex, not_article),
        others=len(wrong),
        mistaken=_count(wrong, regex, not_article),
    )


def _parts(url: str) -> tuple[list[str], bool, str, list[tuple[str, str]]]:
    """Segments (the last without extension), whether a slash ends them, the extension, the parameters."""
    address = urlsplit(decoded(url))
    segments = [segment for segment in address.path.split("/") if segment]
    slash = address.path.endswith("/")
    extension = EXTENSION.search(segments[-1]) if segments and not slash else None
    if extension:
        segments[-1] = segments[-1][: extension.start()]
    pairs = [item.partition("=") for item in address.query.split("&") if item]
    return (
        segments,
        slash,
        extension.group() if extension else "",
        [(name, value) for name, _, value in pairs],
    )


def shape_of(url: str) -> Shape:
    """What a URL must share with others to be laid over them."""
    segments, slash, extension, parameters = _parts(url)
    named = segments and not slash and (extension or len(segments) == 1)
    program = (segments[-1] if named else "") if parameters else None
    numbered = bool(segments) and segments[-1].isdigit()
    return Shape(len(segments), slash, extension, numbered, program)


def words_of(url: str) -> list[str]:
    """The segments of a URL's path with Arabic as letters, the last one without its extension."""
    return _parts(url)[0]


def parameters_of(url: str) -> list[tuple[str, str]]:
    """The parameters of a URL, names and values, in their order."""
    return _parts(url)[3]


def _number_of(urls: list[str]) -> int | None:
    """How many digits end the addresses of a group, if all of them end in a long number."""
    lengths = {len(match[0]) if (match := LONG_NUMBER.search(url)) else 0 for url in urls}
    return max(lengths) if lengths and min(lengths) >= LONG else None


def _is_numbered_alike(group: list[str], number: int | None) -> bool:
    """Whether a rare shape ends in numbers like those of the commonest: reports of a rarer kind."""
    return number is not None and number == _number_of(group)


def _path_pattern(urls: list[str], wrong: list[str], likely: Collection[str]) -> str:
    """The pattern of one shape, widened by what headlines show and narrowed against what is no article."""
    parts = [_parts(url) for url in urls]
    columns = [list(column) for column in zip(*(segments for segments, *_ in parts), strict=True)]
    pieces: list[str] = []
    for column in columns:
        pieces.append(_piece(column, pieces))
    shape = shape_of(urls[0])
    tail = re.escape(shape.extension) + ("/" if shape.slash and shape.segments else "")
    if shape.program is not None:
        tail += _query([pairs for *_, pairs in parts])
    alike = [url for url in likely if shape_of(url) == shape]
    for place, column in enumerate(columns):
        if len(set(column)) == 1 and not column[0].isdigit():
            pieces = _widened(pieces, place, tail, alike, wrong)
    for place in reversed(range(len(pieces))):
        if pieces[place] == ANYTHING:
            pieces = _narrowed(pieces, place, tail, urls, wrong)
    return _joined(pieces, tail)


def _query(queries: list[list[tuple[str, str]]]) -> str:
    """The pattern of the parameters: a single one as it stands; of several, in whatever order, those that
    never change and the one that tells reports apart."""
    shared = set.intersection(*({name for name, _ in pairs} for pairs in queries))
    values = {name: [dict(pairs)[name] for pairs in queries] for name in sorted(shared)}
    if not values:
        return r"\?[^#]+"
    if all(len(pairs) == 1 for pairs in queries):
        ((name, column),) = values.items()
        return rf"\?{re.escape(name)}={_piece(column, [])}"
    fixed = [name for name, column in values.items() if len(set(column)) == 1 and not column[0].isdigit()]
    telling = max(values, key=lambda one: (len(set(values[one])), values[one][0].isdigit(), one == "id"))
    wanted = dict.fromkeys((*(fixed if len(queries) > 1 else ()), telling))
    sought = "".join(
        rf"(?=(?:[^#]*&)?{re.escape(name)}={_piece(values[name], [])}(?:&|$))" for name in wanted
    )
    return rf"\?{sought}[^#]*"


def _joined(pieces: list[str], tail: str) -> str:
    return "/" + "/".join(pieces) + tail


def _piece(values: list[str], before: list[str]) -> str:
    """What one segment (or parameter value) looks like in all URLs of a shape."""
    if all(re.fullmatch("[0-9]+", value) for value in values):
        return _digits(values, before)
    if len(set(values)) == 1:
        return re.escape(values[0]).replace(r"\-", "-") if values[0] else ""
    if all(re.fullmatch(r"[0-9]+-.+", value) for value in values):
        return r"\d+-" + ANYTHING
    if all(re.fullmatch(r".+-[0-9]+", value) for value in values):
        return ANYTHING + r"-\d+"
    names = {match.group(1) if (match := NUMBERED_NAME.fullmatch(value)) else None for value in values}
    name = names.pop() if len(names) == 1 else None
    return re.escape(name).replace(r"\-", "-") + r"\d+" if name else ANYTHING


def _digits(values: list[str], before: list[str]) -> str:
    if all(len(value) == 4 and 1990 <= int(value) <= 2100 for value in values):
        return r"\d{4}"
    if r"\d{4}" in before and all(len(value) <= 2 for value in values):
        return r"\d{2}" if all(len(value) == 2 for value in values) else r"\d{1,2}"
    return r"\d+"


def _widened(pieces: list[str], place: int, tail: str, alike: Collection[str], wrong: list[str]) -> list[str]:
    """With one fixed segment freed, when headlines say so and nothing wrong comes in."""
    wider = [*pieces[:place], ANYTHING, *pieces[place + 1 :]]
    narrow, wide = _compiled(pieces, tail), _compiled(wider, tail)
    gained = [url for url in alike if _matches(wide, url) and not _matches(narrow, url)]
    specific = any(r"\d" in piece or "-" in piece for piece in wider) or r"\d" in tail
    if len(gained) < WIDENED_BY or not specific:
        return pieces
    return pieces if any(_matches(wide, url) and not _matches(narrow, url) for url in wrong) else wider


def _narrowed(pieces: list[str], place: int, tail: str, urls: list[str], wrong: list[str]) -> list[str]:
    """With one free segment narrowed so that most of what is wrong stays out, at the cost of few articles."""
    best, fewest = pieces, sum(_matches(_compiled(pieces, tail), url) for url in wrong)
    for piece in NARROWER:
        narrower = [*pieces[:place], piece, *pieces[place + 1 :]]
        pattern = _compiled(narrower, tail)
        lost = sum(not _matches(pattern, url) for url in urls)
        mistaken = sum(_matches(pattern, url) for url in wrong)
        if mistaken < fewest and lost <= MAY_BE_LOST * len(urls):
            best, fewest = narrower, mistaken
    return best


def _compiled(pieces: list[str], tail: str) -> re.Pattern[str]:
    return re.compile(HOST + _joined(pieces, tail) + "$")


def _matches(pattern: re.Pattern[str], url: str) -> bool:
    return bool(pattern.search(url) or pattern.search(decoded(url)))


def _exclusions(regex: str, articles: list[str], wrong: list[str]) -> tuple[str, ...]:
    """Patterns for `not_article`: folders that hold no article, and single pages that look like one."""
    pattern = re.compile(regex)
    mistaken = [_parts(url)[0] for url in wrong if _matches(pattern, url)]
    used = {segments[0] for segments in (_parts(url)[0] for url in articles) if len(segments) > 1}
    # A number is a year or an id: tomorrow's reports have another one.
    folders = {segments[0] for segments in mistaken if len(segments) > 1 and not segments[0].isdigit()} - used
    pages = {segments[0] for segments in mistaken if len(segments) == 1}
    exclusions = []
    if folders:
        exclusions.append(f"{HOST}/{_any_of(folders)}/")
    if pages:
        exclusions.append(f"{HOST}/{_any_of(pages)}/?(?:[.?].*)?$")
    single = [
        url for url in wrong if _matches(pattern, url) and not any(re.search(x, url) for x in exclusions)
    ]
    paths = {decoded(url).split("/", 3)[-1] for url in single}
    if 0 < len(paths) <= MOST_SINGLE * len(articles):
        exclusions.append(f"{HOST}/{_any_of(paths)}$")
    return tuple(exclusions)


def _any_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word).replace(r"\-", "-") for word in sorted(words)) + ")"


def _count(urls: Collection[str], regex: str, not_article: tuple[str, ...]) -> int:
    pattern, excluded = re.compile(regex), [re.compile(exclusion) for exclusion in not_article]
    return sum(_matches(pattern, url) and not any(_matches(one, url) for one in excluded) for url in urls)
