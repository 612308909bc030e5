"""What the newsroom read and wrote, byte for byte, one exchange after the other."""

import hashlib
import json
import threading
from dataclasses import dataclass, field
from pathlib import Path

KEPT = 8 << 20  # bytes of an answer that are kept; of longer ones the rest is hashed and counted only


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer as they crossed the socket, above TLS.

    `request` is every byte read. `response` is every byte written, interim answers included, up to 8 MB;
    `response_length` and `response_sha256` cover all of it. `finished` says that the answer was whole by its
    own framing and handed to the system whole; an answer cut on purpose, or left by the client, is not.
    `number_on_connection` counts from 1.
    """

    n: int
    outlet: str
    tls: bool
    client_port: int
    connection: int
    number_on_connection: int
    method: str
    target: str
    request: bytes
    response: bytes
    response_length: int
    response_sha256: str
    finished: bool
    note: str | None


@dataclass(slots=True, kw_only=True)
class Recording:
    """One exchange under way: the bytes so far."""

    n: int
    outlet: str
    tls: bool
    client_port: int
    connection: int
    number_on_connection: int
    method: str
    target: str
    request: bytes
    kept: bytearray = field(default_factory=bytearray)
    length: int = 0
    finished: bool = False
    note: str | None = None
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def wrote(self, data: bytes) -> None:
        """Counts bytes that are about to be written."""
        self.digest.update(data)
        self.length += len(data)
        if self.length <= KEPT:
            self.kept += data
        elif len(self.kept) < KEPT:
            self.kept += data[: KEPT - len(self.kept)]

    def exchange(self) -> Exchange:
        """The exchange as it stands now."""
        return Exchange(
            n=self.n,
            outlet=self.outlet,
            tls=self.tls,
            client_port=self.client_port,
            connection=self.connection,
            number_on_connection=self.number_on_connection,
            method=self.method,
            target=self.target,
            request=self.request,
            response=bytes(self.kept),
            response_length=self.length,
            response_sha256=self.digest.hexdigest(),
            finished=self.finished,
            note=self.note,
        )


class Recorder:
    """Numbers the exchanges, keeps them in memory and, where a directory is given, on disk.

    On disk: `index.jsonl`, one line an exchange, and `NNNNNN.req`, `NNNNNN.resp` with the bytes (no `.resp`
    beyond 8 MB). With `remember=False` nothing is held in memory, for long measurements.
    """

    def __init__(self, directory: Path | None = None, *, remember: bool = True) -> None:
        self._directory = directory
        self._remember = remember
        self._lock = threading.Lock()
        self._count = 0
        self._open: dict[int, Recording] = {}
        self._ended: list[Exchange] = []
        if directory is not None:
            directory.mkdir(parents=True, exist_ok=True)
            (directory / "index.jsonl").touch()

    def begin(
        self,
        *,
        outlet: str,
        tls: bool,
        client_port: int,
        connection: int,
        number_on_connection: int,
        method: str,
        target: str,
        request: bytes,
    ) -> Recording:
        """A new recording with the next number; it counts as under way until `end`."""
        with self._lock:
            self._count += 1
            recording = Recording(
                n=self._count,
                outlet=outlet,
                tls=tls,
                client_port=client_port,
                connection=connection,
                number_on_connection=number_on_connection,
                method=method,
                target=target,
                request=request,
            )
            self._open[recording.n] = recording
        return recording

    def end(self, recording: Recording) -> None:
        """Closes a recording: nothing is added to it any more."""
        exchange = recording.exchange()
        if self._directory is not None:
            _write(self._directory, exchange)
        with self._lock:
            del self._open[recording.n]
            if self._remember:
                self._ended.append(exchange)

    @property
    def under_way(self) -> int:
        """How many exchanges have begun and not ended."""
        return len(self._open)

    def exchanges(self) -> tuple[Exchange, ...]:
        """Every exchange so far by number, those under way with the bytes they have now."""
        with self._lock:
            under_way = [recording.exchange() for recording in self._open.values()]
            return tuple(sorted([*self._ended, *under_way], key=lambda exchange: exchange.n))


def _write(directory: Path, exchange: Exchange) -> None:
    base = directory / f"{exchange.n:06d}"
    base.with_suffix(".req").write_bytes(exchange.request)
    if exchange.response_length <= KEPT:
        base.with_suffix(".resp").write_bytes(exchange.response)
    line = {
        "n": exchange.n,
        "outlet": exchange.outlet,
        "tls": exchange.tls,
        "cport": exchange.client_port,
        "conn": exchange.connection,
        "seq": exchange.number_on_connection,
        "method": exchange.method,
        "path": exchange.target,
        "req_sha256": hashlib.sha256(exchange.request).hexdigest(),
        "sent": exchange.response_length,
        "resp_sha256": exchange.response_sha256,
        "finished": exchange.finished,
        "note": exchange.note,
    }
    with (directory / "index.jsonl").open("a", encoding="utf-8") as index:
        index.write(json.dumps(line, ensure_ascii=False) + "\n")


def read_recording(directory: Path) -> tuple[Exchange, ...]:
    """The exchanges that another process recorded in a directory, by number; answers over 8 MB come without
    their bytes (length and sha256 are there)."""
    found = []
    for line in (directory / "index.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        base = directory / f"{row['n']:06d}"
        answer = base.with_suffix(".resp")
        found.append(
            Exchange(
                n=row["n"],
                outlet=row["outlet"],
                tls=row["tls"],
                client_port=row["cport"],
                connection=row["conn"],
                number_on_connection=row["seq"],
                method=row["method"],
                target=row["path"],
                request=base.with_suffix(".req").read_bytes(),
                response=answer.read_bytes() if answer.exists() else b"",
                response_length=row["sent"],
                response_sha256=row["resp_sha256"],
                finished=row["finished"],
                note=row["note"],
            )
        )
    return tuple(sorted(found, key=lambda exchange: exchange.n))
