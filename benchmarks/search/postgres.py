"""A PostgreSQL server of our own: made in a folder, reached through a socket there, gone afterwards."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.search.peers import NoPeer

# Where Debian's packages put programs that are on nobody's path.
PLACES = ("/usr/lib/postgresql/15/bin", "/usr/local/pgsql/bin")
USER = "postgres"  # who runs it when we are root, whom PostgreSQL refuses
# A quarter of a machine of 8 GB, as its manual advises; a query in one process, so that its CPU can be read;
# no compiling of queries, which costs more than they take; and no syncing, which is not compared.
SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "2GB",
    "effective_cache_size": "6GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
    "jit": "off",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_size": "4GB",
}


@contextmanager
def server(folder: Path) -> Iterator[Path]:
    """A running server; gives the folder of its socket. Raises NoPeer, saying why it cannot be had."""
    programs = _programs()
    data, sockets = folder / "data", folder / "sockets"
    for path in (folder, data, sockets):
        path.mkdir(exist_ok=True)
    _hand_over(folder, data, sockets)
    _run(programs / "initdb", "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C")
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    log = (folder / "log").open("wb")
    with (
        log,
        subprocess.Popen(
            _as_user([str(programs / "postgres"), "-D", str(data), "-k", str(sockets), *settings]),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        ) as process,
    ):
        try:
            _await(programs, sockets, process)
            yield sockets
        finally:
            process.terminate()  # waits for clients, who are gone by now
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()


def _programs() -> Path:
    found = shutil.which("initdb")
    places = [*PLACES, *([str(Path(found).parent)] if found else [])]
    for place in places:
        if (Path(place) / "initdb").exists() and (Path(place) / "postgres").exists():
            return Path(place)
    raise NoPeer("no PostgreSQL server is installed (Debian: postgresql-15)")


def _hand_over(*paths: Path) -> None:
    """Give the folders to the user who runs the server."""
    if os.geteuid():
        return
    try:
        for path in paths:
            shutil.chown(path, USER, USER)
    except LookupError as error:
        raise NoPeer(f"PostgreSQL does not run as root, and there is no user {USER}") from error
    for path in (paths[0], *paths[0].parents):
        if not path.stat().st_mode & 0o001 and path.owner() != USER:
            raise NoPeer(f"PostgreSQL does not run as root, and {USER} cannot enter {path}")


def _as_user(command: Sequence[str]) -> list[str]:
    # setpriv becomes the server instead of waiting for it, so that a signal reaches it.
    user = ["setpriv", "--reuid", USER, "--regid", USER, "--clear-groups"] if not os.geteuid() else []
    return [*user, *command]


def _run(*command: object) -> None:
    done = subprocess.run(_as_user([str(part) for part in command]), capture_output=True, text=True)
    if done.returncode:
        raise NoPeer(f"{command[0]}: {done.stderr.strip()[-300:]}")


def _await(programs: Path, sockets: Path, process: subprocess.Popen[bytes]) -> None:
    ready = [str(programs / "pg_isready"), "-q", "-t", "30", "-h", str(sockets), "-U", "bench"]
    for _ in range(300):
        if process.poll() is not None:
            raise NoPeer(f"PostgreSQL ended with {process.returncode}: see {sockets.parent / 'log'}")
        if subprocess.run(ready).returncode == 0:
            return
        try:
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
    raise NoPeer("PostgreSQL did not start in 30 seconds")
