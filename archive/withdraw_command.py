"""The command that withdraws. Options in, a function called, its answer printed."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from archive.console import as_json, current_archive, print_field, print_json, say
from archive.language import tr
from archive.progress import progress
from archive.withdrawal_stubs import CODES

if TYPE_CHECKING:
    from archive.withdrawal_notes import Withdrawal
    from archive.withdrawal_plan import Plan


@click.command()
@click.argument("record_ids", metavar="[RECORD_ID...]", nargs=-1)
@click.option("--reason", help="Why, on one line; it stays in the log for good, so it must name nobody.")
@click.option(
    "--code", type=click.Choice(CODES), default="other", help="The reason in a word, written into the WARC."
)
@click.option("--article", is_flag=True, help="Withdraw every capture of the article.")
@click.option(
    "--everything", is_flag=True, help="Also every other capture that holds its payload, address or title."
)
@click.option("--dry-run", is_flag=True, help="Only list what would go and what would stay.")
@as_json
def withdraw(
    record_ids: tuple[str, ...],
    reason: str | None,
    code: str,
    article: bool,
    everything: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Remove a payload by duty: by order of a court, for a victim's safety.

    The record becomes a stub of equal length, and so does all that depends on it; digests, the leaf and a
    signed reason stay. Its text leaves the index, its address with the last capture of it. Captures that
    stay and name it are listed. Without RECORD_ID, a withdrawal that was killed is finished.
    """
    from archive.withdraw import finish_withdrawals, look
    from archive.withdraw import withdraw as withdrawing
    from archive.withdrawal_plan import Asked
    from archive.withdrawal_redo import is_unfinished

    archive = current_archive()
    if not record_ids:
        if reason or article or everything or dry_run or not is_unfinished(archive):
            raise click.UsageError(tr("name the record to withdraw: `warraq cite` and `show` print its id"))
        finished = finish_withdrawals(archive)
        _attest()
        _print_finished(finished, as_json)
        return
    if reason is None and not dry_run:
        raise click.UsageError(tr("give a reason with --reason"))
    asked = Asked(record_ids=record_ids, article=article, everything=everything)
    with progress("reading the WARC files") as on_done:
        if dry_run:
            plan, withdrawal = look(archive, asked, on_done), None
        else:
            done = withdrawing(archive, asked, reason or "", code, on_done=on_done)
            plan, withdrawal = done.plan, done.withdrawal
    if withdrawal is not None:
        _attest()
    if as_json:
        print_json(_document(plan, withdrawal, dry_run=dry_run))
    else:
        _print(plan, withdrawal, dry_run=dry_run)


def _attest() -> None:
    from archive.log_commands import attest_and_tell

    attest_and_tell(current_archive())


def _print_finished(finished: int, as_json: bool) -> None:
    if as_json:
        print_json({"finished": finished})
    else:
        print_field("finished", finished)


def _document(plan: "Plan", withdrawal: "Withdrawal | None", *, dry_run: bool) -> dict[str, Any]:
    told = withdrawal
    return {
        "dry_run": dry_run,
        "number": told.number if told else None,
        "at": told.at if told else None,
        "code": told.code if told else None,
        "reason": told.reason if told else None,
        "withdrawn": [
            {
                "record_id": group.record_id,
                "kind": group.kind,
                "captured_at": group.captured_at,
                "url": group.url if dry_run else None,
                "why": plan.why.get(group.record_id, "depends"),
            }
            for group in plan.going
        ],
        "cut": len(plan.asides),
        "kept": [asdict(one) for one in plan.kept],
        "known": list(plan.known),
        "remains": list(plan.remains),
    }


def _print(plan: "Plan", withdrawal: "Withdrawal | None", *, dry_run: bool) -> None:
    for record_id in plan.known:
        print_field("withdrawn before", record_id)
    for group in plan.going:
        why = tr(plan.why.get(group.record_id, "depends"))
        line = f"{group.record_id} {group.kind} {group.captured_at} ({why})"
        if dry_run:
            print_field("would go", f"{line} {group.url}")
        else:
            print_field("withdrawn", line)
    if plan.asides:
        print_field("records cut", len(plan.asides))
    for article_id in plan.remains:
        print_field("text stays in article", article_id)
    for one in plan.kept:
        whose = "" if one.own else f" · {tr('a file that others made, never changed')}"
        print_field("stays", f"{one.record_id} {one.kind} {one.captured_at} ({tr(one.why)}) {one.url}{whose}")
    if withdrawal is not None:
        print_field("number", withdrawal.number)
        say("Backups, exports, bundles and copies that others hold are not reached: see docs/evidence.md.")
