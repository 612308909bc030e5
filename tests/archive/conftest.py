"""A time-stamping authority of `openssl ts` on loopback, for every test of the archive."""

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from archive.place import Archive
from tests.conftest import needed

OPENSSL_TS = """
[tsa]
default_tsa = local
[local]
serial = {folder}/serial
signer_cert = {folder}/signer.crt
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
ordering = no
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
DAY = timedelta(days=1)


@dataclass
class Authority:
    """An authority of `openssl ts` on loopback. `lie` may change what it is asked or what it answers."""

    folder: Path
    openssl: str
    url: str = ""
    asked: list[bytes] = field(default_factory=list)
    before: Callable[[bytes], bytes] = lambda request: request
    after: Callable[[bytes], bytes] = lambda answer: answer
    status: int = 200
    wait: float = 0.0

    @property
    def roots(self) -> Path:
        """The file of its root certificate."""
        return self.folder / "root.crt"

    def answer(self, request: bytes) -> bytes:
        """The token for a request, as it comes from openssl."""
        asked, answered = self.folder / "request.tsq", self.folder / "answer.tsr"
        asked.write_bytes(self.before(request))
        command = [self.openssl, "ts", "-reply", "-config", str(self.folder / "openssl.cnf")]
        command += ["-queryfile", str(asked), "-out", str(answered)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return self.after(answered.read_bytes())

    @contextmanager
    def serving(self) -> Iterator["Authority"]:
        """Answer requests on loopback."""
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                request = self.rfile.read(int(self.headers["Content-Length"]))
                authority.asked.append(request)
                body = authority.answer(request)
                self.send_response(authority.status)
                if authority.status == 302:
                    self.send_header("Location", authority.url)
                self.end_headers()
                for start in range(0, len(body), 1 << 14):
                    time.sleep(authority.wait)
                    try:
                        self.wfile.write(body[start : start + (1 << 14)])
                        self.wfile.flush()
                    except OSError:  # the client has had enough
                        return

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{server.server_port}/tsr"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()


def certificate(
    name: str,
    key: Any,
    issuer: tuple[str, Any] | None,
    begin: datetime,
    end: datetime,
) -> x509.Certificate:
    """A certificate: of a root when it has no issuer, else of an authority's signer."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    by, signer = issuer or (name, key)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, by)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    )
    if issuer is not None:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(signer, hashes.SHA256())


def make_authority(folder: Path, kind: str = "ec", *, lasts: timedelta = 30 * DAY) -> Authority:
    """An authority with a root and a signer of its own, with keys of the kind "ec" or "rsa".

    The signer's certificate `lasts` so long from now; below 0 it has expired.
    """
    openssl = needed("openssl", "openssl")
    folder.mkdir(parents=True)

    def new_key() -> Any:
        return (
            rsa.generate_private_key(65537, 2048)
            if kind == "rsa"
            else ec.generate_private_key(ec.SECP256R1())
        )

    root, signer = new_key(), new_key()
    now = datetime.now(UTC)
    made = {
        "root.crt": certificate("Root", root, None, now - 60 * DAY, now + 60 * DAY),
        "signer.crt": certificate("Signer", signer, ("Root", root), now - 30 * DAY, now + lasts),
    }
    for name, one in made.items():
        (folder / name).write_bytes(one.public_bytes(Encoding.PEM))
    pem = signer.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "signer.key").write_bytes(pem)
    (folder / "serial").write_text("01\n")
    (folder / "openssl.cnf").write_text(OPENSSL_TS.format(folder=folder))
    return Authority(folder=folder, openssl=openssl)


@pytest.fixture(name="make_authority")
def _make_authority(tmp_path: Path) -> Callable[..., Authority]:
    """Makes an authority that stamps with `openssl ts`."""
    count = 0

    def run(kind: str = "ec", **options: Any) -> Authority:
        nonlocal count
        count += 1
        return make_authority(tmp_path / f"authority-{count}", kind, **options)

    return run


@pytest.fixture
def trust(archive: Archive) -> Callable[..., None]:
    """Names authorities in warraq.toml, called first, second and so on, each with its own roots or others."""

    def run(*authorities: Authority, roots: Path | None = None) -> None:
        lines = [
            f'{{ name = "{name}", url = "{one.url}", roots = "{roots or one.roots}" }}'
            for name, one in zip(("first", "second", "third"), authorities, strict=False)
        ]
        path = archive.root / "warraq.toml"
        text = path.read_text("utf-8").partition("[timestamps]")[0]
        path.write_text(f"{text}[timestamps]\nauthorities = [{', '.join(lines)}]\n", encoding="utf-8")

    return run
