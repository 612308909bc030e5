"""`warraq status`: how outlets, disk and log fare, for people, as JSON, or as an exit code for monitoring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from archive.console import as_json, current_archive, print_field, print_json
from archive.language import tr
from archive.terminal import one_line

if TYPE_CHECKING:
    from archive.health import Health
    from archive.health_history import Alarm
    from archive.place import Archive
    from archive.status import Status

ALARM = 6


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG…]")
@click.option("--check", is_flag=True, help="End with exit code 6 when there is an alarm.")
@as_json
@click.pass_context
def status(ctx: click.Context, slugs: tuple[str, ...], check: bool, as_json: bool) -> None:
    """Tell how each outlet fares against its own past, what is the matter, and what to do about it.

    For each outlet: its last crawl, when it is due next, new reports of 24 hours beside those usual on this
    weekday. Also how long the disk will do, and whether what was captured is signed and stamped.

    With SLUG the figures of these outlets as well: which requests and pages failed, and how whole their
    reports are read.
    """
    from archive.declared import declared
    from archive.status import status_document

    archive = current_archive()
    left_out = {one.slug for one in declared(archive).left_out}
    for slug in set(slugs) - left_out:
        archive.outlet(slug)  # raises, and says which there are
    found = status_now(archive, datetime.now(UTC))
    if slugs:
        found = replace(found, outlets=tuple(one for one in found.outlets if one.slug in slugs))
    if as_json:
        print_json(status_document(found))
    else:
        _print(found, with_figures=bool(slugs))
    ctx.exit(ALARM if check and found.named else 0)


def status_now(archive: Archive, now: datetime) -> Status:
    """The status, with when outlets are due as the schedule has it now."""
    from archive.status import status

    return status(archive, now, due_next(archive, now))


def due_next(archive: Archive, now: datetime) -> dict[str, datetime]:
    """When each outlet is due; one that was never crawled is due now."""
    from archive.declared import declared
    from crawlers.schedule import NEVER, visits

    planned = visits(archive, declared(archive).outlets, now)
    return {visit.slug: now if visit.due_at == NEVER else visit.due_at for visit in planned}


def _print(found: Status, *, with_figures: bool) -> None:
    from archive.columns import columns

    names = ("outlet", "last crawl", "due next", "new in 24 h", "usual", "alarms")
    rows = [[tr(name) for name in names], *(_cells(one, found.at) for one in found.outlets)]
    for line in columns(rows):
        click.echo(line)
    click.echo()
    if with_figures:
        for one in found.outlets:
            _print_figures(one)
    state = found.archive
    print_field("disk free", f"{state.disk_free_bytes / 1e9:.1f} GB")
    if state.disk_lasts_days is not None:
        print_field("disk lasts", tr("{days:day|days} at this pace", days=state.disk_lasts_days))
    print_field("last checkpoint", _minute(state.last_checkpoint_at))
    if state.pending_stamps:
        print_field("stamps pending", tr(", ").join(state.pending_stamps))
    for slug, alarm in found.named:
        _print_alarm(slug, alarm)
    if not found.outlets:
        click.echo(tr("no outlet is followed yet: `warraq outlet add URL` adds one"))
    if not found.named:
        click.echo(tr("no alarms"))
    for slug, note in found.notes:
        click.echo(one_line(f"{slug}: {note}"))
    for one in found.outlets:
        for notice in one.notices:
            click.echo()
            click.echo(one_line(f"{one.slug}: {notice.what} [{notice.code}, {tr('no alarm')}]"))
            print_field("  since", _minute(notice.since))
            print_field("  next step", str(notice.next).replace("SLUG", one.slug))


def _print_figures(one: Health) -> None:
    from archive.health_figures import DAYS

    told = one.figures
    if told is None:
        return
    click.echo(tr("{slug}, the last {days:day|days}", slug=one.slug, days=DAYS))
    print_field("  requests", told.asked)
    print_field("  failed", _by_cause(told.failed, told.asked))
    print_field("  pages of reports", told.pages)
    print_field("  without a report", _by_cause(told.unread, told.pages))
    shares = {"title": told.title, "body": told.body, "date": told.date, "byline": told.byline}
    read = tr(", ").join(f"{tr(name)} {share:.0%}" for name, share in shares.items() if share is not None)
    print_field("  reports with", read or None)
    if told.words is not None and told.usual_words is not None:
        print_field("  words", tr("{words}; before {usual}", words=told.words, usual=told.usual_words))
    print_field("  most addresses with one text", told.same_text)
    print_field("  certificate until", _minute(one.certificate_ends_at))
    click.echo()


def _by_cause(causes: Mapping[str, int], of: int) -> str:
    share = sum(causes.values()) / of if of else 0.0
    told = tr(", ").join(f"{cause} {count}" for cause, count in causes.items())
    return f"{share:.1%} ({told})" if told else f"{share:.1%}"


def _print_alarm(slug: str | None, alarm: Alarm) -> None:
    from archive.health_history import figures_in_words

    name = slug or tr("archive")
    click.echo()
    click.echo(one_line(f"{name}: {alarm.what} [{alarm.code}]"))
    print_field("  since", _minute(alarm.since))
    if (share := figures_in_words(alarm)) is not None:
        print_field("  figures", share)
    print_field("  likely cause", alarm.cause)
    print_field("  next step", str(alarm.next).replace("SLUG", slug or "SLUG"))


def _cells(one: Health, now: datetime) -> Sequence[str]:
    typical = "–" if one.typical_24h is None else f"{one.typical_24h:g}"
    codes = tr(", ").join(alarm.code for alarm in one.alarms) or "–"
    due = tr("now") if one.next_due_at is not None and one.next_due_at <= now else _minute(one.next_due_at)
    return (one.slug, _minute(one.last_crawl_at), due, str(one.new_24h), typical, codes)


def _minute(at: datetime | None) -> str:
    return "–" if at is None else f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
