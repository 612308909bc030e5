"""A statement of completeness as one file: printable, in Arabic and English, with its numbers inside.

No script runs in it and nothing is loaded. The numbers stand in it as JSON, and so does the note that signs
them; what people read follows from both, so that whoever has them can make the file again.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape
from typing import Any

from archive.coverage_counts import Day
from archive.coverage_gaps import Gap
from archive.coverage_looks import Looked
from archive.coverage_picture import draw, overruns_in, strips_of
from archive.coverage_sheet_texts import (
    AGAIN,
    BY_DAY,
    CANNOT_KNOW,
    HEADS,
    HELD,
    LOOKED,
    MISSING,
    NO_GAP,
    NONE,
    SCOPE,
    STEPS,
    STYLE,
    TITLE,
    UNKNOWABLE,
    UNSIGNED,
)  # fmt: skip
from archive.coverage_statement import digest_of, signed_at
from archive.coverage_texts import reason_in_words, what_in_words
from archive.errors import ArchiveError
from archive.fates import ROLES
from archive.language import speaking, tr
from archive.reasons import in_words
from archive.terminal import one_line

BEGIN, BETWEEN, END = (
    '<script type="application/json" id="statement">',
    '</script>\n<script type="text/plain" id="note">',
    "</script>\n</body>\n</html>\n",
)
COLUMNS = ("discovered", "held", "unchanged", "articles", "texts", "refused", "not had", "gone", "waiting")
CAUSES = {
    "refused": "refused because",
    "failed": "failed because",
    "not_articles": "captured, no article",
}
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
LONGEST = 366  # days that are drawn
Document = Mapping[str, Any]


def sheet(document: dict[str, Any], note: bytes | None) -> bytes:
    """The file of a statement. Raises NoteError when the note is not of this document."""
    parts = ["<!doctype html>", '<html lang="ar" dir="rtl">', "<head>", '<meta charset="utf-8">']
    parts.append(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">')
    parts.append('<meta name="viewport" content="width=device-width, initial-scale=1">')
    parts.append(f"<title>{escape(TITLE.in_arabic())}</title><style>{STYLE}</style></head><body>")
    for arabic in (True, False):
        with speaking(arabic=arabic):
            parts.append(f'<section lang="{"ar" if arabic else "en"}">')
            parts += _told(document, note, arabic=arabic)
            parts.append("</section>")
    # A "<" would let a text of the outlet's end the element; as an escape it is the same JSON.
    numbers = json.dumps(document, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    parts.append(f"{BEGIN}{numbers}{BETWEEN}{note.decode() if note else ''}{END}")
    return "\n".join(parts).encode("utf-8", "backslashreplace")


def parts_of(data: bytes) -> tuple[dict[str, Any], bytes | None]:
    """The document and the note that stand in the file of a statement. Raises ArchiveError for others."""
    text = data.decode("utf-8", "replace")
    _, begun, rest = text.rpartition(BEGIN)
    numbers, between, note = rest.partition(BETWEEN)
    try:
        document = json.loads(numbers)
    except ValueError:
        document = None
    if not begun or not between or not note.endswith(END) or not isinstance(document, dict):
        raise ArchiveError("it is no statement of completeness, or was cut")
    return document, note.removesuffix(END).encode() or None


def _told(document: Document, note: bytes | None, *, arabic: bool) -> Iterator[str]:
    yield f"<h1>{_text(TITLE)}</h1><p>{_text(SCOPE)}</p>"
    yield _table(_facts(document, note))
    for outlet in document["outlets"]:
        yield from _outlet(outlet, document["asked"], arabic=arabic)
    yield f"<h2>{_text(UNKNOWABLE)}</h2><ul>{''.join(f'<li>{_text(one)}</li>' for one in CANNOT_KNOW)}</ul>"
    yield f"<h2>{_text(AGAIN)}</h2><ul>{''.join(f'<li>{_code(str(one))}</li>' for one in STEPS)}</ul>"


def _facts(document: Document, note: bytes | None) -> Iterator[tuple[object, str]]:
    asked, checkpoint, index, files = (document[name] for name in ("asked", "checkpoint", "index", "files"))
    yield HEADS["days"], _data(f"{asked['from']} … {asked['to']}")
    yield HEADS["archive"], _data(document["archive"])
    size, root = (checkpoint["size"], checkpoint["root"]) if checkpoint else (None, None)
    over = tr("{count:leaf|leaves}, root {root}", count=size, root="\0") if checkpoint else str(NONE)
    yield HEADS["checkpoint"], _data_in(over, root)
    captures = tr(
        "{count:capture|captures}, of them {withdrawn} withdrawn", count=index["captures"],
        withdrawn=index["withdrawn"],
    )  # fmt: skip
    span = f"{index['first']} … {index['last']}"
    yield HEADS["captures"], f"{escape(captures)} {_data(span)}"
    told = tr(
        "{count:file|files}, {records:record|records}, {bytes:byte|bytes}",
        count=files["count"], records=files["records"], bytes=files["bytes"],
    )  # fmt: skip
    yield HEADS["files"], escape(told)
    yield (
        HEADS["readers"],
        "<br>".join(_data(f"{one['digest']} ({one['versions']})") for one in document["readers"]),
    )
    yield HEADS["software"], _data(document["software"])
    yield HEADS["digest"], _data(f"sha256:{digest_of(dict(document))}")
    yield HEADS["signed"], _text(UNSIGNED) if note is None else _data(signed_at(note, dict(document))[0])
    yield HEADS["key"], _data(document["key"])


def _outlet(outlet: Document, asked: Document, *, arabic: bool) -> Iterator[str]:
    names = (outlet["name"], outlet["name_en"]) if arabic else (outlet["name_en"], outlet["name"])
    name = next(filter(None, names), outlet["slug"])
    yield f"<h2><bdi>{escape(one_line(name))}</bdi> {_data(outlet['slug'])}</h2>"
    days, looks, gaps = (list(map(made, outlet[key])) for key, made in _MADE.items())
    first, last = date.fromisoformat(asked["from"]), date.fromisoformat(asked["to"])
    if (last - first).days < LONGEST:
        strips = strips_of([outlet["slug"]], days, looks, overruns_in(gaps))
        drawn = draw(strips, first, last, lambda _: name, arabic=arabic, alone=True)
        # One of many in a page: ids would repeat.
        yield drawn.replace("coverage-", f"{'ar' if arabic else 'en'}-{outlet['slug']}-")
    yield f"<h3>{_text(LOOKED)}</h3>"
    yield f"<p>{escape(_looked(outlet))}</p>"
    yield f"<ul>{''.join(f'<li>{_seed(seed)}</li>' for seed in outlet['seeds'])}</ul>"
    yield f"<h3>{_text(HELD)}</h3>"
    totals = outlet["totals"]
    if totals is None:
        yield f"<p>{escape(tr('No address is known of these days.'))}</p>"
    else:
        heads = [escape(tr(name)) for name in COLUMNS]
        yield f'<table class="days"><thead>{_row("th", heads)}</thead>{_row("td", _numbers(totals))}</table>'
        for key, head in CAUSES.items():
            if totals[key]:
                told = "".join(
                    f"<li>{escape(str(in_words(cause)))}: {n}</li>" for cause, n in totals[key].items()
                )
                yield f"<p>{escape(tr(head))}</p><ul>{told}</ul>"
    if outlet["in_sitemaps"]:
        yield f"<p>{escape(_sitemaps(outlet['in_sitemaps']))}</p>"
    yield f"<h3>{_text(MISSING)}</h3>"
    yield f"<ul>{''.join(f'<li>{_gap(gap)}</li>' for gap in gaps) or f'<li>{_text(NO_GAP)}</li>'}</ul>"
    yield f"<h3>{_text(BY_DAY)}</h3>"
    heads = [escape(tr("day")), *(escape(tr(name)) for name in COLUMNS)]
    rows = (_row("td", (_data(day["day"]), *_numbers(day))) for day in outlet["days"])
    yield f'<table class="days"><thead>{_row("th", heads)}</thead><tbody>{"".join(rows)}</tbody></table>'


def _causes(counted: Mapping[str, int]) -> Iterator[str]:
    for cause, count in counted.items():
        yield f"<li>{escape(one_line(str(in_words(cause))))}: {count}</li>"


def _looked(outlet: Document) -> str:
    looked = outlet["looked"]
    told = tr(
        "{crawls:crawl|crawls} on {days:day|days}; {read} read a seed, {ended} came to their own end.",
        crawls=looked["crawls"], days=looked["days"], read=looked["read"], ended=looked["ended"],
    )  # fmt: skip
    return told if outlet["followed"] else f"{told} {tr('The outlet is no longer declared.')}"


def _seed(seed: Document) -> str:
    told = tr(
        "{requests:request|requests}, {unchanged} unchanged, {failed} failed",
        requests=seed["requests"],
        unchanged=seed["unchanged"],
        failed=sum(seed["failed"].values()),
    )
    causes = tr(", ").join(f"{cause} {count}" for cause, count in seed["failed"].items())
    told = f"{told} ({causes})" if causes else told
    return f"{escape(str(ROLES.get(seed['role'], seed['role'])))} {_data(seed['url'])}: {escape(told)}"


def _sitemaps(states: Mapping[str, int]) -> str:
    held = states.get("captured", 0) + states.get("revisit", 0)
    left = {state: count for state, count in states.items() if state not in ("captured", "revisit")}
    listed = tr(", ").join(f"{tr(state)} {count}" for state, count in left.items())
    return tr(
        "Its sitemaps named {count:address|addresses} of any day; {held} are held, {left} are not{why}.",
        count=sum(states.values()),
        held=held,
        left=sum(left.values()),
        why=f" ({listed})" if listed else "",
    )


def _gap(gap: Gap) -> str:
    span = gap.first.isoformat() if gap.days == 1 else f"{gap.first.isoformat()} … {gap.last.isoformat()}"
    words = {"what": what_in_words(gap), "days": gap.days, "why": reason_in_words(gap)}
    return _data_in(tr("{what}: {span} ({days:day|days}): {why}", span="\0", **words), span)


def _numbers(counts: Document) -> tuple[str, ...]:
    refused, failed = sum(counts["refused"].values()), sum(counts["failed"].values())
    plain = (counts[name] for name in ("discovered", "captured", "unchanged", "articles", "versions"))
    return tuple(map(str, (*plain, refused, failed, counts["gone"], counts["waiting"])))


def _day(told: Document) -> Day:
    day = Day(outlet=told["outlet"], day=date.fromisoformat(told["day"]))
    for name in ("discovered", "captured", "articles", "gone", "waiting"):
        setattr(day, name, told[name])
    day.refused.update(told["refused"])
    day.failed.update(told["failed"])
    return day


def _look(told: Document) -> Looked:
    return Looked(
        outlet=told["outlet"], day=date.fromisoformat(told["day"]), crawls=told["crawls"], read=told["read"]
    )


def _made_gap(told: Document) -> Gap:
    rest = {name: told[name] for name in ("outlet", "what", "reason", "cause", "seed", "named")}
    first, last = date.fromisoformat(told["first"]), date.fromisoformat(told["last"])
    return Gap(first=first, last=last, **rest)


_MADE: Mapping[str, Any] = {"days": _day, "looks": _look, "gaps": _made_gap}


def _table(rows: Iterable[tuple[object, str]]) -> str:
    return (
        "<table>"
        + "".join(f"<tr><th>{_text(head)}</th><td>{cell}</td></tr>" for head, cell in rows)
        + "</table>"
    )


def _row(element: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{element}>{cell}</{element}>' for cell in cells)}</tr>"


def _text(said: object) -> str:
    return escape(str(said))


def _code(text: str) -> str:
    """The text with what stands between grave accents as code."""
    pieces = escape(text).split("`")
    return "".join(f"<code>{piece}</code>" if n % 2 else piece for n, piece in enumerate(pieces))


def _data(text: str) -> str:
    return f'<span class="data" dir="ltr">{escape(one_line(text))}</span>'


def _data_in(text: str, value: str | None) -> str:
    """The text with the value, from left to right, where it has a NUL."""
    return escape(text).replace("\0", _data(value or ""))
