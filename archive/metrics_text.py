"""The status in the text format of Prometheus 0.0.4, https://prometheus.io/docs/instrumenting/exposition_formats/."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from archive.status import Status

MEDIA = "text/plain; version=0.0.4; charset=utf-8"
Sample = tuple[Mapping[str, str], float | None]


def metrics_text(found: Status) -> str:
    """Every figure of the status as a gauge, times in seconds since 1970; what cannot be told is left out."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Status) -> Iterator[str]:
    moments = {
        "last_crawl": ("When the last crawl began.", [one.last_crawl_at for one in found.outlets]),
        "last_success": (
            "When it was last looked at with success.",
            [o.last_success_at for o in found.outlets],
        ),
        "last_new": ("When the last new article was held.", [one.last_new_at for one in found.outlets]),
        "next_due": ("When it is due next.", [one.next_due_at for one in found.outlets]),
    }
    labels = [{"outlet": one.slug} for one in found.outlets]
    for name, (about, values) in moments.items():
        samples = zip(labels, map(_seconds, values), strict=True)
        yield from _gauge(f"warraq_outlet_{name}_timestamp_seconds", about, samples)
    new = [float(one.new_24h) for one in found.outlets]
    usual = [one.typical_24h for one in found.outlets]
    yield from _gauge(
        "warraq_outlet_new_articles_24h", "New articles of 24 hours.", zip(labels, new, strict=True)
    )
    yield from _gauge(
        "warraq_outlet_typical_articles_24h", "Median of this weekday.", zip(labels, usual, strict=True)
    )
    yield from _of_figures(found)
    alarms = [({"outlet": slug or "", "code": alarm.code}, 1.0) for slug, alarm in found.named]
    yield from _gauge("warraq_alarm", "1 for each alarm that stands.", alarms)
    yield from _gauge("warraq_alarms", "How many alarms stand.", [({}, float(len(alarms)))])
    state = found.archive
    for name, about, value in (
        ("disk_free_bytes", "Bytes that are free on the disk.", float(state.disk_free_bytes)),
        ("disk_lasts_days", "Days that the disk lasts at this pace.", _float(state.disk_lasts_days)),
        ("growth_bytes_per_day", "Bytes by which warcs/ grows in a day.", _float(state.grows_by_day_bytes)),
        ("last_checkpoint_timestamp_seconds", "When the log was signed.", _seconds(state.last_checkpoint_at)),
        ("pending_stamps", "Authorities that have yet to stamp.", float(len(state.pending_stamps))),
    ):
        yield from _gauge(f"warraq_{name}", about, [({}, value)])


def _of_figures(found: Status) -> Iterator[str]:
    ends = [({"outlet": one.slug}, _seconds(one.certificate_ends_at)) for one in found.outlets]
    yield from _gauge(
        "warraq_outlet_certificate_end_timestamp_seconds", "When its certificate runs out.", ends
    )
    told = [(one.slug, one.figures) for one in found.outlets if one.figures is not None]
    for name, about, values in (
        ("asked_7d", "Requests of seven days.", [float(figures.asked) for _, figures in told]),
        ("pages_7d", "Pages of reports that came.", [float(figures.pages) for _, figures in told]),
        ("words", "Median length of a new report.", [_float(figures.words) for _, figures in told]),
        ("same_text", "Most addresses with one text.", [float(figures.same_text) for _, figures in told]),
    ):
        samples = [({"outlet": slug}, value) for (slug, _), value in zip(told, values, strict=True)]
        yield from _gauge(f"warraq_outlet_{name}", about, samples)
    for name, about, causes in (
        ("failed_7d", "Requests that failed, by cause.", [figures.failed for _, figures in told]),
        ("unread_7d", "Pages without a report, by cause.", [figures.unread for _, figures in told]),
    ):
        counted = [
            ({"outlet": slug, "cause": cause}, float(count))
            for (slug, _), one in zip(told, causes, strict=True)
            for cause, count in one.items()
        ]
        yield from _gauge(f"warraq_outlet_{name}", about, counted)
    shares = [
        ({"outlet": slug, "field": field}, getattr(figures, field))
        for slug, figures in told
        for field in ("title", "body", "date", "byline")
    ]
    yield from _gauge("warraq_outlet_coverage_ratio", "Share of reports with the field.", shares)


def _gauge(name: str, about: str, samples: Iterable[Sample]) -> Iterator[str]:
    told = [(labels, value) for labels, value in samples if value is not None]
    if not told:
        return
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} gauge"
    for labels, value in told:
        inner = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
        yield f"{name}{{{inner}}} {value!r}" if inner else f"{name} {value!r}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _seconds(at: datetime | None) -> float | None:
    return None if at is None else at.timestamp()


def _float(value: int | None) -> float | None:
    return None if value is None else float(value)
