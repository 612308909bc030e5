"""The connection that an answer came over, as the records noted it: address, protocols, TLS."""

from collections.abc import Iterable, Sequence
from typing import Any

from archive.records import Record

Fields = Iterable[tuple[str, str]]


def connection_of(record: Record | None, facts: Sequence[tuple[str, str]]) -> dict[str, Any] | None:
    """Keys `address`, `protocols`, `proxy`, `vantage`, `tls` of the exchange; None where nothing was noted.

    `proxy` is the kind of proxy that was used, `vantage` where the outlet was looked at from, in the
    operator's words.

    `tls` has `version`, `cipher`, `server_name`, `certificates_sha256` (the server's own first) and
    `verified`: False where the archive was told to accept any certificate, None where nothing says. It is
    None for an exchange without TLS. `record` may be of others' files, which note less.
    """
    headers = list(record.headers) if record is not None else []
    address = _first(headers, "warc-ip-address")
    protocols = [value for name, value in headers if name.lower() == "warc-protocol"]
    tls = _tls(headers, facts, protocols)
    proxy, vantage = _first(facts, "proxy"), _first(facts, "vantage")
    if not protocols and not any((address, tls, proxy, vantage)):
        return None
    return {"address": address, "protocols": protocols, "proxy": proxy, "vantage": vantage, "tls": tls}


def _tls(headers: Fields, facts: Fields, protocols: Iterable[str]) -> dict[str, Any] | None:
    noted = dict(facts)
    spoken = next((one for one in protocols if one.lower().startswith(("tls/", "ssl/"))), None)
    version = noted.get("tlsVersion") or (spoken.partition("/")[2] if spoken else None)
    if version is None:
        return None
    return {
        "version": version,
        "cipher": noted.get("tlsCipher") or _first(headers, "warc-cipher-suite"),
        "server_name": noted.get("tlsServerName"),
        "certificates_sha256": [value for name, value in facts if name == "tlsCertificateSha256"],
        "verified": noted.get("tlsVerified") != "no" if "tlsVersion" in noted else None,
    }


def _first(fields: Fields, wanted: str) -> str | None:
    return next((value for name, value in fields if name.lower() == wanted), None)
