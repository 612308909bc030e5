"""The text of a page with its place in the bytes: what stands between tags, in attributes, in scripts.

A parser gives a tree and forgets where it read what. This scan forgives what parsers forgive, and gives each
stretch of text with its place; what a character was written as (an entity, an escape of JSON, a character
that was encoded twice) is told by `units`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from extractors.charset import PARTLY_TWICE, TWICE, as_arabic, decode
from extractors.mojibake import runs_read_again

_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:_-]{0,40})")
_QUOTED = re.compile(r"""(?:[^"'<>]++|"[^"]{0,20000}+"|'[^']{0,20000}+'|["'])*+>""")
_RAW_ENDS = {name: re.compile(rf"</{name}[\s/>]", re.IGNORECASE) for name in ("script", "style")}
_VALUE = re.compile(
    r"""[\s"'/]([a-zA-Z][\w:.-]{0,60})\s{0,10}=\s{0,10}(?:"([^"]*)"|'([^']*)'|([^\s"'<>=]+))"""
)
_HIDDEN = (("<!--", "-->"), ("<![CDATA[", "]]>"))
_HEADS = frozenset(["title", "h1", "h2", "h3", "h4", "h5", "h6"])
_ENTITY = r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,7};?|[a-zA-Z][a-zA-Z0-9]{1,30};?)"
_ESCAPED_AGAIN = r"&amp;(?:#[xX]?[0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,30});"
_ENTITIES = re.compile(_ENTITY)
_ENTITIES_AGAIN = re.compile(f"{_ESCAPED_AGAIN}|{_ENTITY}")
_JSON_PAIR = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPES = re.compile(rf"{_JSON_PAIR}|\\u[0-9a-fA-F]{{4}}|\\[^u]|{_ENTITY}")
_LETTER_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": ""}
_STRAY = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Node:
    """A stretch of text: characters `start` to `end`; `inside` names the title or heading that holds it."""

    start: int
    end: int
    inside: str


@dataclass(frozen=True, slots=True)
class Unit:
    """What readers see of characters `start` to `end` of a stretch."""

    seen: str
    start: int
    end: int


class PageText:
    """A page's bytes as characters, each with its place in the bytes.

    `charset` is what a reader decodes the bytes with. Bytes without meaning stand as lone surrogates.
    """

    def __init__(self, body: bytes, content_type: str | None) -> None:
        self.charset = decode(body, content_type).charset
        self._twice = self.charset in (TWICE, PARTLY_TWICE)
        self._codec = "utf-8" if self._twice else self.charset
        if self._codec.startswith("utf-16"):
            self._errors = "surrogatepass"
            body = body[: len(body) // 2 * 2]
        else:
            self._errors = "surrogateescape" if self._codec == "utf-8" else "replace"
        self._body = body
        self.text = self.text_at(0, len(body))

    def text_at(self, start: int, end: int) -> str:
        """The characters that bytes `start` to `end` are, as they stand."""
        return self._body[start:end].decode(self._codec, self._errors)

    @property
    def is_one_to_one(self) -> bool:
        """Whether each character of the text is one that readers see, but for entities and escapes."""
        return not self._twice and not self._has_stray

    @cached_property
    def _has_stray(self) -> bool:
        return _STRAY.search(self.text) is not None

    def byte_at(self, position: int) -> int:
        """Where in the bytes the character at `position` begins."""
        if self._codec.startswith("utf"):
            return len(self.text[:position].encode(self._codec, self._errors))
        return position  # one byte a character

    def seen(self, raw: str, form: Callable[[str], str]) -> str:
        """A stretch as readers see it; `form` decodes entities or escapes."""
        return form(self._read_again(raw))

    def units(self, raw: str, escapes: re.Pattern[str]) -> Iterator[Unit]:
        """The characters of a stretch as readers see them, each with its place in it."""
        position = 0
        for match in escapes.finditer(raw):
            yield from self._letters(raw[position : match.start()], position)
            yield Unit(unescaped(match.group()), match.start(), match.end())
            position = match.end()
        yield from self._letters(raw[position:], position)

    def _read_again(self, raw: str) -> str:
        if raw.isascii() or not (self._twice or _STRAY.search(raw)):
            return raw
        return "".join(again for _, again in self._runs(raw))

    def _letters(self, raw: str, at: int) -> Iterator[Unit]:
        for run, again in self._runs(raw):
            position = at
            for char in again:
                width = len(char.encode()) if again is not run and self._twice else 1
                yield Unit(char, position, position + width)
                position += width
            at += len(run)

    def _runs(self, raw: str) -> Iterator[tuple[str, str]]:
        """Runs of the stretch, each as it stands and as it is meant; as it stands it is the same object."""
        if not raw.isascii() and _STRAY.search(raw):
            arabic = as_arabic(raw.encode("utf-8", "surrogateescape"))
            yield raw, raw if arabic is None else arabic
        elif self._twice and not raw.isascii():
            yield from runs_read_again(raw)
        else:
            yield raw, raw

    @cached_property
    def _scanned(self) -> "_Scan":
        return _Scan(self.text)

    @property
    def texts(self) -> list[Node]:
        """What stands between tags, without scripts, styles and comments."""
        return self._scanned.texts

    @property
    def scripts(self) -> list[Node]:
        """What stands in scripts: JSON-LD, the state of a page that a browser builds."""
        return self._scanned.scripts

    @cached_property
    def attributes(self) -> list[Node]:
        """The values of attributes."""
        return [
            Node(match.start(group), match.end(group), "")
            for start, end in self._scanned.tags
            for match in _VALUE.finditer(self.text, start, end)
            for group in (2, 3, 4)
            if match[group]
        ]


class _Scan:
    """One pass over a page's characters."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._unclosed: set[str] = set()
        self.texts: list[Node] = []
        self.scripts: list[Node] = []
        self.tags: list[tuple[int, int]] = []
        self._inside = ""
        position, begin = 0, 0
        while (position := text.find("<", position)) >= 0:
            end = self._end_of_markup(position)
            if end is None:
                position += 1  # a sign in the text
                continue
            self._add(begin, position)
            begin = position = self._after(position, end)
        self._add(begin, len(text))

    def _add(self, start: int, end: int) -> None:
        if start < end:
            self.texts.append(Node(start, end, self._inside))

    def _end_of_markup(self, start: int) -> int | None:
        """Where the markup that begins at a "<" ends; None when there is none."""
        text = self._text
        for opening, closing in _HIDDEN:
            if text.startswith(opening, start) and closing not in self._unclosed:
                end = text.find(closing, start + len(opening))
                if end >= 0:
                    return end + len(closing)
                self._unclosed.add(closing)  # it is not looked for again
        if text[start + 1 : start + 2] in ("!", "?"):
            return self._end_of_declaration(start)
        if not _NAME.match(text, start + 1):
            return None
        quoted = _QUOTED.match(text, start + 1)
        return quoted.end() if quoted else self._end_of_declaration(start)

    def _end_of_declaration(self, start: int) -> int:
        end = self._text.find(">", start)
        return end + 1 if end >= 0 else len(self._text)

    def _after(self, start: int, end: int) -> int:
        """Note a tag; where text goes on behind it, or behind the script or style that it opens."""
        named = _NAME.match(self._text, start + 1)
        if named is None:
            return end
        name, closes = named[1].lower(), self._text[start + 1] == "/"
        if name in _HEADS:
            self._inside = "" if closes else name
        elif name == "body":
            self._inside = ""
        if closes:
            return end
        self.tags.append((start, end))
        if name not in _RAW_ENDS:
            return end
        closing = _RAW_ENDS[name].search(self._text, end)
        after = closing.start() if closing else len(self._text)
        if name == "script":
            self.scripts.append(Node(end, after, name))
        return after


def plain(raw: str) -> str:
    """A stretch of text with its entities read."""
    return _ENTITIES.sub(_one, raw) if "&" in raw else raw


def plain_again(raw: str) -> str:
    """The same, entities that were escaped once more read twice."""
    return _ENTITIES_AGAIN.sub(_one, raw) if "&" in raw else raw


def from_script(raw: str) -> str:
    """A stretch of a script with the escapes of its strings read, and entities in them."""
    return _ESCAPES.sub(_one, raw) if "\\" in raw or "&" in raw else raw


def unescaped(token: str) -> str:
    """What an entity or an escape stands for."""
    if token[0] == "&":
        once = unescape(token)
        return unescape(once) if token.startswith("&amp;") and len(token) > len("&amp;") else once
    if token[1] == "u":
        pair = bytes.fromhex(token[2:6] + token[8:12])
        return pair.decode("utf-16-be", "replace")
    return _LETTER_ESCAPES.get(token[1], token[1])


def _one(match: re.Match[str]) -> str:
    return unescaped(match.group())


FORMS: tuple[tuple[Callable[[str], str], re.Pattern[str]], ...] = (
    (plain, _ENTITIES),
    (plain_again, _ENTITIES_AGAIN),
    (from_script, _ESCAPES),
)
