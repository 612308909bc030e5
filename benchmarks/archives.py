"""Fresh archives for measured crawls, and the declarations that go into them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from archive.place import Archive, init_archive
from benchmarks.processes import CONCURRENCY
from benchmarks.serving import SLUG
from extractors.outlets import parse_outlet

WATCHED_SPIDER = "benchmarks.watched:WatchedSpider"
NOTHING = "/nothing-has-this-address/"


def make_archive(
    path: Path, declaration: Mapping[str, Any] | None = None, *, max_bytes: int | None = None
) -> Archive:
    """An archive with the outlet declared, no delay and 16 requests at once; `max_bytes` raises the limit of
    a body."""
    archive = init_archive(path, contact="https://benchmarks.invalid/")
    lines = ["[politeness]", "delay = 0.0", f"concurrency = {CONCURRENCY}"]
    if max_bytes is not None:
        lines += ["[limits]", f"max_bytes = {max_bytes}"]
    with (archive.root / "warraq.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n" + "\n".join(lines) + "\n")
    if declaration is not None:
        text = as_toml({**declaration, "spider": WATCHED_SPIDER})
        parse_outlet(text, SLUG, f"{SLUG}.toml")
        (archive.outlets_dir / f"{SLUG}.toml").write_text(text, encoding="utf-8")
    return archive


def without_images(declaration: Mapping[str, Any]) -> dict[str, Any]:
    """The outlet, of whose pages no pictures are fetched."""
    return {**declaration, "requisites": "none"}


def home_page_alone(declaration: Mapping[str, Any]) -> dict[str, Any]:
    """The outlet with nothing to crawl but robots.txt and its home page: what starting and ending cost."""
    return {**declaration, "feeds": [], "sitemaps": [], "sections": [], "article_url": NOTHING}


def as_toml(table: Mapping[str, str | float | bool | list[str]]) -> str:
    """A flat table as TOML: a JSON text, number, truth value or list of texts is one of TOML too."""
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in table.items())
