"""Proxies for tests: one that speaks SOCKS 5, one that speaks CONNECT. Every name leads to one given port."""

import contextlib
import socket
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Proxying:
    """A proxy on loopback: `wanted` are the hosts and ports that it was asked for, as they came."""

    port: int
    wanted: list[tuple[str, int]] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)  # SOCKS address types: 3 is a name
    greetings: list[bytes] = field(default_factory=list)


@contextlib.contextmanager
def socks_proxy(to_port: int, account: tuple[str, str] | None = None, refuse: int = 0) -> Iterator[Proxying]:
    """A SOCKS 5 proxy that connects whatever it is asked for to `to_port`; `refuse` is what it replies."""

    def greet(told: Proxying, client: socket.socket) -> bool:
        version, count = _read(client, 2)
        methods = _read(client, count)
        told.greetings.append(methods)
        assert version == 5
        method = 2 if account else 0
        client.sendall(bytes([5, method if method in methods else 0xFF]))
        if method not in methods:
            return False
        if account:
            (_, length) = _read(client, 2)
            user = _read(client, length)
            password = _read(client, _read(client, 1)[0])
            right = (user.decode(), password.decode()) == account
            client.sendall(bytes([1, 0 if right else 1]))
            if not right:
                return False
        _, _, _, kind = _read(client, 4)
        told.kinds.append(kind)
        if kind == 3:
            host = _read(client, _read(client, 1)[0]).decode("ascii")
        else:
            host = socket.inet_ntop(
                *((socket.AF_INET, _read(client, 4)) if kind == 1 else (socket.AF_INET6, _read(client, 16)))
            )
        told.wanted.append((host, int.from_bytes(_read(client, 2), "big")))
        # In pieces, and with a name as the bound address: both are allowed.
        client.sendall(bytes([5, refuse, 0, 3, 4]))
        client.sendall(b"here\x00\x00")
        return not refuse

    with _proxy(to_port, greet) as proxying:
        yield proxying


@contextlib.contextmanager
def connect_proxy(to_port: int, status: str = "200 Connection established") -> Iterator[Proxying]:
    """An HTTP proxy that connects whatever it is asked for to `to_port`."""

    def greet(told: Proxying, client: socket.socket) -> bool:
        head = b""
        while b"\r\n\r\n" not in head:
            head += _read(client, 1)
        told.greetings.append(head)
        method, where, _ = head.split(b"\r\n")[0].decode().split(" ")
        assert method == "CONNECT"
        host, _, port = where.rpartition(":")
        told.wanted.append((host, int(port)))
        client.sendall(f"HTTP/1.1 {status}\r\nVia: tests\r\n\r\n".encode())
        return status.startswith("2")

    with _proxy(to_port, greet) as proxying:
        yield proxying


@contextlib.contextmanager
def _proxy(to_port: int, greet: object) -> Iterator[Proxying]:
    told = Proxying(0)

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with contextlib.suppress(OSError, EOFError):
                if greet(told, self.request):  # type: ignore[operator]
                    with socket.create_connection(("127.0.0.1", to_port)) as server:
                        back = threading.Thread(target=_copy, args=(server, self.request), daemon=True)
                        back.start()
                        _copy(self.request, server)
                        back.join(5)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Server(("127.0.0.1", 0), Handler) as server:
        told.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield told
        server.shutdown()


def _copy(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(1 << 16):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


def _read(client: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = client.recv(count - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data
