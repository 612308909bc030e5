"""What `warraq verify FILE.wacz` says: the members, the signature, and whose key made it."""

from dataclasses import asdict
from pathlib import Path

import click

from archive.console import current_archive, print_field, print_json
from archive.errors import ArchiveError
from archive.language import tr


def check_and_print_wacz(path: Path, key: Path | None, *, as_json: bool) -> bool:
    """Check a WACZ and print the report, as JSON or in the reader's language; whether it holds.

    `key` is a file with the public key that must have signed it. Without one, the archive round the working
    directory, if there is one, tells whether the key is its own. Raises ArchiveError.
    """
    from archive.wacz_check import check_wacz
    from archive.wacz_signature import fingerprint_in

    report = check_wacz(path, None if key is None else fingerprint_in(key))
    signed = report.signed
    own = None if signed is None else _own_key() == signed.key
    if as_json:
        document = asdict(report)
        if signed is not None:
            document["signed"]["own_key"] = own
        print_json(document)
        return report.ok
    print_field("members", report.members)
    print_field("bytes", report.bytes)
    if signed is None:
        print_field("signature", tr("none"))
    else:
        print_field("signed", signed.created)
        print_field("software", signed.software)
        print_field("key", f"{signed.key} {tr('(the key of this archive)') if own else ''}".rstrip())
    for unchecked in report.unchecked:
        print_field("not checked", unchecked)
    for failure in report.failures:
        print_field("failed", f"{failure['what']} · {failure['where']} · {failure['detail']}")
    click.echo(tr("ok") if report.ok else tr("FAILED"))
    return report.ok


def _own_key() -> str | None:
    """The fingerprint of the key that signs WACZ files of the archive at hand, if there are both."""
    from archive.wacz_signature import PUBLIC, fingerprint_in

    try:
        return fingerprint_in(current_archive().log / PUBLIC)
    except ArchiveError:
        return None
