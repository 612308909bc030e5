"""One capture's leaf: whether it says what the records say, and is under what was signed and stamped.

What is checked is the path from the leaf to the root that was signed; whether the whole log agrees with its
files is for `warraq verify`.
"""

from dataclasses import dataclass
from typing import Any

from archive.checkpoints import (
    REQUEST,
    TOKEN,
    checkpoint_path,
    newest_checkpoint,
    parse_checkpoint,
    stamp_path,
)
from archive.errors import ArchiveError
from archive.key_changes import keys_of
from archive.language import saying
from archive.moments import stamp
from archive.once import read_once
from archive.place import Archive
from archive.proofs import Inclusion, NotCovered, checkpoint_document, prove_inclusion, stamped_by
from archive.record_check import Check, Reread, as_it_is, reread
from archive.rows import read_tuples
from archive.schema import sqlite3
from archive.stamp_check import StampCheck
from archive.withdrawals import told_of

LEAVES = "log/leaves.jsonl"
KEY_CHANGES = "SELECT count(*) FROM leaves WHERE record_id GLOB 'key:[0-9]*' AND leaf_index < ?"
IMPORTED = saying(
    "the record came from an imported file: nobody here saw it being captured, so the log has no leaf of it"
)
NOT_COVERED = saying("no checkpoint is over its leaf yet")
NOT_STAMPED = saying("no authority has stamped a checkpoint over it yet")
NO_ROOTS = saying(
    "it answers what was asked about this checkpoint; nothing here vouches for its signature and time, for"
    " want of the authority's root certificates"
)
NOT_MADE = saying("its leaf could not be made from the records")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamped:
    """A stamp of a checkpoint over the capture: when it says that it was made, as `check` judges it."""

    authority: str
    size: int
    at: str | None
    check: Check


def verify_record(archive: Archive, db: sqlite3.Connection, record_id: str) -> dict[str, Any]:
    """What `warraq verify` would say of one capture, in the keys of /capture/RECORD_ID/verify.json.

    `ok` says that nothing failed; `checks` what was looked at. `checkpoint` is the newest one over its leaf,
    `stamps` are those of it and of the earliest stamped one. Raises UnknownArticle.
    """
    found = reread(archive, db, record_id)
    row, told = found.row, told_of(db, record_id)
    checks, stamps, checkpoint = list(found.checks), list[Stamped](), None
    if row["origin"] != "own":
        checks += [Check(what=what, state="unchecked", detail=IMPORTED) for what in ("leaf", "inclusion")]
    else:
        inclusion, logged = _included(archive, found)
        checks += logged
        if inclusion is not None:
            checks.append(_signature(archive, db, inclusion))
            stamps, told_of_stamps = _stamps(archive, record_id, inclusion)
            checks += told_of_stamps
            checkpoint = checkpoint_document(archive, inclusion.checkpoint, inclusion.note)
    return {
        "record_id": record_id,
        "kind": row["kind"],
        "refers_to": row["refers_to"],
        "captured_at": row["captured_at"],
        "warc": row["warc"],
        "offset": row["offset"],
        "length": row["length"],
        "origin": row["origin"],
        "withdrawn": None if told is None else {"ar": told.in_arabic(), "en": told.in_english()},
        "ok": all(one.state != "fails" for one in checks),
        "checks": [one.document() for one in checks],
        "checkpoint": checkpoint,
        "stamps": [
            {"authority": one.authority, "size": one.size, "at": one.at, "state": one.check.state}
            for one in stamps
        ],
    }


def _included(archive: Archive, found: Reread) -> tuple[Inclusion | None, list[Check]]:
    """The proof under the newest checkpoint, and what the leaf and its path show."""
    record_id = found.row["record_id"]
    try:
        newest = newest_checkpoint(archive)
        size = newest[0].size if newest is not None else None
        inclusion = prove_inclusion(archive, record_id, size)
    except NotCovered:
        return None, [
            Check(what=what, state="unchecked", detail=NOT_COVERED) for what in ("leaf", "inclusion")
        ]
    except (ArchiveError, OSError) as error:
        return None, [Check(what="inclusion", state="fails", where=LEAVES, detail=as_it_is(str(error)))]
    where = f"{LEAVES}, line {inclusion.index + 1}"
    return inclusion, [_leaf(found, inclusion, where), Check(what="inclusion", state="holds", where=where)]


