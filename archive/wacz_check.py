"""A WACZ held against itself: each member against datapackage.json, that against its digest and signature.

Players show a WACZ whose signature was tampered with as signed, and look at members only as they load them.
What a signature shows is that nothing has changed since the holder of the key signed: not when, nor who the
holder is, unless the key is known from elsewhere.
"""

import hashlib
import json
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.errors import ArchiveError
from archive.wacz_signature import BY_DOMAIN, SignatureError, Signed, check_signature

PACKAGE, DIGEST = "datapackage.json", "datapackage-digest.json"
LARGEST = 64 << 20  # bytes of either, which are read whole
MAX_RATIO = 200  # of a member's size to what it takes in the zip
PIECE = 1 << 20


@dataclass(slots=True, kw_only=True)
class WaczReport:
    """The verdict on one WACZ: `ok` when nothing failed. `signed` is None when it bears no signature.

    `failures` say what, where (the member) and in which way; `unchecked` what this cannot check.
    """

    ok: bool = True
    members: int = 0
    bytes: int = 0
    signed: Signed | None = None
    failures: list[dict[str, str]] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)

    def fail(self, what: str, where: str, detail: str) -> None:
        """Note a failure."""
        self.ok = False
        self.failures.append({"what": what, "where": where, "detail": detail})


def is_wacz(path: Path) -> bool:
    """Whether the file is a zip with a datapackage.json, which evidence bundles lack."""
    try:
        with zipfile.ZipFile(path) as package:
            return bool({PACKAGE, DIGEST} & set(package.namelist()))
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return path.suffix == ".wacz"


def check_wacz(path: Path, key: str | None = None) -> WaczReport:
    """The report on the WACZ at `path`; `key` is the fingerprint that its signature's key must have.

    Raises ArchiveError when the file cannot be opened.
    """
    report = WaczReport()
    try:
        with zipfile.ZipFile(path) as package:
            _check(package, report)
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read: {error.strerror or error}") from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        report.fail("unreadable", path.name, f"no readable zip: {error}")
    if key is not None and report.ok and (report.signed is None or report.signed.key != key):
        report.fail("other-key", DIGEST, f"not signed by the key {key}")
    return report


def _check(package: zipfile.ZipFile, report: WaczReport) -> None:
    names = Counter(info.filename for info in package.infolist() if not info.is_dir())
    for name in sorted(name for name, count in names.items() if count > 1):
        report.fail("second-member", name, "the zip has more than one member of this name")
    document = _small(package, PACKAGE, report)
    if document is None:
        return
    listed = _listed(document, report)
    for name in sorted(set(names) - set(listed) - {PACKAGE, DIGEST}):
        report.fail("unlisted-member", name, f"{PACKAGE} does not list it")
    for name, entry in listed.items():
        if name not in names:
            report.fail("missing-member", name, f"{PACKAGE} lists it")
        else:
            _check_member(package, name, entry, report)
    if DIGEST in names:
        _check_digest(package, document, report)
    else:
        report.unchecked.append(f"there is no {DIGEST}: {PACKAGE} itself may have been changed")


def _small(package: zipfile.ZipFile, name: str, report: WaczReport) -> bytes | None:
    """A member that is read whole; None, and a failure, when that cannot be."""
    try:
        with package.open(name) as member:
            data = member.read(LARGEST + 1)
    except KeyError:
        report.fail("missing-member", name, "a WACZ must have it")
        return None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        report.fail("changed-member", name, f"it cannot be read: {error}")
        return None
    if len(data) > LARGEST:
        report.fail("changed-member", name, f"it is larger than {LARGEST} bytes")
        return None
    return data


def _listed(document: bytes, report: WaczReport) -> dict[str, dict[str, Any]]:
    """What datapackage.json says of each member, by path."""
    try:
        resources = json.loads(document)["resources"]
        found = {str(entry["path"]): dict(entry) for entry in resources}
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        report.fail("changed-member", PACKAGE, f"no list of resources can be read in it: {error!r}")
        return {}
    if len(found) != len(resources):
        report.fail("changed-member", PACKAGE, "it lists a path twice")
    return found


def _check_member(package: zipfile.ZipFile, name: str, entry: dict[str, Any], report: WaczReport) -> None:
    digest, size = hashlib.sha256(), 0
    allowed = MAX_RATIO * max(package.getinfo(name).compress_size, 1) + PIECE
    try:
        with package.open(name) as member:
            while data := member.read(PIECE):
                digest.update(data)
                size += len(data)
                if size > allowed:
                    report.fail("changed-member", name, f"it unpacks to more than {allowed} bytes")
                    return
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        report.fail("changed-member", name, f"it cannot be read: {error}")
        return
    report.members += 1
    report.bytes += size
    told = (entry.get("hash"), entry.get("bytes", size))
    found = ("sha256:" + digest.hexdigest(), size)
    if told != found:
        report.fail("changed-member", name, f"{PACKAGE} says {told}, the member is {found}")


def _check_digest(package: zipfile.ZipFile, described: bytes, report: WaczReport) -> None:
    found = "sha256:" + hashlib.sha256(described).hexdigest()
    document = _small(package, DIGEST, report)
    if document is None:
        return
    try:
        told = json.loads(document)
        path, digest, signed = told["path"], told["hash"], told.get("signedData")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        report.fail("changed-member", DIGEST, f"no path and hash can be read in it: {error!r}")
        return
    if (path, digest) != (PACKAGE, found):
        report.fail("changed-member", PACKAGE, f"{DIGEST} says {digest} of {path}, it is {found}")
    if unknown := sorted(set(told) - {"path", "hash", "signedData"}):
        report.fail("changed-member", DIGEST, f"it has {unknown[0]!r}, which the specification does not know")
    if signed is None:
        return
    if isinstance(signed, dict) and set(signed) >= BY_DOMAIN:
        report.unchecked.append("the signature is one of a domain's certificate: check it with authsign")
        return
    try:
        report.signed = check_signature(signed, found)
    except SignatureError as error:
        report.fail("bad-signature", DIGEST, str(error))
        return
    created = _created(described)
    if created != report.signed.created:
        said = f"created is {report.signed.created} in the signature, {created} in {PACKAGE}"
        report.fail("bad-signature", DIGEST, said)


def _created(described: bytes) -> Any:
    """What datapackage.json, which is signed, says of the time that the signature repeats."""
    try:
        return json.loads(described).get("created")
    except (ValueError, AttributeError, RecursionError):
        return None
