"""How pages are offered: where, under which names, to whom; and what of that is refused as unsafe."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from pathlib import Path

from archive.browse.host_guard import OWN, split_host
from archive.browse.profile import Profile
from archive.errors import ArchiveError
from archive.operator_secrets import secret

LOOPBACK = "127.0.0.1"
PASSWORD = "WARRAQ_PASSWORD"  # noqa: S105  the name of the environment variable, not what is in it
SHORTEST = 12  # letters of a password: what is guessed slowly is then not guessed


class UnsafeService(ArchiveError):
    """What was asked for would show the archive to others than its profile means."""

    exit_code = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where pages are served and for whom.

    `names` are those that the server is asked for beside this machine's own, each with its port or without;
    `proxies` the addresses or networks that are believed about who asks. Raises UnsafeService.
    """

    port: int
    profile: Profile = Profile.LOCAL
    host: str = LOOPBACK
    names: Sequence[str] = ()
    proxies: Sequence[str] = ()
    password: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        _check(self)

    @property
    def url(self) -> str:
        """Where a browser on this machine finds it."""
        address = ip_address(self.host)
        if address.is_unspecified:
            return f"http://{LOOPBACK}:{self.port}/"
        return (
            f"http://[{address}]:{self.port}/" if address.version == 6 else f"http://{address}:{self.port}/"
        )

    @property
    def reached_from_elsewhere(self) -> bool:
        """Whether other machines reach the port itself."""
        return not is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether the address is one of this machine's own. Raises UnsafeService for what is no address."""
    try:
        return ip_address(host).is_loopback
    except ValueError as error:
        raise UnsafeService(
            f"--host {host!r} is no address; write one of this machine's, such as 127.0.0.1, 192.0.2.7 or ::"
        ) from error


def read_password(file: Path | None) -> str:
    """The password in the file, else the secret of its name; from the environment it is taken away.

    Raises UnsafeService when there is none or it is too short, SecretError when its file cannot be read.
    """
    told = os.environ.pop(PASSWORD, None)
    if file is None and told is None:
        told = secret(PASSWORD)
    if file is not None:
        try:
            told = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UnsafeService(f"--password-file {file} cannot be read: {error}") from error
    where = f"--password-file {file}" if file is not None else PASSWORD
    if told is None:
        raise UnsafeService(
            f"--private needs a password: set {PASSWORD}, or put it into a file for --password-file"
        )
    password = told.strip("\r\n")
    if len(password) < SHORTEST:
        raise UnsafeService(
            f"the password in {where} is shorter than {SHORTEST} letters; choose a longer one"
        )
    return password


def _check(service: Service) -> None:
    elsewhere = not is_loopback(service.host)
    for proxy in service.proxies:
        try:
            ip_network(proxy, strict=False)
        except ValueError as error:
            raise UnsafeService(
                f"--behind-proxy {proxy!r} is no address; write the proxy's, such as 127.0.0.1 or 10.0.0.0/8"
            ) from error
    for name in service.names:
        if split_host(name) is None or set(name) & set("/@ ,"):
            raise UnsafeService(
                f"--host-name {name!r} is no host name; write archive.example or archive.example:8443"
            )
    if service.profile is Profile.LOCAL:
        if elsewhere or service.proxies or any(not _names_this_machine(name) for name in service.names):
            raise UnsafeService(
                "without --public or --private the archive is shown to this machine alone;"
                " --host, --host-name and --behind-proxy for others need one of them"
            )
        return
    if elsewhere and ip_address(service.host).is_unspecified and not service.names:
        raise UnsafeService(
            f"--host {service.host} answers at every address of this machine;"
            " say by --host-name NAME under which name"
        )
    if service.profile is Profile.PRIVATE:
        if service.password is None:
            raise UnsafeService("--private needs a password")
        if elsewhere and not service.proxies:
            raise UnsafeService(
                "over plain http others on the way read the password: put a proxy that speaks TLS before it"
                " and name its address by --behind-proxy (see docs/serving.md)"
            )


def _names_this_machine(name: str) -> bool:
    parted = split_host(name)
    return parted is not None and parted[0] in OWN