def _leaf(found: Reread, inclusion: Inclusion, where: str) -> Check:
    """Whether the leaf says what the records say; of a record alone, whether its digest is in the leaf."""
    if found.withdrawn:
        return Check(what="leaf", state="unchecked", where=where, detail=saying("its payload was withdrawn"))
    if found.line is None and found.main is None:
        return Check(what="leaf", state="unchecked", where=where, detail=NOT_MADE)
    if found.line is not None:
        same = found.line == inclusion.leaf
    else:
        digest = found.main.record_digest.removeprefix("sha256:") if found.main is not None else ""
        same = digest.encode() in inclusion.leaf
    if same:
        return Check(what="leaf", state="holds", where=where)
    detail = "the leaf is not what the records say: one of them, or the leaf, was changed"
    return Check(what="leaf", state="fails", where=where, detail=as_it_is(detail))


def _signature(archive: Archive, db: sqlite3.Connection, inclusion: Inclusion) -> Check:
    """Whether the checkpoint is signed by the key in use when it was made."""
    size = inclusion.checkpoint.size
    where = checkpoint_path(archive, size).relative_to(archive.root).as_posix()
    try:
        keys = keys_of(archive)
    except (ArchiveError, OSError) as error:
        return Check(what="signature", state="fails", where=where, detail=as_it_is(str(error)))
    changes = int(read_tuples(db, KEY_CHANGES, (size,))[0][0])
    key = keys[min(changes, len(keys) - 1)]
    if parse_checkpoint(inclusion.note)[1].signed_by(key):
        return Check(what="signature", state="holds", where=where, detail=as_it_is(str(key)))
    detail = f"it is not signed by the key in use then, {key}"
    return Check(what="signature", state="fails", where=where, detail=as_it_is(detail))


def _stamps(archive: Archive, record_id: str, newest: Inclusion) -> tuple[list[Stamped], list[Check]]:
    """The stamps of the earliest stamped checkpoint over the leaf, then of the newest; what they show."""
    roots = StampCheck(lambda what, where, detail: None, archive)
    try:
        first = prove_inclusion(archive, record_id)
    except (ArchiveError, OSError) as error:
        return [], [Check(what="stamp", state="fails", where=LEAVES, detail=as_it_is(str(error)))]
    proofs = {first.checkpoint.size: first, newest.checkpoint.size: newest}
    found = [
        _stamp(archive, roots, authority, proof)
        for size, proof in proofs.items()
        for authority in stamped_by(archive, size)
    ]
    pending = [Check(what="stamp", state="unchecked", detail=NOT_STAMPED)]
    return found, [one.check for one in found] or pending


def _stamp(archive: Archive, roots: StampCheck, authority: str, proof: Inclusion) -> Stamped:
    from archive.stamps import StampError, check_token

    size = proof.checkpoint.size
    path = stamp_path(archive, size, authority, TOKEN)
    where = path.relative_to(archive.root).as_posix()
    token, request = read_once(path), read_once(stamp_path(archive, size, authority, REQUEST))
    trusted = roots.roots_of(authority)
    try:
        made = check_token(token or b"", request or b"", proof.note, trusted)
    except StampError as error:
        check = Check(what="stamp", state="fails", where=where, detail=as_it_is(str(error)))
        return Stamped(authority=authority, size=size, at=None, check=check)
    check = Check(
        what="stamp",
        state="holds" if trusted is not None else "unchecked",
        where=where,
        detail=None if trusted is not None else NO_ROOTS,
    )
    return Stamped(authority=authority, size=size, at=stamp(made.at), check=check)
