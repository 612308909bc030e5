"""Alarms of what came back: answers that fail, reports that lose a field, one text under many addresses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from archive.health_history import REPORTS, Alarm, Fetch, Sighting, Text, code_of
from archive.health_shares import Fall, fallen

LEAST_TEXTS = 30
SAME_TEXT, SAME_WITHIN, SAME_NEWEST = 5, 60, 20
SKIPPED = 1e-3
LENGTHS = 3  # times what nine of ten texts do not exceed, or a third of what nine of ten reach
# Of these the first that stands explains those behind it.
FAILURES = (
    *("blocked", "certificate", "unreachable", "server-errors", "not-found"),
    *("reading-limits", "bodies-missing", "titles-missing"),
)


def falling_answers(fetches: Sequence[Fetch]) -> Iterable[Alarm]:
    """Requests that fail, and pages that give no report, more often than before; one explains the rest."""
    reports = [fetch for fetch in fetches if fetch.role in REPORTS]
    codes = [code_of(fetch.cause) for fetch in reports]
    for code in FAILURES:
        fall = fallen([one != code for one in codes])
        if fall is None:
            continue
        newest = reports[-fall.size :]
        bad = [fetch for fetch in newest if code_of(fetch.cause) == code]
        cause = Counter(fetch.cause for fetch in bad).most_common(1)[0][0]
        yield Alarm(code=code, since=bad[0].at, figures={"cause": cause, **_figures(fall)})
        return


def falling_texts(texts: Sequence[Text]) -> Iterable[Alarm]:
    tests: list[tuple[str, Callable[[Text], bool]]] = [
        ("titles-missing", lambda text: text.titled),
        ("dates-missing", lambda text: text.dated),
        ("bylines-missing", lambda text: text.signed),
    ]
    lengths = _usual_length(texts)
    if lengths is not None:
        low, high = lengths
        tests.append(("lengths-changed", lambda text: text.words is None or low <= text.words <= high))
    for code, is_good in tests:
        good = [is_good(text) for text in texts]
        fall = fallen(good)
        if fall is not None:
            first = next(text for text in texts[-fall.size :] if not is_good(text))
            yield Alarm(code=code, since=first.at, figures=_figures(fall))


def _usual_length(texts: Sequence[Text]) -> tuple[float, float] | None:
    words = sorted(text.words for text in texts if text.words is not None)
    if len(words) < LEAST_TEXTS:
        return None
    return words[len(words) // 10] / LENGTHS, words[len(words) * 9 // 10] * LENGTHS


def same_text(texts: Sequence[Text]) -> Alarm | None:
    """One text under many addresses among the newest, unlike before."""
    newest = texts[-SAME_WITHIN:]
    groups = _articles_by_text(newest)
    if not groups:
        return None
    digest, articles = max(groups.items(), key=lambda item: len(item[1]))
    before = max(map(len, _articles_by_text(texts[:-SAME_WITHIN]).values()), default=0)
    if len(articles) < max(SAME_TEXT, 2 * before) or _is_over([text.digest == digest for text in newest]):
        return None
    since = next(text.at for text in newest if text.digest == digest)
    return Alarm(code="same-text", since=since, figures={"articles": len(articles), "digest": digest})


def _is_over(same: Sequence[bool]) -> bool:
    """Whether so many of the newest are others that, as often as the text came, chance would not skip it."""
    first, last = same.index(True), len(same) - 1 - same[::-1].index(True)
    others = len(same) - 1 - last
    share = (sum(same) + 1) / (last - first + 3)
    return others >= SAME_NEWEST or (1 - share) ** others <= SKIPPED


def _articles_by_text(texts: Iterable[Text]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = {}
    for text in texts:
        if text.digest is not None:
            groups.setdefault(text.digest, set()).add(text.article)
    return groups


def forbidden(sightings: Sequence[Sighting]) -> Alarm | None:
    fall = fallen([not one.forbidden for one in sightings])
    if fall is None:
        return None
    first = next(one for one in sightings[-fall.size :] if one.forbidden)
    return Alarm(code="robots", since=first.at, figures={"cause": "robots: disallowed", **_figures(fall)})


def _figures(fall: Fall) -> dict[str, Any]:
    return {
        "of": fall.size,
        "good": fall.good,
        "share": round(fall.good / fall.size, 3),
        "before": round(fall.before, 3),
    }
