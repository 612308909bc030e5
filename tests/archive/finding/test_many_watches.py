"""A thousand watches are checked one as well as the other; `pytest --durations=3` tells what that takes."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

from archive.citation_notes import append_notes, new_ids
from archive.cite import cite
from archive.watches import watch_note
from archive.watching import check_watches

WATCHES = 1000
SENTENCES = (
    "أعلنت بلدية المدينة رقم {n} صباح اليوم بدء أعمال ترميم السوق القديم بعد توقف دام {n} عاماً.",
    "وقال رئيس البلدية إن الكلفة بلغت {n} ألف ليرة، وإن العمل يجري بإشراف لجنة من المهندسين والحرفيين.",
    "وشكا تجار السوق من تأخر الأعمال، وطالبوا بفتح مدخل جانبي للزبائن قبل حلول الشتاء المقبل.",
    "وأضاف أن المرحلة الثانية تبدأ بعد {n} يوماً من انتهاء الأولى، وتشمل سقف السوق وواجهاته الحجرية.",
)


def body_of(number: int, *left_out: int) -> str:
    return "\n".join(
        one.format(n=number + 10) for place, one in enumerate(SENTENCES) if place not in left_out
    )


def test_a_thousand_watches_are_each_told_right(shelf) -> None:
    notes: list[dict[str, Any]] = []
    at = datetime(2026, 11, 23, tzinfo=UTC)
    quoted = [SENTENCES[1].format(n=number + 10) for number in range(WATCHES)]
    shelf.db.execute("BEGIN")
    for number, name in enumerate(new_ids([], WATCHES)):
        body = body_of(number)
        article = shelf.version(f"a{number}", body, captured_at="2026-11-20T08:00:00.000000Z")
        start = body.index(quoted[number])
        exact = {"exact": quoted[number], "start": start, "end": start + len(quoted[number])}
        document = cite(shelf.db, article) | {"match": "verbatim", "conversion": None}
        document["quote"] = {**exact, "prefix": "", "suffix": "", "field": "body"}
        notes.append(watch_note(name, quoted[number], document, at))
        if number % 4 == 1:
            shelf.version(f"a{number}", body_of(number, 2), captured_at="2026-11-21T08:00:00.000000Z")
        elif number % 4 == 2:
            changed = body.replace("ألف ليرة", "مليون ليرة")
            shelf.version(f"a{number}", changed, captured_at="2026-11-21T08:00:00.000000Z")
        elif number % 4 == 3:
            shelf.version(f"a{number}", body_of(number, 1), captured_at="2026-11-21T08:00:00.000000Z")
    shelf.db.execute("COMMIT")
    append_notes(shelf.archive, notes)
    findings = check_watches(shelf.archive, "check", lambda line: None)
    assert [one["watch"] for one in findings] == [note["watch_id"] for note in notes]
    states = ("unchanged", "changed-elsewhere", "passage-changed", "passage-gone")
    assert [one["state"] for one in findings] == [states[number % 4] for number in range(WATCHES)]
    assert Counter(one["new"] for one in findings) == {True: 750, False: 250}
