"""The reports that are printed: a measuring corpus where there is one, else those of our own newsroom."""

import json
import os
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from newsroom.reports import REPORTS, load_reports

ROOT = Path(__file__).resolve().parents[2]
_SHORTEST, _LONGEST = 220, 9000  # characters
# What a crawl of 2015 left in the texts and no newsroom would call its report.
# Reports that came after the floors were measured: a draw from other material is no measure of the reader.
NOT_DRAWN = frozenset({"minbar"})
_LEFTOVERS = re.compile(
    r"https?:|www\.|@|\.com\b|[<>{}]|رابط الخبر|الموافق .{5,20} م واس|للتواصل"
    r"|(?:[اأإ]قر[أا]|شاهد|طالع) [أا]يضا"
)
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\ufffd]")
_OPENING = re.compile(r"^[^.،؟!«»\"]{0,30}?(?:\s[-–—]|[-–—]\s|:)\s*(?=\S)")  # «فلان - دمشق:» and its like
_OPEN_MARKS = " \t\u00a0-–—:*•."
_SIGNATURE = 45  # characters of a last line without a full stop: a name, no sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A report as it will be printed: its title and its paragraphs, without byline or date."""

    title: str
    paragraphs: tuple[str, ...]

    @property
    def length(self) -> int:
        """Characters of the text."""
        return sum(map(len, self.paragraphs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All stories of a run, "corpus" or "newsroom", and in words where they come from."""

    stories: tuple[Story, ...]
    kind: str
    origin: str


def corpus_folder() -> Path:
    """Give the folder in which the measuring corpus is looked for; it need not exist."""
    return Path(os.environ.get("WARRAQ_SHARED", ROOT.parent / "shared")) / "data" / "corpus"


def load_material(corpus: Path | None = None) -> Material:
    """Give the corpus's stories, or the newsroom's own where no corpus lies.

    The corpus is `corpus`, or `data/corpus` in the folder that WARRAQ_SHARED names, or in ../shared.
    """
    paths = sorted((corpus or corpus_folder()).glob("*.zip"))
    if not paths:
        return newsroom_material()
    stories = tuple(_unlike(_corpus_stories(paths)))
    return Material(
        stories=stories, kind="corpus", origin=f"{len(stories):,} reports of the measuring corpus"
    )


def newsroom_material() -> Material:
    """Give the reports of the project's newsroom."""
    reports = [
        one
        for folder in sorted(REPORTS.iterdir())
        if folder.is_dir() and folder.name not in NOT_DRAWN
        for one in _reports(folder.name)
    ]
    stories = tuple(Story(title=title, paragraphs=text) for title, text in reports)
    return Material(
        stories=stories,
        kind="newsroom",
        origin=f"{len(stories)} reports of our own newsroom, no measuring corpus",
    )


def _reports(slug: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for report in load_reports(slug):
        yield report.title, report.text


def _corpus_stories(paths: list[Path]) -> Iterator[Story]:
    for path in paths:
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                for row in json.loads(archive.read(name)):
                    if story := clean_story(row["title"] or "", row["content"] or "", row["author"] or ""):
                        yield story


def _unlike(stories: Iterator[Story]) -> Iterator[Story]:
    seen: set[str] = set()
    for story in stories:
        opening = story.paragraphs[0][:80]
        if opening not in seen and story.title not in seen:
            seen.update((opening, story.title))
            yield story


def clean_story(title: str, content: str, author: str = "") -> Story | None:
    """Give the story in a row of a corpus, without the byline it repeats; None for what cannot be gold."""
    title = _squeeze(title)
    if _PRESENTATION.search(content) or _LEFTOVERS.search(content) or not 12 <= len(title) <= 160:
        return None
    lines = [line for line in (_squeeze(line) for line in content.splitlines()) if line]
    if lines:
        lines[0] = _without_opening(lines[0], _squeeze(author))
    lines = [line for line in lines if any(letter.isalpha() for letter in line) and line != title]
    while lines and _is_signature(lines[-1]):
        lines.pop()
    paragraphs = tuple(lines)
    length = sum(map(len, paragraphs))
    if not _SHORTEST <= length <= _LONGEST or not paragraphs or len(paragraphs[0]) < 40:
        return None
    return Story(title=title, paragraphs=paragraphs)


def _is_signature(line: str) -> bool:
    """Say whether a last line names who wrote or what he is: no sentence, or a line after a dash."""
    longest = 2 * _SIGNATURE if line[0] in "-–*" else _SIGNATURE
    return len(line) < longest and line[-1] not in ".؟!»"


def _without_opening(line: str, author: str) -> str:
    bare = line.lstrip(_OPEN_MARKS)
    if author and bare.startswith(author.strip(_OPEN_MARKS)):
        bare = bare.removeprefix(author.strip(_OPEN_MARKS)).lstrip(_OPEN_MARKS)
    opening = _OPENING.match(bare)
    return bare[opening.end() :].lstrip(_OPEN_MARKS) if opening else bare


def _squeeze(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", unescape(text))).split())
