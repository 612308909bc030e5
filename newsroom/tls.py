"""The newsroom's certificate: self-signed, for 127.0.0.1 and localhost, a key for tests only."""

import ssl
from pathlib import Path

CERTIFICATE = Path(__file__).parent / "certificates" / "loopback.crt"
KEY = Path(__file__).parent / "certificates" / "loopback.key"


def server_context(*, alpn: bool = True) -> ssl.SSLContext:
    """A context for the server side; with `alpn` it offers HTTP/1.1."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE, KEY)
    if alpn:
        context.set_alpn_protocols(["http/1.1"])
    return context


def client_context() -> ssl.SSLContext:
    """A context for clients that trust this certificate and no other."""
    return ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=str(CERTIFICATE))
