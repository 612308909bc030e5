"""The outlets that an archive follows as far as their files can be read, and which are left out, and why.

One file that is not understood stops nothing but its own outlet. What was captured of that one is read by its
declaration as it was last understood (state/declared.json); where that is lost too, its captures wait in
their WARCs until the file is mended.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from archive.moments import moment, stamp
from archive.place import Archive
from archive.replaced import replace_text
from extractors.declaration_files import FileProblem, declaration_text
from extractors.outlets import Outlet, OutletError, parse_outlet

FILE = "declared.json"  # in state/
SETTLED = 60.0  # seconds: a file edited since may be half-written, and is told of once it is older
MISSED = timedelta(days=7)  # so long an outlet is missed whose file is gone; then it was given up
UNREADABLE, GONE = "declaration", "declaration-gone"  # the alarms


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An outlet that cannot be crawled: its file cannot be used (UNREADABLE) or is no longer there (GONE).

    `problems` say what is wrong with the file, each as one text. `since` is when it was last touched, or
    missed for the first time. `fresh` says that it was edited just now: it may be half-written.
    """

    slug: str
    code: str
    problems: tuple[str, ...]
    since: datetime | None
    fresh: bool

    @property
    def problem(self) -> str:
        """All that is wrong, in one line."""
        return "; ".join(self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """The `outlets` that can be crawled, by slug, and those `left_out`.

    `before` are those left out as they were last understood, `texts` the declarations of both by slug.
    """

    outlets: tuple[Outlet, ...]
    left_out: tuple[LeftOut, ...] = ()
    before: tuple[Outlet, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def broken(self) -> tuple[LeftOut, ...]:
        """Those whose files are there and cannot be used."""
        return tuple(one for one in self.left_out if one.code == UNREADABLE)

    @property
    def known(self) -> tuple[Outlet, ...]:
        """Every outlet whose file is there, if need be as it was last understood."""
        names = {one.slug for one in self.broken}
        kept = (outlet for outlet in self.before if outlet.slug in names)
        return tuple(sorted((*self.outlets, *kept), key=lambda outlet: outlet.slug))

    @property
    def unknown(self) -> frozenset[str]:
        """The slugs of those whose files cannot be used and of which nothing is remembered."""
        return frozenset(one.slug for one in self.broken) - {outlet.slug for outlet in self.before}

    def require_all(self) -> None:
        """Raise OutletError, with every problem, when a file cannot be used."""
        problems = tuple(problem for one in self.broken for problem in one.problems)
        if problems:
            raise OutletError("outlets", problems)


def declared(archive: Archive) -> Declared:
    """What outlets/ declares now. One file's faults leave the others as they are."""
    outlets, texts, left_out = list[Outlet](), dict[str, str](), list[LeftOut]()
    paths = archive.declaration_files()
    for path in paths:
        try:
            outlet, text = _read(path)
        except OutletError as error:
            if os.path.lexists(path):  # else it was taken away this moment
                left_out.append(_broken(path, error))
            continue
        outlets.append(outlet)
        texts[outlet.slug] = text
    memory = _memory(archive)
    stems = {path.stem for path in paths}
    gone = [_gone(archive, slug, one) for slug, one in memory.items() if slug not in stems]
    left_out += [one for one in gone if one is not None]
    before = dict[str, Outlet]()
    for one in left_out:
        last = memory.get(one.slug, {}).get("text")
        if isinstance(last, str) and (kept := _parsed(last, one.slug)) is not None:
            before[one.slug], texts[one.slug] = kept, last
    return Declared(
        outlets=tuple(outlets), left_out=tuple(left_out), before=tuple(before.values()), texts=texts
    )


def remember(archive: Archive, found: Declared, now: datetime) -> None:
    """Keep what is understood now, and since when a file is missed. The file is replaced if that is news."""
    memory = _memory(archive)
    missing = {one.slug: one for one in found.left_out}
    kept = dict[str, dict[str, Any]]()
    for slug, one in memory.items():
        if slug in missing:
            gone = missing[slug].code == GONE
            kept[slug] = {"text": one.get("text")} | ({"gone": one.get("gone") or stamp(now)} if gone else {})
    kept |= {outlet.slug: {"text": found.texts[outlet.slug]} for outlet in found.outlets}
    if kept != memory:
        replace_text(archive.state / FILE, json.dumps(kept, ensure_ascii=False, sort_keys=True) + "\n")


def _read(path: Path) -> tuple[Outlet, str]:
    named = f"{path.parent.name}/{path.name}"
    try:
        text = declaration_text(path)
    except FileProblem as problem:
        raise OutletError(str(path), (f"{named}: {problem}",)) from problem
    return parse_outlet(text, path.stem, named), text


def _parsed(text: str, slug: str) -> Outlet | None:
    try:
        return parse_outlet(text, slug, FILE)
    except OutletError:  # of a version of Warraq that understood other keys
        return None


def _broken(path: Path, error: OutletError) -> LeftOut:
    try:
        about = path.lstat()
    except OSError:
        about = None
    age = None if about is None else time.time() - about.st_mtime
    return LeftOut(
        slug=path.stem,
        code=UNREADABLE,
        problems=error.problems,
        since=None if about is None else datetime.fromtimestamp(about.st_ctime, UTC),
        fresh=age is not None and 0 <= age < SETTLED,
    )


def _gone(archive: Archive, slug: str, remembered: Mapping[str, Any]) -> LeftOut | None:
    """The outlet whose file is no longer there, unless it has been missed for long enough."""
    since = moment(remembered["gone"]) if "gone" in remembered else None
    now = datetime.now(UTC)
    if since is not None and not timedelta(0) <= now - since < MISSED:
        return None
    try:
        age = time.time() - archive.outlets_dir.stat().st_mtime
    except OSError:
        age = SETTLED
    return LeftOut(
        slug=slug,
        code=GONE,
        problems=(f"outlets/{slug}.toml: is not there; wanted the outlet's declaration; put it back",),
        since=since,
        fresh=0 <= age < SETTLED,
    )


def _memory(archive: Archive) -> dict[str, dict[str, Any]]:
    """What is remembered; nothing when it is lost or torn."""
    try:
        told = json.loads((archive.state / FILE).read_text("utf-8"))
        found = {str(slug): dict(one) for slug, one in told.items()}
        for one in found.values():
            if "gone" in one:
                moment(one["gone"])
        return found
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
