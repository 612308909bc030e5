"""How one answer compares with the gold of its page."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from benchmarks.quality.asides import Asides, Count, compare
from benchmarks.quality.printing import Gold

Verdict = Literal["right", "none", "wrong"]
_DROPPED = str.maketrans(
    "", "", "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a reader, ours or a peer, said of a page. `refused` is its reason, where it took it for no report.

    `moment` is None for an answer that tells the day alone.
    """

    title: str = ""
    body: str = ""
    day: str | None = None
    moment: datetime | None = None
    persons: tuple[str, ...] = ()
    refused: str | None = None
    detail: str = ""
    asides: Asides = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One page's verdicts. What does not apply is None: a page of no report has `refusal` alone."""

    design: str
    number: int
    kind: str
    body: float | None = None
    title: bool | None = None
    day: Verdict | None = None
    minute: Verdict | None = None
    made_up_time: bool | None = None
    byline: Verdict | None = None
    invented: bool | None = None
    refusal: Verdict | None = None
    asides: Mapping[str, Count] = field(default_factory=dict)
    wanted: str = ""
    given: str = ""


def score(design: str, number: int, kind: str, gold: Gold, answer: Answer) -> Outcome:
    """Give the verdicts on one answer."""
    if gold.codes:
        verdict: Verdict = "right" if answer.refused in gold.codes else "wrong" if answer.refused else "none"
        return Outcome(
            design=design,
            number=number,
            kind=kind,
            refusal=verdict,
            wanted="|".join(sorted(gold.codes)),
            given=answer.refused or f"an article: {answer.title!r}",
        )
    return Outcome(
        design=design,
        number=number,
        kind=kind,
        body=token_f1("\n".join(gold.paragraphs), answer.body),
        title=_same(gold.title, answer.title),
        day=day_verdict(gold, answer),
        minute=_minute_verdict(gold, answer),
        made_up_time=answer.moment is not None if gold.moment and gold.precision == "day" else None,
        byline=_byline_verdict(gold, answer) if gold.persons else None,
        invented=bool(answer.persons) if not gold.persons else None,
        refusal="wrong" if answer.refused else "right",
        asides=compare(gold.asides, answer.asides),
        wanted=_told(gold.title, gold.moment, gold.precision, gold.persons),
        given=f"refused: {answer.refused} {answer.detail}"
        if answer.refused
        else _told(answer.title, answer.moment or answer.day, answer.detail, answer.persons),
    )


def tokens(text: str) -> Counter[str]:
    """Give the words of a text as printed, invisible characters dropped, with their counts."""
    return Counter(unicodedata.normalize("NFC", text.translate(_DROPPED)).split())


def token_f1(wanted: str, given: str) -> float:
    """Give the F1 measure of the words given (each as often as it stands there) against those wanted."""
    gold, ours = tokens(wanted), tokens(given)
    both = (gold & ours).total()
    return 2 * both / (gold.total() + ours.total()) if both else 0.0


def day_verdict(gold: Gold, answer: Answer) -> Verdict:
    """Give "none" where a printed day was not found, "wrong" also for a day that is not printed."""
    if gold.day is None:
        return "wrong" if answer.day else "right"
    if answer.day is None:
        return "right" if gold.precision == "unsure" else "none"
    return "right" if answer.day == gold.day.isoformat() else "wrong"


def _minute_verdict(gold: Gold, answer: Answer) -> Verdict | None:
    if gold.moment is None or gold.precision != "minute":
        return None
    if answer.moment is None:
        # Metadata says midnight also where it means no more than the day.
        midnight = (gold.moment.hour, gold.moment.minute) == (0, 0) and answer.day is not None
        return None if midnight else "none"
    return "right" if _minute(answer.moment) == _minute(gold.moment) else "wrong"


def _minute(moment: datetime) -> int:
    return int(moment.timestamp() // 60)


def _byline_verdict(gold: Gold, answer: Answer) -> Verdict:
    if not answer.persons:
        return "none"
    return "right" if _names(answer.persons) == _names(gold.persons) else "wrong"


def _names(persons: Iterable[str]) -> list[str]:
    return [" ".join(name.translate(_DROPPED).split()) for name in persons]


def _same(wanted: str, given: str) -> bool:
    return " ".join(wanted.split()) == " ".join(given.translate(_DROPPED).split())


def _told(title: str, moment: object, how: object, persons: tuple[str, ...]) -> str:
    return f"{title!r} | {moment} ({how}) | {', '.join(persons) or '-'}"
