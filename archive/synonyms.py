"""Words that stand for one thing (بي بي سي, BBC): groups that come with the project and an archive's own.

A list has one group a line, its members parted by = signs, each a word or several; # begins a comment. An
archive's list, ARCHIVE/synonyms.txt, adds groups; one that shares a member with another joins it. A line that
begins with ! names members, also parted by =, that no longer stand for others.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path

from archive.errors import ArchiveError
from archive.own_lists import own_list
from archive.patterns import Leaf, Places, stems_of
from extractors.arabic import Analyser, fold

SYNONYMS = "synonyms.txt"  # its name in an archive
MAX_LENGTH = 8  # words of a member

_CLITICS = re.compile("[وف]?(?:[بك]?ال|لل|[بلك])(.+)")

Members = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Groups of members that stand for one thing, as they are written."""

    groups: tuple[Members, ...]

    def lookup(self, analyser: Analyser) -> "Lookup":
        """The groups by the stems that this analyser gives their members."""
        return _lookup(self, analyser)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group: its members as written and as folded, and the stems of each."""

    members: Members
    written: frozenset[str]
    stems: tuple[Places, ...]


@dataclass(frozen=True, slots=True)
class Lookup:
    """Groups by a stem that a member begins with; of each, the member's stems."""

    by_first: dict[str, tuple[tuple[Places, Group], ...]]

    def longest(self, typed: Sequence[Leaf]) -> tuple[int, Group] | None:
        """How many of the typed words, from the first on, are a member of a group, and the group.

        The longest member counts, of two the one that is typed as it is written; None when no member begins
        here. Typed words and members are compared in all their readings, so clitics and inflection do not
        matter.
        """
        words = [leaf.words for leaf in typed]
        best: tuple[int, bool, Group] | None = None
        for first in sorted(words[0][0] | _without_clitics(typed[0].typed)):
            for member, group in self.by_first.get(first, ()):
                # The clitics of a foreign name (بالبي بي سي) are known by the words that follow.
                begun = len(member) > len(words[0]) == 1
                taken = _taken(member, [(words[0][0] | {first},), *words[1:]] if begun else words)
                as_written = fold(" ".join(leaf.typed for leaf in typed[:taken])) in group.written
                if taken and (best is None or (taken, as_written) > best[:2]):
                    best = (taken, as_written, group)
        return (best[0], best[2]) if best else None


def _without_clitics(typed: str) -> frozenset[str]:
    """The folded word without what may be written onto its front."""
    found = _CLITICS.match(fold(typed))
    return frozenset({found.group(1)}) if found else frozenset()


def _taken(member: Places, words: Sequence[Places]) -> int:
    """How many of the words make up the member; 0 when they are others or it ends within one."""
    at = 0
    for number, places in enumerate(words, 1):
        window = member[at : at + len(places)]
        if len(window) < len(places) or any(map(frozenset.isdisjoint, window, places)):
            return 0
        at += len(places)
        if at == len(member):
            return number
    return 0


@lru_cache(maxsize=8)
def _lookup(synonyms: Synonyms, analyser: Analyser) -> Lookup:
    by_first: dict[str, list[tuple[Places, Group]]] = {}
    for members in synonyms.groups:
        known = [(member, stems) for member in members if (stems := _stems(member, analyser))]
        group = Group(
            members=tuple(member for member, _ in known),
            written=frozenset(fold(member) for member, _ in known),
            stems=tuple(stems for _, stems in known),
        )
        for stems in group.stems:
            for first in stems[0]:
                by_first.setdefault(first, []).append((stems, group))
    return Lookup({first: tuple(found) for first, found in by_first.items()})


def _stems(member: str, analyser: Analyser) -> Places:
    words = list(analyser.tokens(member))
    return stems_of(member, words, analyser) if words else ()


@cache
def shipped() -> Synonyms:
    """The groups that come with the project."""
    file = resources.files("extractors").joinpath("wordlists", SYNONYMS)
    if not file.is_file():
        return Synonyms(())
    return parse_synonyms(file.read_text("utf-8"), SYNONYMS)


def synonyms_of(archive: Path) -> Synonyms:
    """The groups for an archive in this directory: those that come with the project, and its own.

    Raises ArchiveError, naming file and line, when its list cannot be read.
    """
    text = own_list(archive, SYNONYMS)
    return shipped() if text is None else parse_synonyms(text, str(archive / SYNONYMS), onto=shipped())


def parse_synonyms(text: str, name: str, *, onto: Synonyms | None = None) -> Synonyms:
    """The groups of a list, joined with those of another; `name` is the file's, for errors.

    Raises ArchiveError for a line with a single member, one without a letter, or one that is too long.
    """
    own: list[Members] = []
    taken_out: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.partition("#")[0].strip()
        members = tuple(" ".join(member.split()) for member in entry.removeprefix("!").split("="))
        if not entry:
            continue
        if problem := _problem(members, alone=entry.startswith("!")):
            raise ArchiveError(f"{name}, line {number}: {problem}: {line.strip()}")
        if entry.startswith("!"):
            taken_out |= set(map(fold, members))
        else:
            own.append(members)
    kept = ([m for m in group if fold(m) not in taken_out] for group in (onto.groups if onto else ()))
    return Synonyms(tuple(_joined([*kept, *own])))


def _problem(members: Members, *, alone: bool) -> str | None:
    if len(members) < 2 and not alone:
        return "a group has at least two members, with = between them"
    for member in members:
        if not any(map(str.isalnum, member)):
            return "a member without a letter or digit"
        if len(member.split()) > MAX_LENGTH:
            return f"a member has at most {MAX_LENGTH} words"
    return None


def _joined(groups: Iterable[Sequence[str]]) -> Iterator[Members]:
    """The groups in order, those with a member in common made one; of equal spellings the first stays."""
    joined: list[dict[str, str]] = []
    by_member: dict[str, dict[str, str]] = {}
    for group in groups:
        merged: dict[str, str] = {}
        for old in [by_member[key] for member in group if (key := fold(member)) in by_member]:
            merged |= old
            joined = [one for one in joined if one is not old]
        for member in group:
            merged.setdefault(fold(member), member)
        joined.append(merged)
        by_member |= dict.fromkeys(merged, merged)
    return (tuple(group.values()) for group in joined if len(group) > 1)
