"""What a TLS connection says of itself, in the terms that WARC fields and IANA use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate
from cryptography.x509.oid import NameOID

LONGEST_NAME = 100  # characters of an issuer's name
# OpenSSL's names of TLS 1.2 suites and IANA's (https://www.iana.org/assignments/tls-parameters); the names of
# TLS 1.3 suites are the same in both.
_IANA = {
    "ECDHE-ECDSA-AES128-GCM-SHA256": "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384": "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305": "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "ECDHE-ECDSA-AES128-SHA256": "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
    "ECDHE-ECDSA-AES256-SHA384": "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
    "ECDHE-ECDSA-AES128-SHA": "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
    "ECDHE-ECDSA-AES256-SHA": "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
    "ECDHE-RSA-AES128-GCM-SHA256": "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "ECDHE-RSA-AES256-GCM-SHA384": "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
    "ECDHE-RSA-CHACHA20-POLY1305": "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    "ECDHE-RSA-AES128-SHA256": "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
    "ECDHE-RSA-AES256-SHA384": "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
    "ECDHE-RSA-AES128-SHA": "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
    "ECDHE-RSA-AES256-SHA": "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
    "DHE-RSA-AES128-GCM-SHA256": "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
    "DHE-RSA-AES256-GCM-SHA384": "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
    "DHE-RSA-CHACHA20-POLY1305": "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
    "AES128-GCM-SHA256": "TLS_RSA_WITH_AES_128_GCM_SHA256",
    "AES256-GCM-SHA384": "TLS_RSA_WITH_AES_256_GCM_SHA384",
    "AES128-SHA256": "TLS_RSA_WITH_AES_128_CBC_SHA256",
    "AES256-SHA256": "TLS_RSA_WITH_AES_256_CBC_SHA256",
    "AES128-SHA": "TLS_RSA_WITH_AES_128_CBC_SHA",
    "AES256-SHA": "TLS_RSA_WITH_AES_256_CBC_SHA",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsFacts:
    """version as in `WARC-Protocol: tls/1.3`; cipher by its IANA name (OpenSSL's when IANA's is not known);
    chain as DER, leaf first. Of the leaf: from when to when (aware) it is said to hold, and its issuer (the
    organisation, else the common name); None where there is none, or none that can be read."""

    version: str
    cipher: str
    server_name: str | None
    chain: tuple[bytes, ...]
    not_before: datetime | None = None
    not_after: datetime | None = None
    issuer: str | None = None


def tls_facts(transport: Any) -> TlsFacts | None:
    """The facts of a TLS transport whose handshake is finished, None for any other."""
    try:
        connection = transport.getHandle()
        version = connection.get_protocol_version_name()
    except (AttributeError, TypeError):  # a plain socket, or a handshake that has not begun
        return None
    name = connection.get_servername()
    certificates = connection.get_peer_cert_chain() or []
    cipher = connection.get_cipher_name() or ""
    return TlsFacts(
        version=version.removeprefix("TLSv"),
        cipher=_IANA.get(cipher, cipher),
        server_name=name.decode("ascii", "backslashreplace") if name else None,
        chain=tuple(c.to_cryptography().public_bytes(Encoding.DER) for c in certificates),
        **(_leaf_facts(certificates[0].to_cryptography()) if certificates else {}),
    )


def _leaf_facts(leaf: Certificate) -> dict[str, Any]:
    try:
        names = {
            kind: str(attributes[0].value)
            for kind in (NameOID.ORGANIZATION_NAME, NameOID.COMMON_NAME)
            if (attributes := leaf.issuer.get_attributes_for_oid(kind))
        }
        begin, end = leaf.not_valid_before_utc, leaf.not_valid_after_utc
    except ValueError:  # names or times as no standard has them
        return {}
    issuer = next(iter(names.values()), "")
    printable = "".join(c if c.isprintable() else " " for c in issuer)[:LONGEST_NAME].strip()
    return {"not_before": begin, "not_after": end, "issuer": printable or None}
