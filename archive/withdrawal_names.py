"""What names a withdrawn report: its address and its title, in whatever spelling they stand in a text."""

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

from archive.records import read_warc_fields
from extractors.urls import UrlError, url_key

TELLING = 12  # characters of a path's part that names a report by itself
LEAST_TITLE = 10  # characters; a shorter title may be anybody's
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True)
class Names:
    """Addresses and titles of withdrawn reports. Without any of them nothing is ever found."""

    urls: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()

    @cached_property
    def keys(self) -> frozenset[str]:
        """The url keys of the addresses."""
        return frozenset(key for key in map(_key, self.urls) if key is not None)

    def is_address(self, url: str) -> bool:
        """Whether this URL is one of the addresses, in whatever spelling."""
        return _key(url) in self.keys or self.addressed_in(url)

    def addressed_in(self, text: str) -> bool:
        """Whether the text holds one of the addresses, with its host or as a reference without."""
        return self._addresses is not None and self._addresses.search(plain(text)) is not None

    def named_in(self, text: str) -> bool:
        """Whether the text holds an address or a title."""
        found = plain(text)
        return _finds(self._addresses, found) or any(title in found for title in self._titles)

    def hinted_in(self, text: str) -> bool:
        """Whether the text holds an address, a title, or the telling end of an address anywhere."""
        found = plain(text)
        return _finds(self._hints, found) or any(title in found for title in self._titles)

    @cached_property
    def _titles(self) -> tuple[str, ...]:
        return tuple(sorted(one for one in map(plain, self.titles) if len(one) >= LEAST_TITLE))

    @cached_property
    def _addresses(self) -> re.Pattern[str] | None:
        return _any_of(f"(?:^|[\"'(<>\\s=]|{host}){path}" for host, path in self._split)

    @cached_property
    def _hints(self) -> re.Pattern[str] | None:
        ends = ((host, path, re.split(r"[/?=]", path)[-1]) for host, path in self._split)
        return _any_of(
            rf"(?<![\w-]){end}" if len(end) >= TELLING else f"(?:^|[\"'(<>\\s=]|{host}){path}"
            for host, path, end in ends
        )

    @property
    def _split(self) -> list[tuple[str, str]]:
        """Host and path of each address, as patterns; what names no more than a host is left out."""
        found = []
        for url in sorted(self.urls):
            split = urlsplit(plain(url))
            path = split.path.rstrip("/") + (f"?{split.query}" if split.query else "")
            if path:
                found.append((re.escape(split.netloc.removeprefix("www.")), re.escape(path)))
        return found


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    joined = "|".join(sorted(set(patterns)))
    return re.compile(rf"(?:{joined})(?![\w-])") if joined else None


def _finds(pattern: re.Pattern[str] | None, text: str) -> bool:
    return pattern is not None and pattern.search(text) is not None


def plain(text: str) -> str:
    """The text as its letters: without HTML, JSON and percent escapes, in one case, with single spaces."""
    if "\\" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text).replace("\\/", "/")
    if "&" in text:
        text = html.unescape(text)
    if "%" in text:
        text = unquote(text)
    return " ".join(text.casefold().split())


def cut_event(block: bytes, names: Names, number: int) -> bytes | None:
    """An event's block without what names the report; None when nothing of it would be left.

    Items of a `discovered` event go where they are of the address; elsewhere the naming text alone goes.
    """
    try:
        document = json.loads(block)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict):
        return None
    if names.is_address(str(document.get("url") or "")):
        return None
    items = document.pop("items", None)
    document = _without(document, names)
    if isinstance(items, list):
        kept = (item for item in items if not _is_of(item, names))
        document["items"] = [_item_without(item, names) for item in kept]
    return json.dumps({**document, "withdrawn": number}, ensure_ascii=False).encode(
        "utf-8", "backslashreplace"
    )


def cut_fields(block: bytes, names: Names, number: int) -> bytes:
    """The lines of a metadata record's block without those that name the report."""
    kept = [f"{name}: {value}\r\n" for name, value in read_warc_fields(block) if not names.named_in(value)]
    return "".join([*kept, f"withdrawn: {number}\r\n"]).encode()


def _is_of(item: Any, names: Names) -> bool:
    return isinstance(item, dict) and names.is_address(str(item.get("url") or ""))


def _item_without(item: Any, names: Names) -> Any:
    """An item of another URL without the title of the report; its own URL stays."""
    if not isinstance(item, dict):
        return _without(item, names)
    return {key: value if key == "url" else _without(value, names) for key, value in item.items()}


def _without(value: Any, names: Names) -> Any:
    """The value with every naming text in it made None, or taken out of its list."""
    if isinstance(value, str):
        return None if names.named_in(value) else value
    if isinstance(value, dict):
        return {key: _without(inner, names) for key, inner in value.items()}
    if isinstance(value, list):
        inner = ((one, _without(one, names)) for one in value)
        return [kept for one, kept in inner if not (isinstance(one, str) and kept is None)]
    return value


def keys_in_event(document: Any) -> Iterable[tuple[str, str]]:
    """(outlet, url key) of every URL that an event tells of."""
    if not isinstance(document, dict):
        return
    urls = [document.get("url")]
    urls += [item.get("url") for item in document.get("items") or () if isinstance(item, dict)]
    for url in urls:
        if url is not None:
            yield str(document.get("outlet")), _key(str(url)) or str(url)


def _key(url: str) -> str | None:
    try:
        return url_key(url)
    except UrlError:
        return None
